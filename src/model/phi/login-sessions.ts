/** The fields by which a login session ends. */

import type { Field, Model, SchemaModel } from "../schema/types.ts";
import { isLibrarySession } from "./auth-libraries.ts";
import { listOf } from "./lexicon/list.ts";
import { compoundWords, containsPhrase } from "./words.ts";

const EXPIRY = ["expire", "expiry", "expiration", "valid until", "valid to", "ttl"];
/** Types of a moment, of seconds since 1970, of a number of seconds. */
const TIME_TYPES: ReadonlySet<string> = new Set(["DateTime", "Int", "BigInt"]);
/** `revokedAt`, `isRevoked`, `status`. */
const REVOCATION = listOf(
  "revoked, revocation, invalidated, terminated, ended, logged out, logout, closed, blocked, deleted, status",
);
/** `isActive`, as against `lastActiveAt`. */
const STATES = ["active", "valid", "enabled"];
const LASTING_TOKENS = ["refresh token"];

function says(field: Field, phrases: readonly string[]): boolean {
  return containsPhrase(compoundWords(field.name), phrases);
}

/** The field that says until when the session holds. */
export function expiryOf(model: Model): Field | null {
  return model.fields.find((field) => TIME_TYPES.has(field.type) && says(field, EXPIRY)) ?? null;
}

/** A token for one use (a password reset) ends by being used; a session of a library by its row's deletion. */
export function isRevocable(model: Model, schema: SchemaModel): boolean {
  const words = compoundWords(model.name);
  const isForOneUse = words.at(-1) !== "session" && !containsPhrase(words, LASTING_TOKENS);
  if (isForOneUse || isLibrarySession(model, schema)) return true;
  return model.fields.some(
    (field) => says(field, REVOCATION) || (field.type === "Boolean" && says(field, STATES)),
  );
}
