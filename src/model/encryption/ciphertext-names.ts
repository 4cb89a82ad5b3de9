/** Columns that say by their name that they hold ciphertext: `ssnEncrypted`, `member_id_enc`, `encryptedNotes`. */

import { CIPHERTEXT_WORDS, FLAG_PREFIXES } from "../phi/lexicon/heads.ts";
import { compoundWords } from "../phi/words.ts";
import type { Field } from "../schema/types.ts";

/** Of passwords `encrypted` means hashed, and of keys that they are wrapped: those are looked after elsewhere. */
const OTHER_SECRETS: ReadonlySet<string> = new Set(["password", "key", "secret", "token"]);

/** Whether the code fills the column with ciphertext by itself, as its name says. */
export function isNamedCiphertext({ name, type, kind, foreignKeys }: Field): boolean {
  if (kind !== "scalar" || foreignKeys.length > 0) return false;
  if (type !== "String" && type !== "Bytes") return false;
  const words = compoundWords(name);
  const [first = "", ...others] = words;
  if (others.length === 0 || FLAG_PREFIXES.has(first)) return false;
  if (words.some((word) => OTHER_SECRETS.has(word))) return false;
  return CIPHERTEXT_WORDS.has(first) || CIPHERTEXT_WORDS.has(others.at(-1) ?? "");
}
