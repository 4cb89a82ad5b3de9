/**
 * One finding for many fields of a model that have the same defect. Whoever reads a report of hundreds of fields reads none of
 * them; the model and the list of its fields say as much, and one fix mends them all.
 */

import type { Model } from "../../model/schema/types.ts";

/** From this many on one finding speaks of all; one alone stands where it is. */
const MANY = 2;

/** The option of every rule that reports fields together. */
export interface TogetherOptions {
  each: boolean;
}

/** Its JSON schema. */
export const eachSchema = {
  description:
    "Report each field by itself; else one finding at the model's name speaks of two and more of its fields.",
  type: "boolean",
} as const;

/** Whether so many findings of one model become one. */
export function areTogether(findings: readonly unknown[], { each }: TogetherOptions): boolean {
  return !each && findings.length >= MANY;
}

/** From this many on it is how the schema does it, and not an oversight. */
const UNIFORM = 10;
/** As many times the exceptions: few enough to be what the schema is going over to. */
const TIMES = 5;

/** Whether a whole schema does so, but for few exceptions: one finding says it. */
export function isUniform(count: number, exceptions: number): boolean {
  return count >= UNIFORM && count >= TIMES * exceptions;
}

/** More names than these nobody reads. */
const NAMES = 5;

/** The data of a message that speaks of several fields: their model, their number, their names. */
export function dataOfFields(
  model: Model,
  fields: readonly { name: string }[],
): { model: string; count: string; fields: string } {
  const names = fields.map(({ name }) => `'${name}'`);
  const shown = names.length > NAMES ? names.slice(0, NAMES - 1) : names.slice(0, -1);
  const last =
    names.length > NAMES ? `${String(names.length - shown.length)} more` : (names.at(-1) ?? "");
  return {
    model: model.name,
    count: String(fields.length),
    fields: `${shown.join(", ")} and ${last}`,
  };
}
