/** ALTER TABLE: its commands, in the order in which PostgreSQL takes them. */

import type {
  SqlAlterTableCmd,
  SqlAlterTableStmt,
  SqlColumnDef,
} from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { isConstantNull, isNode, nodeField } from "../tree.ts";
import type { Column, Table } from "../types.ts";
import type { ConstraintRequest } from "./columns.ts";
import {
  addOwnedSequence,
  columnType,
  isNextValue,
  isOwnConstraint,
  readColumn,
  removeOwnedSequences,
} from "./columns.ts";
import { addConstraints } from "./constraints.ts";
import { dropColumn, dropForeignKeysOn, keysOf } from "./dependents.ts";

/** One statement on one table: constraints wait until all columns are there. */
interface Alteration {
  state: CatalogState;
  key: string;
  waiting: ConstraintRequest[];
}

type Command = (alteration: Alteration, command: SqlAlterTableCmd) => void;

/** One of PostgreSQL's passes over the commands (`AlterTablePass`); those that matter here. */
type Pass = ReadonlyMap<string, Command>;

const DROPS: Pass = new Map<string, Command>([
  ["AT_DropColumn", alterDropColumn],
  ["AT_DropConstraint", dropConstraint],
  ["AT_DropNotNull", changeColumn(() => ({ notNull: false }))],
  ["AT_DropExpression", changeColumn(() => ({ hasDefault: false }))],
  ["AT_DropIdentity", dropIdentity],
  ["AT_ColumnDefault", dropDefault],
]);

const TYPES: Pass = new Map<string, Command>([["AT_AlterColumnType", changeType]]);

const ADD_COLUMN = "AT_AddColumn";

const ATTRIBUTES: Pass = new Map<string, Command>([
  ["AT_SetNotNull", changeColumn(() => ({ notNull: true }))],
]);

const OTHERS: Pass = new Map<string, Command>([
  ["AT_AddConstraint", addConstraint],
  ["AT_AddIdentity", addIdentity],
  ["AT_ColumnDefault", setDefault],
  ["AT_AttachPartition", attachPartition],
  ["AT_AddInherit", becomeOpaque],
]);

const KNOWN_COMMANDS = new Set(
  [DROPS, TYPES, ATTRIBUTES, OTHERS].flatMap((pass) => [...pass.keys()]).concat(ADD_COLUMN),
);

/** Whether a command is among those followed here: not OWNER, ENABLE ROW LEVEL SECURITY and the like. */
export function changesColumnsOrConstraints({ cmds }: SqlAlterTableStmt): boolean {
  return cmds.some((command) => KNOWN_COMMANDS.has(command.subtype));
}

export function alterTable(state: CatalogState, statement: SqlAlterTableStmt): void {
  const key = state.findTable(statement.relation);
  if (key === null) {
    if (isMissing(state, statement)) state.conflict("undefined_table");
    return;
  }
  const alteration: Alteration = { state, key, waiting: [] };
  const run = (pass: Pass) => {
    for (const command of statement.cmds) pass.get(command.subtype)?.(alteration, command);
  };
  run(DROPS);
  run(TYPES);
  addColumns(alteration, statement.cmds);
  run(ATTRIBUTES);
  run(OTHERS);
  addConstraints(state, key, alteration.waiting, "alter table");
}

/** Whether PostgreSQL would find nothing of that name, and mind. */
function isMissing(state: CatalogState, { relation, missing_ok }: SqlAlterTableStmt): boolean {
  if (missing_ok === true || state.isTemporary(relation)) return false;
  return state.findRelation(relation.schemaname, relation.relname) === null;
}

// ---- columns ---------------------------------------------------------------------------------------------

/** All at once: a table of many columns is copied once, not once for each. */
function addColumns({ state, key, waiting }: Alteration, commands: SqlAlterTableCmd[]): void {
  const table = state.tables.get(key);
  const added = commands.filter((command) => command.subtype === ADD_COLUMN);
  if (table === undefined || added.length === 0) return;
  const columns = new Map(table.columns);
  for (const command of added) {
    const definition = columnDefinition(command);
    if (definition === null) continue;
    if (columns.has(definition.colname)) {
      if (command.missing_ok !== true) state.conflict("duplicate_column");
      continue;
    }
    const { column, requests } = readColumn(state, table, definition);
    columns.set(column.name, column);
    waiting.push(...requests);
  }
  state.updateTable(key, () => ({ columns }));
}

function columnDefinition({ def }: SqlAlterTableCmd): SqlColumnDef | null {
  return def?.type === "SqlColumnDef" ? def : null;
}

function putColumn(state: CatalogState, key: string, column: Column): void {
  state.updateTable(key, (table) => ({
    columns: new Map(table.columns).set(column.name, column),
  }));
}

