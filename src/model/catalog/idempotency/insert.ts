/** What becomes of an INSERT whose rows are there already. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import { constantValue } from "../expression-text.ts";
import type { QualifiedName } from "../names.ts";
import type { Row } from "../statements/query-rows.ts";
import {
  calledFunction,
  field,
  forEachNode,
  isA,
  isConstantNull,
  namesField,
  nodeField,
  nodesField,
  textField,
  withoutCasts,
} from "../tree.ts";
import type { Table } from "../types.ts";
import type { Repetition } from "./command.ts";
import type { ObjectStore } from "./objects.ts";
import { keysOf } from "./keys.ts";
import { changesOwnValue } from "./own-values.ts";

/** Whether a second run gives a column the value of the first one. */
type Constancy = "same" | "new" | "unknown";

/** What inserting the same once more does: an error, more rows, one of both; null when it does nothing. */
export function insertRepetition(
  store: ObjectStore,
  statement: SqlNode,
  table: QualifiedName,
): Repetition | null {
  const source = nodeField(statement, "selectStmt");
  if (asksForOwnRows(source, table)) return null;
  const clause = nodeField(statement, "onConflictClause");
  const { keys, areAllKnown } = keysOf(store, table);
  const constancy = constancyOf(store, statement, table);
  const hits = keys.map((key) => keyConstancy(key, constancy));
  const infer = clause && nodeField(clause, "infer");
  const arbiter = infer
    ? nodesField(infer, "indexElems").map((element) => textField(element, "name"))
    : [];
  if (clause !== null) {
    if (textField(clause, "action") === "ONCONFLICT_UPDATE" && updatesOwnValue(clause, statement))
      return { sqlstate: null, because: "ownValue" };
    const targets = arbiter.filter((column) => column !== null);
    const isNew =
      targets.length > 0 && targets.length === arbiter.length
        ? keyConstancy(targets, constancy) === "new"
        : infer === null && areAllKnown && hits.every((hit) => hit === "new");
    return isNew ? { sqlstate: null, because: "noKey" } : null;
  }
  // Rows of a query may be none.
  if (hits.includes("same") && isValues(source)) return { sqlstate: "23505", because: "key" };
  if (areAllKnown && hits.every((hit) => hit === "new"))
    return { sqlstate: null, because: "noKey" };
  return { sqlstate: null, because: "unknownKey" };
}

/** Types of which two values differ when their texts do. */
const TYPES_WITH_ONE_TEXT = new Set(["text", "varchar", "uuid", "int2", "int4", "int8", "bool"]);

/**
 * The rows that an INSERT spells out, each with the columns that have a constant whose text can be compared; null
 * when a query finds them. They are only made when they are asked for.
 */
export function spelledRows(
  store: ObjectStore,
  statement: SqlNode,
  table: QualifiedName,
): (() => Row[]) | null {
  const source = nodeField(statement, "selectStmt");
  const known = store.known(table);
  if (known === null || source === null || !isValues(source)) return null;
  const columns = writtenColumns(statement, known);
  const cellOf = (value: SqlNode | undefined, column: string) =>
    TYPES_WITH_ONE_TEXT.has(known.columns.get(column)?.type ?? "") && value !== undefined
      ? constantValue(withoutCasts(value))
      : undefined;
  return () =>
    rowsOf(source).map(
      (row) => new Map(columns.map((column, index) => [column, cellOf(row[index], column)])),
    );
}

function writtenColumns(statement: SqlNode, known: Table | null): string[] {
  const listed = nodesField(statement, "cols").map((column) => textField(column, "name") ?? "");
  return listed.length > 0 ? listed : [...(known?.columns.keys() ?? [])];
}

function isValues(source: SqlNode | null): boolean {
  return source !== null && nodesField(source, "valuesLists").length > 0;
}

