/** ALTER TABLE: its commands, in the order in which PostgreSQL takes them. */

import type {
  SqlAlterTableCmd,
  SqlAlterTableStmt,
  SqlColumnDef,
  SqlNode,
} from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { field, isNode, nodeField, nodesField, textField } from "../tree.ts";
import type { Column, Deferrability, Table, Trigger } from "../types.ts";
import type { ConstraintRequest } from "./columns.ts";
import { convertedDefault } from "./converted-default.ts";
import {
  addOwnedSequence,
  columnType,
  defaultValue,
  deferrabilityOf,
  identityValue,
  isOwnConstraint,
  NO_VALUE,
  readColumn,
  removeOwnedSequences,
} from "./columns.ts";
import { addConstraints } from "./constraints.ts";
import { dropColumn, dropForeignKeysOn, keysOf } from "./dependents.ts";
import { alterView } from "./views.ts";

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
  ["AT_DropExpression", changeColumn(() => NO_VALUE)],
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
  ["AT_SetIdentity", setIdentity],
  ["AT_SetExpression", setExpression],
]);

const MISCELLANEOUS: Pass = new Map<string, Command>([
  ["AT_AlterConstraint", alterConstraint],
  ["AT_ValidateConstraint", validateConstraint],
  ["AT_EnableRowSecurity", setFlag("rowSecurity", true)],
  ["AT_DisableRowSecurity", setFlag("rowSecurity", false)],
  ["AT_ForceRowSecurity", setFlag("forcedRowSecurity", true)],
  ["AT_NoForceRowSecurity", setFlag("forcedRowSecurity", false)],
  ["AT_EnableTrig", enableTrigger("origin")],
  ["AT_EnableTrigAll", enableTrigger("origin")],
  ["AT_EnableTrigUser", enableTrigger("origin")],
  ["AT_EnableAlwaysTrig", enableTrigger("always")],
  ["AT_EnableReplicaTrig", enableTrigger("replica")],
  ["AT_DisableTrig", enableTrigger("disabled")],
  ["AT_DisableTrigAll", enableTrigger("disabled")],
  ["AT_DisableTrigUser", enableTrigger("disabled")],
]);

