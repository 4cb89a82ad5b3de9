import { PATIENT_FOR_CERTAIN, PATIENT_SIDE, STAFF_SIDE } from "./lexicon/people.ts";
import { ORGANISATIONS } from "./lexicon/things.ts";
import type { ModelProfile } from "./profile.ts";

/** Whom the field speaks of. `patient` includes plan members, relatives, guardians, emergency contacts and employers. */
export type Subject = "patient" | "staff" | "person" | "organisation" | "unknown";

/**
 * Whom the words before a head name, the nearest one deciding, or else whom the model is about:
 * `guardianPhone` is the guardian's, `clinicPhone` is the clinic's, `phone` is the model's.
 */
export function subjectOf(qualifiers: readonly string[], profile: ModelProfile): Subject {
  const nearest = qualifiers.findLast((word) => isSubject(word));
  if (nearest === undefined) return profile.owner;
  if (ORGANISATIONS.has(nearest)) return "organisation";
  if (STAFF_SIDE.has(nearest)) return "staff";
  return patientSide(nearest, profile);
}

/** Relatives that are the nodes of a tree, or anything else, where nobody is a patient. */
const TREE_WORDS: ReadonlySet<string> = new Set([
  "parent",
  "child",
  "sibling",
  "family",
  "ward",
  "holder",
  "partner",
  "household",
]);

/** A client, a parent or an emergency contact is a patient's affair only where the model is about patients. */
function patientSide(word: string, profile: ModelProfile): Subject {
  if (profile.linked) return "patient";
  if (profile.shared) return "organisation";
  if (PATIENT_FOR_CERTAIN.has(word)) return "patient";
  if (TREE_WORDS.has(word)) return "organisation";
  return profile.owner === "staff" ? "staff" : "person";
}

/** Words that say whose a thing is. */
export function isSubject(word: string): boolean {
  return ORGANISATIONS.has(word) || STAFF_SIDE.has(word) || PATIENT_SIDE.has(word);
}
