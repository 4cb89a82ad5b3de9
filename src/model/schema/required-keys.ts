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

/** Whether values of the key cannot repeat: some unique has no other columns. A partial one leaves rows out on purpose. */
export function isKeptUnique(
  model: Model,
  key: readonly KeyPlace[],
  table: Table | undefined,
): boolean {
  const names = key.flat().map((field) => field.name);
  const columns = key.flat().map((field) => field.databaseName);
  const written = [model.primaryKey, ...model.uniques].filter((index) => index !== null);
  if (written.some((index) => index.fields.every(({ name }) => names.includes(name)))) return true;
  const isPart = (column: string): boolean => columns.includes(column);
  const unique = (table?.indexes ?? []).filter((index) => index.unique);
  return (
    (table?.uniques ?? []).some((key) => key.columns.every(isPart)) ||
    // An expression, such as `lower("email")`, is as good as what it is made of.
    unique.some((index) =>
      index.columns.every((column) =>
        column === null ? index.dependsOn.some(isPart) : isPart(column),
      ),
    )
  );
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
