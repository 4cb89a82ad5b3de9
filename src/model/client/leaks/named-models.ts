/** Models that values are named after: `existingPatient`, `clientData`, `visits`. */

import { computedOnce } from "../../computed-once.ts";
import { MODEL_CARRIERS } from "../../phi/lexicon/models.ts";
import { compoundWords } from "../../phi/words.ts";
import type { Model, SchemaModel } from "../../schema/types.ts";
import { isPatients } from "./reading.ts";
import type { Reading } from "./reading.ts";

const byWords = new WeakMap<SchemaModel, ReadonlyMap<string, Model>>();

function modelsByWords(schema: SchemaModel): ReadonlyMap<string, Model> {
  return computedOnce(
    byWords,
    schema,
    ({ models }) =>
      new Map([...models.values()].map((model) => [compoundWords(model.name).join(" "), model])),
  );
}

/**
 * The model that a name ends with, of those that hold what is a patient's; null when it ends with none. Words that
 * add nothing are passed over: `patientRecord` is a patient.
 */
export function modelOfName(name: string, reading: Reading): Model | null {
  if (!reading.schema || reading.patients.length === 0) return null;
  const words = compoundWords(name);
  for (let end = words.length; end > 0; end--) {
    const model = longestEnding(words.slice(0, end), modelsByWords(reading.schema));
    if (model) return isPatients(model, reading) ? model : null;
    if (!MODEL_CARRIERS.has(words[end - 1] ?? "")) return null;
  }
  return null;
}

function longestEnding(words: readonly string[], models: ReadonlyMap<string, Model>): Model | null {
  for (let start = 0; start < words.length; start++) {
    const model = models.get(words.slice(start).join(" "));
    if (model) return model;
  }
  return null;
}

/** The patient that a name begins with: `clientEmail` where clients are the patients. */
export function patientInName(name: string, { patients }: Reading): Model | null {
  const [first, ...rest] = compoundWords(name);
  if (rest.length === 0) return null;
  return patients.find((model) => compoundWords(model.name).join(" ") === first) ?? null;
}
