/** Telling by a model's name whether its rows are clinical records. */

import { ADMINISTRATIVE_MODELS, RECORD_MODELS } from "./lexicon/administration.ts";
import { isMedicalWord } from "./lexicon/medicine.ts";
import { LOG_PARTS } from "./lexicon/models.ts";
import { CONDITIONS, MEDICATIONS } from "./lexicon/things.ts";
import { containsPhrase } from "./words.ts";

/** Records whose words are clinical together alone: a `plan` is a price as well. */
const RECORD_PHRASES = ["care plan", "safety plan"];

/** `EndodonticRecord`, `OralExamination`, `Prescription`; not `PrescriptionAudit`, `LabOrder`, `PaymentRecord`. */
export function isRecordName(words: readonly string[]): boolean {
  return !isAdministrativeName(words) && isClinicalName(withoutLog(words));
}

/** The same words, or those before `LogRecord`: what stands in a log is called its record in any trade. */
export function withoutLog(words: readonly string[]): readonly string[] {
  const isLog = words.at(-2) === "log" && LOG_PARTS.has(words.at(-1) ?? "");
  return isLog ? words.slice(0, -2) : words;
}

/** Named after something clinical, whatever is kept of it. */
export function isClinicalName(words: readonly string[]): boolean {
  return (
    isConditionOrTreatment(words) ||
    words.some((word) => RECORD_MODELS.has(word)) ||
    containsPhrase(words, RECORD_PHRASES)
  );
}

/** Whether a name speaks of an illness, a medicine or anything else of medicine. */
export function isConditionOrTreatment(words: readonly string[]): boolean {
  return words.some((word) => CONDITIONS.has(word) || MEDICATIONS.has(word) || isMedicalWord(word));
}

/** Named after the administration of care. */
export function isAdministrativeName(words: readonly string[]): boolean {
  return words.some((word) => ADMINISTRATIVE_MODELS.has(word));
}
