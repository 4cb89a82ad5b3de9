/** What can be wrong with an annotation of encryption, and where its text stands. */

import type { PrismaComment } from "../../languages/prisma/ast.ts";
import type { Field } from "../schema/types.ts";
import type { Range } from "./types.ts";

export type AnnotationDefectKind =
  | "slashes"
  | "stray"
  | "typo"
  | "hashForm"
  | "type"
  | "list"
  | "readonly"
  | "unknownOption"
  | "unknownValue"
  | "cutShort"
  | "unknownSource"
  | "plainSource"
  | "sameSource"
  | "unsalted";

export interface AnnotationDefect {
  kind: AnnotationDefectKind;
  /** The smallest piece of the comment that says it. */
  range: Range;
  data: Record<string, string>;
  /** What to write where, when one can tell; null otherwise. */
  correction: Correction | null;
}

interface Correction {
  range: Range;
  text: string;
  /** What then stands there. */
  shown: string;
}

/** A correction that writes `text` in the place of what stands at `range`. */
export function replacement(range: Range, text: string): Correction {
  return { range, text, shown: text };
}

/** The text of a comment without its marker, and where in the file it begins. */
export interface CommentText {
  text: string;
  start: number;
  /** Prisma hands it to generators: `//` is for people alone. */
  isDocumentation: boolean;
  /** The whole comment. */
  range: Range;
}

export function textOf({ kind, value, range }: PrismaComment): CommentText {
  const start = range[0] + (kind === "doc" ? "///".length : "//".length);
  return { text: value, start, isDocumentation: kind !== "line", range };
}

/** An annotation as found in a comment. */
export interface FoundAnnotation {
  range: Range;
  text: string;
  groups: Record<string, string | undefined>;
  /** What follows in the comment. */
  rest: string;
}

export function foundAt({ text, start }: CommentText, match: RegExpExecArray): FoundAnnotation {
  const end = match.index + match[0].length;
  return {
    range: [start + match.index, start + end],
    text: match[0],
    groups: match.groups ?? {},
    rest: text.slice(end),
  };
}

/** The first annotation of its kind in the documentation of a field: the one that counts. */
export function firstFound(
  comments: readonly CommentText[],
  pattern: RegExp,
): FoundAnnotation | null {
  for (const comment of comments) {
    const match = comment.isDocumentation ? pattern.exec(comment.text) : null;
    if (match) return foundAt(comment, match);
  }
  return null;
}

/** The names that every message begins with. */
export function namesOf({ name, model }: Field): Record<string, string> {
  return { model: model.name, field: name };
}
