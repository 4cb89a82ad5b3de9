/**
 * What a name says that stands by itself in code: a variable, or a property of an object that no model is known for.
 * Only what it says for certain counts: `ssn` is a social security number anywhere, `email` may be anybody's.
 */

import { classifyField } from "./classify.ts";
import { NETWORK_TERMS } from "./lexicon/contact.ts";
import { CIPHERTEXT_WORDS, DIGEST_WORDS } from "./lexicon/heads.ts";
import { listOf } from "./lexicon/list.ts";
import { tokenizeName } from "./tokenize.ts";
import type { Classification, ClassifyOptions, FieldFacts, ModelContext } from "./types.ts";
import { compoundWords, PhraseIndex } from "./words.ts";

/** From here on the classifier is right about 19 times of 20. */
const SURE = 0.8;
/** Government identifiers; names and contact data stay below. */
const SURE_OF_ANYONE = 0.85;
/** Phrases that are always a secret; the probable ones (`cookie`, `salt`) need a model to be believed. */
const SURE_CREDENTIAL = 0.9;

const NETWORK = new PhraseIndex(NETWORK_TERMS.map((phrase) => [phrase, phrase]));

/** Words that say the value has been made harmless. */
const MASKED_WORDS: ReadonlySet<string> = new Set(
  listOf(`
    masked, mask, redacted, redact, sanitized, sanitised, sanitize, obfuscated, anonymized,
    anonymised, anonymize, pseudonymized, truncated, scrubbed, hidden, censored, placeholder, fake,
    mock, dummy, example
  `),
);

/** Words that the hash of a secret has beside its own: one who has it can guess at leisure. */
const GUESSABLE: ReadonlySet<string> = new Set(["password", "passphrase", "pin"]);

/** Whether a name says that its value is masked, encrypted, or a digest of something long enough. */
export function isMaskedName(name: string): boolean {
  const words = tokenizeName(name);
  if (words.some((word) => MASKED_WORDS.has(word) || CIPHERTEXT_WORDS.has(word))) return true;
  return words.some((word) => DIGEST_WORDS.has(word)) && !words.some((word) => GUESSABLE.has(word));
}

const NOWHERE: ModelContext = { name: "", traits: new Set(), fieldNames: [] };

/** A text called so, as the classifier takes facts. */
export function textNamed(name: string): FieldFacts {
  return {
    name,
    type: "String",
    isList: false,
    isEnum: false,
    isId: false,
    isForeignKey: false,
    isUnique: false,
    documentation: null,
    nativeType: null,
  };
}

/** The PHI or credential that a name speaks of by itself; null when it may be anything else. */
export function classifyLooseName(
  name: string,
  options: Pick<ClassifyOptions, "languages"> = {},
): Classification | null {
  if (isMaskedName(name) || name === name.toUpperCase()) return null;
  const read = classifyField(textNamed(name), NOWHERE, options);
  // The classifier says where it stands; here that is nowhere.
  const reason = read.reason.split(" on ", 1)[0] ?? read.reason;
  switch (read.label) {
    case "credential":
      return read.confidence >= SURE_CREDENTIAL && !isCount(name) ? read : null;
    case "phi":
      return read.confidence >= SURE ? { ...read, reason } : null;
    case "pii":
      return isAlwaysPersonal(name, read) ? { ...read, label: "phi", reason } : null;
    default:
      return null;
  }
}

/** Numbers of the state and dates of birth: in an application about patients they are a patient's. */
function isAlwaysPersonal(name: string, { class: phiClass, confidence }: Classification): boolean {
  if (NETWORK.matchEnd(compoundWords(name)) !== null) return false;
  return phiClass === "date" || (phiClass === "identifier" && confidence >= SURE_OF_ANYONE);
}

/** `tokens` and `refreshTokens` are counted, or a grammar's; `backupCodes` are a list of secrets. */
function isCount(name: string): boolean {
  return /(?:tokens|passwords|secrets|keys|credentials)$/iu.test(name);
}
