/** Rows that end and stay: who belonged to a team until when. */

import { wordsOf } from "../../text/name-case.ts";
import type { Model } from "./types.ts";

const ENDS = new Set(
  (
    "ended end ends left removed deleted archived revoked expired expires expiry until to released terminated " +
    "unassigned deactivated inactivated withdrawn cancelled canceled closed discharged detached unlinked"
  ).split(" "),
);

/**
 * Whether a model says of a row when it ended, `leftAt DateTime?`, `validTo DateTime?`, so that the same may begin once more in
 * another one.
 */
export function keepsHistory(model: Model): boolean {
  return model.fields.some(
    ({ name, type, arity }) =>
      type === "DateTime" &&
      arity === "optional" &&
      wordsOf(name).some((word) => ENDS.has(word.toLowerCase())),
  );
}
