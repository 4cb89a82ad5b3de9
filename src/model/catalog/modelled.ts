/** Which tables of the catalog the schema speaks of: their findings belong to the schema, not to the SQL. */

import type { Model, Relation, SchemaModel } from "../schema/types.ts";
import type { Catalog, ForeignKey, Table } from "./types.ts";

/** The table of a model, if a migration has made it. */
export function tableOf(model: Model, catalog: Catalog): Table | undefined {
  return catalog.table(model.databaseName, model.databaseSchema ?? undefined);
}

function isTableOf(table: Table, model: Model): boolean {
  if (model.databaseName !== table.name) return false;
  return model.databaseSchema === null || model.databaseSchema === table.schema;
}

/** Prisma makes and indexes the tables of its implicit many-to-many relations itself. */
function isImplicitJoin(table: Table): boolean {
  return table.name.startsWith("_") && table.columns.has("A") && table.columns.has("B");
}

interface Unmodelled {
  schema: SchemaModel | null;
  byPath: ReadonlyMap<string, readonly Table[]>;
}

/** A cache: each script of a project asks about the same catalog. */
const known = new WeakMap<Catalog, Unmodelled>();

/**
 * The catalog's tables that no model stands for, written by hand and known to SQL alone, of which the script
 * at `path` has written columns or foreign keys.
 */
export function unmodelledTables(
  catalog: Catalog,
  schema: SchemaModel | null,
  path: string,
): readonly Table[] {
  let last = known.get(catalog);
  if (last?.schema !== schema) {
    last = { schema, byPath: tablesByPath(catalog, schema) };
    known.set(catalog, last);
  }
  return last.byPath.get(path) ?? [];
}

function tablesByPath(
  catalog: Catalog,
  schema: SchemaModel | null,
): ReadonlyMap<string, readonly Table[]> {
  const models = [...(schema?.models.values() ?? [])];
  const byPath = new Map<string, Table[]>();
  for (const table of catalog.tables.values()) {
    if (isImplicitJoin(table) || models.some((model) => isTableOf(table, model))) continue;
    for (const path of scriptsOf(table)) {
      const tables = byPath.get(path) ?? [];
      byPath.set(path, tables);
      tables.push(table);
    }
  }
  return byPath;
}

/** The files that wrote a table's columns and foreign keys. */
function scriptsOf({ columns, foreignKeys }: Table): Set<string> {
  const written = [...columns.values(), ...foreignKeys];
  return new Set(written.map(({ origin }) => origin.path));
}

/** A foreign key that SQL alone knows: no relation of the schema stands for it. */
export interface UnmodelledKey {
  table: Table;
  key: ForeignKey;
}

interface UnmodelledKeys {
  schema: SchemaModel | null;
  byPath: ReadonlyMap<string, readonly UnmodelledKey[]>;
}

const knownKeys = new WeakMap<Catalog, UnmodelledKeys>();

/** The foreign keys there are in the end that the script at `path` has written, and that no relation stands for. */
export function unmodelledForeignKeys(
  catalog: Catalog,
  schema: SchemaModel | null,
  path: string,
): readonly UnmodelledKey[] {
  let last = knownKeys.get(catalog);
  if (last?.schema !== schema) {
    last = { schema, byPath: keysByPath(catalog, schema) };
    knownKeys.set(catalog, last);
  }
  return last.byPath.get(path) ?? [];
}

function keysByPath(
  catalog: Catalog,
  schema: SchemaModel | null,
): ReadonlyMap<string, readonly UnmodelledKey[]> {
  const models = [...(schema?.models.values() ?? [])];
  const byPath = new Map<string, UnmodelledKey[]>();
  for (const table of catalog.tables.values()) {
    if (table.opaque || isImplicitJoin(table)) continue;
    const model = models.find((one) => isTableOf(table, one));
    for (const key of table.foreignKeys) {
      if (model?.fields.some(({ relation }) => relation && isKeyOf(key, relation)) === true)
        continue;
      const keys = byPath.get(key.origin.path) ?? [];
      byPath.set(key.origin.path, keys);
      keys.push({ table, key });
    }
  }
  return byPath;
}

function isKeyOf({ columns }: ForeignKey, { fields }: Relation): boolean {
  const names = fields.map(({ databaseName }) => databaseName);
  return names.length === columns.length && names.every((name) => columns.includes(name));
}
