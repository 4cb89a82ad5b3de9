/** `SET visits = visits + 1`: what is computed from the value that it replaces. */

import type { SqlNode, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import {
  columnParts,
  field,
  forEachNode,
  isA,
  nodeField,
  nodesField,
  structureField,
  textField,
} from "../tree.ts";
import { changesAgain } from "./settled-values.ts";

/** An UPDATE, or what ON CONFLICT does instead of inserting. */
export interface Rewriting {
  targets: readonly SqlNode[];
  condition: SqlNode | null;
  /** Other rows that it reads: FROM and WITH. */
  sources: readonly unknown[];
  relation: SqlRangeVar;
  /** The type of a column; null when it is not known. */
  typeOf: (column: string) => string | null;
  /** Of ON CONFLICT, where `EXCLUDED` has the new values and the table's name stands for the old ones. */
  isConflict: boolean;
}

/**
 * Whether an assignment gives another value each time: `n + 1`, `'x' || name`, NOT, a function that is not known to
 * leave its own result as it is, or another column that is replaced as well.
 *
 * A condition that looks at what is assigned may keep it from happening twice, so that nothing is said then.
 */
export function changesOwnValue(rewriting: Rewriting): boolean {
  const assigned = new Map<string, SqlNode | null>(
    rewriting.targets.map((target) => [textField(target, "name") ?? "", assignedValue(target)]),
  );
  const ownColumn = (node: SqlNode | null) => ownColumnOf(node, rewriting);
  if (looksAtAssigned(rewriting.condition, ownColumn, assigned)) return false;
  if (changesPlaces(assigned, ownColumn)) return true;
  if (comparesRows(rewriting, assigned)) return false;
  return [...assigned].some(([column, value]) =>
    changesAgain(value, {
      is: (node) => ownColumn(node) === column,
      type: rewriting.typeOf(column),
    }),
  );
}

/** Of `SET (a, b) = ROW (x, y)` each its own. */
function assignedValue(target: SqlNode): SqlNode | null {
  const value = nodeField(target, "val");
  if (value === null || !isA(value, "SqlMultiAssignRef")) return value;
  const row = nodeField(value, "source");
  const index = Number(field(value, "colno")) - 1;
  return row && isA(row, "SqlRowExpr") ? (nodesField(row, "args")[index] ?? null) : null;
}

/** The column of the row that is written; null for anything else. */
function ownColumnOf(node: SqlNode | null, { relation, isConflict }: Rewriting): string | null {
  const path = columnParts(node) ?? [];
  const isOwn = path.length === 1 ? !isConflict : path.at(-2) === aliasOf(relation);
  return isOwn ? (path.at(-1) ?? null) : null;
}

/** What the statement calls the table. */
export function aliasOf(relation: SqlRangeVar): string {
  const alias = structureField(relation, "alias");
  return (alias && textField(alias, "aliasname")) ?? relation.relname;
}

type OwnColumn = (node: SqlNode | null) => string | null;

/** Whether the condition asks the row itself for more than that there is a value. */
function looksAtAssigned(
  condition: SqlNode | null,
  ownColumn: OwnColumn,
  assigned: ReadonlyMap<string, unknown>,
): boolean {
  if (condition === null || isA(condition, "SqlSubLink")) return false;
  if (isA(condition, "SqlBoolExpr"))
    return nodesField(condition, "args").some((one) => looksAtAssigned(one, ownColumn, assigned));
  if (textField(condition, "nulltesttype") === "IS_NOT_NULL") return false;
  const inQueries = new Set<SqlNode>();
  forEachNode(condition, (node) => {
    if (isA(node, "SqlSubLink"))
      forEachNode(field(node, "subselect"), (inner) => void inQueries.add(inner));
  });
  let looks = false;
  forEachNode(condition, (node) => {
    looks ||= !inQueries.has(node) && assigned.has(ownColumn(node) ?? "");
  });
  return looks;
}

/** `SET a = b, b = a`, and longer rounds. */
function changesPlaces(
  assigned: ReadonlyMap<string, SqlNode | null>,
  ownColumn: OwnColumn,
): boolean {
  const next = (column: string) => ownColumn(assigned.get(column) ?? null);
  return [...assigned.keys()].some((start) => {
    let column = next(start);
    if (column === start) return false;
    for (let steps = 1; column !== null && steps < assigned.size; steps += 1) {
      column = next(column);
      if (column === start) return true;
    }
    return false;
  });
}

/** Rows that are looked up among those of the same table, such as duplicates: they may not be found again. */
function comparesRows(
  { condition, sources, relation }: Rewriting,
  assigned: ReadonlyMap<string, unknown>,
): boolean {
  const alias = aliasOf(relation);
  const queries: unknown[] = [...sources];
  forEachNode(condition, (node) => {
    if (isA(node, "SqlSubLink")) queries.push(field(node, "subselect"));
  });
  const nodes: SqlNode[] = [];
  for (const query of queries) forEachNode(query, (node) => void nodes.push(node));
  const columns = nodes.map((node) => columnParts(node) ?? []);
  const assignedColumns = columns.filter((path) => assigned.has(path.at(-1) ?? ""));
  const readsTable = nodes.some(
    (node) => node.type === "SqlRangeVar" && node.relname === relation.relname,
  );
  // A row of its own in another table's query.
  const readsOwnRow = assignedColumns.some((path) => path.length > 1 && path.at(-2) === alias);
  return assignedColumns.length > 0 && (readsTable || readsOwnRow);
}

/** Whether the USING of a type change computes its values from the column, beyond casting them. */
export function convertsAgain(using: SqlNode | null, column: string): boolean {
  return changesAgain(using, { is: (node) => columnParts(node)?.at(-1) === column, type: null });
}
