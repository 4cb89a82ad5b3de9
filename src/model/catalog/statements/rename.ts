/** ALTER … RENAME and ALTER … SET SCHEMA. */

import type {
  SqlNode,
  SqlOther,
  SqlRangeVar,
  SqlRenameStmt,
} from "../../../languages/postgresql/ast.ts";
import { qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { constraintNames } from "../state.ts";
import { namesField, nodeField, textField } from "../tree.ts";
import type { Column, Table, TableIndex } from "../types.ts";
import { carryFunction, carryRelation, carryType } from "./carry.ts";
import { elementType } from "./columns.ts";
import { moveTable, renameColumn } from "./dependents.ts";
import { findFunction, functionKey, moveFunction } from "./functions.ts";
import { renamePolicy } from "./policies.ts";
import { carrySequence } from "./sequence-defaults.ts";
import { renameRule } from "./rules.ts";
import { renameTrigger } from "./triggers.ts";

interface Place {
  schema: string;
  name: string;
}

type Rename = (state: CatalogState, statement: SqlRenameStmt) => void;

const RENAMES: ReadonlyMap<string, Rename> = new Map<string, Rename>([
  ["OBJECT_TABLE", renameRelation],
  ["OBJECT_FOREIGN_TABLE", renameRelation],
  ["OBJECT_INDEX", renameRelation],
  ["OBJECT_SEQUENCE", renameRelation],
  ["OBJECT_VIEW", renameRelation],
  ["OBJECT_MATVIEW", renameRelation],
  ["OBJECT_COLUMN", renameColumnNamed],
  ["OBJECT_TABCONSTRAINT", renameConstraint],
  ["OBJECT_TYPE", renameType],
  ["OBJECT_DOMAIN", renameType],
  ["OBJECT_SCHEMA", renameSchema],
  ["OBJECT_POLICY", renamePolicyNamed],
  ["OBJECT_TRIGGER", renameTriggerNamed],
  ["OBJECT_RULE", renameRuleNamed],
  ["OBJECT_FUNCTION", renameFunction],
  ["OBJECT_PROCEDURE", renameFunction],
  ["OBJECT_ROUTINE", renameFunction],
]);

export function renameObject(state: CatalogState, statement: SqlRenameStmt): void {
  RENAMES.get(statement.renameType)?.(state, statement);
}

// ---- relations -------------------------------------------------------------------------------------------

function renameRelation(state: CatalogState, statement: SqlRenameStmt): void {
  const { relation, newname } = statement;
  if (relation === undefined || state.isTemporary(relation)) return;
  const key = state.findRelation(relation.schemaname, relation.relname);
  if (key === null) {
    if (statement.missing_ok !== true) state.conflict("undefined_table");
    return;
  }
  const from = placeOf(key, relation.relname);
  moveRelation(state, key, from, { ...from, name: newname });
}

/** The two parts of a key, of which one is known. */
function placeOf(key: string, name: string): Place {
  return { schema: key.slice(0, -name.length - 1), name };
}

function moveRelation(state: CatalogState, key: string, from: Place, to: Place): void {
  const relation = state.relations.get(key);
  if (relation === undefined) return;
  const newKey = qualify(to.schema, to.name);
  if (state.relations.has(newKey)) {
    state.conflict("duplicate_table");
    return;
  }
  if (relation.kind === "table") {
    moveTable(state, key, to);
    return;
  }
  if (relation.kind === "view") moveView(state, key, from, to);
  if (relation.kind === "sequence") carrySequence(state, key, to);
  state.relations.delete(key);
  state.relations.set(newKey, relation);
  if (relation.kind === "index" && relation.table !== null)
    state.updateTable(relation.table, (table) => withRenamedIndex(table, from.name, to.name));
}

/** Views keep their triggers, and are read under their new name. */
function moveView(state: CatalogState, key: string, from: Place, to: Place): void {
  carryRelation(state, key, from, to);
  const view = state.views.get(key);
  const newKey = qualify(to.schema, to.name);
  if (view === undefined) return;
  state.views.delete(key);
  state.views.set(newKey, { ...view, ...to });
  for (const [name, relation] of state.relations.entries())
    if (relation.table === key) state.relations.set(name, { ...relation, table: newKey });
}

/** An index and the constraint that it serves have one name. */
function withRenamedIndex(table: Table, from: string, to: string): Partial<Table> {
  const renamed = <T extends { name: string | null }>(one: T): T =>
    one.name === from ? { ...one, name: to } : one;
  return {
    primaryKey: table.primaryKey === null ? null : renamed(table.primaryKey),
    uniques: table.uniques.map(renamed),
    exclusions: table.exclusions.map(renamed),
    indexes: table.indexes.map((index): TableIndex => renamed(index)),
  };
}

// ---- parts of tables -------------------------------------------------------------------------------------

/** The table that a statement alters; null, with PostgreSQL's complaint, when it is not known. */
function alteredTable(
  state: CatalogState,
  relation: SqlRangeVar | undefined,
  missingOk: boolean,
): string | null {
  if (relation === undefined || state.isTemporary(relation)) return null;
  const key = state.findTable(relation);
  const isOtherRelation = state.findRelation(relation.schemaname, relation.relname) !== null;
  if (key === null && !isOtherRelation && !missingOk) state.conflict("undefined_table");
  return key;
}

function renameColumnNamed(state: CatalogState, statement: SqlRenameStmt): void {
  const { relation, subname = "", newname } = statement;
  const key = alteredTable(state, relation, statement.missing_ok === true);
  const columns = key === null ? undefined : state.tables.get(key)?.columns;
  if (key === null || columns === undefined) return;
  if (!columns.has(subname)) state.conflict("undefined_column");
  else if (columns.has(newname)) state.conflict("duplicate_column");
  else renameColumn(state, key, subname, newname);
}

function renameConstraint(state: CatalogState, statement: SqlRenameStmt): void {
  const { relation, subname = "", newname } = statement;
  const key = alteredTable(state, relation, statement.missing_ok === true);
  const table = key === null ? undefined : state.tables.get(key);
  if (key === null || table === undefined) return;
  const names = constraintNames(table);
  if (!names.includes(subname)) {
    state.conflict("undefined_object");
    return;
  }
  if (names.includes(newname)) {
    state.conflict("duplicate_object");
    return;
  }
  const renamed = <T extends { name: string | null }>(one: T): T =>
    one.name === subname ? { ...one, name: newname } : one;
  state.updateTable(key, (current) => ({
    ...withRenamedIndex(current, subname, newname),
    foreignKeys: current.foreignKeys.map(renamed),
    checks: current.checks.map(renamed),
  }));
  renameIndexOfConstraint(state, table, subname, newname);
}

function renameIndexOfConstraint(
  state: CatalogState,
  { schema, name }: Table,
  from: string,
  to: string,
): void {
  const relation = state.relations.get(qualify(schema, from));
  if (relation?.kind !== "index" || relation.table !== qualify(schema, name)) return;
  state.relations.delete(qualify(schema, from));
  state.relations.set(qualify(schema, to), relation);
}

function renamePolicyNamed(state: CatalogState, statement: SqlRenameStmt): void {
  const { relation, subname = "", newname } = statement;
  const key = alteredTable(state, relation, statement.missing_ok === true);
  if (key !== null) renamePolicy(state, key, subname, newname);
}

function renameRuleNamed(
  state: CatalogState,
  { relation, subname = "", newname }: SqlRenameStmt,
): void {
  if (relation !== undefined) renameRule(state, relation, subname, newname);
}

function renameTriggerNamed(state: CatalogState, statement: SqlRenameStmt): void {
  const { relation, subname = "", newname } = statement;
  if (relation !== undefined) renameTrigger(state, relation, subname, newname);
}

// ---- functions -------------------------------------------------------------------------------------------

function renameFunction(state: CatalogState, { object, newname }: SqlRenameStmt): void {
  moveFunctionNamed(state, object ?? null, ({ schema }) => ({ schema, name: newname }));
}

function moveFunctionNamed(
  state: CatalogState,
  object: SqlNode | null,
  placed: (from: Place) => Place,
): void {
  const key = findFunction(state, object);
  const found = key === null ? undefined : state.functions.get(key);
  if (key === null || found === undefined) {
    state.conflict("undefined_function");
    return;
  }
  const to = placed(found);
  carryFunction(state, found, to);
  moveFunction(state, key, to);
}

// ---- types and schemas -----------------------------------------------------------------------------------

function renameType(state: CatalogState, statement: SqlRenameStmt): void {
  const names = namesField(statement, "object");
  const name = names.at(-1) ?? "";
  const key = state.findType(names.at(-2), name);
  if (key === null) {
    state.conflict("undefined_object");
    return;
  }
  const from = placeOf(key, name);
  moveType(state, key, from, { ...from, name: statement.newname });
}

function moveType(state: CatalogState, key: string, from: Place, to: Place): void {
  const newKey = qualify(to.schema, to.name);
  if (state.enums.has(newKey) || state.otherTypes.has(newKey)) {
    state.conflict("duplicate_object");
    return;
  }
  carryType(state, key, to);
  const type = state.enums.get(key);
  if (type !== undefined) {
    state.enums.delete(key);
    state.enums.set(newKey, { ...type, ...to });
  } else {
    state.otherTypes.delete(key);
    state.otherTypes.set(newKey, true);
  }
  const relation = state.relations.get(key);
  if (relation?.kind === "composite") {
    state.relations.delete(key);
    state.relations.set(newKey, relation);
  }
  carryIntoColumns(state, from, to);
  carryIntoFunctions(state, from, to);
}

/** Functions are known by the types of their arguments. */
function carryIntoFunctions(state: CatalogState, from: Place, to: Place): void {
  const old = qualify(from.schema, from.name);
  const renamed = (type: string) =>
    elementType(type) === old ? qualify(to.schema, to.name) + type.slice(old.length) : type;
  for (const [key, one] of [...state.functions.entries()]) {
    if (![...one.argumentTypes, one.returns ?? ""].some((type) => renamed(type) !== type)) continue;
    const changed = {
      ...one,
      argumentTypes: one.argumentTypes.map(renamed),
      returns: one.returns === null ? null : renamed(one.returns),
    };
    state.functions.delete(key);
    state.functions.set(functionKey(changed), changed);
  }
}

/** Columns follow their type under its new name. */
function carryIntoColumns(state: CatalogState, from: Place, to: Place): void {
  for (const [key, table] of state.tables.entries()) {
    const isOfType = (column: { type: string; typeSchema: string | null }) =>
      column.typeSchema === from.schema && elementType(column.type) === from.name;
    let columns: Map<string, Column> | null = null;
    for (const [name, column] of table.columns)
      if (isOfType(column))
        (columns ??= new Map(table.columns)).set(name, {
          ...column,
          type: column.type.endsWith("[]") ? `${to.name}[]` : to.name,
          typeSchema: to.schema,
        });
    if (columns !== null) state.tables.set(key, { ...table, columns });
  }
}

function renameSchema(state: CatalogState, { subname = "", newname }: SqlRenameStmt): void {
  if (!state.schemas.has(subname)) {
    state.conflict("invalid_schema_name");
    return;
  }
  const origin = state.schemas.get(subname)?.origin ?? null;
  state.schemas.delete(subname);
  state.schemas.set(newname, { name: newname, origin });
  for (const { key, name } of membersOf(subname, state.enums))
    moveType(state, key, { schema: subname, name }, { schema: newname, name });
  for (const { key, name } of membersOf(subname, state.otherTypes))
    moveType(state, key, { schema: subname, name }, { schema: newname, name });
  for (const { key, name } of membersOf(subname, state.tables))
    moveTable(state, key, { schema: newname, name });
  for (const { key, name } of membersOf(subname, state.relations))
    moveRelation(state, key, { schema: subname, name }, { schema: newname, name });
  for (const [key, { schema, name }] of state.functions.entries())
    if (schema === subname) moveFunction(state, key, { schema: newname, name });
}

function membersOf(
  schema: string,
  map: { entries: () => IterableIterator<[string, unknown]> },
): { key: string; name: string }[] {
  const prefix = `${schema}.`;
  return [...map.entries()]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key]) => ({ key, name: key.slice(prefix.length) }));
}

/** ALTER TABLE, TYPE, SEQUENCE, VIEW … SET SCHEMA (`AlterObjectSchemaStmt`). */
export function setSchema(state: CatalogState, statement: SqlOther): void {
  const schema = textField(statement, "newschema");
  const relation = nodeField(statement, "relation");
  if (schema === null) return;
  if (relation?.type === "SqlRangeVar") {
    const key = state.findRelation(relation.schemaname, relation.relname);
    if (key === null) state.conflict("undefined_table");
    else
      moveRelation(state, key, placeOf(key, relation.relname), { schema, name: relation.relname });
    return;
  }
  const kind = textField(statement, "objectType");
  if (kind === "OBJECT_FUNCTION" || kind === "OBJECT_PROCEDURE" || kind === "OBJECT_ROUTINE")
    moveFunctionNamed(state, nodeField(statement, "object"), ({ name }) => ({ schema, name }));
  if (kind !== "OBJECT_TYPE" && kind !== "OBJECT_DOMAIN") return;
  const names = namesField(statement, "object");
  const name = names.at(-1) ?? "";
  const key = state.findType(names.at(-2), name);
  if (key === null) state.conflict("undefined_object");
  else moveType(state, key, placeOf(key, name), { schema, name });
}