function alterDropColumn({ state, key }: Alteration, command: SqlAlterTableCmd): void {
  const { name = "", missing_ok } = command;
  if (state.tables.get(key)?.columns.has(name) === true) dropColumn(state, key, name);
  else if (missing_ok !== true) state.conflict("undefined_column");
}

/** A command that changes attributes of the column it names. */
function changeColumn(
  change: (column: Column, command: SqlAlterTableCmd, state: CatalogState) => Partial<Column>,
): Command {
  return ({ state, key }, command) => {
    const column = state.tables.get(key)?.columns.get(command.name ?? "");
    if (column === undefined) state.conflict("undefined_column");
    else putColumn(state, key, { ...column, ...change(column, command, state) });
  };
}

function changeType(alteration: Alteration, command: SqlAlterTableCmd): void {
  const typeName = columnDefinition(command)?.typeName;
  if (typeName === undefined) return;
  changeColumn((_column, { range }, state) => ({
    ...columnType(state, typeName),
    origin: state.provenance(range),
  }))(alteration, command);
}

/** DROP DEFAULT comes in the first pass, SET DEFAULT in the last. */
function dropDefault(alteration: Alteration, command: SqlAlterTableCmd): void {
  if (command.def !== undefined) return;
  changeColumn(({ sequence }) => ({
    hasDefault: false,
    sequence: sequence === "serial" ? null : sequence,
  }))(alteration, command);
}

function setDefault(alteration: Alteration, command: SqlAlterTableCmd): void {
  const { def } = command;
  if (def === undefined) return;
  changeColumn(() => ({
    hasDefault: !isConstantNull(def),
    sequence: isNextValue(def) ? "serial" : null,
  }))(alteration, command);
}

function addIdentity(alteration: Alteration, command: SqlAlterTableCmd): void {
  const { state, key } = alteration;
  const table = state.tables.get(key);
  if (table === undefined || command.name === undefined) return;
  addOwnedSequence(state, table, command.name);
  changeColumn(() => ({ sequence: "identity", hasDefault: true }))(alteration, command);
}

function dropIdentity(alteration: Alteration, command: SqlAlterTableCmd): void {
  const { state, key } = alteration;
  const column = state.tables.get(key)?.columns.get(command.name ?? "");
  if (column?.sequence !== "identity") return;
  removeOwnedSequences(state, key, column.name);
  changeColumn(() => ({ sequence: null, hasDefault: false }))(alteration, command);
}

// ---- constraints -----------------------------------------------------------------------------------------

function addConstraint({ waiting, state, key }: Alteration, { def }: SqlAlterTableCmd): void {
  if (!isNode(def) || def.type !== "SqlConstraint") return;
  if (isOwnConstraint(def)) waiting.push({ constraint: def, columns: [] });
  else if (def.contype === "CONSTR_NOTNULL")
    for (const { sval } of def.keys ?? []) setNotNull(state, key, sval);
}

/** `ADD CONSTRAINT … NOT NULL column`, of PostgreSQL 18. */
function setNotNull(state: CatalogState, key: string, name: string): void {
  const column = state.tables.get(key)?.columns.get(name);
  if (column !== undefined) putColumn(state, key, { ...column, notNull: true });
}

function dropConstraint({ state, key }: Alteration, command: SqlAlterTableCmd): void {
  const table = state.tables.get(key);
  const { name, missing_ok } = command;
  if (table === undefined) return;
  const isOther = (one: { name: string | null }) => one.name !== name;
  const indexed = [...keysOf(table), ...table.exclusions].find((one) => !isOther(one));
  const plain = [...table.foreignKeys, ...table.checks].find((one) => !isOther(one));
  if (indexed === undefined && plain === undefined) {
    if (missing_ok !== true) state.conflict("undefined_object");
    return;
  }
  state.updateTable(key, (current) => withoutConstraints(current, isOther));
  if (indexed === undefined) return;
  state.removeRelation(table.schema, indexed.name);
  dropForeignKeysOn(state, table, indexed.columns);
}

function withoutConstraints(
  table: Table,
  isKept: (constraint: { name: string | null }) => boolean,
): Partial<Table> {
  return {
    primaryKey: table.primaryKey !== null && isKept(table.primaryKey) ? table.primaryKey : null,
    uniques: table.uniques.filter(isKept),
    foreignKeys: table.foreignKeys.filter(isKept),
    checks: table.checks.filter(isKept),
    exclusions: table.exclusions.filter(isKept),
  };
}

/** A partition gets the indexes and constraints of its parent. */
function attachPartition({ state }: Alteration, { def }: SqlAlterTableCmd): void {
  const partition = def === undefined ? null : nodeField(def, "name");
  const key = partition?.type === "SqlRangeVar" ? state.findTable(partition) : null;
  if (key !== null) state.updateTable(key, () => ({ opaque: true }));
}

/** Inheritance: what passes from parent to child is not followed. */
function becomeOpaque({ state, key }: Alteration): void {
  state.updateTable(key, () => ({ opaque: true }));
}
