import { NETWORK_TERMS, NOT_CONTACT } from "./lexicon/contact.ts";
import { DATE_TERMS } from "./lexicon/demographics.ts";
import { NEGATIVE_HEADS } from "./lexicon/heads.ts";
import { isMedicalWord } from "./lexicon/medicine.ts";
import { NAME_PARTS, PATIENT_SIDE } from "./lexicon/people.ts";
import type { TermGroup } from "./lexicon/terms.ts";
import { CLINICAL_THINGS } from "./lexicon/things.ts";
import { PERSONAL_TERMS } from "./lexicon/vocabulary.ts";
import type { ModelProfile } from "./profile.ts";
import { isSubject, subjectOf } from "./subject.ts";
import type { Subject } from "./subject.ts";
import type { Classification, PhiClass } from "./types.ts";
import { isAddress } from "./venue.ts";
import { PhraseIndex } from "./words.ts";
import type { PhraseMatch } from "./words.ts";

const PERSONAL = indexOf(PERSONAL_TERMS);
const DATES = indexOf(DATE_TERMS);
const NETWORK = new PhraseIndex(NETWORK_TERMS.map((phrase) => [phrase, phrase]));
const LOOKALIKES = new PhraseIndex(NOT_CONTACT.map((phrase) => [phrase, phrase]));

/** An index of the phrases of term groups. */
export function indexOf(groups: readonly TermGroup[]): PhraseIndex<TermGroup> {
  return new PhraseIndex(
    groups.flatMap((group) => group.phrases.map((phrase) => [phrase, group] as const)),
  );
}

/** Identifiers, contact data, demographics, money and biometrics: what says who somebody is. */
export function classifyPersonal(
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  if (NETWORK.matchEnd(words) !== null) {
    return {
      label: "pii",
      class: "identifier",
      confidence: 0.85,
      reason: "names a network address",
    };
  }
  if (LOOKALIKES.matchEnd(words) !== null) return null;
  if (profile.heldAtPlace && isAddress(words)) return null;
  const match = PERSONAL.matchEnd(words, (found) => fitsModel(found, profile));
  if (match !== null) return labelTerm(match, profile);
  const named = words.at(-1) === "snapshot" ? words.slice(0, -1) : words;
  if (named.at(-1) === "label" && CLINICAL_THINGS.has(named.at(-2) ?? ""))
    return classifyThingName(profile);
  return named.at(-1) === "name" ? classifyName(named.slice(0, -1), profile) : null;
}

/**
 * Dates that find a person again: birth, death, admission, discharge, and those in the course of an illness. Some
 * schemas keep them as text.
 */
export function classifyDate(
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  const match = DATES.matchEnd(words, (found) => fitsModel(found, profile));
  return match === null ? null : labelTerm(match, profile);
}

/** The moment of a medical event, in a `DateTime` named after the event itself: `hipReplacement`, `lastMammogram`. */
export function classifyMedicalMoment(
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  if (!profile.linked || !words.some(isMedicalWord) || isOfService(words)) return null;
  const confidence = isMedicalWord(words.at(-1) ?? "") ? 0.7 : 0.6;
  return found("phi", "date", confidence, `names the date of a medical event on ${profile.says}`);
}

/** `examDate`, `date_examen`: when something was done, in either order of the words. */
function isOfService(words: readonly string[]): boolean {
  return words[0] === "date" || NEGATIVE_HEADS.has(words.at(-1) ?? "");
}

/** Whether a term means what its group says on this model. */
export function fitsModel(
  { entry, qualifiers }: PhraseMatch<TermGroup>,
  profile: ModelProfile,
): boolean {
  if (entry.topics !== undefined && !entry.topics.some((topic) => profile.topics.has(topic)))
    return false;
  return entry.alone !== true || qualifiers.every((word) => PATIENT_SIDE.has(word));
}

/** The label of a term, by whom it speaks of. `null` when it speaks of no person. */
export function labelTerm(
  { entry, qualifiers }: PhraseMatch<TermGroup>,
  profile: ModelProfile,
): Classification | null {
  const subject =
    entry.subject === "patient"
      ? subjectOfPatientTerm(qualifiers, profile)
      : subjectOf(qualifiers, profile);
  const named = subject === profile.owner ? profile.says : sayField(subject);
  const reason = `names ${entry.says} on ${named}`;
  if (subject === "organisation") return null;
  if (subject === "patient") {
    return found(
      "phi",
      entry.class,
      profile.linked ? entry.linked : Math.min(entry.linked, 0.85),
      reason,
    );
  }
  const confidence = entry.elsewhere;
  if (confidence === 0) return null;
  if (entry.subject === "patient") return found("phi", entry.class, confidence, reason);
  return found("pii", subject === "staff" ? "staff" : entry.class, confidence, reason);
}

/** Terms that only patients have (record numbers, plan numbers, diagnoses) need no qualifier, but a model to match. */
function subjectOfPatientTerm(qualifiers: readonly string[], profile: ModelProfile): Subject {
  if (profile.shared) return "organisation";
  if (profile.linked)
    return subjectOf(qualifiers, profile) === "staff" && profile.owner === "staff"
      ? "staff"
      : "patient";
  return subjectOf(qualifiers, profile) === "patient" ? "patient" : "unknown";
}

function sayField(subject: Subject): string {
  return subject === "patient" ? "behalf of a patient" : "behalf of a person";
}

/** `…Name`: of a person when a person qualifies it, of a health fact after a clinical thing, else of a thing. */
function classifyName(qualifiers: readonly string[], profile: ModelProfile): Classification | null {
  const nearest = qualifiers.at(-1);
  if (nearest === undefined || (qualifiers.length === 1 && OTHER_NAMES.has(nearest)))
    return classifyBareName(profile);
  if (CLINICAL_THINGS.has(nearest)) return classifyThingName(profile);
  if (!isSubject(nearest) && !["contact", "person"].includes(nearest) && !NAME_PARTS.has(nearest))
    return null;
  const group: TermGroup = { ...NAME_GROUP, elsewhere: 0.65 };
  return labelTerm({ entry: group, qualifiers }, profile);
}

const NAME_GROUP: TermGroup = {
  class: "identifier",
  says: "a person's name",
  subject: "person",
  linked: 0.9,
  elsewhere: 0.75,
  phrases: [],
};

/** Which of its names a thing is called by. */
const OTHER_NAMES: ReadonlySet<string> = new Set(["custom", "other", "local", "common"]);

/** A bare `name` is a person's on a model that is one person, and tells a health fact on an `Exam`. */
function classifyBareName(profile: ModelProfile): Classification | null {
  if (profile.linked && !profile.topics.has("person-name"))
    return profile.record && CLINICAL_THINGS.has(profile.words.at(-1) ?? "")
      ? classifyThingName(profile)
      : null;
  return profile.owner === "unknown"
    ? null
    : labelTerm({ entry: NAME_GROUP, qualifiers: [] }, profile);
}

function classifyThingName(profile: ModelProfile): Classification | null {
  return profile.linked
    ? found("phi", "clinical-code", 0.85, `names a health fact on ${profile.says}`)
    : null;
}

function found(
  label: "phi" | "pii",
  phiClass: PhiClass,
  confidence: number,
  reason: string,
): Classification {
  return { label, class: phiClass, confidence, reason };
}
