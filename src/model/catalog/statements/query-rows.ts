/** Queries that are answered from what is written down, and from the catalog: what loops go over. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import { constantValue } from "../expression-text.ts";
import type { GuardVariables } from "../guards.ts";
import { resolveVariable } from "../guards/query.ts";
import type { CatalogState } from "../state.ts";
import {
  calledFunction,
  columnParts,
  field,
  isA,
  namesField,
  nodeField,
  nodesField,
  structureField,
  textField,
} from "../tree.ts";
import { catalogRows, SYSTEM_ROW } from "./catalog-rows.ts";
import { computedText } from "./computed-text.ts";

/** A value of a row; undefined when only the run tells. */
export type Cell = string | boolean | null | undefined;

/** Columns by name, in order. */
export type Row = ReadonlyMap<string, Cell>;

/** The rows of each source of a FROM clause, by alias, joined. */
type Joined = ReadonlyMap<string, Row>;

/** More rows than anybody writes; the joining stops there. */
const MOST_ROWS = 20_000;

interface Asking {
  /** Null when the catalog is not to be asked. */
  state: CatalogState | null;
  variables: GuardVariables;
}

/**
 * The rows of a query, or of `unnest(ARRAY[…])` alone, each with the columns that it selects; null when they are not
 * known.
 */
export function queryRows(
  query: SqlNode,
  state: CatalogState | null,
  variables: GuardVariables,
): Row[] | null {
  const asking = { state, variables };
  if (isA(query, "SqlSelectStmt")) return rowsOf(query, asking);
  return unnestedArray(query, asking)?.map((cell) => new Map([["unnest", cell]])) ?? null;
}

function rowsOf(select: SqlNode, asking: Asking): Row[] | null {
  if (!isA(select, "SqlSelectStmt") || structureField(select, "withClause") !== null) return null;
  const lists = nodesField(select, "valuesLists");
  if (lists.length > 0) return valuesRows(lists, asking);
  if ((textField(select, "op") ?? "SETOP_NONE") !== "SETOP_NONE") return null;
  if (nodeField(select, "limitCount") !== null || nodesField(select, "groupClause").length > 0)
    return null;
  const sources = joinedSources(nodesField(select, "fromClause"), asking);
  const where = nodeField(select, "whereClause");
  const found = sources === null ? null : filtered(sources, where === null ? [] : [where], asking);
  return found === null ? null : selectedRows(nodesField(select, "targetList"), found, asking);
}

function valuesRows(lists: readonly SqlNode[], asking: Asking): Row[] | null {
  return lists.map((list) => {
    const cells = nodesField(list, "items").map((item) => valueOf(item, new Map(), asking));
    return new Map(cells.map((cell, index) => [`column${String(index + 1)}`, cell]));
  });
}

// ---- FROM ------------------------------------------------------------------------------------------------

function joinedSources(from: readonly SqlNode[], asking: Asking): Joined[] | null {
  let joined: Joined[] | null = [new Map()];
  for (const source of from) joined = joined === null ? null : withSource(joined, source, asking);
  return joined;
}

function withSource(joined: readonly Joined[], source: SqlNode, asking: Asking): Joined[] | null {
  if (!isA(source, "SqlJoinExpr")) return product(joined, source, asking);
  const left = nodeField(source, "larg");
  const right = nodeField(source, "rarg");
  const condition = nodeField(source, "quals");
  const isInner = (textField(source, "jointype") ?? "JOIN_INNER") === "JOIN_INNER";
  if (!isInner || left === null || right === null) return null;
  const leftRows = withSource(joined, left, asking);
  const both = leftRows === null ? null : withSource(leftRows, right, asking);
  return both === null ? null : filtered(both, condition === null ? [] : [condition], asking);
}

function product(joined: readonly Joined[], source: SqlNode, asking: Asking): Joined[] | null {
  const rows = sourceRows(source, asking);
  if (rows === null || rows.rows.length * joined.length > MOST_ROWS) return null;
  return joined.flatMap((outer) => rows.rows.map((row) => new Map(outer).set(rows.alias, row)));
}

