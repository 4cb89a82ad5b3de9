/** Uniques and indexes that the user requires: over which fields, and whether something serves already. */

import type { Settings } from "../../settings.ts";
import type { Table } from "../catalog/types.ts";
import { allIndexes } from "./indexes.ts";
import { fieldSelector, modelSelector } from "./selectors.ts";
import type { Selector } from "./selectors.ts";
import type { Field, Index, Model, SchemaModel } from "./types.ts";

/** Fields that some models must have a key over. */
export interface KeyRequirement {
  models?: Selector;
  /** For each place in the key a selector of fields. */
  fields: Selector[];
  /** Why; ends the message. */
  because?: string;
}

/** A column of a key: the fields that it may be. The first is what a fix writes. */
export type KeyPlace = readonly [Field, ...Field[]];

export type ReadKey = (
  model: Model,
  schema: SchemaModel,
  settings: Settings,
) => readonly KeyPlace[] | null;

/** A function that finds the fields of a required key; null for a model that it is not for, or that lacks one of them. */
export function keyReader({ models, fields }: KeyRequirement): ReadKey {
  const isFor = modelSelector(models);
  const places = fields.map(fieldSelector);
  return (model, schema, settings) => {
    if (!isFor(model, schema, settings)) return null;
    const found: KeyPlace[] = [];
    for (const isHere of places) {
      const [first, ...others] = model.fields.filter(
        (field) => field.kind !== "relation" && isHere(field, schema, settings),
      );
      if (!first) return null;
      found.push([first, ...others]);
    }
    return found;
  };
}

/**
 * Whether values of the key cannot repeat: some unique has no other columns. A partial one leaves rows out on purpose.
 *
 * @param within columns that a unique over the last of the key may hold besides: it may repeat in another facility
 */
export function isKeptUnique(
  model: Model,
  places: readonly KeyPlace[],
  within: readonly Field[],
  table: Table | undefined,
): boolean {
  const key = places.flat();
  const last = places.at(-1) ?? [];
  const serves = (columns: readonly (readonly string[])[], nameOf: (field: Field) => string) => {
    const names = (fields: readonly Field[]) => new Set(fields.map(nameOf));
    const holdsOnly = (known: ReadonlySet<string>) =>
      columns.every((column) => column.some((name) => known.has(name)));
    const holdsLast = columns.some((column) => column.some((name) => names(last).has(name)));
    return holdsOnly(names(key)) || (holdsLast && holdsOnly(names([...key, ...within])));
  };
  const written = [model.primaryKey, ...model.uniques].filter((index) => index !== null);
  return (
    written.some(({ fields }) =>
      serves(
        fields.map(({ name }) => [name]),
        (field) => field.name,
      ),
    ) || uniquesOf(table).some((columns) => serves(columns, (field) => field.databaseName))
  );
}

/** For each column of each unique what it is; an expression, such as `lower("email")`, is as good as what it is made of. */
function uniquesOf(table: Table | undefined): string[][][] {
  const constraints = (table?.uniques ?? []).map(({ columns }) =>
    columns.map((column) => [column]),
  );
  const indexes = (table?.indexes ?? []).filter(({ unique }) => unique);
  return [
    ...constraints,
    ...indexes.map(({ columns, dependsOn }) =>
      columns.map((column) => (column === null ? [...dependsOn] : [column])),
    ),
  ];
}

/** Whether an index begins with the key, in this order or in any. */
export function isIndexed(
  model: Model,
  key: readonly KeyPlace[],
  anyOrder: boolean,
  table: Table | undefined,
): boolean {
  const begins = (
    columns: readonly (string | null)[],
    nameOf: (field: Field) => string,
  ): boolean => {
    const leading = columns.slice(0, key.length);
    const isAt = (place: KeyPlace, column: string | null | undefined): boolean =>
      place.some((field) => nameOf(field) === column);
    return anyOrder
      ? key.every((place) => leading.some((column) => isAt(place, column)))
      : key.every((place, at) => isAt(place, leading[at]));
  };
  const written = allIndexes(model).filter(servesLookups);
  if (
    written.some(({ fields }) =>
      begins(
        fields.map(({ name }) => name),
        (field) => field.name,
      ),
    )
  )
    return true;
  const made = [
    ...(table?.primaryKey ? [table.primaryKey] : []),
    ...(table?.uniques ?? []),
    ...(table?.indexes.filter((index) => !index.partial && index.method === "btree") ?? []),
  ];
  return made.some(({ columns }) => begins(columns, (field) => field.databaseName));
}

function servesLookups({ kind, method, partial }: Index): boolean {
  return kind !== "fulltext" && !partial && (method === null || method === "BTree");
}
