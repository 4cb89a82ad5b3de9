/** Turning prisma-lint's comments into ESLint's. */

import type { LintComment } from "../model/schema/lint-comments.ts";
import type { TextEdit } from "./edit.ts";
import { mergeEdits } from "./edit.ts";
import { lineEnd, lineStart, newlineOf } from "./prisma-layout.ts";

/**
 * The edit that puts ESLint's comment in the place of prisma-lint's: on the line above a field, around a block. Null where
 * that would silence something else: below the comment comes no field, or it names fields.
 */
export function toDirective(found: LintComment, text: string): TextEdit | null {
  const { comment, scope, rules, hasParameters, block } = found;
  if (hasParameters || !block || rules.length === 0) return null;
  const list = rules.map((name) => `prisma-sentinel/${name}`).join(", ");
  const [start, end] = comment.range;
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() !== "") return null;
  const newline = newlineOf(text, end);
  if (scope === "field") {
    const below = lineEnd(text, end) + newline.length;
    const isField = block.members.some(
      ({ type, range }) => type === "PrismaField" && lineStart(text, range[0]) === below,
    );
    return isField ? { range: comment.range, text: `// eslint-disable-next-line ${list}` } : null;
  }
  const above = lineStart(text, block.range[0]);
  const after = lineEnd(text, block.range[1]);
  return mergeEdits(text, [
    { range: [above, above], text: `// eslint-disable ${list}${newline}` },
    { range: [line, end + newline.length], text: "" },
    { range: [after, after], text: `${newline}${newline}// eslint-enable ${list}` },
  ]);
}
