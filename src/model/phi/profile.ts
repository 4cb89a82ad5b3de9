import { computedOnce } from "../computed-once.ts";
import { STRONG_FIELD_EVIDENCE, WEAK_FIELD_EVIDENCE } from "./lexicon/evidence.ts";
import { listOf } from "./lexicon/list.ts";
import { isMedicalWord } from "./lexicon/medicine.ts";
import {
  LIKELY_ROOTS,
  PATIENT_FOR_CERTAIN,
  PATIENT_ROOTS,
  PATIENT_SIDE,
  RELATIVE_MODELS,
} from "./lexicon/people.ts";
import type { ModelTopic } from "./lexicon/terms.ts";
import {
  CARE_RECORDS,
  CONDITIONS,
  UNPLACED_CONDITIONS,
  INFERENCES,
  INSURANCES,
  MEASUREMENTS,
  MEDICATIONS,
  MESSAGES,
  TRAILS,
} from "./lexicon/things.ts";
import { isClinicalName, isRecordName } from "./record-names.ts";
import type { ModelContext } from "./types.ts";
import { isHeldAtPlace } from "./venue.ts";
import { compoundWords, containsPhrase, PhraseIndex } from "./words.ts";

/** Whose personal data a model holds, when the field's own name does not say. */
export type Owner = "patient" | "staff" | "person" | "organisation" | "unknown";

/** What the classifier asks of a model, worked out once for all of its fields. */
export interface ModelProfile {
  readonly owner: Owner;
  /** The model's rows belong to a patient: what they say of health is PHI. */
  readonly linked: boolean;
  /** The model is the patient, not something that belongs to one. */
  readonly root: boolean;
  /** The model is a patient or a clinical record of one, and not the administration of care. */
  readonly record: boolean;
  /** Rows that hold for everyone: codes, templates, settings. */
  readonly shared: boolean;
  readonly words: readonly string[];
  readonly topics: ReadonlySet<ModelTopic>;
  /** How a message speaks of the model: "a patient-linked model". */
  readonly says: string;
  /** The model is an event held at the place that its address names. */
  readonly heldAtPlace: boolean;
  /** Field names say who signed, so that a bare `signature` is not the patient's. */
  readonly signedByUser: boolean;
}

const STRONG_EVIDENCE = new PhraseIndex(STRONG_FIELD_EVIDENCE.map((phrase) => [phrase, phrase]));
const WEAK_EVIDENCE = new PhraseIndex(WEAK_FIELD_EVIDENCE.map((phrase) => [phrase, phrase]));
const ADDRESS_PARTS = new PhraseIndex(
  [
    "city",
    "zip",
    "zip code",
    "postal code",
    "street",
    "address line",
    "address",
    "street address",
    "apartment",
    "house number",
  ].map((part) => [part, part]),
);
const PATIENT_PARTS: ReadonlySet<string> = new Set(
  listOf(`
    name, first name, last name, full name, birth date, phone, phone number, email, address, data, age, age year,
    sex, gender, weight,
    info, information, detail, stub, snapshot, json, payload, record
  `),
);
const PERSON_COLUMNS = new Set(["birth date", "birth", "gender", "sex", "birth year", "age"]);
/** Words that make a model about care itself, where those of `CARE_RECORDS` are used in other trades as well. */
const CARE_WORDS = new Set(["care", "encounter", "intervention", "developmental"]);
/** Words that make a model about the software and the staff, whatever it is named after besides. */
const NOT_OF_CARE = new Set(["audit", "technical"]);
const SIGNERS = new Set([
  "user id",
  "signed by",
  "signer id",
  "signed id",
  "signatory id",
  "staff id",
  "provider id",
]);

/** How many fields show that the model holds a patient, by how surely. Each phrase counts once. */
export interface FieldEvidence {
  readonly strong: number;
  readonly weak: number;
}

/** Counts the fields that only patients have, and those that patients have as others do. */
export function fieldEvidence(fieldNames: readonly string[]): FieldEvidence {
  const names = fieldNames.map((name) => compoundWords(name));
  const strong = new Set(names.map((words) => STRONG_EVIDENCE.matchEnd(words)?.entry));
  const weak = new Set(names.map((words) => WEAK_EVIDENCE.matchEnd(words)?.entry));
  strong.delete(undefined);
  weak.delete(undefined);
  return { strong: strong.size, weak: weak.size };
}

/** Cache by identity: the profile depends on nothing but the context, and goes with it. */
const profiles = new WeakMap<ModelContext, ModelProfile>();

/** The profile of a model; the same object for the same context. */
export function profileOf(model: ModelContext): ModelProfile {
  return computedOnce(profiles, model, buildProfile);
}

