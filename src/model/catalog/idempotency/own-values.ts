/** `SET visits = visits + 1`: what is computed from the value that it replaces. */

import type { SqlNode, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import {
  calledFunction,
  columnParts,
  constantText,
  forEachNode,
  isA,
  namesField,
  nodeField,
  nodesField,
  structureField,
  textField,
} from "../tree.ts";

/**
 * Whether an assignment gives another value each time: arithmetic on the column itself, `||` on text, NOT.
 *
 * A condition that looks at what is assigned may keep it from happening twice, so that nothing is said then.
 *
 * @param typeOf The type of a column; null when it is not known.
 * @param isConflict Of ON CONFLICT, where `EXCLUDED` has the new values and the table's name stands for the old ones.
 */
export function changesOwnValue(
  targets: readonly SqlNode[],
  condition: SqlNode | null,
  relation: SqlRangeVar,
  typeOf: (column: string) => string | null,
  isConflict = false,
): boolean {
  const assigned = targets.map((target) => textField(target, "name") ?? "");
  const looksAtAssigned = mentions(condition, (path) => assigned.includes(path.at(-1) ?? ""));
  if (looksAtAssigned) return false;
  const own = aliasOf(relation);
  return targets.some((target) => {
    const column = textField(target, "name") ?? "";
    const value = nodeField(target, "val");
    const isColumn = (node: SqlNode | null) => {
      const path = columnParts(node);
      if (path?.at(-1) !== column) return false;
      return path.length === 1 ? !isConflict : path.at(-2) === own;
    };
    return value !== null && isShifted(value, isColumn, typeOf(column));
  });
}

/** What the statement calls the table. */
export function aliasOf(relation: SqlRangeVar): string {
  const alias = structureField(relation, "alias");
  return (alias && textField(alias, "aliasname")) ?? relation.relname;
}

/** Functions that change nothing in what they have made. */
const SETTLED = new Set(
  "lower upper initcap trim btrim ltrim rtrim coalesce round floor ceil abs to_jsonb to_json".split(
    " ",
  ),
);

/** Whether the node calls a function that leaves its own results as they are: `lower(lower(x))`. */
export function isSettledCall(node: SqlNode): boolean {
  const called = calledFunction(node);
  return called !== null && SETTLED.has(called);
}

/** Whether the USING of a type change computes its values from the column, beyond casting them. */
export function convertsAgain(using: SqlNode | null, column: string): boolean {
  const isColumn = (node: SqlNode | null) => columnParts(bare(node))?.at(-1) === column;
  let converts = false;
  forEachNode(using, (node) => {
    const isCall = calledFunction(node) !== null && !isSettledCall(node);
    converts ||= isCall && nodesField(node, "args").some(isColumn);
    converts ||= isA(node, "SqlA_ArrayExpr") && nodesField(node, "elements").some(isColumn);
    converts ||= isShifted(node, isColumn, null);
  });
  return converts;
}

const ARITHMETIC = new Set(["+", "-", "*", "/"]);

function isShifted(
  value: SqlNode,
  isColumn: (node: SqlNode | null) => boolean,
  type: string | null,
): boolean {
  if (isA(value, "SqlBoolExpr") && textField(value, "boolop") === "NOT_EXPR")
    return isColumn(nodesField(value, "args")[0] ?? null);
  if (!isA(value, "SqlA_Expr")) return false;
  const operator = namesField(value, "name").at(-1) ?? "";
  const left = nodeField(value, "lexpr");
  const right = nodeField(value, "rexpr");
  const isOwn = isColumn(bare(left)) || isColumn(bare(right));
  if (!isOwn) return false;
  const other = isColumn(bare(left)) ? right : left;
  if (operator === "||") return type !== null ? !isJson(type) : isPlainText(other);
  // `jsonb - 'key'` takes away what is gone the second time.
  return ARITHMETIC.has(operator) && !isJson(type) && constantText(other) === null;
}

function bare(node: SqlNode | null): SqlNode | null {
  if (node === null) return null;
  if (isA(node, "SqlTypeCast")) return bare(nodeField(node, "arg"));
  // COALESCE(visits, 0) + 1
  return isA(node, "SqlCoalesceExpr") ? bare(nodesField(node, "args")[0] ?? null) : node;
}

function isJson(type: string | null): boolean {
  return type === "jsonb" || type === "json" || type === "hstore";
}

/** Text that is no object or array of JSON: `'x'`. */
function isPlainText(node: SqlNode | null): boolean {
  const text = node && isA(node, "SqlA_Const") ? constantText(node) : null;
  return text !== null && !/^\s*[[{]/.test(text);
}

function mentions(node: SqlNode | null, matches: (path: readonly string[]) => boolean): boolean {
  let found = false;
  forEachNode(node, (inner) => {
    const path = columnParts(inner);
    found ||= path !== null && matches(path);
  });
  return found;
}
