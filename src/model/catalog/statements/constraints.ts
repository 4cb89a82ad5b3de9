/** Adding constraints, in PostgreSQL's order and under its names. */

import type { SqlConstraint, SqlIndexElem } from "../../../languages/postgresql/ast.ts";
import { chooseObjectName, joinColumnNames, qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { constraintNames } from "../state.ts";
import { namesField, nodeField, nodesField } from "../tree.ts";
import type { Check, ForeignKey, ForeignKeyAction, Key, Table } from "../types.ts";
import type { ConstraintRequest } from "./columns.ts";
import { columnNames } from "./columns.ts";
import { elementNames, mentionedColumns } from "./expressions.ts";

/** Gives each constraint its turn; it decides who gets a name that two would have. */
type Order = (constraint: SqlConstraint) => number;

/** ALTER TABLE adds constraints on existing indexes, then those with a new index, then the rest. */
const alterTableOrder: Order = ({ contype, indexname }) => {
  if (indexname !== undefined) return 0;
  if (contype === "CONSTR_PRIMARY") return 1;
  return contype === "CONSTR_UNIQUE" || contype === "CONSTR_EXCLUSION" ? 2 : 3;
};

/** CREATE TABLE makes CHECK constraints with the table itself, and the others after it. */
const createTableOrder: Order = (constraint) =>
  constraint.contype === "CONSTR_CHECK" ? 0 : alterTableOrder(constraint);

/** Adds constraints that one statement asks for. */
export function addConstraints(
  state: CatalogState,
  tableKey: string,
  requests: readonly ConstraintRequest[],
  statement: "create table" | "alter table",
): void {
  const turn = statement === "create table" ? createTableOrder : alterTableOrder;
  const inTurn = requests
    .filter((request) => !isCoveredBySibling(request, requests))
    .sort((a, b) => turn(a.constraint) - turn(b.constraint));
  // A new table has no rows: NOT VALID says nothing there.
  const isValid = ({ skip_validation }: SqlConstraint) =>
    statement === "create table" || skip_validation !== true;
  for (const request of inTurn)
    addConstraint(state, tableKey, request, isValid(request.constraint));
}

/** PostgreSQL makes one index of `PRIMARY KEY` and `UNIQUE` on the same columns in one statement. */
function isCoveredBySibling(
  request: ConstraintRequest,
  siblings: readonly ConstraintRequest[],
): boolean {
  const { constraint } = request;
  if (!isPlainKey(constraint, "CONSTR_UNIQUE") || constraint.conname !== undefined) return false;
  const columns = keyColumns(request).join("\0");
  return siblings.some((sibling, index) => {
    const isEarlier = index < siblings.indexOf(request);
    const covers =
      isPlainKey(sibling.constraint, "CONSTR_PRIMARY") ||
      (isPlainKey(sibling.constraint, "CONSTR_UNIQUE") && isEarlier);
    return covers && keyColumns(sibling).join("\0") === columns;
  });
}

/** The columns of a constraint, written beside one column or listed. */
function keyColumns({ constraint, columns }: ConstraintRequest): readonly string[] {
  return columns.length > 0 ? columns : columnNames(constraint);
}

function isPlainKey(constraint: SqlConstraint, kind: SqlConstraint["contype"]): boolean {
  return constraint.contype === kind && constraint.indexname === undefined;
}

function addConstraint(
  state: CatalogState,
  tableKey: string,
  request: ConstraintRequest,
  valid: boolean,
): void {
  const table = state.tables.get(tableKey);
  if (table === undefined) return;
  const { constraint } = request;
  const own = keyColumns(request);
  switch (constraint.contype) {
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
      if (constraint.indexname === undefined) addKey(state, table, request, own);
      else adoptIndex(state, table, request, constraint.indexname);
      break;
    case "CONSTR_FOREIGN":
      addForeignKey(state, table, request, own, valid);
      break;
    case "CONSTR_CHECK":
      addCheck(state, table, constraint, valid);
      break;
    case "CONSTR_EXCLUSION":
      addExclusion(state, table, request);
      break;
    default:
  }
}

// ---- keys ------------------------------------------------------------------------------------------------

function addKey(
  state: CatalogState,
  table: Table,
  request: ConstraintRequest,
  columns: readonly string[],
): void {
  const { constraint } = request;
  const isPrimary = constraint.contype === "CONSTR_PRIMARY";
  if (isPrimary && table.primaryKey !== null) {
    state.conflict("invalid_table_definition");
    return;
  }
  const middle = () =>
    isPrimary ? null : joinColumnNames([...columns, ...namesField(constraint, "including")]);
  const name = nameOfIndexed(state, table, constraint, middle, isPrimary ? "pkey" : "key");
  if (name === null) return;
  putKey(state, table, request, name, columns);
}

function putKey(
  state: CatalogState,
  table: Table,
  { constraint, deferrable, initiallyDeferred }: ConstraintRequest,
  name: string,
  columns: readonly string[],
): void {
  const origin = state.provenance(constraint.range);
  const key: Key = { name, columns, deferrable, initiallyDeferred, origin };
  const isPrimary = constraint.contype === "CONSTR_PRIMARY";
  state.addIndexRelation(table, name, origin);
  state.updateTable(qualify(table.schema, table.name), (current) =>
    isPrimary
      ? { primaryKey: key, columns: withNotNull(current, key.columns) }
      : { uniques: [...current.uniques, key] },
  );
}

/** A primary key makes its columns NOT NULL, and they stay so when it is dropped. */
function withNotNull(table: Table, names: readonly string[]): Table["columns"] {
  const columns = new Map(table.columns);
  for (const name of names) {
    const column = columns.get(name);
    if (column !== undefined && !column.notNull) columns.set(name, { ...column, notNull: true });
  }
  return columns;
}

/** The name of a constraint with an index, written, or invented around `middle`; null when it is taken. */
function nameOfIndexed(
  state: CatalogState,
  table: Table,
  constraint: SqlConstraint,
  middle: () => string | null,
  label: string,
): string | null {
  const { schema } = table;
  const isRelation = (name: string) => state.relations.has(qualify(schema, name));
  if (constraint.conname === undefined)
    return chooseObjectName(
      table.name,
      middle(),
      label,
      (name) => isRelation(name) || state.hasConstraint(schema, name),
    );
  if (!isRelation(constraint.conname)) return constraint.conname;
  state.conflict("duplicate_table");
  return null;
}

/** ADD CONSTRAINT … USING INDEX: the index becomes the constraint's, and takes its name. */
function adoptIndex(
  state: CatalogState,
  table: Table,
  request: ConstraintRequest,
  indexName: string,
): void {
  const { constraint } = request;
  const isPrimary = constraint.contype === "CONSTR_PRIMARY";
  const index = table.indexes.find((one) => one.name === indexName);
  if (index === undefined) {
    state.conflict("undefined_object");
    return;
  }
  if (isPrimary && table.primaryKey !== null) {
    state.conflict("invalid_table_definition");
    return;
  }
  const name = constraint.conname ?? indexName;
  const columns = index.columns.filter((column) => column !== null);
  state.updateTable(qualify(table.schema, table.name), (current) => ({
    indexes: current.indexes.filter((one) => one !== index),
  }));
  state.removeRelation(table.schema, indexName);
  putKey(state, table, request, name, columns);
}

// ---- the others ------------------------------------------------------------------------------------------

/** `pg_constraint.confdeltype` and `confupdtype`. */
const ACTIONS: ReadonlyMap<string, ForeignKeyAction> = new Map<string, ForeignKeyAction>([
  ["a", "NoAction"],
  ["r", "Restrict"],
  ["c", "Cascade"],
  ["n", "SetNull"],
  ["d", "SetDefault"],
]);

function actionOf(letter: string | undefined): ForeignKeyAction {
  return ACTIONS.get(letter ?? "a") ?? "NoAction";
}

function addForeignKey(
  state: CatalogState,
  table: Table,
  { constraint, deferrable, initiallyDeferred }: ConstraintRequest,
  columns: readonly string[],
  valid: boolean,
): void {
  const { pktable } = constraint;
  if (pktable === undefined) return;
  const middle = () => joinColumnNames(columns);
  const name = nameOfPlain(state, table, constraint, middle, "fkey");
  if (name === null) return;
  const targetKey = state.findTable(pktable);
  const target = targetKey === null ? undefined : state.tables.get(targetKey);
  const written = (constraint.pk_attrs ?? []).map((column) => column.sval);
  const foreignKey: ForeignKey = {
    name,
    columns,
    references: {
      schema: target?.schema ?? state.creationSchema(pktable.schemaname),
      table: pktable.relname,
      columns: written.length > 0 ? written : (target?.primaryKey?.columns ?? []),
    },
    onDelete: actionOf(constraint.fk_del_action),
    onUpdate: actionOf(constraint.fk_upd_action),
    deferrable,
    initiallyDeferred,
    valid,
    origin: state.provenance(constraint.range),
  };
  state.updateTable(qualify(table.schema, table.name), (current) => ({
    foreignKeys: [...current.foreignKeys, foreignKey],
  }));
}

function addCheck(
  state: CatalogState,
  table: Table,
  constraint: SqlConstraint,
  valid: boolean,
): void {
  const columns = mentionedColumns(constraint.raw_expr, table);
  const middle = () => (columns.length === 1 ? (columns[0] ?? null) : null);
  const name = nameOfPlain(state, table, constraint, middle, "check");
  if (name === null) return;
  const origin = state.provenance(constraint.range);
  const check: Check = {
    name,
    columns,
    expression: constraint.raw_expr === undefined ? null : { node: constraint.raw_expr, origin },
    deferrable: false,
    initiallyDeferred: false,
    valid,
    origin,
  };
  state.updateTable(qualify(table.schema, table.name), (current) => ({
    checks: [...current.checks, check],
  }));
}

function addExclusion(
  state: CatalogState,
  table: Table,
  { constraint, deferrable, initiallyDeferred }: ConstraintRequest,
): void {
  const elements = exclusionElements(constraint);
  const name = nameOfIndexed(
    state,
    table,
    constraint,
    () => joinColumnNames(elementNames(elements)),
    "excl",
  );
  if (name === null) return;
  const plain = elements.map((element) => element.name).filter((one) => one !== undefined);
  const expressions = elements.map((element) => element.expr);
  const mentioned = mentionedColumns([expressions, nodeField(constraint, "where_clause")], table);
  const exclusion: Key = {
    name,
    columns: [...new Set([...plain, ...mentioned])],
    deferrable,
    initiallyDeferred,
    origin: state.provenance(constraint.range),
  };
  state.updateTable(qualify(table.schema, table.name), (current) => ({
    exclusions: [...current.exclusions, exclusion],
  }));
  state.addIndexRelation(table, name, exclusion.origin);
}

/** The left sides of `column WITH operator`. */
function exclusionElements(constraint: SqlConstraint): SqlIndexElem[] {
  return nodesField(constraint, "exclusions")
    .flatMap((pair) => nodesField(pair, "items").slice(0, 1))
    .filter((element) => element.type === "SqlIndexElem");
}

/** The name of a constraint without an index, written or invented; null when the table has one so named. */
function nameOfPlain(
  state: CatalogState,
  table: Table,
  constraint: SqlConstraint,
  middle: () => string | null,
  label: string,
): string | null {
  if (constraint.conname === undefined)
    return chooseObjectName(table.name, middle(), label, (name) =>
      state.hasConstraint(table.schema, name),
    );
  if (!constraintNames(table).includes(constraint.conname)) return constraint.conname;
  state.conflict("duplicate_object");
  return null;
}
