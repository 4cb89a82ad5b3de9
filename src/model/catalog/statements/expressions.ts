/** What expressions of indexes and constraints tell: the columns they need, the names they give. */

import type { SqlIndexElem, SqlNode } from "../../../languages/postgresql/ast.ts";
import { distinctColumnNames } from "../names.ts";
import { calledFunction, columnParts, forEachNode, isA, nodeField, textField } from "../tree.ts";
import type { Table } from "../types.ts";

/** The table's columns that an expression mentions, each once, in order. */
export function mentionedColumns(expression: unknown, table: Pick<Table, "columns">): string[] {
  const mentioned = new Set<string>();
  forEachNode(expression, (node) => {
    const name = columnParts(node)?.at(-1);
    if (name !== undefined && table.columns.has(name)) mentioned.add(name);
  });
  return [...mentioned];
}

/** The names that an index's columns have inside of PostgreSQL, and in an invented name. */
export function elementNames(elements: readonly SqlIndexElem[]): string[] {
  return distinctColumnNames(
    elements.map((element) => indexedColumn(element) ?? expressionName(element.expr) ?? "expr"),
  );
}

/** The column that an index's element is, also as `(column COLLATE "C")`; null for any other expression. */
export function indexedColumn({ name, expr }: SqlIndexElem): string | null {
  if (name !== undefined) return name;
  const inner = expr !== undefined && isA(expr, "SqlCollateClause") ? nodeField(expr, "arg") : expr;
  return columnParts(inner ?? null)?.at(-1) ?? null;
}

/** PostgreSQL's `FigureIndexColname`: the name it takes from an expression. */
function expressionName(node: SqlNode | null | undefined): string | null {
  if (node === null || node === undefined) return null;
  const called = calledFunction(node);
  if (called !== null) return called;
  const column = columnParts(node)?.at(-1);
  if (column !== undefined) return column;
  if (isA(node, "SqlCoalesceExpr")) return "coalesce";
  if (isA(node, "SqlMinMaxExpr"))
    return textField(node, "op") === "IS_GREATEST" ? "greatest" : "least";
  if (isA(node, "SqlA_Expr")) return textField(node, "kind") === "AEXPR_NULLIF" ? "nullif" : null;
  if (isA(node, "SqlA_ArrayExpr")) return "array";
  if (isA(node, "SqlRowExpr")) return "row";
  if (isA(node, "SqlCollateClause")) return expressionName(nodeField(node, "arg"));
  if (isA(node, "SqlTypeCast")) return expressionName(nodeField(node, "arg")) ?? castName(node);
  if (isA(node, "SqlCaseExpr")) return expressionName(nodeField(node, "defresult")) ?? "case";
  return null;
}

function castName(cast: SqlNode): string | null {
  const typeName = nodeField(cast, "typeName");
  return typeName?.type === "SqlTypeName" ? (typeName.names.at(-1)?.sval ?? null) : null;
}
