/** The fields by which a model's rows are marked as deleted instead of being removed. */

import type { Settings } from "../../settings.ts";
import { isOneOf } from "../../text/same-name.ts";
import type { Field, Model } from "./types.ts";

/** When, whether and by whom: one value for each. */
export interface SoftDeleteFields<Value> {
  timestamp: Value;
  flag: Value;
  actor: Value;
}

const DEFAULT_TIMESTAMP = "deletedAt";
/** Names that others use for the same; they count only when the settings say so. */
const LOOK_ALIKES = /^(?:removed|archived|discarded|trashed|voided|soft_?deleted)_?(?:at|on)$/iu;
/** Only these spellings of the flag and the actor are taken when the settings name none. */
const USUAL_FLAGS = ["isDeleted", "deleted"];
const USUAL_ACTORS = ["deletedById", "deletedBy", "deletedByUserId"];

function fieldNamed(
  model: Model,
  names: readonly string[],
  types: readonly string[],
): Field | null {
  const isOne = (field: Field): boolean =>
    field.arity !== "list" && types.includes(field.type) && isOneOf(field.name, names);
  return model.fields.find(isOne) ?? null;
}

/** What the settings ask for; null for a part that they do not ask for. */
export function softDeleteNames({ softDelete }: Settings): SoftDeleteFields<string | null> & {
  timestamp: string;
} {
  return {
    timestamp: softDelete?.timestamp ?? DEFAULT_TIMESTAMP,
    flag: softDelete?.flag === false ? null : (softDelete?.flag ?? null),
    actor: softDelete?.actor === false ? null : (softDelete?.actor ?? null),
  };
}

/** The soft-delete fields that a model has, `deleted_at` as good as `deletedAt`. */
export function softDeleteFields(model: Model, settings: Settings): SoftDeleteFields<Field | null> {
  const { timestamp, flag, actor } = softDeleteNames(settings);
  const timestamps = [timestamp, ...(settings.softDelete?.aliases ?? [])];
  return {
    timestamp: fieldNamed(model, timestamps, ["DateTime"]),
    flag: fieldNamed(model, flag === null ? USUAL_FLAGS : [flag], ["Boolean"]),
    actor: fieldNamed(model, actor === null ? USUAL_ACTORS : [actor], ["String", "Int", "BigInt"]),
  };
}

/** A field that looks as if it said the same under another name: `archivedAt`. */
export function lookAlike(model: Model): Field | null {
  return (
    model.fields.find((field) => field.type === "DateTime" && LOOK_ALIKES.test(field.name)) ?? null
  );
}
