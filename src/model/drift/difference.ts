import type { Provenance, Table } from "../catalog/types.ts";
import { computedOnce } from "../computed-once.ts";
import type { Model } from "../schema/types.ts";
import type { Difference, DifferenceKind } from "./types.ts";

type Subject = Pick<Difference, "table" | "name"> & Partial<Difference>;

export function differenceAt(
  kind: DifferenceKind,
  place: Provenance,
  subject: Subject,
): Difference {
  return { expected: "", found: "", touched: null, ...subject, kind, place };
}

/** The model's name, where its block begins. */
export function nameOf(model: Model): Provenance {
  return { path: model.file.path, range: model.node.name.range };
}

/** Whether a table has all columns: what an index or a key over another misses is part of that column's finding. */
export function hasColumns(table: Table, columns: readonly string[]): boolean {
  return columns.every((column) => table.columns.has(column));
}

const newestFacts = new WeakMap<Table, Provenance>();

/** The newest fact of a table. Kept, as each thing that differs asks. */
export function lastTouched(table: Table): Provenance {
  return computedOnce(newestFacts, table, newestFact);
}

function newestFact(table: Table): Provenance {
  const facts = [
    table,
    ...table.columns.values(),
    ...(table.primaryKey ? [table.primaryKey] : []),
    ...table.uniques,
    ...table.foreignKeys,
    ...table.indexes,
  ];
  return newest(
    facts.map(({ origin }) => origin),
    table.origin,
  );
}

/** The last of some places; paths of migrations sort by their time. */
export function newest(places: readonly Provenance[], first: Provenance): Provenance {
  return places.reduce((last, place) => (place.path > last.path ? place : last), first);
}
