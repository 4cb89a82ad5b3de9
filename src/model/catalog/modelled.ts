/** Which tables of the catalog the schema speaks of: their findings belong to the schema, not to the SQL. */

import type { Model, SchemaModel } from "../schema/types.ts";
import type { Catalog, Table } from "./types.ts";

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

const known = new WeakMap<Catalog, { schema: SchemaModel | null; tables: readonly Table[] }>();

/** The catalog's tables that no model stands for: written by hand, and known to SQL alone. */
export function unmodelledTables(catalog: Catalog, schema: SchemaModel | null): readonly Table[] {
  const last = known.get(catalog);
  if (last?.schema === schema) return last.tables;
  const models = [...(schema?.models.values() ?? [])];
  const tables = [...catalog.tables.values()].filter(
    (table) => !isImplicitJoin(table) && !models.some((model) => isTableOf(table, model)),
  );
  known.set(catalog, { schema, tables });
  return tables;
}
