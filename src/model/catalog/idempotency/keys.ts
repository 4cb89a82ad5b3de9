/** Unique keys of a table, as the script and the migrations before it have made them. */

import type { QualifiedName } from "../names.ts";
import type { ObjectStore } from "./objects.ts";

export interface TableKeys {
  /** The columns of each key. */
  keys: readonly (readonly string[])[];
  /** No other key stands in the way of a row. */
  areAllKnown: boolean;
}

export function keysOf(store: ObjectStore, table: QualifiedName): TableKeys {
  const own = store.find("table", table);
  const parts = [...(own?.parts.values() ?? [])];
  const made = parts.filter((part) => part?.isKey === true).map((part) => part?.columns ?? []);
  if (own?.isComplete === true) return { keys: made, areAllKnown: true };
  const known = store.known(table);
  if (known === null) return { keys: made, areAllKnown: false };
  const dropped = (name: string | null) =>
    own !== null &&
    name !== null &&
    (own.parts.get(`constraint:${name}`) === null || own.parts.get(`index:${name}`) === null);
  const constraints = [...(known.primaryKey ? [known.primaryKey] : []), ...known.uniques]
    .filter(({ name }) => !dropped(name))
    .map(({ columns }) => columns);
  const indexes = known.indexes.filter(({ unique, name }) => unique && !dropped(name));
  const plain = indexes
    .filter(({ partial }) => !partial)
    .map(({ columns }) => columns.filter((column) => column !== null));
  const isPlain = indexes.every(({ partial, columns }) => !partial && !columns.includes(null));
  const isGuarded = known.exclusions.length > 0;
  return {
    keys: [...made, ...constraints, ...plain],
    areAllKnown: isPlain && !isGuarded && !known.opaque,
  };
}
