/** Text that follows no grammar: what it becomes in the tree, and how it is reported. */

import type { PrismaInvalid, Range } from "./ast.ts";
import { endOfLine, isSpace, trimEnd } from "./characters.ts";
import type { Cursor } from "./tokens.ts";

/** What the engine says of broken lines and blocks, so that its words can be searched for. */
export const messages = {
  topLevelLine: "This line is invalid. It does not start with any known Prisma schema keyword.",
  unknownBlock:
    "This block is invalid. It does not start with any known Prisma schema keyword. Valid keywords include 'model', 'enum', 'type', 'datasource' and 'generator'.",
  typeAlias:
    "Invalid type definition. Please check the documentation in https://pris.ly/d/composite-types",
  modelLine: "This line is not a valid field or attribute definition.",
  enumLine: "This line is not an enum value definition.",
  datasourceLine: "This line is not a valid definition within a datasource.",
  generatorLine: "This line is not a valid definition within a generator.",
  missingType: "This field declaration is invalid. It is either missing a name or a type.",
  legacyColon: "Field declarations don't require a `:`.",
  legacyRequired: "Fields are required by default, `!` is no longer required.",
  legacyList: "To specify a list, please use `Type[]` instead of `[Type]`.",
  optionalList: "Optional lists are not supported. Use either `Type[]` or `Type?`.",
} as const;

/** Reports a block whose `}` is missing. The words are ours: the engine blames every line that follows. */
export function unclosedMessage(name: string): string {
  return `The block \`${name}\` is never closed: a \`}\` is missing.`;
}

/**
 * Turns the line at the cursor, from `start` on, into a `PrismaInvalid`, reports it and moves to the next line.
 * Comments on it are kept: a directive on a broken line still counts.
 */
export function invalidLine(cursor: Cursor, start: number, message: string): PrismaInvalid {
  const lineEnd = endOfLine(cursor.text, start);
  const earlierComments = cursor.comments.length;
  cursor.collectComments(start, lineEnd);
  const end = endOfContent(cursor, start, lineEnd, earlierComments);
  const range: Range = [start, end];
  cursor.errors.push({ message, range: wrongPiece(cursor, range) });
  cursor.position = start;
  cursor.skipLine();
  return { type: "PrismaInvalid", range, message };
}

/** Where the line ends without the spaces and comments that trail it. */
function endOfContent(
  cursor: Cursor,
  start: number,
  lineEnd: number,
  earlierComments: number,
): number {
  let end = trimEnd(cursor.text, start, lineEnd);
  for (let index = cursor.comments.length - 1; index >= earlierComments; index--) {
    const comment = cursor.comments[index];
    if (comment?.range[1] !== end || comment.range[0] === start) break;
    end = trimEnd(cursor.text, start, comment.range[0]);
  }
  return end;
}

/** The word where reading stopped, if it stopped inside the line; else all of it. */
function wrongPiece(cursor: Cursor, [start, end]: Range): Range {
  const from = cursor.furthest;
  if (from <= start || from >= end) return [start, end];
  let to = from + 1;
  while (to < end && !isSpace(cursor.text.charCodeAt(to))) to++;
  return [from, to];
}
