/** Texts that are one of a handful of values, told by their names. */

import { compoundWords } from "../phi/words.ts";
import type { Field, FieldDefault, NativeType } from "./types.ts";

/** What has a handful of values. */
const CLOSED = new Set("status state type role priority category kind severity".split(" "));
/** Words before it that make it something else: a media type, a postal state. */
const OPEN = new Set(
  "mime content media file address postal billing shipping home birth token license".split(" "),
);

/** Whether a field is text, of any length that words have, and called like what an enum would hold. */
export function isClosedText(field: Field): boolean {
  const { name, type, arity, isUnique, isId, foreignKeys, nativeType } = field;
  if (type !== "String" || arity === "list" || isUnique || isId || foreignKeys.length > 0)
    return false;
  if (nativeType !== null && !holdsWords(nativeType)) return false;
  if (isMediaType(field.default)) return false;
  const words = compoundWords(name);
  const [last = "", before = ""] = words.toReversed();
  if (OPEN.has(before)) return false;
  // Postal states have columns of their own length, whatever stands before the word.
  if (last === "state") return words.length > 1 && !hasLength(nativeType);
  return CLOSED.has(last);
}

/** `@default("application/json")`: there are more media types than any enum would hold. */
function isMediaType(value: FieldDefault | null): boolean {
  return value?.kind === "literal" && /^[a-z]+\/[\w.+-]+$/iu.test(value.value);
}

/** Codes have up to three characters, as those of countries and their states do. */
const CODE_LENGTH = 3;

function holdsWords({ name, arguments: [length] }: NativeType): boolean {
  if (name === "Text" || name === "Citext") return true;
  const isCharacters = name === "VarChar" || name === "Char";
  return isCharacters && (length === undefined ? name === "VarChar" : Number(length) > CODE_LENGTH);
}

function hasLength(nativeType: NativeType | null): boolean {
  return nativeType !== null && nativeType.arguments.length > 0;
}
