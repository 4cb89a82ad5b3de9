import { CLINICAL_TERMS, NOT_CLINICAL, WORKFLOW_QUALIFIERS } from "./lexicon/clinical.ts";
import { NEGATIVE_HEADS } from "./lexicon/heads.ts";
import { BODY_HEADS, CLINICAL_CARRIERS, isMedicalWord } from "./lexicon/medicine.ts";
import { PATIENT_FOR_CERTAIN } from "./lexicon/people.ts";
import { fitsModel, indexOf, labelTerm } from "./personal.ts";
import type { ModelProfile } from "./profile.ts";
import type { Classification } from "./types.ts";
import { PhraseIndex } from "./words.ts";

const LEAST_ON_ROOT = 0.6;
const CLINICAL = indexOf(CLINICAL_TERMS);
const LOOKALIKES = new PhraseIndex(NOT_CLINICAL.map((phrase) => [phrase, phrase]));

/** Whole records of a patient in one column: `patientSnapshot`, `clientData`. */
const RECORD_WORDS: ReadonlySet<string> = new Set([
  "data",
  "info",
  "information",
  "detail",
  "stub",
  "snapshot",
  "json",
  "payload",
  "record",
]);

/** The number of a note is not the note. */
const NUMBER_WORDS: ReadonlySet<string> = new Set(["number", "no"]);

/** Codes, medicines, clinical narrative and free text: what says how a patient is. */
export function classifyHealth(
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  if (isWholeRecord(words, profile))
    return health("identifier", 0.82, "names a copy of a patient's record");
  if (words.slice(0, -1).some((word) => WORKFLOW_QUALIFIERS.has(word))) return null;
  if (looksClinical(words)) return null;
  const match = CLINICAL.matchEnd(words, (found) => fitsModel(found, profile));
  const isCounted = NUMBER_WORDS.has(words.at(-1) ?? "");
  const read = match === null ? null : labelTerm(match, profile);
  const term = isCounted && read?.class === "clinical-narrative" ? null : read;
  const medical = profile.linked ? classifyMedicalWords(words, profile) : null;
  const surest = (medical?.confidence ?? 0) > (term?.confidence ?? 0) ? medical : term;
  // A vague text in the patient's own row (`text`, `message`) is a setting more often than a record.
  return profile.root && (surest?.confidence ?? 0) < LEAST_ON_ROOT ? null : surest;
}

/** Whether a name only looks clinical: `creditNote`, `imageOrientation`. */
export function looksClinical(words: readonly string[]): boolean {
  return LOOKALIKES.matchEnd(words) !== null;
}

function isWholeRecord(words: readonly string[], profile: ModelProfile): boolean {
  return (
    words.length === 2 &&
    PATIENT_FOR_CERTAIN.has(words[0] ?? "") &&
    RECORD_WORDS.has(words[1] ?? "") &&
    !profile.shared
  );
}

/** A word of medicine anywhere in the name, unless its last word turns it into a setting, a state or a key. */
function classifyMedicalWords(
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  const last = words.at(-1) ?? "";
  const isOfBody = BODY_HEADS.has(last) && isMedicalWord(words.at(-2) ?? "");
  if ((NEGATIVE_HEADS.has(last) && !isOfBody) || !words.some(isMedicalWord)) return null;
  const sure = isOfBody || isMedicalWord(last) || CLINICAL_CARRIERS.has(last);
  return health("clinical-narrative", sure ? 0.82 : 0.66, `names a health fact on ${profile.says}`);
}

function health(
  phiClass: "identifier" | "clinical-narrative",
  confidence: number,
  reason: string,
): Classification {
  return { label: "phi", class: phiClass, confidence, reason };
}
