/** What stands between the braces of a block, one member a line. */

import type {
  PrismaBlockAttribute,
  PrismaEnumValue,
  PrismaInvalid,
  PrismaModelMember,
  PrismaProperty,
} from "./ast.ts";
import { code } from "./characters.ts";
import { appendDocumentation, parseCommentBlock } from "./documentation.ts";
import { parseBlockAttribute, parseExpression } from "./expressions.ts";
import { parseAttributes, parseField, parseLineEnd } from "./fields.ts";
import { atBlockHead } from "./head.ts";
import { invalidLine, messages } from "./invalid.ts";
import type { Cursor } from "./tokens.ts";
import { isCommentStart } from "./tokens.ts";

type MemberReader<Member> = (cursor: Cursor, documentation: string | null) => Member | null;

/** Members of a model, view or composite type, up to (not including) its `}`. */
export function parseModelMembers(cursor: Cursor): PrismaModelMember[] {
  return parseMembers<PrismaModelMember>(cursor, parseModelMember, messages.modelLine);
}

/** Members of an enum, up to its `}`. */
export function parseEnumMembers(
  cursor: Cursor,
): (PrismaEnumValue | PrismaBlockAttribute | PrismaInvalid)[] {
  return parseMembers(cursor, parseEnumMember, messages.enumLine);
}

/** Members of a datasource or generator, up to its `}`. */
export function parseConfigMembers(
  cursor: Cursor,
  keyword: "datasource" | "generator",
): (PrismaProperty | PrismaInvalid)[] {
  return parseMembers(cursor, parseProperty, messages[`${keyword}Line`]);
}

/**
 * Reads members until a `}`, the end of the text, or a line that begins another block. As in the engine, a
 * comment block documents the next field or value, whatever blank lines and block attributes lie between.
 */
function parseMembers<Member extends object>(
  cursor: Cursor,
  read: MemberReader<Member>,
  message: string,
): (Member | PrismaInvalid)[] {
  const members: (Member | PrismaInvalid)[] = [];
  let documentation: string | null = null;
  for (;;) {
    cursor.skipSpaces();
    if (cursor.atEnd || cursor.peek() === code.closeBrace) return members;
    if (cursor.atNewline()) {
      cursor.takeNewline();
      continue;
    }
    if (isCommentStart(cursor.text, cursor.position)) {
      const comments = parseCommentBlock(cursor);
      if (comments !== null) {
        documentation = comments.documentation;
        continue;
      }
    }
    const start = cursor.mark();
    const member = read(cursor, documentation);
    if (member !== null) {
      members.push(member);
      if ("documentation" in member) documentation = null;
      continue;
    }
    cursor.reset(start);
    if (atBlockHead(cursor)) return members;
    members.push(invalidLine(cursor, start.position, message));
  }
}

function parseModelMember(cursor: Cursor, documentation: string | null): PrismaModelMember | null {
  if (cursor.peek() === code.at) return parseBlockAttributeLine(cursor);
  return parseField(cursor, documentation);
}

function parseEnumMember(
  cursor: Cursor,
  documentation: string | null,
): PrismaEnumValue | PrismaBlockAttribute | null {
  if (cursor.peek() === code.at) return parseBlockAttributeLine(cursor);
  const name = cursor.name();
  if (name === null) return null;
  cursor.skipSpaces();
  const attributes = parseAttributes(cursor);
  if (attributes === null) return null;
  const lineEnd = parseLineEnd(cursor);
  if (lineEnd === null) return null;
  return {
    type: "PrismaEnumValue",
    range: [name.range[0], attributes.at(-1)?.range[1] ?? name.range[1]],
    name,
    attributes,
    documentation: appendDocumentation(documentation, lineEnd.comment),
  };
}

function parseBlockAttributeLine(cursor: Cursor): PrismaBlockAttribute | null {
  const attribute = parseBlockAttribute(cursor);
  if (attribute === null) return null;
  return parseLineEnd(cursor) === null ? null : attribute;
}

function parseProperty(cursor: Cursor): PrismaProperty | null {
  const key = cursor.name();
  if (key === null) return null;
  cursor.skipSpaces();
  const equals = cursor.position;
  if (!cursor.take(code.equals)) return cursor.fail();
  const isEmpty = cursor.atNewline() || isCommentStart(cursor.text, cursor.position);
  const value = isEmpty ? null : parseExpression(cursor);
  if (!isEmpty && value === null) return null;
  const end = value?.range[1] ?? equals + 1;
  cursor.skipSpaces();
  if (parseLineEnd(cursor) === null) return null;
  return { type: "PrismaProperty", range: [key.range[0], end], key, value };
}
