import { ABSENT_PATIENT, isPatientKey } from "./graph.ts";
import type { NamedModel, Reference } from "./graph.ts";
import { OTHER_TRADES, STRONG_MODEL_EVIDENCE, WEAK_MODEL_EVIDENCE } from "./lexicon/evidence.ts";
import { isMedicalWord } from "./lexicon/medicine.ts";
import {
  CLINICIAN_KEYS,
  FHIR_PARTS,
  NO_RECORDS,
  NOT_PATIENT_DATA,
  OWNED_PARTS,
  OWNED_PEOPLE,
  PATIENT_RECORDS,
  RECORD_WORDS,
  STAYS,
  STOCK_FIELDS,
} from "./lexicon/models.ts";
import {
  BUYER_ROOTS,
  DONOR_ROOTS,
  LIKELY_ROOTS,
  PATIENT_ROOTS,
  PATIENT_SIDE,
  PERSON_MODELS,
  POSSIBLE_ROOTS,
  RELATIVE_MODELS,
} from "./lexicon/people.ts";
import { CONDITIONS, MEASUREMENTS, MEDICATIONS, MESSAGES } from "./lexicon/things.ts";
import { fieldEvidence, isOfPatient } from "./profile.ts";
import type { FieldEvidence } from "./profile.ts";
import type { ModelGraphNode } from "./types.ts";
import { compoundWords, containsPhrase } from "./words.ts";

/** How far from the patient a model still speaks of one: `LabResult` → `LabOrder` → `Patient`. */
const FARTHEST = 2;
/** Models named after something clinical, or after messages, are the patient's from farther away. */
const FARTHEST_CLINICAL = 4;

/** How many kinds of health records make those who own them patients. One may be a feature of an app for all. */
const FEWEST_RECORDS = 2;

const KEY_WORDS: ReadonlySet<string> = new Set(["id", "uuid", "guid"]);

/** What the names of all models together say about the trade. */
interface SchemaEvidence {
  readonly strong: number;
  readonly weak: number;
  readonly otherTrade: boolean;
}

/**
 * The models that are patients. A model named `Patient` always is; `Client`, `Member` and the like need clinical
 * evidence in their own fields or in the other models' names, beside a `Patient` in their own: there, a client may be who
 * buys something; a `User` or a `Person` needs it in both, and only counts
 * where there is no better root.
 */
export function findRoots(models: readonly NamedModel[]): Set<string> {
  const schema = schemaEvidence(models);
  const certain = models.filter(({ core }) => isPatientName(core));
  const likely = models.filter(
    (model) =>
      isNamedAfter(model, LIKELY_ROOTS) &&
      hasEvidence(model, schema) &&
      (certain.length === 0 || hasOwnEvidence(model)),
  );
  const donors = models.filter((model) => isNamedAfter(model, DONOR_ROOTS) && isOfHealth(model));
  const named = [...certain, ...likely, ...donors];
  const roots = named.length > 0 ? named : models.filter((model) => isUnnamedRoot(model, schema));
  return new Set(roots.map(({ node }) => node.name));
}

/** `Patient`, `patient_data`, `ClinicPatient`; not `PatientNote`, whose head is the note. */
function isPatientName(core: readonly string[]): boolean {
  return PATIENT_ROOTS.has(core.at(-1) ?? "") && core.length <= 2;
}

/** What the names of a model's columns show of a patient. */
function evidenceOf({ fields }: ModelGraphNode): FieldEvidence {
  return fieldEvidence(fields.map(({ name }) => name));
}

function isNamedAfter({ core }: NamedModel, names: ReadonlySet<string>): boolean {
  return core.length === 1 && names.has(core[0] ?? "");
}

function hasOwnEvidence({ node }: NamedModel): boolean {
  const own = evidenceOf(node);
  return own.strong + own.weak > 0;
}

function hasEvidence(model: NamedModel, schema: SchemaEvidence): boolean {
  const own = evidenceOf(model.node);
  if (own.strong > 0 && own.strong + own.weak + schema.strong > 1) return true;
  if (schema.strong >= 2 || (schema.strong === 1 && own.weak > 0)) return true;
  return own.weak >= 2 && schema.weak > 0 && !schema.otherTrade;
}

/** Holds what only a patient has: a blood type, a diagnosis. */
function isOfHealth({ node }: NamedModel): boolean {
  return evidenceOf(node).strong > 0;
}

function isUnnamedRoot(model: NamedModel, schema: SchemaEvidence): boolean {
  if (isNamedAfter(model, BUYER_ROOTS) && isTreated(model, schema)) return true;
  if (!isNamedAfter(model, POSSIBLE_ROOTS) || schema.strong === 0) return false;
  const own = evidenceOf(model.node);
  return own.strong > 0 && own.strong + own.weak >= 2;
}