function sourceRows(source: SqlNode, asking: Asking): { alias: string; rows: Row[] } | null {
  const aliasNode = structureField(source, "alias");
  const alias = aliasNode === null ? null : textField(aliasNode, "aliasname");
  const columns = aliasNode === null ? [] : namesField(aliasNode, "colnames");
  const named = (rows: Row[] | null, own: string) =>
    rows === null
      ? null
      : { alias: alias ?? own, rows: rows.map((row) => renamedColumns(row, columns)) };
  if (source.type === "SqlRangeVar") {
    const rows =
      asking.state === null
        ? null
        : catalogRows(asking.state, source.schemaname ?? null, source.relname);
    return named(rows, source.relname);
  }
  if (isA(source, "SqlRangeSubselect")) {
    const subquery = nodeField(source, "subquery");
    return named(subquery === null ? null : rowsOf(subquery, asking), "");
  }
  if (!isA(source, "SqlRangeFunction")) return null;
  const elements = unnested(nodesField(source, "functions"), asking);
  const column = columns[0] ?? alias ?? "unnest";
  return named(elements?.map((cell) => new Map([[column, cell]])) ?? null, "unnest");
}

function renamedColumns(row: Row, names: readonly string[]): Row {
  if (names.length === 0) return row;
  return new Map([...row].map(([name, cell], index) => [names[index] ?? name, cell]));
}

/** `FROM unnest(ARRAY[…])`: the call stands in a list in a list. */
function unnested(functions: readonly SqlNode[], asking: Asking): Cell[] | null {
  const [list, ...others] = functions;
  if (list === undefined || others.length > 0) return null;
  const call = isA(list, "SqlList") ? nodesField(list, "items")[0] : list;
  return call === undefined ? null : unnestedArray(call, asking);
}

function unnestedArray(call: SqlNode, asking: Asking): Cell[] | null {
  const [array, ...others] = nodesField(call, "args");
  if (calledFunction(call) !== "unnest" || array === undefined || others.length > 0) return null;
  return arrayCells(array, asking);
}

/** The values of `ARRAY['a', 'b']`, `'{a,b}'::text[]`, or of a variable that holds one; null when not known. */
export function arrayValues(array: SqlNode, variables: GuardVariables): Cell[] | null {
  return arrayCells(array, { state: null, variables });
}

