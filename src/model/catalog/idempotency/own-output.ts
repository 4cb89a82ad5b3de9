/**
 * `SET v2 = f(v)`, then `DROP v` and `RENAME v2 TO v`: on a second run the statement finds in `v` what it has
 * written itself, and converts what is converted.
 */

import type { SqlNode, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import { constantValue } from "../expression-text.ts";
import {
  columnParts,
  forEachNode,
  hasSubquery,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
  withoutCasts,
} from "../tree.ts";
import { aliasOf } from "./own-values.ts";
import { isSettledCall } from "./settled-values.ts";

/** What an UPDATE says beside its assignments. */
export interface Updating {
  relation: SqlRangeVar;
  condition: SqlNode | null;
  /** A column without a table's name may be of another table. */
  hasOtherTables: boolean;
}

/** Other columns of the table that an assignment computes its value from, and not as their values are. */
export function convertedColumns(assignment: SqlNode, updating: Updating): string[] {
  const target = textField(assignment, "name");
  const value = nodeField(assignment, "val");
  // Of `SET (a, b) = (…)` each has the whole row.
  if (value === null || isA(value, "SqlMultiAssignRef") || hasSubquery(value)) return [];
  const read = ownColumnsIn(value, updating);
  const converted =
    read.length > 0
      ? read.filter((column) => !isKept(value, column))
      : choosingColumns(value, updating);
  return converted.filter((column) => column !== target);
}

/** `SET v2 = 'B' WHERE v = 'A'`: the columns by which a constant is chosen. */
function choosingColumns(value: SqlNode, updating: Updating): string[] {
  const { condition, hasOtherTables } = updating;
  if (condition === null || hasOtherTables || hasSubquery(condition)) return [];
  const constant = constantOf(value);
  return constant === undefined || constantsIn(condition).has(constant)
    ? []
    : ownColumnsIn(condition, updating);
}

/** Whether the value is the column's own, once the column holds what the value has made. */
function isKept(value: SqlNode | null, column: string): boolean {
  if (value === null) return false;
  if (columnParts(value)?.at(-1) === column) return true;
  if (isA(value, "SqlTypeCast")) return isKept(nodeField(value, "arg"), column);
  if (isA(value, "SqlCaseExpr")) return isKeptByCase(value, column);
  const isFirstKept = (list: string) => isKept(nodesField(value, list)[0] ?? null, column);
  if (isA(value, "SqlCoalesceExpr")) return isFirstKept("args");
  if (isSettledCall(value)) return isFirstKept("args");
  return isNullIf(value) && isKept(nodeField(value, "lexpr"), column);
}

function isNullIf(value: SqlNode): boolean {
  return isA(value, "SqlA_Expr") && textField(value, "kind") === "AEXPR_NULLIF";
}

/** `CASE v WHEN 'A' THEN 'B' ELSE v END`: every result comes out of it as it is. */
function isKeptByCase(expression: SqlNode, column: string): boolean {
  const subject = nodeField(expression, "arg");
  const results = new Map<string | null, SqlNode | null>();
  for (const branch of nodesField(expression, "args")) {
    const test = nodeField(branch, "expr");
    const compared = subject === null ? comparedWith(test, column) : test;
    const constant = constantOf(compared);
    if (constant === undefined) return false;
    results.set(constant, nodeField(branch, "result"));
  }
  if (subject !== null && !isKept(subject, column)) return false;
  const otherwise = nodeField(expression, "defresult");
  return [...results.values(), otherwise].every((result) => {
    if (result === null || isKept(result, column)) return true;
    const constant = constantOf(result);
    if (constant === undefined) return false;
    if (constant === null) return true;
    const again = results.has(constant) ? (results.get(constant) ?? null) : otherwise;
    return isKept(again, column) || constantOf(again) === constant;
  });
}

/** The constant of `v = 'A'`; null for any other condition. */
function comparedWith(test: SqlNode | null, column: string): SqlNode | null {
  if (test === null || !isA(test, "SqlA_Expr") || namesField(test, "name").at(-1) !== "=")
    return null;
  return isKept(nodeField(test, "lexpr"), column) ? nodeField(test, "rexpr") : null;
}

/** The value of a constant, seen through casts; null for NULL, undefined for what is no constant. */
function constantOf(node: SqlNode | null): string | null | undefined {
  return node === null ? undefined : constantValue(withoutCasts(node));
}

function constantsIn(expression: SqlNode): Set<string | null | undefined> {
  const constants = new Set<string | null | undefined>();
  forEachNode(expression, (node) => {
    if (isA(node, "SqlA_Const")) constants.add(constantValue(node));
  });
  return constants;
}

function ownColumnsIn(expression: SqlNode, { relation, hasOtherTables }: Updating): string[] {
  const own = aliasOf(relation);
  const columns = new Set<string>();
  forEachNode(expression, (node) => {
    const path = columnParts(node) ?? [];
    const column = path.at(-1);
    const isOwn = path.length === 1 ? !hasOtherTables : path.length === 2 && path[0] === own;
    if (isOwn && column !== undefined) columns.add(column);
  });
  return [...columns];
}
