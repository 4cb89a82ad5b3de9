/** How long ciphertext is, and how much plain text fits into a column that holds it. */

import type { Settings } from "../../settings.ts";
import type { Field } from "../schema/types.ts";
import { readAnnotations } from "./annotations.ts";

/** How plain text becomes the text that is stored. Lengths are in bytes, which for ciphertext are characters. */
export interface CiphertextFormat {
  /** For messages: `AES-256-GCM as base64 iv:tag:text`. */
  description: string;
  /** What is stored beside the encrypted bytes: vector, tag, separators, versions. */
  overhead: number;
  encoding: "base64" | "hex";
  /** Bytes that are encrypted or encoded along with the plain text: a tag that is not stored apart. */
  attached: number;
  /** The cipher fills up whole blocks of that many bytes; null for a stream. */
  block: number | null;
}

const VECTOR = 16;
const TAG = 16;
const BLOCK = 16;

/** What prisma-field-encryption stores: `v1.aesgcm256.<key>.<vector>.<text and tag>`. */
const CLOAK: CiphertextFormat = {
  description: "prisma-field-encryption's AES-256-GCM",
  overhead: "v1.aesgcm256.".length + 9 + encodedLength(12, "base64") + 1,
  encoding: "base64",
  attached: TAG,
  block: null,
};

/** The format that the settings describe; of an annotated field, where they say nothing, the annotation's own. */
export function formatOf(field: Field, { ciphertext }: Settings): CiphertextFormat {
  const isAnnotated = readAnnotations(field.documentation).encrypted !== null;
  return isAnnotated && ciphertext === undefined ? CLOAK : configuredFormat(ciphertext ?? {});
}

function configuredFormat({
  cipher = "AES-256-GCM",
  encoding = "base64",
  overheadBytes,
}: NonNullable<Settings["ciphertext"]>): CiphertextFormat {
  const hasBlocks = /\b(?:cbc|ecb)\b/iu.test(cipher);
  const parts = hasBlocks || /\bctr\b/iu.test(cipher) ? [VECTOR] : [VECTOR, TAG];
  const own = parts.reduce((sum, bytes) => sum + encodedLength(bytes, encoding) + 1, 0);
  const written = parts.length === 2 ? "iv:tag:text" : "iv:text";
  return {
    description:
      overheadBytes === undefined
        ? `${cipher} as ${encoding} ${written}`
        : `${cipher} as ${encoding} and ${overheadBytes} bytes beside it`,
    overhead: overheadBytes ?? own,
    encoding,
    attached: 0,
    block: hasBlocks ? BLOCK : null,
  };
}

function encodedLength(bytes: number, encoding: "base64" | "hex"): number {
  return encoding === "hex" ? bytes * 2 : Math.ceil(bytes / 3) * 4;
}

/** The length of what is stored for so many bytes of plain text. */
export function ciphertextLength(plain: number, format: CiphertextFormat): number {
  const { overhead, encoding, attached, block } = format;
  const padded = block === null ? plain : (Math.floor(plain / block) + 1) * block;
  return overhead + encodedLength(padded + attached, encoding);
}

/** How many bytes of plain text a column of `size` characters has room for; -1 when not even an empty text fits. */
export function plainCapacity(size: number, format: CiphertextFormat): number {
  if (ciphertextLength(0, format) > size) return -1;
  // Ciphertext is never shorter than its plain text, so that `size` bounds the search.
  let [fits, tooLong] = [0, size + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (ciphertextLength(middle, format) <= size) fits = middle;
    else tooLong = middle;
  }
  return fits;
}