function buildProfile(model: ModelContext): ModelProfile {
  const words = compoundWords(model.name);
  const root = model.traits.has("patient");
  const linked = root || model.traits.has("patient-linked") || isSelfClinical(model);
  const owner = ownerOf(model, linked);
  return {
    owner,
    linked,
    root,
    record: owner === "patient" && isRecord(model, words, linked),
    shared: !linked && (model.traits.has("catalog") || owner === "organisation"),
    words,
    topics: topicsOf(model, words, root, linked),
    says: sayModel(owner, root, linked),
    heldAtPlace: isHeldAtPlace(words, model.fieldNames),
    signedByUser: model.fieldNames.some((name) => SIGNERS.has(compoundWords(name).join(" "))),
  };
}

/**
 * A form that nothing links to a patient, but that holds both a person's and health data: an intake, a lead. Or a
 * record of care by its name and by three things that only such records hold.
 */
function isSelfClinical({ name, traits, fieldNames }: ModelContext): boolean {
  if ((["staff", "organisation", "catalog", "tenant"] as const).some((trait) => traits.has(trait)))
    return false;
  if (fieldNames.some(isOfPatient)) return true;
  const { strong, weak } = fieldEvidence(fieldNames);
  if (strong >= 3 && CARE_RECORDS.has(compoundWords(name).at(-1) ?? "")) return true;
  return strong >= 1 && weak >= 1 && strong + weak >= 3;
}

/** `patientName`, `patient_dob`, `patientData`: the row is about a patient, whom no relation names. */
export function isOfPatient(name: string): boolean {
  const [first, ...rest] = compoundWords(name);
  return PATIENT_FOR_CERTAIN.has(first ?? "") && PATIENT_PARTS.has(rest.join(" "));
}

/** Whether every word of a column that is not administrative tells of a patient. */
function isRecord({ traits }: ModelContext, words: readonly string[], linked: boolean): boolean {
  if (traits.has("patient"))
    return words.some((word) => OWN_RECORDS.some((names) => names.has(word)));
  if (traits.has("patient-linked")) return traits.has("clinical-record");
  return linked && isRecordName(words);
}

/** A `User` who is a patient has settings beside what is known of the patient. */
const OWN_RECORDS = [PATIENT_ROOTS, LIKELY_ROOTS];

function ownerOf({ traits }: ModelContext, linked: boolean): Owner {
  if (traits.has("staff")) return "staff";
  if (traits.has("organisation") || traits.has("tenant")) return "organisation";
  if (linked) return "patient";
  if (traits.has("catalog")) return "organisation";
  return traits.has("person") || traits.has("session") ? "person" : "unknown";
}

function topicsOf(
  model: ModelContext,
  words: readonly string[],
  root: boolean,
  linked: boolean,
): Set<ModelTopic> {
  const topics = new Set<ModelTopic>();
  const about = (topic: ModelTopic, known: ReadonlySet<string>) => {
    if (words.some((word) => known.has(word))) topics.add(topic);
  };
  about("medication", MEDICATIONS);
  if (["treatment", "therapy"].includes(words.at(-1) ?? "")) topics.add("medication");
  about("condition", CONDITIONS);
  if (words.some((word) => CONDITIONS.has(word) && !UNPLACED_CONDITIONS.has(word)))
    topics.add("finding");
  about("inference", INFERENCES);
  if (words.some((word) => TRAILS.has(word)) && isClinicalName(words)) topics.add("trail");
  about("message", MESSAGES);
  if (!words.some((word) => NOT_OF_CARE.has(word))) {
    about("note", CARE_RECORDS);
    if (words.some((word) => CARE_WORDS.has(word) || isMedicalWord(word))) topics.add("care");
  }
  about("measurement", MEASUREMENTS);
  about("insurance", INSURANCES);
  about("contact-point", new Set(["phone", "telecom", "email", "point"]));
  if (words.at(-1) === "identifier") topics.add("identifier");
  if (root || isAboutOnePerson(words) || (linked && isDescribed(model.fieldNames)))
    topics.add("person-name");
  if (words.at(-1) === "name") topics.add("human-name");
  if (words.at(-1) === "address" || hasAddress(model.fieldNames)) topics.add("address");
  return topics;
}

function isAboutOnePerson(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  return (
    PATIENT_SIDE.has(last) ||
    ["person", "name", "individual", "user", "tutor", "companion"].includes(last) ||
    containsPhrase(words, RELATIVE_MODELS)
  );
}

/** A date of birth or a sex: whose name stands beside it is a person. */
function isDescribed(fieldNames: readonly string[]): boolean {
  const isNamed = fieldNames.some((name) => compoundWords(name).includes("name"));
  return isNamed && fieldNames.some((name) => PERSON_COLUMNS.has(compoundWords(name).join(" ")));
}

/** Two different parts of a postal address. */
function hasAddress(fieldNames: readonly string[]): boolean {
  const parts = new Set(
    fieldNames.map((name) => ADDRESS_PARTS.matchEnd(compoundWords(name))?.entry),
  );
  parts.delete(undefined);
  return parts.size >= 2;
}

function sayModel(owner: Owner, root: boolean, linked: boolean): string {
  if (owner === "staff") return "a model about staff";
  if (root) return "a patient model";
  if (linked) return "a patient-linked model";
  return owner === "person"
    ? "a model about a person"
    : "a model that no relation ties to patients";
}
