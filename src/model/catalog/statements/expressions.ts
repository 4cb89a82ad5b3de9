/** What expressions of indexes and constraints tell: the columns they need, the names they give. */

import type { SqlIndexElem, SqlNode } from "../../../languages/postgresql/ast.ts";
import { distinctColumnNames } from "../names.ts";
import { calledFunction, columnParts, forEachNode, isA, nodeField } from "../tree.ts";
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
    elements.map((element) => element.name ?? expressionName(element.expr ?? null) ?? "expr"),
  );
}

/** PostgreSQL's `FigureIndexColname`: the name it takes from an expression. */
function expressionName(node: SqlNode | null): string | null {
  if (node === null) return null;
  const called = calledFunction(node);
  if (called !== null) return called;
  const column = columnParts(node)?.at(-1);
  if (column !== undefined) return column;
  if (isA(node, "SqlCoalesceExpr")) return "coalesce";
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
