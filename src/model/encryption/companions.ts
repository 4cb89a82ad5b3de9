/** The field beside an encrypted one that keeps a hash of it, by which rows are found and kept unique. */

import type { Field } from "../schema/types.ts";
import { readAnnotations } from "./annotations.ts";

/** How such fields are called: `emailHash`, `ssn_blind_index`. */
const SUFFIXES = ["Hash", "BlindIndex", "Digest", "_hash", "_blind_index", "_digest"];

/** The hash companion of a field: the one annotated as such, else one that is called so; null without one. */
export function companionOf(field: Field): Field | null {
  return annotatedCompanion(field) ?? namedCompanion(field);
}

/** The field that is annotated `@encryption:hash(…)` for this one: lookups are rewritten to it. */
export function annotatedCompanion({ model, name }: Field): Field | null {
  return model.fields.find((other) => readAnnotations(other.documentation).hashOf === name) ?? null;
}

function namedCompanion({ model, name }: Field): Field | null {
  for (const base of [name, withoutCipher(name)]) {
    for (const suffix of SUFFIXES) {
      const found = model.field(base + suffix);
      if (found) return found;
    }
  }
  return null;
}

/** The hash beside `ssnEncrypted` is called `ssnHash`. */
function withoutCipher(name: string): string {
  return name.replace(
    /(?<=.)(?:Encrypted|Ciphertext|Cipher|Enc|_encrypted|_ciphertext|_cipher|_enc)$/u,
    "",
  );
}

/** What the companion of a field would be called, in the manner of its name: `emailHash`, `email_hash`. */
export function companionName({ name }: Pick<Field, "name">): string {
  const base = withoutCipher(name);
  return name.includes("_") ? `${base}_hash` : `${base}Hash`;
}
