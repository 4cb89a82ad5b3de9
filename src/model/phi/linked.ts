/** The models whose rows belong to a patient. */

import { ABSENT_PATIENT, heldAlone } from "./graph.ts";
import type { NamedModel } from "./graph.ts";
import {
  isAboutHealthCare,
  isOfHealth,
  isPersonal,
  isOfHealthByName,
  namesPatient,
  isOwner,
} from "./health-evidence.ts";
import {
  CLINICIAN_KEYS,
  FHIR_PARTS,
  NOT_PATIENT_DATA,
  OWNED_PARTS,
  OWNED_PEOPLE,
  PATIENT_RECORDS,
  RECORD_WORDS,
  STAYS,
} from "./lexicon/models.ts";
import { PATIENT_ROOTS, PATIENT_SIDE, RELATIVE_MODELS } from "./lexicon/people.ts";
import { MEASUREMENTS, MESSAGES } from "./lexicon/things.ts";
import { isConditionOrTreatment } from "./record-names.ts";
import { compoundWords } from "./words.ts";

/** How far from the patient a model still speaks of one: `LabResult` → `LabOrder` → `Patient`. */
const FARTHEST = 2;

/** Models named after something clinical, or after messages, or with what only patients have, are the patient's from farther away. */
const FARTHEST_CLINICAL = 4;

/** Models that a path of foreign keys to a patient cannot lead through, and those that a patient may be. */
export interface People {
  /** Models that stand between many patients, such as staff and organisations. */
  readonly isBarrier: (model: NamedModel) => boolean;
  /** Models about one person, whoever that is: where patients log in, they are users as well. */
  readonly isPerson: (name: string) => boolean;
}

/**
 * The models whose rows belong to a patient: those that a path of foreign keys leads from to a root, through models
 * that belong to one themselves; those named after the root; the parts of a person that a root owns; and the health
 * records of a user.
 */
export function findLinked(
  models: readonly NamedModel[],
  roots: ReadonlySet<string>,
  { isBarrier, isPerson }: People,
): Set<string> {
  const linked = new Set<string>();
  const belongs = (name: string) => name === ABSENT_PATIENT || roots.has(name) || linked.has(name);
  const isHolder = (model: NamedModel) =>
    roots.has(model.node.name) || (belongs(model.node.name) && !isBarrier(model));
  const isHealthCare = isAboutHealthCare(models);
  const stays = new Set(models.filter(isStay).map(({ node }) => node.name));
  const isPartOfStay = ({ references }: NamedModel) =>
    references.some(({ model, required }) => required && stays.has(model) && linked.has(model));
  const owners = models.filter(({ node }) => roots.has(node.name));
  for (const model of models) {
    const isRecord =
      isHealthCare &&
      !isBarrier(model) &&
      (isHealthRecord(model, isPerson) || namesPatient(model.node));
    if (isRecord || isNamedLinked(model, owners)) linked.add(model.node.name);
  }
  for (let distance = 1; distance <= FARTHEST_CLINICAL; distance++) {
    const held = heldAlone(models.filter(isHolder));
    const reached = models.filter(
      (model) =>
        !belongs(model.node.name) &&
        (distance <= FARTHEST || isClinical(model) || isPartOfStay(model)) &&
        (reaches(model, roots, (name) => belongs(name) && leadsTo(model, name), isBarrier(model)) ||
          (!isBarrier(model) && held.has(model.node.name))),
    );
    if (reached.length === 0) break;
    for (const { node } of reached) linked.add(node.name);
  }
  const people = models.filter((model) => belongs(model.node.name) && isOnePerson(model));
  const parts = models.filter((model) => !belongs(model.node.name) && isPartOf(model, people));
  for (const { node } of parts) linked.add(node.name);
  return linked;
}

/** `Allergy.userId`, `LifestyleAssessment` with a `userId` and a `doctorId`: a user's, who is a patient there. */
function isHealthRecord(model: NamedModel, isPerson: (name: string) => boolean): boolean {
  if (NOT_PATIENT_DATA.has(model.words.at(-1) ?? "")) return false;
  if (!model.references.some((reference) => isOwner(reference, isPerson))) return false;
  if (isOfHealthByName(model)) return true;
  return isPersonal(model) && [...model.columns].some((column) => CLINICIAN_KEYS.has(column));
}

/** The patient, a relative or a guardian. */
function isOnePerson({ core }: NamedModel): boolean {
  const last = core.at(-1) ?? "";
  return PATIENT_SIDE.has(last) || PATIENT_ROOTS.has(last) || OWNED_PEOPLE.has(last);
}

/** `GuardianAddress`, which the guardian of a patient refers to. */
function isPartOf({ node, core }: NamedModel, people: readonly NamedModel[]): boolean {
  return (
    core.length > 1 &&
    OWNED_PARTS.has(core.at(-1) ?? "") &&
    people.some((one) => owns(one, node.name))
  );
}

/** `IpdAdmission`, `Encounter`. */
function isStay({ core }: NamedModel): boolean {
  return STAYS.has(core.at(-1) ?? "");
}

/** Of what hangs on a patient's device its readings are the patient's, not its firmware and its recalls. */
function leadsTo(model: NamedModel, through: string): boolean {
  if (compoundWords(through).at(-1) !== "device") return true;
  return isClinicalName(model) || model.words.some((word) => MEASUREMENTS.has(word));
}

/** Staff and organisations belong to a patient only when they cannot exist without one: `PatientPharmacy`. */
function reaches(
  { references }: NamedModel,
  roots: ReadonlySet<string>,
  belongs: (name: string) => boolean,
  barrier: boolean,
): boolean {
  return references.some(({ model, required }) =>
    barrier ? required && (model === ABSENT_PATIENT || roots.has(model)) : belongs(model),
  );
}

/** Clinical by its name, or by a column that only patients have: `Validation.finalDiagnosis`. */
function isClinical(model: NamedModel): boolean {
  return isClinicalName(model) || isOfHealth(model);
}

function isClinicalName({ words }: NamedModel): boolean {
  return (
    isConditionOrTreatment(words) ||
    words.some((word) => RECORD_WORDS.has(word) || MESSAGES.has(word))
  );
}

function isNamedLinked(model: NamedModel, roots: readonly NamedModel[]): boolean {
  const { node, words, core } = model;
  if (roots.includes(model) || NOT_PATIENT_DATA.has(words.at(-1) ?? "")) return false;
  const name = core.join(" ");
  if (FHIR_PARTS.has(name) || RELATIVE_MODELS.includes(name) || isPatientRecord(name)) return true;
  if (core.length > 1 && PATIENT_ROOTS.has(core[0] ?? "")) return true;
  const isNamedAfterRoot = (root: NamedModel) =>
    core.length > root.core.length && root.core.length === 1 && core[0] === root.core[0];
  if (roots.some(isNamedAfterRoot)) return true;
  return OWNED_PARTS.has(name) && roots.some((root) => owns(root, node.name));
}

/** A record by the end of its name: `form_encounter`, `MedicalHistory`. */
function isPatientRecord(name: string): boolean {
  return PATIENT_RECORDS.some((record) => name === record || name.endsWith(` ${record}`));
}

function owns(owner: NamedModel, part: string): boolean {
  return (
    owner.references.some(({ model }) => model === part) ||
    owner.node.fields.some(({ type }) => type === part)
  );
}
