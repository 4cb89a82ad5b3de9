/** The content of clinical records: whatever no word calls administrative. */

import { looksClinical } from "./health.ts";
import { ADMINISTRATIVE_WORDS, CARE_AS_WELL, GRADES, MEASURES } from "./lexicon/administration.ts";
import { WORKFLOW_QUALIFIERS } from "./lexicon/clinical.ts";
import { NEGATIVE_HEADS } from "./lexicon/heads.ts";
import { isMedicalWord } from "./lexicon/medicine.ts";
import { STAYS } from "./lexicon/models.ts";
import { LIKELY_ROOTS, PATIENT_ROOTS, STAFF_SIDE } from "./lexicon/people.ts";
import { ORGANISATIONS } from "./lexicon/things.ts";
import type { ModelProfile } from "./profile.ts";
import type { Classification, FieldFacts, PhiClass } from "./types.ts";

const ABOUT_THE_RECORD = [ADMINISTRATIVE_WORDS, STAFF_SIDE, ORGANISATIONS, WORKFLOW_QUALIFIERS];
/** Whose record it is, and of which stay: `PATIENT` and `encounter` are keys by another name. */
const REFERRED = [PATIENT_ROOTS, LIKELY_ROOTS, STAYS];
const SURE = 0.8;
/** The row of a patient holds preferences as well, and what the front desk does with them. */
const PROBABLE = 0.5;
/** Heads of a list of chosen things: `archWireTypes String[]`. */
const KINDS: ReadonlySet<string> = new Set(["type", "kind", "category"]);
/** What a test found: a level or a grade alone may be one of access or of staff. */
const SCORES: ReadonlySet<string> = new Set(["score", "percentile"]);

/**
 * Text and JSON of a clinical record that no lexicon knows (`tongueTexture`, `cvs`, `decayedClasses`): such a record is
 * about its patient's health, but for the columns that say who wrote it, when, and where it lies.
 */
export function classifyRecordContent(
  { type, isList, isUnique }: FieldFacts,
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  if (!profile.record || (type !== "String" && type !== "Json")) return null;
  if (words.length === 0 || looksClinical(words)) return null;
  const isPatientsNumber = profile.root && isUnique && isNumber(words);
  if (!isPatientsNumber && !isContent(words, isList)) return null;
  if (profile.root) {
    return isUnique
      ? phi("identifier", SURE, "tells one patient from all others")
      : phi("demographic", PROBABLE, "tells something of a patient");
  }
  return isUnique
    ? null
    : phi("clinical-narrative", SURE, "is content of a patient's clinical record");
}

function phi(phiClass: PhiClass, confidence: number, reason: string): Classification {
  return { label: "phi", class: phiClass, confidence, reason };
}

/** `chdrNumber`: what some register or house knows the patient by. */
function isNumber(words: readonly string[]): boolean {
  return words.length > 1 && (words.at(-1) === "number" || words.at(-1) === "no");
}

function isContent(words: readonly string[], isList: boolean): boolean {
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  if (before.some(isAboutTheRecord)) return false;
  if (words.length === 1 && SCORES.has(last)) return true;
  if (GRADES.has(last) || (isList && KINDS.has(last))) return before.length > 0;
  if (MEASURES.has(last)) return before.some(isMedicalWord);
  return (
    !isAboutTheRecord(last) &&
    !NEGATIVE_HEADS.has(last) &&
    !REFERRED.some((names) => names.has(last))
  );
}

function isAboutTheRecord(word: string): boolean {
  return ABOUT_THE_RECORD.some((known) => known.has(word)) && !CARE_AS_WELL.has(word);
}