/** The customer of a dentist, of whom more is known than of one who only pays. */
function isTreated({ node }: NamedModel, schema: SchemaEvidence): boolean {
  const { strong, weak } = evidenceOf(node);
  return schema.strong >= 2 && !schema.otherTrade && strong + weak > 0;
}

function isAboutHealthCare(models: readonly NamedModel[]): boolean {
  return schemaEvidence(models).strong >= 2;
}

function schemaEvidence(models: readonly NamedModel[]): SchemaEvidence {
  const count = (phrases: readonly string[]) =>
    models.filter(({ words }) => containsPhrase(words, phrases)).length;
  return {
    strong: count(STRONG_MODEL_EVIDENCE),
    weak: count(WEAK_MODEL_EVIDENCE),
    otherTrade: count(OTHER_TRADES) > 0,
  };
}

/**
 * The people who are patients by what points to them: a `User` that a `patientId` refers to, or a `Customer` with two
 * health records where nobody else is a patient. No path of keys leads through them: most that a user owns is no record.
 */
export function findPatientsByKeys(
  models: readonly NamedModel[],
  roots: ReadonlySet<string>,
): Set<string> {
  const people = new Set(models.filter(isPersonName).map(({ node }) => node.name));
  const isHealthCare = isAboutHealthCare(models);
  const records = new Map<string, number>();
  const patients = new Set<string>();
  for (const model of models) {
    const keys = model.references.filter((key) => people.has(key.model) && !roots.has(key.model));
    for (const { field, model: target } of keys) if (isPatientKey(field)) patients.add(target);
    const owner = keys.find((key) => isOwner(key, () => true));
    if (!isHealthCare || !owner || namesPatient(model.node) || !isOfHealthByName(model)) continue;
    records.set(owner.model, (records.get(owner.model) ?? 0) + 1);
  }
  if (roots.size > 0 || patients.size > 0) return patients;
  return new Set([...records].filter(([, count]) => count >= FEWEST_RECORDS).map(([name]) => name));
}

function isPersonName({ core }: NamedModel): boolean {
  return PERSON_MODELS.has(core.at(-1) ?? "");
}

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
  const people = () => models.filter((model) => belongs(model.node.name) && isOnePerson(model));
  for (let distance = 1; distance <= FARTHEST_CLINICAL; distance++) {
    const reached = models.filter(
      (model) =>
        !belongs(model.node.name) &&
        (distance <= FARTHEST || isClinicalName(model) || isPartOfStay(model)) &&
        reaches(model, roots, (name) => belongs(name) && leadsTo(model, name), isBarrier(model)),
    );
    if (reached.length === 0) break;
    for (const { node } of reached) linked.add(node.name);
  }
  const parts = models.filter((model) => !belongs(model.node.name) && isPartOf(model, people()));
  for (const { node } of parts) linked.add(node.name);
  return linked;
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

/** `Operation.patientName`: a row about a patient, whom no relation names. */
function namesPatient({ fields }: ModelGraphNode): boolean {
  return fields.some(({ name }) => isOfPatient(name));
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

/** `Allergy.userId`, `LifestyleAssessment` with a `userId` and a `doctorId`: a user's, who is a patient there. */
function isHealthRecord(model: NamedModel, isPerson: (name: string) => boolean): boolean {
  if (!model.references.some((reference) => isOwner(reference, isPerson))) return false;
  if (isOfHealthByName(model)) return true;
  return isPersonal(model) && [...model.columns].some((column) => CLINICIAN_KEYS.has(column));
}

/** A condition, a treatment or what only patients have, that somebody has rather than sells or likes. */
function isOfHealthByName(model: NamedModel): boolean {
  return isPersonal(model) && (isConditionOrTreatment(model.words) || isOfHealth(model));
}

function isPersonal({ words, columns }: NamedModel): boolean {
  return (
    !words.some((word) => NO_RECORDS.has(word)) &&
    ![...STOCK_FIELDS].some((field) => columns.has(field))
  );
}

/** A key to a person that bears the person's name, and not what the person did: `userId`, never `createdById`. */
function isOwner({ model, field }: Reference, isPerson: (name: string) => boolean): boolean {
  const words = compoundWords(field);
  const role = KEY_WORDS.has(words.at(-1) ?? "") ? words.slice(0, -1) : words;
  return isPerson(model) && role.length <= 2 && PERSON_MODELS.has(role.at(-1) ?? "");
}

function isConditionOrTreatment(words: readonly string[]): boolean {
  return words.some((word) => CONDITIONS.has(word) || MEDICATIONS.has(word) || isMedicalWord(word));
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
