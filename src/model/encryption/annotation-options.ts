/** The options of annotations: `?mode=strict`, `?normalize=lowercase&saltEnv=SALT`. */

import { nearest } from "../../text/nearest.ts";
import type { AnnotationDefect, FoundAnnotation } from "./annotation-defect.ts";
import { replacement } from "./annotation-defect.ts";
import type { Range } from "./types.ts";

/** The options that an annotation takes, each with its values; null for any value. */
type Options = Readonly<Record<string, readonly string[] | null>>;

/** `?strict` and `?readonly` are an older spelling of the modes. */
export const ENCRYPTED_OPTIONS: Options = {
  mode: ["default", "strict", "readonly"],
  strict: null,
  readonly: null,
};

const ENCODINGS = ["utf8", "hex", "base64"];

export const HASH_OPTIONS: Options = {
  algorithm: null,
  inputEncoding: ENCODINGS,
  outputEncoding: ENCODINGS,
  salt: null,
  saltEnv: null,
  normalize: ["lowercase", "uppercase", "trim", "spaces", "diacritics"],
};

/** What stands among the options of an annotation and has no effect. */
export function optionDefects(
  { range, text, groups, rest }: FoundAnnotation,
  known: Options,
  data: Record<string, string>,
): AnnotationDefect[] {
  const { query } = groups;
  if (query === undefined) return [];
  const start = range[0] + text.length - query.length;
  // A full stop or a comma ends the sentence; `-` and `/` in the middle of a value end what is read of it.
  const cut = /^[^\s\w]+\w\S*/u.exec(rest)?.[0];
  if (cut !== undefined) {
    const whole: Range = [start, range[1] + cut.length];
    return [{ kind: "cutShort", range: whole, data: { ...data, query, cut }, correction: null }];
  }
  return [...query.matchAll(/(?<=[?&])(?<key>\w+)(?:=(?<value>\w*))?/gu)].flatMap((match) => {
    const { key = "", value = "" } = match.groups ?? {};
    const from = start + match.index;
    const end = from + match[0].length;
    if (!Object.hasOwn(known, key)) {
      const unknown: Range = [from, from + key.length];
      return [unknownPart("unknownOption", unknown, Object.keys(known), { ...data, written: key })];
    }
    const values = known[key];
    if (!values || values.includes(value)) return [];
    const unknown: Range = [end - value.length, end];
    return [unknownPart("unknownValue", unknown, values, { ...data, key, written: value })];
  });
}

function unknownPart(
  kind: "unknownOption" | "unknownValue",
  range: Range,
  candidates: readonly string[],
  data: Record<string, string> & { written: string },
): AnnotationDefect {
  const meant = nearest(data.written, candidates);
  const hint = meant === null ? "" : ` Did you mean '${meant}'?`;
  const correction = meant === null ? null : replacement(range, meant);
  return { kind, range, data: { ...data, hint }, correction };
}
