/** Models that values and their types are named after: `existingPatient`, `visits`, `CreatePatientDto`. */

import { computedOnce } from "../../computed-once.ts";
import { listOf } from "../../phi/lexicon/list.ts";
import { MODEL_CARRIERS } from "../../phi/lexicon/models.ts";
import { compoundWords } from "../../phi/words.ts";
import type { Model, SchemaModel } from "../../schema/types.ts";
import { isPatients } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** Last words of what a row is made from, or told by: `patientDto`, `PatientCreateInput`. */
const TRANSFER: ReadonlySet<string> = new Set(
  listOf("dto, input, payload, body, create, update, upsert, unchecked"),
);
/** Such words that mean something else by themselves: a `patientRequest` may be what a patient asks for. */
const TRANSFER_AFTER_VERB: ReadonlySet<string> = new Set(listOf("request, param, parameter, arg"));
const VERBS: ReadonlySet<string> = new Set(
  listOf("create, update, upsert, add, new, edit, save, register, patch"),
);

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
 * add nothing are passed over: `patientData` and `createPatientDto` are a patient.
 */
export function modelOfName(name: string, reading: Reading): Model | null {
  if (!reading.schema || reading.patients.length === 0) return null;
  const words = compoundWords(name);
  for (let end = words.length; end > 0; end--) {
    const model = longestEnding(words.slice(0, end), modelsByWords(reading.schema));
    if (model) return isPatients(model, reading) ? model : null;
    const last = words[end - 1] ?? "";
    if (!MODEL_CARRIERS.has(last) && !isTransfer(last, words)) return null;
  }
  return null;
}

function isTransfer(word: string, [first = ""]: readonly string[]): boolean {
  return TRANSFER.has(word) || (TRANSFER_AFTER_VERB.has(word) && VERBS.has(first));
}

/** Whether a name is that of what a row is made from: it need not have an `id`, nor every column. */
export function isInputName(name: string): boolean {
  const words = compoundWords(name);
  return isTransfer(words.at(-1) ?? "", words);
}

/** Whether nothing but the model, verbs and words that add nothing make up a name: not so `VerifyPatientDto`. */
export function isNamedAfterAll(name: string, { name: model }: Model): boolean {
  const words = compoundWords(name);
  const own = new Set(compoundWords(model));
  return words.every(
    (word) =>
      own.has(word) || VERBS.has(word) || isTransfer(word, words) || MODEL_CARRIERS.has(word),
  );
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
