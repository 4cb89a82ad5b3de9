import type { PrismaField } from "../languages/prisma/ast.ts";
import type { TextEdit } from "./edit.ts";
import { lineStart, newlineOf } from "./prisma-layout.ts";

/** Writes a documentation comment on a line of its own above a field, indented as the field is. */
export function insertDocumentation(field: PrismaField, text: string, comment: string): TextEdit {
  const start = lineStart(text, field.range[0]);
  const indentation = text.slice(start, field.range[0]);
  return {
    range: [start, start],
    text: `${indentation}/// ${comment}${newlineOf(text, start)}`,
  };
}
