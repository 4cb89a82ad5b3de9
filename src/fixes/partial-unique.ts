/** SQL for a unique index over some rows, for a new migration. */

import { chooseObjectName, joinColumnNames } from "../model/catalog/names.ts";
import type { Table } from "../model/catalog/types.ts";
import { qualifiedName, quoteName } from "./sql-text.ts";

/** An index that can be made twice; it takes no name that the table's indexes and keys have. */
export function partialUniqueIndex(
  table: Table,
  columns: readonly string[],
  where: string,
): string {
  const { schema, name, primaryKey, uniques, indexes } = table;
  const taken = new Set([primaryKey, ...uniques, ...indexes].map((index) => index?.name));
  const index = chooseObjectName(name, joinColumnNames(columns), "key", (free) => taken.has(free));
  const on = qualifiedName({ schema: schema === "public" ? null : schema, name });
  const keys = columns.map(quoteName).join(", ");
  return `CREATE UNIQUE INDEX IF NOT EXISTS ${quoteName(index)} ON ${on} (${keys}) WHERE ${where};`;
}
