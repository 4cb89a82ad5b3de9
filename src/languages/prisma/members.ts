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
import { peekBlockHead } from "./head.ts";
import { invalidLine, messages } from "./invalid.ts";
import type { Cursor } from "./tokens.ts";
import { isCommentStart } from "./tokens.ts";

interface MemberGrammar<Member> {
  /** Reads a whole line; null where it is none of these members. */
  read: (cursor: Cursor, documentation: string | null) => Member | null;
  /** What to say of other lines. */
  message: string;
  stopsAtBlocks: boolean;
}

/**
 * Members of a model, view or composite type, up to (not including) its `}`.
 * @param stopsAtBlocks whether a line that begins another block ends this one
 */
export function parseModelMembers(cursor: Cursor, stopsAtBlocks: boolean): PrismaModelMember[] {
  const grammar = { read: parseModelMember, message: messages.modelLine, stopsAtBlocks };
  return parseMembers<PrismaModelMember>(cursor, grammar);
}

/** Members of an enum, as `parseModelMembers`. */
export function parseEnumMembers(
  cursor: Cursor,
  stopsAtBlocks: boolean,
): (PrismaEnumValue | PrismaBlockAttribute | PrismaInvalid)[] {
  return parseMembers(cursor, { read: parseEnumMember, message: messages.enumLine, stopsAtBlocks });
}

/** Members of a datasource or generator, as `parseModelMembers`. */
export function parseConfigMembers(
  cursor: Cursor,
  stopsAtBlocks: boolean,
  keyword: "datasource" | "generator",
): (PrismaProperty | PrismaInvalid)[] {
  const message = messages[`${keyword}Line`];
  return parseMembers(cursor, { read: parseProperty, message, stopsAtBlocks });
}

/**
 * Reads members until a `}`, the end of the text, or a line where another block begins. As in the engine, a
 * comment block documents the next field or value, whatever blank lines and block attributes lie between.
 */
function parseMembers<Member extends object>(
  cursor: Cursor,
  { read, message, stopsAtBlocks }: MemberGrammar<Member>,
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
    if (stopsAtBlocks && peekBlockHead(cursor) !== null) return members;
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
