/** What a database can still tell of a field that it holds as ciphertext. */

import type { Settings } from "../../settings.ts";
import type { Field } from "../schema/types.ts";
import { readAnnotations } from "./annotations.ts";
import { annotatedCompanion } from "./companions.ts";
import type { EncryptionRegistry } from "./registry.ts";

export interface Searching {
  /** A test for a value finds it: it is turned into one of the hash, or the same text has the same ciphertext. */
  equality: boolean;
  /** The same text has the same ciphertext, so that rows can be told apart by it. */
  grouping: boolean;
}

/** How a field can be searched; null for one that is not encrypted. */
export function searchingOf(
  field: Field,
  registry: EncryptionRegistry,
  { ciphertext }: Settings,
): Searching | null {
  if (!registry.isEncrypted(field)) return null;
  const { encrypted } = readAnnotations(field.documentation);
  const isMapped = registry.entriesOf(field).length > 0;
  // prisma-field-encryption decrypts such a field where it can, and writes it as it is.
  if (!isMapped && encrypted?.mode === "readonly") return null;
  const grouping = ciphertext?.deterministic === true;
  // It also turns tests for a value into tests for its hash.
  return { equality: grouping || (!isMapped && annotatedCompanion(field) !== null), grouping };
}
