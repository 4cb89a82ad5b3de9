/** Which tables of the catalog the schema speaks of: their findings belong to the schema, not to the SQL. */

import type { Model, Relation, SchemaModel } from "../schema/types.ts";
import { foundByPath } from "./found-by-path.ts";
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

/**
 * The catalog's tables that no model stands for, written by hand and known to SQL alone, of which the script
 * at `path` has written columns or foreign keys.
 */
export const unmodelledTables = foundByPath(withoutModel, scriptsOf);

function withoutModel({ tables }: Catalog, schema: SchemaModel | null): Table[] {
  const models = [...(schema?.models.values() ?? [])];
  return [...tables.values()].filter(
    (table) => !isImplicitJoin(table) && !models.some((model) => isTableOf(table, model)),
  );
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

/** The foreign keys there are in the end that the script at `path` has written, and that no relation stands for. */
export const unmodelledForeignKeys = foundByPath(withoutRelation, ({ key }) => [key.origin.path]);

function* withoutRelation(
  { tables }: Catalog,
  schema: SchemaModel | null,
): Generator<UnmodelledKey> {
  const models = [...(schema?.models.values() ?? [])];
  for (const table of tables.values()) {
    if (table.opaque || isImplicitJoin(table)) continue;
    const model = models.find((one) => isTableOf(table, one));
    for (const key of table.foreignKeys) {
      const isDeclared = model?.fields.some(({ relation }) => relation && isKeyOf(key, relation));
      if (isDeclared !== true) yield { table, key };
    }
  }
}

function isKeyOf({ columns }: ForeignKey, { fields }: Relation): boolean {
  const names = fields.map(({ databaseName }) => databaseName);
  return names.length === columns.length && names.every((name) => columns.includes(name));
}