export function alterTable(state: CatalogState, statement: SqlAlterTableStmt): void {
  const key = state.findTable(statement.relation);
  if (key === null) {
    const view = state.isTemporary(statement.relation) ? null : state.findView(statement.relation);
    if (view !== null) alterView(state, view, statement.cmds);
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
  run(MISCELLANEOUS);
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
  const { name = "", missing_ok, behavior } = command;
  if (state.tables.get(key)?.columns.has(name) === true)
    dropColumn(state, key, name, behavior === "DROP_CASCADE");
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
  changeColumn((column, { range }, state) => ({
    ...columnType(state, typeName),
    default: convertedDefault(column),
    origin: state.provenance(range),
  }))(alteration, command);
}

/** DROP DEFAULT comes in the first pass, SET DEFAULT in the last. */
function dropDefault(alteration: Alteration, command: SqlAlterTableCmd): void {
  if (command.def !== undefined) return;
  changeColumn((column) => (column.identity === null ? NO_VALUE : {}))(alteration, command);
}

function setDefault(alteration: Alteration, command: SqlAlterTableCmd): void {
  const { def } = command;
  if (def === undefined) return;
  changeColumn((_column, { range }, state) => defaultValue(state, def, range))(alteration, command);
}

function addIdentity(alteration: Alteration, command: SqlAlterTableCmd): void {
  const { state, key } = alteration;
  const { name, def } = command;
  const table = state.tables.get(key);
  if (table === undefined || name === undefined || def === undefined) return;
  addOwnedSequence(state, table, name, command.range);
  changeColumn(() => identityValue(def))(alteration, command);
}

/** SET GENERATED ALWAYS or BY DEFAULT. */
function setIdentity(alteration: Alteration, { name = "", def }: SqlAlterTableCmd): void {
  const { state, key } = alteration;
  const column = state.tables.get(key)?.columns.get(name);
  const options = isNode(def) ? nodesField(def, "items") : [];
  const generated = options.find((option) => textField(option, "defname") === "generated");
  if (column === undefined || generated === undefined) return;
  const when = integerOf(nodeField(generated, "arg"));
  const identity = when === ALWAYS ? "always" : "by default";
  putColumn(state, key, { ...column, identity });
}

/** `ATTRIBUTE_IDENTITY_ALWAYS`, the character `a`. */
const ALWAYS = 97;

function integerOf(node: SqlNode | null): number | null {
  const value = node === null ? undefined : field(node, "ival");
  return typeof value === "number" ? value : null;
}

function dropIdentity(alteration: Alteration, command: SqlAlterTableCmd): void {
  const { state, key } = alteration;
  const column = state.tables.get(key)?.columns.get(command.name ?? "");
  if (column?.sequence !== "identity") return;
  removeOwnedSequences(state, key, column.name);
  changeColumn(() => NO_VALUE)(alteration, command);
}

/** SET EXPRESSION, of PostgreSQL 17. */
function setExpression(alteration: Alteration, { name = "", def, range }: SqlAlterTableCmd): void {
  const { state, key } = alteration;
  const column = state.tables.get(key)?.columns.get(name);
  if (!column?.generated || def === undefined) return;
  const generated = { ...column.generated, node: def, origin: state.provenance(range) };
  putColumn(state, key, { ...column, generated });
}

// ---- row-level security and triggers ---------------------------------------------------------------------

function setFlag(flag: "rowSecurity" | "forcedRowSecurity", on: boolean): Command {
  return ({ state, key }, { range }) => {
    state.updateTable(key, () => ({ [flag]: { on, origin: state.provenance(range) } }));
  };
}

/** One trigger by its name; without a name, of ALL and USER, every one. */
function enableTrigger(enabled: Trigger["enabled"]): Command {
  return ({ state, key }, { name }) => {
    const triggers = state.tables.get(key)?.triggers ?? [];
    const isMeant = (trigger: Trigger) => name === undefined || trigger.name === name;
    if (name !== undefined && !triggers.some(isMeant)) state.conflict("undefined_object");
    else if (triggers.length > 0)
      state.updateTable(key, () => ({
        triggers: triggers.map((one) => (isMeant(one) ? { ...one, enabled } : one)),
      }));
  };
}

// ---- constraints -----------------------------------------------------------------------------------------

function addConstraint({ waiting, state, key }: Alteration, { def }: SqlAlterTableCmd): void {
  if (!isNode(def) || def.type !== "SqlConstraint") return;
  if (isOwnConstraint(def)) waiting.push({ constraint: def, columns: [], ...deferrabilityOf(def) });
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

/** ALTER CONSTRAINT … DEFERRABLE, of foreign keys alone. */
function alterConstraint({ state, key }: Alteration, { def }: SqlAlterTableCmd): void {
  const name = def === undefined ? null : textField(def, "conname");
  if (def === undefined || name === null || field(def, "alterDeferrability") !== true) return;
  const deferrability: Deferrability = deferrabilityOf(def);
  state.updateTable(key, ({ foreignKeys }) => ({
    foreignKeys: foreignKeys.map((one) => (one.name === name ? { ...one, ...deferrability } : one)),
  }));
}

function validateConstraint({ state, key }: Alteration, { name }: SqlAlterTableCmd): void {
  const validated = <T extends { name: string | null; valid: boolean }>(one: T): T =>
    one.name === name ? { ...one, valid: true } : one;
  const table = state.tables.get(key);
  if (![...(table?.foreignKeys ?? []), ...(table?.checks ?? [])].some((one) => one.name === name)) {
    state.conflict("undefined_object");
    return;
  }
  state.updateTable(key, ({ foreignKeys, checks }) => ({
    foreignKeys: foreignKeys.map(validated),
    checks: checks.map(validated),
  }));
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
