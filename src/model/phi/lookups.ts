/** Values that the application finds a row by: encrypted with a random vector they are never found again. */

import { tokenizeName } from "./tokenize.ts";
import type { Field } from "../schema/types.ts";

/** What a token is for, when it comes back from outside and has to be found: by a link, a form, a header. */
const PURPOSES = new Set([
  "verification",
  "verify",
  "reset",
  "activation",
  "activate",
  "confirmation",
  "confirm",
  "invitation",
  "invite",
  "session",
  "magic",
  "unsubscribe",
  "csrf",
  "signup",
  "login",
  "registration",
  "recovery",
  "share",
]);
const HEADS = new Set(["token", "code"]);

/**
 * Whether rows are looked up by the value of a field: it is unique, or it is a token that somebody brings
 * back. The tokens of other services (`refreshToken`, `stripeSecretKey`) are only read, and belong encrypted.
 *
 * @param isCredential whether the field holds a password, token or key
 */
export function isLookedUp(field: Field, isCredential: boolean): boolean {
  if (!isCredential) return false;
  if (field.isUnique) return true;
  const words = tokenizeName(field.name);
  return HEADS.has(words.at(-1) ?? "") && words.some((word) => PURPOSES.has(word));
}
