/** What shows that a schema is about health care, and a model about somebody's health. */

import { computedOnce } from "../computed-once.ts";
import type { NamedModel, Reference } from "./graph.ts";
import { OTHER_TRADES, STRONG_MODEL_EVIDENCE, WEAK_MODEL_EVIDENCE } from "./lexicon/evidence.ts";
import { NO_RECORDS, STOCK_FIELDS } from "./lexicon/models.ts";
import { PERSON_MODELS } from "./lexicon/people.ts";
import { fieldEvidence, isOfPatient } from "./profile.ts";
import type { FieldEvidence } from "./profile.ts";
import { isConditionOrTreatment } from "./record-names.ts";
import type { ModelGraphNode } from "./types.ts";
import { compoundWords, containsPhrase } from "./words.ts";

/** What the names of all models together say about the trade. */
export interface SchemaEvidence {
  readonly strong: number;
  readonly weak: number;
  readonly otherTrade: boolean;
}

/** Counts the models that health care alone has, and those that it has as others do. */
export function schemaEvidence(models: readonly NamedModel[]): SchemaEvidence {
  const count = (phrases: readonly string[]) =>
    models.filter(({ words }) => containsPhrase(words, phrases)).length;
  return {
    strong: count(STRONG_MODEL_EVIDENCE),
    weak: count(WEAK_MODEL_EVIDENCE),
    otherTrade: count(OTHER_TRADES) > 0,
  };
}

/** Whether two models at least are what only health care has. */
export function isAboutHealthCare(models: readonly NamedModel[]): boolean {
  return schemaEvidence(models).strong >= 2;
}

/** A cache: roots, patients by keys and linked models ask the same. */
const evidence = new WeakMap<ModelGraphNode, FieldEvidence>();

/** What the names of a model's columns show of a patient. */
export function evidenceOf(node: ModelGraphNode): FieldEvidence {
  return computedOnce(evidence, node, ({ fields }) =>
    fieldEvidence(fields.map(({ name }) => name)),
  );
}

/** Holds what only a patient has: a blood type, a diagnosis. */
export function isOfHealth({ node }: NamedModel): boolean {
  return evidenceOf(node).strong > 0;
}

/** What somebody has, rather than sells, likes or reads. */
export function isPersonal({ words, columns }: NamedModel): boolean {
  return (
    !words.some((word) => NO_RECORDS.has(word)) &&
    ![...STOCK_FIELDS].some((field) => columns.has(field))
  );
}

/** A condition, a treatment or what only patients have, that somebody has rather than sells or likes. */
export function isOfHealthByName(model: NamedModel): boolean {
  return isPersonal(model) && (isConditionOrTreatment(model.words) || isOfHealth(model));
}

/** `Operation.patientName`: a row about a patient, whom no relation names. */
export function namesPatient({ fields }: ModelGraphNode): boolean {
  return fields.some(({ name }) => isOfPatient(name));
}

const KEY_WORDS: ReadonlySet<string> = new Set(["id", "uuid", "guid"]);

/** A key to a person that bears the person's name, and not what the person did: `userId`, never `createdById`. */
export function isOwner({ model, field }: Reference, isPerson: (name: string) => boolean): boolean {
  const words = compoundWords(field);
  const role = KEY_WORDS.has(words.at(-1) ?? "") ? words.slice(0, -1) : words;
  return isPerson(model) && role.length <= 2 && PERSON_MODELS.has(role.at(-1) ?? "");
}
