/** Comments that are meant as annotations of encryption, and are not read as such. */

import { nearest } from "../../text/nearest.ts";
import type { Field, Model } from "../schema/types.ts";
import { foundAt, namesOf, replacement } from "./annotation-defect.ts";
import type { AnnotationDefect, CommentText, FoundAnnotation } from "./annotation-defect.ts";
import { HASH, readAnnotations } from "./annotations.ts";

// At the start of a comment or behind other tags: "see @encrypted" in a remark is no annotation.
const AT_START = /^\s*(?:@\S+\s+)*(?<annotation>@(?:encrypted\b|encryption:(?:hash|cursor)\b))/u;
const TAGS_ALONE = /^\s*(?:@\S+\s+)*$/u;
/** `@name`, and behind it `:form`, `.form` or `(…)` when there is one. */
const TAG = /@(?<name>[A-Za-z]+)(?<form>(?:[:.][ \t]*\w+)?(?:[ \t]*\([^)]*\))?)/gu;

/** An annotation behind two slashes, where nothing else says that the field is encrypted. */
export function slashDefects(
  comment: CommentText,
  field: Field,
  isMapped: boolean,
): AnnotationDefect[] {
  const annotation = AT_START.exec(comment.text)?.groups?.annotation;
  const isRemark = annotation === undefined || isMapped || isAnnotated(field);
  if (comment.isDocumentation || isRemark) return [];
  const [start] = comment.range;
  const correction = { range: [start, start] as [number, number], text: "/", shown: "///" };
  return [
    { kind: "slashes", range: comment.range, data: { ...namesOf(field), annotation }, correction },
  ];
}

function isAnnotated({ documentation }: Field): boolean {
  const { encrypted, hashOf } = readAnnotations(documentation);
  return encrypted !== null || hashOf !== null;
}

/** Tags that look like an annotation and are none: `@encypted`, `@encryption:hash( email )`, `@encrypted:hash(email)`. */
export function tagDefects(comment: CommentText, field: Field): AnnotationDefect[] {
  if (!comment.isDocumentation) return [];
  return [...comment.text.matchAll(TAG)].flatMap((match) => {
    const found = foundAt(comment, match);
    const { name = "" } = found.groups;
    if (name === "encrypted" || name === "encryption") return formDefects(found, field);
    return TAGS_ALONE.test(comment.text.slice(0, match.index)) ? typoDefects(found, field) : [];
  });
}

function formDefects({ range, text, groups }: FoundAnnotation, field: Field): AnnotationDefect[] {
  const { name, form = "" } = groups;
  const isMeantAsHash = /hash/iu.test(form);
  const isRead = HASH.test(text) || (name === "encrypted" && !isMeantAsHash);
  if (isRead || form === "" || form === ":cursor") return [];
  const effect =
    name === "encrypted"
      ? "the field is encrypted like any other, and no hash is kept in it"
      : "no hash is kept in the field";
  const written = hashOf(form);
  return [
    {
      kind: "hashForm",
      range,
      data: { ...namesOf(field), written: text, effect },
      correction: written === null ? null : replacement(range, written),
    },
  ];
}

function typoDefects({ range, text, groups }: FoundAnnotation, field: Field): AnnotationDefect[] {
  const { name = "", form = "" } = groups;
  // `@decrypted` is a word of its own.
  if (name.toLowerCase().startsWith("de") || nearest(name, ["encrypted", "encryption"]) === null)
    return [];
  const hash = hashOf(form);
  const written = hash === null ? text.slice(0, 1 + name.length) : text;
  const meant = hash ?? "@encrypted";
  const typo: [number, number] = [range[0], range[0] + written.length];
  return [
    {
      kind: "typo",
      range: typo,
      data: { ...namesOf(field), written, meant },
      correction: replacement(typo, meant),
    },
  ];
}

/** The hash that a form such as `:hash( email )` means; null where it names no field. */
function hashOf(form: string): string | null {
  const source = /hash[ \t]*\(\s*(?<source>\w+)\s*\)/iu.exec(form)?.groups?.source;
  return source === undefined ? null : `@encryption:hash(${source})`;
}

/** An annotation that documents nothing: below the last field, or parted from its field by another comment. */
export function strayDefects(comment: CommentText, model: Model): AnnotationDefect[] {
  const match = comment.isDocumentation ? AT_START.exec(comment.text) : null;
  const annotation = match?.groups?.annotation;
  if (!match || annotation === undefined) return [];
  const end = comment.start + match[0].length;
  const data = { model: model.name, annotation };
  return [{ kind: "stray", range: [end - annotation.length, end], data, correction: null }];
}
