/** The fields that say when a row was created and when it last changed. */

import { isOneOf } from "../../text/same-name.ts";
import type { Field, Model } from "./types.ts";

/** The names that count whatever their default. */
export interface TimestampNames {
  createdAt: readonly string[];
  updatedAt: readonly string[];
}

export interface Timestamps {
  created: Field | null;
  updated: Field | null;
  /** `created` is one by name, and nothing fills it in. */
  isCreatedUnset: boolean;
  /** `updated` is one by name, and nothing maintains it. */
  isUpdatedUnset: boolean;
}

/** Names that say when a row came to be, beside the given ones: the `signed_at` of a signature is one too. */
const CREATION =
  /^(?:created|inserted|added|recorded|logged|occurred|performed|issued|received|registered|uploaded|submitted|signed|started)_?(?:at|on|date|time)?$|^(?:timestamp|ts)$/iu;
const UPDATE =
  /^(?:updated|modified|changed|last_?(?:updated|modified|changed))_?(?:at|on|date|time)?$/iu;
const CLOCK = /\b(?:now|clock_timestamp|statement_timestamp)\s*\(|current_timestamp/iu;

/** Filled in by Prisma or by the database when the row is written. */
function isClock({ default: value }: Field): boolean {
  if (value?.kind !== "function") return false;
  return value.name === "now" || (value.name === "dbgenerated" && CLOCK.test(value.argument ?? ""));
}

function isCreated(field: Field, names: readonly string[]): boolean {
  if (isOneOf(field.name, names)) return true;
  if (field.type !== "DateTime" || field.isUpdatedAt) return false;
  return isClock(field) || CREATION.test(field.name);
}

function isUpdated(field: Field, names: readonly string[]): boolean {
  if (isOneOf(field.name, names) || field.isUpdatedAt) return true;
  return field.type === "DateTime" && UPDATE.test(field.name);
}

/** Finds the timestamps of a model: by the given names, by what fills them in, by names that say the same. */
export function timestampsOf(model: Model, { createdAt, updatedAt }: TimestampNames): Timestamps {
  const columns = model.fields.filter((field) => field.kind === "scalar");
  const updated = columns.find((field) => isUpdated(field, updatedAt)) ?? null;
  const created = columns.find((field) => field !== updated && isCreated(field, createdAt)) ?? null;
  const isNamed = (field: Field | null, names: readonly string[]): field is Field =>
    field?.type === "DateTime" && isOneOf(field.name, names);
  return {
    created,
    updated,
    isCreatedUnset: isNamed(created, createdAt) && !created.default,
    isUpdatedUnset: isNamed(updated, updatedAt) && !updated.isUpdatedAt,
  };
}