function arrayCells(array: SqlNode, asking: Asking): Cell[] | null {
  const resolved = resolveVariable(array, asking.variables);
  if (isA(resolved, "SqlTypeCast")) {
    const inner = nodeField(resolved, "arg");
    return inner === null ? null : arrayCells(inner, asking);
  }
  if (isA(resolved, "SqlA_ArrayExpr"))
    return nodesField(resolved, "elements").map((one) => valueOf(one, new Map(), asking));
  if (isA(resolved, "SqlSelectStmt")) {
    const [target, ...others] = nodesField(resolved, "targetList");
    const value = target === undefined ? null : nodeField(target, "val");
    const isPlain = others.length === 0 && nodesField(resolved, "fromClause").length === 0;
    return isPlain && value !== null ? arrayCells(value, asking) : null;
  }
  if (isA(resolved, "SqlSubLink") && textField(resolved, "subLinkType") === "ARRAY_SUBLINK") {
    const subselect = nodeField(resolved, "subselect");
    const rows = subselect === null ? null : rowsOf(subselect, asking);
    return rows?.map((row) => [...row.values()][0]) ?? null;
  }
  const text = constantValue(resolved);
  const items = typeof text === "string" ? /^\{([^{}"\\]*)\}$/.exec(text)?.[1] : undefined;
  return items === undefined ? null : items === "" ? [] : items.split(",").map((one) => one.trim());
}

// ---- SELECT ----------------------------------------------------------------------------------------------

function selectedRows(
  targets: readonly SqlNode[],
  found: readonly Joined[],
  asking: Asking,
): Row[] | null {
  const rows: Row[] = [];
  for (const joined of found) {
    if (hasSystemRow(joined)) return null;
    const selected = selectedCells(targets, joined, asking);
    if (selected === null) return null;
    rows.push(...selected);
  }
  return rows;
}

/** Whether PostgreSQL's own objects are among what is found: they are not listed one by one. */
function hasSystemRow(joined: Joined): boolean {
  return [...joined.values()].some((row) => row.has(SYSTEM_ROW));
}

/** One row for each row found; more when `unnest` is selected. */
function selectedCells(targets: readonly SqlNode[], joined: Joined, asking: Asking): Row[] | null {
  const row = new Map<string, Cell>();
  const [target, ...others] = targets;
  const only = target === undefined || others.length > 0 ? null : nodeField(target, "val");
  if (target !== undefined && only !== null && calledFunction(only) === "unnest") {
    const name = textField(target, "name") ?? "unnest";
    return unnestedArray(only, asking)?.map((cell) => new Map([[name, cell]])) ?? null;
  }
  for (const [index, one] of targets.entries()) {
    const value = nodeField(one, "val");
    if (value === null) return null;
    if (isStar(value)) {
      for (const source of joined.values())
        for (const [column, cell] of source) row.set(column, cell);
      continue;
    }
    const name =
      textField(one, "name") ??
      columnParts(value)?.at(-1) ??
      calledFunction(value) ??
      `?column${String(index)}?`;
    row.set(name, valueOf(value, joined, asking));
  }
  return [row];
}

function isStar(node: SqlNode): boolean {
  return (
    isA(node, "SqlColumnRef") && nodesField(node, "fields").some((one) => isA(one, "SqlA_Star"))
  );
}

// ---- WHERE -----------------------------------------------------------------------------------------------

/** Rows for which all conditions hold; null when that is not known of one of them. */
function filtered(
  rows: readonly Joined[],
  conditions: readonly SqlNode[],
  asking: Asking,
): Joined[] | null {
  const kept: Joined[] = [];
  for (const row of rows) {
    const holds = every(conditions.map((condition) => truthOf(condition, row, asking)));
    if (holds === null) return null;
    if (holds) kept.push(row);
  }
  return kept;
}

/** Three-valued: null when it is not known. */
type Truth = boolean | null;

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function negated(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function some(truths: readonly Truth[]): Truth {
  return negated(every(truths.map(negated)));
}

function truthOf(node: SqlNode, row: Joined, asking: Asking): Truth {
  if (isA(node, "SqlBoolExpr")) {
    const operands = nodesField(node, "args").map((operand) => truthOf(operand, row, asking));
    const operator = textField(node, "boolop");
    if (operator === "NOT_EXPR") return negated(operands[0] ?? null);
    return operator === "AND_EXPR" ? every(operands) : some(operands);
  }
  if (isA(node, "SqlA_Expr")) return comparisonHolds(node, row, asking);
  if (isA(node, "SqlNullTest")) {
    const tested = nodeField(node, "arg");
    const cell = tested === null ? undefined : valueOf(tested, row, asking);
    if (cell === undefined) return null;
    return (cell === null) === (textField(node, "nulltesttype") === "IS_NULL");
  }
  if (isA(node, "SqlSubLink")) return membershipHolds(node, row, asking);
  const cell = valueOf(node, row, asking);
  return typeof cell === "boolean" ? cell : null;
}

function comparisonHolds(node: SqlNode, row: Joined, asking: Asking): Truth {
  const left = nodeField(node, "lexpr");
  const right = nodeField(node, "rexpr");
  const operator = namesField(node, "name").at(-1) ?? "";
  if (left === null || right === null) return null;
  const value = valueOf(left, row, asking);
  const compare = (other: Cell) => compared(value, operator, other);
  switch (textField(node, "kind")) {
    case "AEXPR_IN": {
      const each = nodesField(node, "rexpr").map((one) => compare(valueOf(one, row, asking)));
      return operator === "<>" ? every(each) : some(each);
    }
    case "AEXPR_OP_ANY":
      return some(arrayCells(right, asking)?.map(compare) ?? [null]);
    case "AEXPR_OP_ALL":
      return every(arrayCells(right, asking)?.map(compare) ?? [null]);
    case "AEXPR_OP":
    case "AEXPR_LIKE":
    case "AEXPR_ILIKE":
      return compare(valueOf(right, row, asking));
    default:
      return null;
  }
}

/** Whether a condition holds for a row of one table, `alias` in the statement; null when that is not known. */
export function holdsForRow(condition: SqlNode, alias: string, row: Row): Truth {
  return truthOf(condition, new Map([[alias, row]]), { state: null, variables: new Map() });
}

/** NULL compared is not true, and what is not true is filtered out; below NOT it is taken to be unknown. */
function compared(left: Cell, operator: string, right: Cell): Truth {
  if (left === undefined || right === undefined || left === null || right === null) return null;
  const one = String(left);
  const other = String(right);
  switch (operator) {
    case "=":
      return one === other;
    case "<>":
      return one !== other;
    case "~~":
      return likePattern(other, "s").test(one);
    case "!~~":
      return !likePattern(other, "s").test(one);
    case "~~*":
      return likePattern(other, "si").test(one);
    case "!~~*":
      return !likePattern(other, "si").test(one);
    default:
      return null;
  }
}

/** `%` and `_` of LIKE; a backslash takes their meaning away. */
function likePattern(pattern: string, flags: string): RegExp {
  const source = pattern.replace(/\\(.)|([%_])|([^\w\s])/gs, (_all, escaped, wild, other) => {
    if (wild === "%") return ".*";
    if (wild === "_") return ".";
    const literal = String(escaped ?? other);
    return /[\w\s]/.test(literal) ? literal : `\\${literal}`;
  });
  return new RegExp(`^${source}$`, flags);
}

/** `x IN (SELECT …)` and `EXISTS (SELECT …)`, when the query does not look at the row. */
function membershipHolds(node: SqlNode, row: Joined, asking: Asking): Truth {
  const subselect = nodeField(node, "subselect");
  const rows = subselect === null ? null : rowsOf(subselect, asking);
  if (rows === null) return null;
  const tested = nodeField(node, "testexpr");
  switch (textField(node, "subLinkType")) {
    case "EXISTS_SUBLINK":
      return rows.length > 0;
    case "ANY_SUBLINK": {
      if (tested === null) return null;
      const value = valueOf(tested, row, asking);
      return some(rows.map((one) => compared(value, "=", [...one.values()][0])));
    }
    default:
      return null;
  }
}

// ---- values ----------------------------------------------------------------------------------------------

function valueOf(node: SqlNode, row: Joined, asking: Asking): Cell {
  const constant = constantValue(node);
  if (constant !== undefined)
    return field(node, "boolval") === undefined ? constant : constant === "true";
  if (isA(node, "SqlTypeCast")) {
    const inner = nodeField(node, "arg");
    return inner === null ? undefined : valueOf(inner, row, asking);
  }
  const cell = columnCell(node, row);
  if (cell !== undefined) return cell;
  return textOf(node, row, asking) ?? undefined;
}

function columnCell(node: SqlNode, row: Joined): Cell {
  const parts = columnParts(node);
  const column = parts?.at(-1);
  if (column === undefined) return undefined;
  const qualifiedBy = parts?.at(-2);
  for (const [alias, source] of row)
    if ((qualifiedBy === undefined || qualifiedBy === alias) && source.has(column))
      return source.get(column);
  return undefined;
}

/** `quote_ident(tablename)`, `'idx_' || tablename`: text that is put together. */
function textOf(node: SqlNode, row: Joined, asking: Asking): string | null {
  if (isA(node, "SqlFuncCall") && calledFunction(node) === "current_schema") return "public";
  return computedText(node, asking.variables, null, (part) => {
    const cell = columnCell(part, row);
    return typeof cell === "string" ? cell : null;
  });
}
