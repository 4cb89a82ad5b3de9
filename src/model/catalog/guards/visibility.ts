/** Catalogs and views that list only some of what shares their names. */

const LISTED: Readonly<Record<string, readonly string[]>> = {
  "information_schema.tables": ["table", "view"],
  "information_schema.views": ["view"],
  "information_schema.sequences": ["sequence"],
  "information_schema.domains": ["domain"],
  // Its name promises more: enums and ranges are missing.
  "information_schema.user_defined_types": ["composite"],
  pg_tables: ["table"],
  pg_views: ["view"],
  pg_matviews: ["matview"],
  pg_sequences: ["sequence"],
  pg_indexes: ["index"],
};

/** pg_class asked with `relkind`. */
const OF_KIND: Partial<Record<string, readonly string[]>> = {
  table: ["table"],
  index: ["index"],
  view: ["view", "matview"],
  sequence: ["sequence"],
};

/** Whether the source does not list all objects of the kinds that it is asked for. */
export function isPartial(source: string): boolean {
  return Object.hasOwn(LISTED, source);
}

/**
 * Whether a guard's source lists an object.
 *
 * @param asked What the guard looks for there.
 * @param variety What the object is: `enum`, `composite`, `matview`, …; null when that is not known.
 */
export function lists(source: string, asked: string, variety: string | null): boolean {
  const listed = LISTED[source] ?? (source === "pg_class" ? OF_KIND[asked] : undefined);
  return variety === null || listed === undefined || listed.includes(variety);
}
