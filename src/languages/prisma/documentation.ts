/** Comments that stand on lines of their own, and what they document. */

import type { PrismaComment } from "./ast.ts";
import { isNewline, isSpace } from "./characters.ts";
import type { Cursor } from "./tokens.ts";
import { isCommentStart } from "./tokens.ts";

export interface CommentBlock {
  /** The text of its doc comments joined with `\n`, null if it has none (`//` alone). */
  documentation: string | null;
}

/**
 * Reads the run of comments at the cursor: comments that only single line breaks and indentation separate. A
 * space after a closing `*\/` ends the run, as in the engine.
 * @returns null where no comment begins, or a block comment that never ends.
 */
export function parseCommentBlock(cursor: Cursor): CommentBlock | null {
  let comment = cursor.comment();
  if (comment === null) return null;
  let documentation: string | null = null;
  while (comment !== null) {
    documentation = appendDocumentation(documentation, comment);
    if (!cursor.atNewline()) break;
    cursor.takeNewline();
    comment = nextComment(cursor);
  }
  return { documentation };
}

/** Reads the comment on the next line; leaves the cursor at the start of that line where there is none. */
function nextComment(cursor: Cursor): PrismaComment | null {
  const lineStart = cursor.position;
  cursor.skipSpaces();
  const comment = isCommentStart(cursor.text, cursor.position) ? cursor.comment() : null;
  if (comment === null) cursor.position = lineStart;
  return comment;
}

/** `documentation` with what `comment` adds to it: a `//` comment adds nothing. */
export function appendDocumentation(
  documentation: string | null,
  comment: PrismaComment | null,
): string | null {
  if (comment === null || comment.kind === "line") return documentation;
  const text = comment.kind === "doc" ? comment.value.trimStart() : comment.value.trim();
  return documentation === null ? text : `${documentation}\n${text}`;
}

/** Whether only spaces lie between `offset` and the end of its line. */
export function isRestOfLineBlank(text: string, offset: number): boolean {
  let end = offset;
  while (isSpace(text.charCodeAt(end))) end++;
  return isNewline(text.charCodeAt(end));
}
