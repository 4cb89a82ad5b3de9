/** CHECKs of the database on a column that a field stands for. */

import type { Field } from "../schema/types.ts";
import { isCertain } from "./certainty.ts";
import { tableOf } from "./modelled.ts";
import type { Catalog } from "./types.ts";

/** Whether a CHECK mentions the field's column, or dynamic SQL may have made one that does. */
export function mayHaveCheck({ model, databaseName }: Field, catalog: Catalog): boolean {
  const table = tableOf(model, catalog);
  if (!isCertain(catalog, "constraints", table)) return true;
  return table?.checks.some(({ columns }) => columns.includes(databaseName)) === true;
}
