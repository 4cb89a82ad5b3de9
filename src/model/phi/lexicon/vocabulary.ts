import { listOf } from "./list.ts";
import { CLINICAL_TERMS } from "./clinical.ts";
import { CONTACT_TERMS, NETWORK_TERMS } from "./contact.ts";
import { CREDENTIAL_PHRASES, HARMLESS_QUALIFIERS, PROBABLE_CREDENTIALS } from "./credentials.ts";
import { DATE_TERMS, DEMOGRAPHIC_TERMS } from "./demographics.ts";
import { EXPANSIONS } from "./glued.ts";
import { NEGATIVE_HEADS, TRAILING_CARRIERS, TRAILING_QUALIFIERS } from "./heads.ts";
import { BIOMETRIC_TERMS, FINANCIAL_TERMS, IDENTIFIER_TERMS } from "./identifiers.ts";
import { FOREIGN_WORDS } from "./languages.ts";
import { CLINICAL_CARRIERS, MEDICAL_WORDS } from "./medicine.ts";
import { NAME_PARTS, PATIENT_SIDE, STAFF_SIDE } from "./people.ts";
import type { TermGroup } from "./terms.ts";
import { CLINICAL_THINGS, ORGANISATIONS } from "./things.ts";

/** Terms that identify or describe a person, before those that speak of health. */
export const PERSONAL_TERMS: readonly TermGroup[] = [
  ...IDENTIFIER_TERMS,
  ...CONTACT_TERMS,
  ...DEMOGRAPHIC_TERMS,
  ...FINANCIAL_TERMS,
  ...BIOMETRIC_TERMS,
];

/** Words that look glued and are one word, or whose parts would mislead. */
const WHOLE_WORDS = listOf(`
  homework, username, hostname, codename, rename, namespace, classname, typename, pathname,
  nodename, statement, notification, message, password, passport, therapist, timestamp, timezone,
  dateline, capacity, cityscape, homepage, network, workspace, workflow, handedness, background,
  checkout, checkin, phonetic, catalog, diary, interview
`);

/** Words that say nothing of a person, which lower-case names are glued from: `consultdatestart`. */
const GLUED_WORDS = listOf("consult, return, start, end");

/** Every single word the lexicon knows: the parts that a glued name such as `mothersname` may be taken apart into. */
export const VOCABULARY: ReadonlySet<string> = new Set(
  [
    ...[...PERSONAL_TERMS, ...DATE_TERMS, ...CLINICAL_TERMS].flatMap((group) => group.phrases),
    ...[
      ...CREDENTIAL_PHRASES,
      ...PROBABLE_CREDENTIALS,
      ...NETWORK_TERMS,
      ...WHOLE_WORDS,
      ...GLUED_WORDS,
    ],
    ...[...Object.keys(EXPANSIONS), ...FOREIGN_WORDS],
    ...[
      HARMLESS_QUALIFIERS,
      NEGATIVE_HEADS,
      TRAILING_CARRIERS,
      TRAILING_QUALIFIERS,
      CLINICAL_CARRIERS,
      MEDICAL_WORDS,
    ].flatMap((words) => [...words]),
    ...[NAME_PARTS, PATIENT_SIDE, STAFF_SIDE, CLINICAL_THINGS, ORGANISATIONS].flatMap((words) => [
      ...words,
    ]),
  ].flatMap((phrase) => phrase.split(" ")),
);
