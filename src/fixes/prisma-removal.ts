/** Removing fields from a block, which stays as `prisma format` would leave it. */

import type { PrismaField, PrismaModelLike } from "../languages/prisma/ast.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";
import { commentsStart, lineEnd, lineStart, newlineOf } from "./prisma-layout.ts";
import { lineStyle } from "./prisma.ts";
import { tableEdits, tablesOf } from "./prisma-rows.ts";

/**
 * Removes fields with their lines, and the empty line above a table of which nothing is left. Null when a comment
 * stands beside or directly above one of them: whoever wrote that shall decide.
 */
export function removeFields(
  model: PrismaModelLike,
  text: string,
  fields: readonly PrismaField[],
): TextEdit | null {
  if (!fields.every((field) => isPlainLine(field, model, text))) return null;
  const edits: TextEdit[] = [];
  for (const table of tablesOf(model, text)) {
    const kept = table.rows.filter(({ source }) => !fields.includes(source));
    if (kept.length === table.rows.length) continue;
    const removed = table.rows.filter((row) => !kept.includes(row)).map(({ source }) => source);
    const start = kept.length === 0 ? emptyLineAbove(model, text, removed[0]) : null;
    edits.push(...removed.map((field) => lineOf(field, text)));
    if (start) edits.push(start);
    edits.push(...tableEdits(table, kept, text, lineStyle(model, text)));
  }
  return mergeEdits(text, edits);
}

/** Alone on its line, with no comment of its own. */
function isPlainLine(field: PrismaField, model: PrismaModelLike, text: string): boolean {
  const start = lineStart(text, field.range[0]);
  return (
    start > model.bodyRange[0] &&
    commentsStart(text, field) === start &&
    text.slice(start, field.range[0]).trim() === "" &&
    text.slice(field.range[1], lineEnd(text, field.range[1])).trim() === ""
  );
}

function lineOf(field: PrismaField, text: string): TextEdit {
  const end = lineEnd(text, field.range[1]);
  const start = lineStart(text, field.range[0]);
  return { range: [start, end + newlineOf(text, end).length], text: "" };
}

/** The lines without text between a field and what stands above it. */
function emptyLineAbove(
  model: PrismaModelLike,
  text: string,
  field: PrismaField | undefined,
): TextEdit | null {
  if (!field) return null;
  const end = lineStart(text, field.range[0]);
  const above = text.slice(model.bodyRange[0], end).trimEnd().length;
  const start = lineEnd(text, model.bodyRange[0] + above);
  const newline = newlineOf(text, start).length;
  return start + newline < end ? { range: [start + newline, end], text: "" } : null;
}
