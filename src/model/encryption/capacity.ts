/** Columns that are too short for the ciphertext they are to hold. */

import type { Settings } from "../../settings.ts";
import { compoundWords } from "../phi/words.ts";
import type { Field, NativeType } from "../schema/types.ts";
import type { CiphertextFormat } from "./ciphertext.ts";
import { ciphertextLength, formatOf, plainCapacity } from "./ciphertext.ts";

export interface ShortColumn {
  type: NativeType;
  /** Characters that the column has. */
  size: number;
  /** Bytes of plain text that fit; -1 when none do. */
  room: number;
  /** Bytes of plain text that the field has to hold. */
  needed: number;
  /** The length of the ciphertext of `needed` bytes. */
  length: number;
  format: CiphertextFormat;
}

/** Values whose length is known, in bytes, by the last words of their field's name. */
const KNOWN_LENGTHS: readonly (readonly [words: string, bytes: number])[] = [
  ["email", 254],
  ["email address", 254],
  ["phone", 32],
  ["phone number", 32],
  ["mobile", 32],
  ["fax", 32],
  ["ssn", 11],
  ["social security number", 11],
  ["npi", 10],
  ["npi number", 10],
  ["dea number", 9],
  ["ein", 10],
  ["tax id", 20],
  ["zip", 10],
  ["zip code", 10],
  ["postal code", 12],
  ["birth date", 10],
  ["dob", 10],
  ["gender", 32],
  ["first name", 100],
  ["middle name", 100],
  ["last name", 100],
  ["given name", 100],
  ["family name", 100],
  ["city", 100],
  ["state", 50],
  ["county", 100],
  ["country", 60],
];

/** The length of values that a field's name tells; null for any other. */
function knownLength(name: string): number | null {
  const words = ` ${compoundWords(name).join(" ")}`;
  return KNOWN_LENGTHS.find(([known]) => words.endsWith(` ${known}`))?.[1] ?? null;
}

const BOUNDED: ReadonlySet<string> = new Set(["VarChar", "Char"]);

/**
 * The column of an encrypted field when it has a bound and that is too short; null otherwise.
 *
 * @param enough bytes of plain text that are room enough for any value whose length nobody knows
 */
export function shortColumn(field: Field, settings: Settings, enough: number): ShortColumn | null {
  const type = field.nativeType;
  // CHAR without a length is CHAR(1); VARCHAR without one has no bound.
  const written = type?.arguments[0] ?? (type?.name === "Char" ? "1" : undefined);
  if (!type || !BOUNDED.has(type.name) || written === undefined) return null;
  const size = Number(written);
  if (!Number.isInteger(size)) return null;
  const format = formatOf(field, settings);
  const room = plainCapacity(size, format);
  // Without encryption the column holds `size` characters, and who wrote it wanted no more.
  const needed = knownLength(field.name) ?? Math.min(size, enough);
  if (room >= needed) return null;
  return { type, size, room, needed, length: ciphertextLength(needed, format), format };
}
