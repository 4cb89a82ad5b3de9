/** Types to put in the place of VARCHAR(n) and CHAR(n). */

import { constantInteger } from "../model/catalog/tree.ts";
import { withBrackets } from "../model/migration/written-columns.ts";
import type { WrittenColumn } from "../model/migration/written-columns.ts";

/** TEXT: with the length as a CHECK, where one can stand beside the type, and without it. */
export function textTypes(written: WrittenColumn, text: string): string[] {
  const { typeName, definition, isNew } = written;
  const length = constantInteger(typeName.typmods?.[0] ?? null);
  const isArray = (typeName.arrayBounds ?? []).length > 0;
  if (!isNew || isArray || length === null) return [withBrackets("TEXT", typeName)];
  const name = text.slice(...definition.nameRange);
  return [`TEXT CHECK (char_length(${name}) <= ${String(length)})`, "TEXT"];
}
