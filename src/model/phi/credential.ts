import {
  CREDENTIAL_PHRASES,
  HARMLESS_QUALIFIERS,
  KEY_MODELS,
  PROBABLE_CREDENTIALS,
  SECRET_FIELDS,
  SECRET_MODELS,
} from "./lexicon/credentials.ts";
import { DIGEST_WORDS } from "./lexicon/heads.ts";
import type { ModelProfile } from "./profile.ts";
import type { Classification } from "./types.ts";
import { containsPhrase, PhraseIndex } from "./words.ts";

const CREDENTIALS = new PhraseIndex([
  ...CREDENTIAL_PHRASES.map((phrase) => [phrase, 0.92] as const),
  ...PROBABLE_CREDENTIALS.map((phrase) => [phrase, 0.65] as const),
]);

/**
 * A password, a secret, a token or a key, or the hash of one.
 *
 * @param plain the field's words without those that say "encrypted" or "hashed"
 * @param words all of the field's words
 */
export function classifyCredential(
  plain: readonly string[],
  words: readonly string[],
  profile: ModelProfile,
): Classification | null {
  const match = CREDENTIALS.matchEnd(plain);
  if (match !== null) {
    return isHarmless(match.qualifiers, plain, profile) ? null : credential(match.entry);
  }
  return isSecretOfModel(words, profile) ? credential(0.65) : null;
}

function isHarmless(
  qualifiers: readonly string[],
  plain: readonly string[],
  profile: ModelProfile,
): boolean {
  // The credentials of a clinician are a licence and a degree.
  if (plain.at(-1) === "credential" && profile.owner !== "unknown") return true;
  return [...qualifiers, ...plain].some((word) => HARMLESS_QUALIFIERS.has(word));
}

/** `key` on `ApiKey`, `code` on `VerificationToken`: the model says what its one vague word is. */
function isSecretOfModel(words: readonly string[], profile: ModelProfile): boolean {
  const secretModel =
    !profile.linked &&
    (SECRET_MODELS.has(profile.words.at(-1) ?? "") || containsPhrase(profile.words, KEY_MODELS));
  const vague = words.filter((word) => !DIGEST_WORDS.has(word));
  return secretModel && SECRET_FIELDS.has(words.at(-1) ?? "") && vague.length <= 1;
}

function credential(confidence: number): Classification {
  return { label: "credential", class: "credential", confidence, reason: "names a credential" };
}
