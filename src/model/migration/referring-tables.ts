/** What TRUNCATE … CASCADE empties besides. */

import type { Catalog } from "../catalog/types.ts";

/** The tables that refer to a table by foreign keys, those that refer to them, and so on; by their names, sorted. */
export function referringTables(table: string, catalog: Catalog): string[] {
  const found = new Set<string>();
  const pending = [table];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const referenced = next;
    for (const { name, foreignKeys } of catalog.tables.values()) {
      if (found.has(name) || name === table) continue;
      if (!foreignKeys.some(({ references }) => references.table === referenced)) continue;
      found.add(name);
      pending.push(name);
    }
  }
  return [...found].sort();
}
