/** Uniques of models that are deleted softly: what a deleted row goes on to block, and what null lets through. */

import type { Catalog, Table } from "../catalog/types.ts";
import { isCertain } from "../catalog/certainty.ts";
import { compoundWords } from "../phi/words.ts";
import type { Field, Index, Model } from "./types.ts";

export interface SoftDeleteUnique {
  index: Index;
  /** `blocks`: a deleted row keeps its values taken. `letsThrough`: live rows may repeat them. */
  kind: "blocks" | "letsThrough";
}

/** Last words of values that a machine gives once: none comes a second time. */
const GIVEN_ONCE: ReadonlySet<string> = new Set(
  "id uid token sid nonce uuid guid secret key ref hash mrn".split(" "),
);
/** What is counted on: the number of a record, as against that of a phone. */
const NUMBERED: ReadonlySet<string> = new Set(
  "record invoice order chart receipt claim case account serial file".split(" "),
);

/** Codes that are made up for somebody to come in with, as against those that people choose (`discountCode`). */
const CODES: ReadonlySet<string> = new Set(
  "access invite invitation join pairing verification confirmation activation".split(" "),
);

/** The uniques of a model whose rows `timestamp` marks as deleted that do not do what they seem to. */
export function softDeleteUniques(
  model: Model,
  timestamp: Field,
  table: Table | undefined,
  catalog: Catalog,
): SoftDeleteUnique[] {
  return model.uniques.flatMap((index): SoftDeleteUnique[] => {
    const fields = index.fields.flatMap(({ name }) => model.field(name) ?? []);
    if (index.partial || fields.length !== index.fields.length) return [];
    if (fields.includes(timestamp)) {
      // Nulls are held apart, and the timestamp of a live row is null.
      const isOpen = timestamp.arity === "optional" && !hasOther(index, timestamp, table, catalog);
      return isOpen ? [{ index, kind: "letsThrough" }] : [];
    }
    if (fields.some(isPartOfDeletion) || fields.some(isGivenOnce)) return [];
    return isInDatabase(fields, table, catalog) ? [{ index, kind: "blocks" }] : [];
  });
}

/** `isDeleted` among the fields: a deleted row blocks the next deleted one, not a live one. */
function isPartOfDeletion({ name, type }: Field): boolean {
  return type === "Boolean" && compoundWords(name).includes("deleted");
}

function isGivenOnce({ name, default: value, foreignKeys }: Field): boolean {
  if (foreignKeys.length > 0) return false;
  const [last = "", before = ""] = compoundWords(name).toReversed();
  if (last === "number") return NUMBERED.has(before);
  if (last === "code" && CODES.has(before)) return true;
  return value?.kind === "function" || GIVEN_ONCE.has(last);
}

/** Whether the database has the unique over all rows; a migration may have made it partial by hand. */
function isInDatabase(
  fields: readonly Field[],
  table: Table | undefined,
  catalog: Catalog,
): boolean {
  if (!table || table.opaque || !isCertain(catalog, "indexes", table)) return true;
  const names = fields.map(({ databaseName }) => databaseName);
  const whole = [
    ...table.uniques.map(({ columns }) => columns),
    ...table.indexes
      .filter(({ unique, partial }) => unique && !partial)
      .map(({ columns }) => columns),
  ];
  return whole.some((columns) => isSame(columns, names));
}

/** A partial unique index over the other columns, or one that holds nulls to be the same, does what is meant. */
function hasOther(
  index: Index,
  timestamp: Field,
  table: Table | undefined,
  catalog: Catalog,
): boolean {
  if (!table) return false;
  if (!isCertain(catalog, "indexes", table)) return true;
  const { model } = timestamp;
  const all = index.fields.map(({ name }) => model.field(name)?.databaseName ?? name);
  const others = all.filter((name) => name !== timestamp.databaseName);
  return table.indexes.some(
    ({ unique, partial, columns, nullsNotDistinct }) =>
      unique &&
      ((partial && isSame(columns, others)) || (nullsNotDistinct && isSame(columns, all))),
  );
}

function isSame(columns: readonly (string | null)[], names: readonly string[]): boolean {
  return columns.length === names.length && names.every((name) => columns.includes(name));
}
