/** Columns that hold a point in time without its time zone. */

import type { SchemaModel } from "../schema/types.ts";
import { unmodelledTables } from "./modelled.ts";
import type { Catalog, Column, Table } from "./types.ts";

export interface TimestampColumn {
  table: Table;
  column: Column;
}

const TIMESTAMP = /^timestamp(?:\[\])*$/u;

/**
 * The `timestamp` columns there are when all is done, of tables that the schema does not have, whose type was
 * written in the file at `path`.
 */
export function timestampColumns(
  catalog: Catalog,
  schema: SchemaModel | null,
  path: string,
): TimestampColumn[] {
  return unmodelledTables(catalog, schema, path).flatMap((table) =>
    [...table.columns.values()]
      .filter((column) => column.origin.path === path && TIMESTAMP.test(column.type))
      .map((column) => ({ table, column })),
  );
}
