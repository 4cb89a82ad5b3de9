/** Fields of models, views and composite types, and their types. */

import type {
  PrismaAttribute,
  PrismaComment,
  PrismaField,
  PrismaFieldType,
  PrismaInvalid,
  PrismaName,
  PrismaString,
} from "./ast.ts";
import { code, nameStartLength } from "./characters.ts";
import { appendDocumentation } from "./documentation.ts";
import { parseAttribute } from "./expressions.ts";
import { messages } from "./invalid.ts";
import type { Cursor } from "./tokens.ts";
import { isCommentStart } from "./tokens.ts";

/**
 * Reads a field to the end of its line. Forms of Prisma 1 (`name: Type`, `Type!`, `[Type]`, `Type[]?`) are
 * reported and still give a field.
 * @returns a `PrismaInvalid` for a name without a type, null where the line is no field at all.
 */
export function parseField(
  cursor: Cursor,
  documentation: string | null,
): PrismaField | PrismaInvalid | null {
  const name = cursor.name();
  if (name === null) return null;
  cursor.skipSpaces();
  takeLegacyColon(cursor);
  const isTyped = atFieldType(cursor);
  const fieldType = isTyped ? parseFieldType(cursor) : null;
  if (isTyped && fieldType === null) return null;

  const attributes = parseAttributes(cursor);
  if (attributes === null) return null;
  const end = lastOf(attributes)?.range[1] ?? fieldType?.range[1] ?? name.range[1];
  const lineEnd = parseLineEnd(cursor);
  if (lineEnd === null) return null;
  if (fieldType === null) return untypedField(cursor, name, end);
  return {
    type: "PrismaField",
    range: [name.range[0], end],
    name,
    fieldType,
    attributes,
    documentation: appendDocumentation(documentation, lineEnd.comment),
  };
}

/** All attributes at the cursor; null where one of them is broken. */
export function parseAttributes(cursor: Cursor): PrismaAttribute[] | null {
  const attributes: PrismaAttribute[] = [];
  while (cursor.peek() === code.at) {
    const attribute = parseAttribute(cursor);
    if (attribute === null) return null;
    attributes.push(attribute);
  }
  return attributes;
}

/** What may end a member's line: at most one comment, then the line break. Null where something else stands. */
export function parseLineEnd(cursor: Cursor): { comment: PrismaComment | null } | null {
  let comment: PrismaComment | null = null;
  if (isCommentStart(cursor.text, cursor.position)) {
    comment = cursor.comment();
    if (comment === null) return null;
    cursor.skipSpaces();
  }
  return cursor.takeNewline() ? { comment } : null;
}

/** `String`, `Unsupported("point")`: a type without its arity, as fields and type aliases have it. */
export function parseBaseType(
  cursor: Cursor,
): { name: PrismaName; unsupported: PrismaString | null; end: number } | null {
  const name = cursor.name();
  if (name === null) return null;
  const end = cursor.position;
  if (name.name !== "Unsupported" || cursor.peek() !== code.openParenthesis) {
    return { name, unsupported: null, end };
  }
  cursor.take(code.openParenthesis);
  const unsupported = cursor.string();
  if (unsupported === null) return null;
  cursor.skipSpaces();
  if (cursor.peek() !== code.closeParenthesis) return cursor.fail();
  cursor.position++;
  return { name, unsupported, end: cursor.position };
}

function untypedField(cursor: Cursor, name: PrismaName, end: number): PrismaInvalid {
  cursor.errors.push({ message: messages.missingType, range: name.range });
  return { type: "PrismaInvalid", range: [name.range[0], end], message: messages.missingType };
}

function takeLegacyColon(cursor: Cursor): void {
  const colon = cursor.position;
  if (!cursor.take(code.colon)) return;
  cursor.errors.push({ message: messages.legacyColon, range: [colon, colon + 1] });
}

function atFieldType(cursor: Cursor): boolean {
  return cursor.peek() === code.openBracket || nameStartLength(cursor.text, cursor.position) > 0;
}

function parseFieldType(cursor: Cursor): PrismaFieldType | null {
  const start = cursor.position;
  if (cursor.peek() === code.openBracket) return parseLegacyList(cursor);
  const base = parseBaseType(cursor);
  if (base === null) return null;
  const { name, unsupported } = base;
  cursor.skipSpaces();
  const { arity, length, message } = aritySuffix(cursor);
  const end = length > 0 ? cursor.position + length : base.end;
  if (message !== null) cursor.errors.push({ message, range: [start, end] });
  cursor.position += length;
  cursor.skipSpaces();
  return { type: "PrismaFieldType", range: [start, end], name, arity, unsupported };
}

interface AritySuffix {
  arity: PrismaFieldType["arity"];
  length: number;
  message: string | null;
}

/** `[]`, `?`, and the `[]?` and `!` that are no longer valid. */
function aritySuffix(cursor: Cursor): AritySuffix {
  const { text, position } = cursor;
  if (text.startsWith("[]", position)) {
    const optional = optionalMarkAfter(cursor, position + 2);
    if (optional === null) return { arity: "list", length: 2, message: null };
    return { arity: "list", length: optional - position, message: messages.optionalList };
  }
  const unit = cursor.peek();
  if (unit === code.question) return { arity: "optional", length: 1, message: null };
  if (unit === code.exclamation) {
    return { arity: "required", length: 1, message: messages.legacyRequired };
  }
  return { arity: "required", length: 0, message: null };
}

/** The offset after a `?` that follows `offset`, spaces between them allowed; null without one. */
function optionalMarkAfter(cursor: Cursor, offset: number): number | null {
  const { position } = cursor;
  cursor.position = offset;
  cursor.skipSpaces();
  const end = cursor.peek() === code.question ? cursor.position + 1 : null;
  cursor.position = position;
  return end;
}

/** `[Type]` */
function parseLegacyList(cursor: Cursor): PrismaFieldType | null {
  const start = cursor.position;
  cursor.take(code.openBracket);
  const base = parseBaseType(cursor);
  if (base === null) return null;
  cursor.skipSpaces();
  if (cursor.peek() !== code.closeBracket) return cursor.fail();
  const end = cursor.position + 1;
  cursor.take(code.closeBracket);
  cursor.errors.push({ message: messages.legacyList, range: [start, end] });
  const { name, unsupported } = base;
  return { type: "PrismaFieldType", range: [start, end], name, arity: "list", unsupported };
}

function lastOf<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1];
}