/** `WHERE NOT EXISTS (SELECT … FROM the same table)`, an anti-join, EXCEPT: left to who wrote it. */
function asksForOwnRows(source: SqlNode | null, { name }: QualifiedName): boolean {
  let asks = false;
  forEachNode(source, (node) => {
    asks ||= node.type === "SqlRangeVar" && node.relname === name;
  });
  return asks;
}

function updatesOwnValue(clause: SqlNode, statement: SqlNode): boolean {
  const relation = nodeField(statement, "relation");
  if (relation?.type !== "SqlRangeVar") return false;
  return changesOwnValue({
    targets: nodesField(clause, "targetList"),
    condition: nodeField(clause, "whereClause"),
    sources: [],
    relation,
    typeOf: () => null,
    isConflict: true,
  });
}

/** A key is hit again when all its columns have their old values. */
function keyConstancy(key: readonly string[], of: (column: string) => Constancy): Constancy {
  const each = key.map(of);
  if (each.includes("new")) return "new";
  return each.includes("unknown") ? "unknown" : "same";
}

function constancyOf(
  store: ObjectStore,
  statement: SqlNode,
  table: QualifiedName,
): (column: string) => Constancy {
  const source = nodeField(statement, "selectStmt");
  const known = store.known(table);
  const isListed = nodesField(statement, "cols").length > 0;
  const columns = writtenColumns(statement, known);
  const rows = source ? rowsOf(source) : [];
  return (name) => {
    const index = columns.indexOf(name);
    if (index < 0) return isListed || rows.length === 0 ? omitted(store, table, name) : "unknown";
    const values = rows.map((row) => row[index]);
    if (values.length === 0) return "unknown";
    const each = values.map((value) =>
      value ? valueConstancy(value) : omitted(store, table, name),
    );
    if (each.every((one) => one === "same")) return "same";
    return each.every((one) => one === "new") ? "new" : "unknown";
  };
}

/** The rows of VALUES; what a query without FROM selects is one row. */
function rowsOf(source: SqlNode): SqlNode[][] {
  const lists = nodesField(source, "valuesLists");
  if (lists.length > 0) return lists.map((list) => nodesField(list, "items"));
  if (nodesField(source, "fromClause").length > 0 || textField(source, "op") !== "SETOP_NONE")
    return [];
  const row = nodesField(source, "targetList").map((target) => nodeField(target, "val"));
  return row.every((value) => value !== null) ? [row] : [];
}

/** A column without a value: a sequence gives another one, NULL hits no key; of other defaults nothing is known. */
function omitted(store: ObjectStore, table: QualifiedName, column: string): Constancy {
  const known = store.known(table)?.columns.get(column);
  if (known === undefined) return "unknown";
  return known.sequence !== null || !known.hasDefault ? "new" : "unknown";
}

const NEW_VALUES = new Set([
  "gen_random_uuid",
  "uuid_generate_v1",
  "uuid_generate_v4",
  "uuidv4",
  "uuidv7",
  "nextval",
  "random",
  "clock_timestamp",
]);

function valueConstancy(value: SqlNode): Constancy {
  if (isA(value, "SqlSetToDefault")) return "unknown";
  if (isConstantNull(value)) return "new";
  if (isA(value, "SqlTypeCast")) {
    const inner = nodeField(value, "arg");
    return inner ? valueConstancy(inner) : "unknown";
  }
  if (isA(value, "SqlA_Const")) return "same";
  const called = calledFunction(value);
  if (called === null) return "unknown";
  if (NEW_VALUES.has(called)) return "new";
  const isBare = nodesField(value, "args").length === 0 || field(value, "agg_star") === true;
  return !isBare && namesField(value, "funcname").length > 0 ? callConstancy(value) : "unknown";
}

/** `gen_random_uuid()` inside of another call makes that new as well. */
function callConstancy(value: SqlNode): Constancy {
  const each = nodesField(value, "args").map(valueConstancy);
  return each.includes("new") && !nodesField(value, "args").some(isConstantNull)
    ? "new"
    : "unknown";
}
