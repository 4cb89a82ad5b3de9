/** Putting an extension that was thrown away where it takes effect. */

import type { Extension } from "../model/client/discarded-extends.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";

/**
 * `const prisma = new PrismaClient().$extends(…)` in place of two statements. The annotation of a type goes: an
 * extended client is no `PrismaClient`.
 */
export function toExtendedDeclaration(
  { id, init, statement, call }: Extension,
  text: string,
): TextEdit {
  const [, end] = init.range;
  const extension = text.slice(call.callee.range[1] - "$extends".length, call.range[1]);
  const annotation = id.typeAnnotation?.range;
  return mergeEdits(text, [
    ...(annotation ? [{ range: annotation, text: "" }] : []),
    { range: [end, end], text: `.${extension}` },
    { range: wholeLines(statement.range, text), text: "" },
  ]);
}

/** A statement with its line, where nothing else stands on it. */
function wholeLines([start, end]: readonly [number, number], text: string): [number, number] {
  const before = text.lastIndexOf("\n", start - 1) + 1;
  const nextLine = text.indexOf("\n", end);
  const after = nextLine === -1 ? text.length : nextLine + 1;
  const isAlone = text.slice(before, start).trim() === "" && text.slice(end, after).trim() === "";
  return isAlone ? [before, after] : [start, end];
}
