/** DROP TABLE, INDEX, TYPE, SCHEMA, … */

import type { SqlDropObject, SqlDropStmt } from "../../../languages/postgresql/ast.ts";
import type { CatalogState, Conflict, Relation } from "../state.ts";
import { elementType } from "./columns.ts";
import { dropColumn, dropForeignKeysOn, dropTable } from "./dependents.ts";

interface Dropped {
  schema: string | null;
  name: string;
  cascade: boolean;
}

/** Drops one object; tells PostgreSQL's complaint when there is none. */
type Drop = (state: CatalogState, dropped: Dropped) => Conflict | null;

const DROPS: ReadonlyMap<string, Drop> = new Map<string, Drop>([
  ["OBJECT_TABLE", dropTableNamed],
  ["OBJECT_FOREIGN_TABLE", dropTableNamed],
  ["OBJECT_INDEX", dropIndex],
  ["OBJECT_SEQUENCE", dropSequence],
  ["OBJECT_VIEW", dropView],
  ["OBJECT_MATVIEW", dropView],
  ["OBJECT_TYPE", dropType],
  ["OBJECT_DOMAIN", dropType],
  ["OBJECT_SCHEMA", dropSchema],
  ["OBJECT_EXTENSION", dropExtension],
]);

/** Whether the catalog follows what is dropped: not policies, triggers, functions. */
export function dropsKnownKind({ removeType }: SqlDropStmt): boolean {
  return DROPS.has(removeType);
}

export function dropObjects(state: CatalogState, statement: SqlDropStmt): void {
  const drop = DROPS.get(statement.removeType);
  if (drop === undefined) return;
  const cascade = statement.behavior === "DROP_CASCADE";
  for (const object of statement.objects) {
    const dropped = { ...nameOf(object), cascade };
    const complaint = drop(state, dropped);
    if (complaint !== null && statement.missing_ok !== true) state.conflict(complaint);
  }
}

function nameOf({ names }: SqlDropObject): Omit<Dropped, "cascade"> {
  return { schema: names.at(-2) ?? null, name: names.at(-1) ?? "" };
}

function dropTableNamed(state: CatalogState, { schema, name }: Dropped): Conflict | null {
  if (schema === null && state.removeTemporary(name)) return null;
  const key = state.findRelation(schema, name);
  if (key === null || !state.tables.has(key)) return "undefined_table";
  dropTable(state, key);
  return null;
}

/** The key of a relation of this kind. */
function findOfKind(
  state: CatalogState,
  { schema, name }: Dropped,
  kind: Relation["kind"],
): string | null {
  const key = state.findRelation(schema, name);
  return key !== null && state.relations.get(key)?.kind === kind ? key : null;
}

/** The index of a constraint goes with its constraint alone. */
function dropIndex(state: CatalogState, dropped: Dropped): Conflict | null {
  const key = findOfKind(state, dropped, "index");
  const owner = key === null ? null : (state.relations.get(key)?.table ?? null);
  if (key === null || owner === null) return "undefined_object";
  const table = state.tables.get(owner);
  const index = table?.indexes.find((one) => one.name === dropped.name);
  if (table === undefined) {
    state.relations.delete(key);
    return null;
  }
  if (index === undefined) return "dependent_objects_still_exist";
  state.relations.delete(key);
  state.updateTable(owner, (current) => ({
    indexes: current.indexes.filter((one) => one !== index),
  }));
  if (index.unique && dropped.cascade)
    dropForeignKeysOn(
      state,
      table,
      index.columns.filter((column) => column !== null),
    );
  return null;
}

function dropSequence(state: CatalogState, dropped: Dropped): Conflict | null {
  const key = findOfKind(state, dropped, "sequence");
  if (key === null) return "undefined_table";
  const { table, column } = state.relations.get(key) ?? { table: null, column: null };
  state.relations.delete(key);
  if (table !== null && column !== null && dropped.cascade) dropDefault(state, table, column);
  return null;
}

function dropDefault(state: CatalogState, key: string, name: string): void {
  const column = state.tables.get(key)?.columns.get(name);
  if (column?.sequence !== "serial") return;
  state.updateTable(key, (table) => ({
    columns: new Map(table.columns).set(name, { ...column, hasDefault: false, sequence: null }),
  }));
}

function dropView(state: CatalogState, dropped: Dropped): Conflict | null {
  const key = findOfKind(state, dropped, "view");
  if (key === null) return "undefined_table";
  state.relations.delete(key);
  for (const [name, relation] of state.relations.entries())
    if (relation.table === key) state.relations.delete(name);
  return null;
}

function dropType(state: CatalogState, { schema, name, cascade }: Dropped): Conflict | null {
  const key = state.findType(schema, name);
  if (key === null) return "undefined_object";
  if (cascade) dropColumnsOfType(state, key.slice(0, -name.length - 1), name);
  state.enums.delete(key);
  state.otherTypes.delete(key);
  if (state.relations.get(key)?.kind === "composite") state.relations.delete(key);
  return null;
}

function dropColumnsOfType(state: CatalogState, schema: string, type: string): void {
  for (const [key, table] of state.tables.entries())
    for (const column of table.columns.values())
      if (column.typeSchema === schema && elementType(column.type) === type)
        dropColumn(state, key, column.name);
}

function dropSchema(state: CatalogState, { name, cascade }: Dropped): Conflict | null {
  if (!state.schemas.has(name)) return "invalid_schema_name";
  state.schemas.delete(name);
  if (!cascade) return null;
  const isInside = (key: string) => key.startsWith(`${name}.`);
  for (const [key, table] of state.tables.entries())
    if (table.schema === name) dropTable(state, key);
  for (const map of [state.relations, state.otherTypes])
    for (const [key] of [...map.entries()]) if (isInside(key)) map.delete(key);
  for (const [key, type] of [...state.enums.entries()])
    if (type.schema === name) {
      dropColumnsOfType(state, name, type.name);
      state.enums.delete(key);
    }
  return null;
}

function dropExtension(state: CatalogState, { name }: Dropped): Conflict | null {
  if (!state.extensions.has(name)) return "undefined_object";
  state.extensions.delete(name);
  return null;
}
