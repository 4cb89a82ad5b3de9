/** Fields that keep the number of rows of a relation: `memberCount` beside `members`. */

import { compoundWords } from "../phi/words.ts";
import type { Field, Model } from "./types.ts";

export interface Counter {
  field: Field;
  /** The list that it counts. */
  counted: Field;
}

const NUMBERS: ReadonlySet<string> = new Set(["Int", "BigInt"]);
/** `numberOfMembers` is read as `members number`. */
const COUNTS: ReadonlySet<string> = new Set(["count", "number", "counter"]);

/** The counters of a model: a number with a default, named after a list of rows that refer to it. */
export function countersOf(model: Model): Counter[] {
  return model.fields.flatMap((field) => {
    const subject = subjectOf(field);
    const counted = subject === null ? undefined : model.fields.find((list) => isOf(list, subject));
    return counted ? [{ field, counted }] : [];
  });
}

/** What the field counts, in words; null when it is no counter. One without a default is a size that was measured once. */
function subjectOf({ name, type, default: value }: Field): string | null {
  if (!NUMBERS.has(type) || value === null) return null;
  const words = compoundWords(name);
  if (words.length < 2 || !COUNTS.has(words.at(-1) ?? "")) return null;
  return words.slice(0, -1).join(" ");
}

/** Words are singular, so that `members` is what `memberCount` counts. */
function isOf({ name, type, arity, relation }: Field, subject: string): boolean {
  if (!relation || arity !== "list" || relation.joinTable !== null) return false;
  return [name, type].some((each) => compoundWords(each).join(" ") === subject);
}
