/** Values, arguments and attributes. Each function returns null where the grammar wants something else. */

import type {
  PrismaArgument,
  PrismaArray,
  PrismaAttribute,
  PrismaBlockAttribute,
  PrismaExpression,
  PrismaFunctionCall,
  PrismaName,
  PrismaObject,
  PrismaObjectEntry,
} from "./ast.ts";
import { code, nameStartLength } from "./characters.ts";
import type { Cursor } from "./tokens.ts";

/** Brackets deeper than this end in a syntax error instead of a stack overflow. No schema comes near. */
const maximumDepth = 200;

/** `"text"`, `1.5`, `now()`, `[a, b]`, `{ a: null }`, `ADMIN`, `address.city`. */
export function parseExpression(cursor: Cursor, depth = 0): PrismaExpression | null {
  if (depth > maximumDepth) return cursor.fail();
  const unit = cursor.peek();
  if (unit === code.quote) return cursor.string();
  if (unit === code.openBracket) return parseArray(cursor, depth);
  if (unit === code.openBrace) return parseObject(cursor, depth);
  if (unit === code.hyphen) return cursor.number();
  return parseWord(cursor, depth);
}

/** `@id`, `@db.VarChar(255)`. */
export function parseAttribute(cursor: Cursor): PrismaAttribute | null {
  const start = cursor.position;
  if (!cursor.take(code.at)) return cursor.fail();
  const rest = parseAttributeRest(cursor);
  if (rest === null) return null;
  return { type: "PrismaAttribute", range: [start, rest.end], ...rest.parts };
}

/** `@@index([a, b])`. */
export function parseBlockAttribute(cursor: Cursor): PrismaBlockAttribute | null {
  const start = cursor.position;
  if (!cursor.text.startsWith("@@", start)) return cursor.fail();
  cursor.position += 2;
  cursor.skipSpaces();
  const rest = parseAttributeRest(cursor);
  if (rest === null) return null;
  return { type: "PrismaBlockAttribute", range: [start, rest.end], ...rest.parts };
}

interface AttributeRest {
  parts: { name: PrismaName; arguments: PrismaArgument[] | null };
  end: number;
}

function parseAttributeRest(cursor: Cursor): AttributeRest | null {
  const name = cursor.path();
  if (name === null) return null;
  cursor.skipSpaces();
  if (cursor.peek() !== code.openParenthesis) {
    return { parts: { name, arguments: null }, end: name.range[1] };
  }
  const args = parseArguments(cursor, 0);
  if (args === null) return null;
  const end = cursor.position;
  cursor.skipSpaces();
  return { parts: { name, arguments: args }, end };
}

/** A constant, function call or number: words may begin with a digit, so the choice needs a look ahead. */
function parseWord(cursor: Cursor, depth: number): PrismaExpression | null {
  const start = cursor.position;
  const name = cursor.path();
  if (name === null) return null;
  const end = cursor.position;
  cursor.skipSpaces();
  if (cursor.peek() === code.openParenthesis) return parseCall(cursor, name, depth);
  if (isAsciiDigitAt(cursor, start)) {
    cursor.position = start;
    return cursor.number();
  }
  cursor.position = end;
  return { type: "PrismaConstant", range: [start, end], name: name.name };
}

function isAsciiDigitAt(cursor: Cursor, offset: number): boolean {
  const unit = cursor.text.charCodeAt(offset);
  return unit >= 0x30 && unit <= 0x39;
}

function parseCall(cursor: Cursor, callee: PrismaName, depth: number): PrismaFunctionCall | null {
  const args = parseArguments(cursor, depth + 1);
  if (args === null) return null;
  return {
    type: "PrismaFunctionCall",
    range: [callee.range[0], cursor.position],
    callee,
    arguments: args,
  };
}

/** From `(` to `)`. A comma before `)` is an error of its own, as is `name:` without a value. */
function parseArguments(cursor: Cursor, depth: number): PrismaArgument[] | null {
  cursor.take(code.openParenthesis);
  const args: PrismaArgument[] = [];
  const isEmpty = cursor.peek() === code.closeParenthesis || takeTrailingComma(cursor);
  if (!isEmpty) {
    do {
      const argument = parseArgument(cursor, depth);
      if (argument === null) return null;
      args.push(argument);
      cursor.skipSpaces();
    } while (takeSeparator(cursor));
  }
  if (cursor.peek() !== code.closeParenthesis) return cursor.fail();
  cursor.position++;
  return args;
}

/** Consumes the comma between two arguments; a trailing one ends the list. */
function takeSeparator(cursor: Cursor): boolean {
  return !takeTrailingComma(cursor) && cursor.take(code.comma);
}

/** Consumes a comma that only `)` follows, and reports it. */
function takeTrailingComma(cursor: Cursor): boolean {
  const comma = cursor.position;
  if (!cursor.take(code.comma)) return false;
  if (cursor.peek() === code.closeParenthesis) {
    cursor.errors.push({
      message: "Trailing commas are not valid in attribute arguments, please remove the comma.",
      range: [comma, comma + 1],
    });
    return true;
  }
  cursor.position = comma;
  return false;
}

function parseArgument(cursor: Cursor, depth: number): PrismaArgument | null {
  const start = cursor.position;
  const name = parseArgumentName(cursor);
  if (name !== null && atEndOfArgument(cursor)) return emptyArgument(cursor, name);
  const value = parseExpression(cursor, depth);
  if (value === null) return null;
  return { type: "PrismaArgument", range: [start, value.range[1]], name, value };
}

function atEndOfArgument(cursor: Cursor): boolean {
  const unit = cursor.peek();
  return unit === code.comma || unit === code.closeParenthesis;
}

function emptyArgument(cursor: Cursor, name: PrismaName): PrismaArgument {
  const [start, endOfName] = name.range;
  const end = cursor.text.indexOf(":", endOfName) + 1;
  cursor.errors.push({
    message: `The \`${name.name}\` argument is missing a value.`,
    range: [start, end],
  });
  return { type: "PrismaArgument", range: [start, end], name, value: null };
}

/** `name:` with the spaces around the colon, or null with the cursor where it was. */
function parseArgumentName(cursor: Cursor): PrismaName | null {
  if (nameStartLength(cursor.text, cursor.position) === 0) return null;
  const start = cursor.position;
  const name = cursor.name();
  cursor.skipSpaces();
  if (cursor.take(code.colon)) return name;
  cursor.position = start;
  return null;
}

function parseArray(cursor: Cursor, depth: number): PrismaArray | null {
  const start = cursor.position;
  cursor.take(code.openBracket);
  const elements: PrismaExpression[] = [];
  if (cursor.peek() !== code.closeBracket) {
    do {
      const element = parseExpression(cursor, depth + 1);
      if (element === null) return null;
      elements.push(element);
      cursor.skipSpaces();
    } while (cursor.take(code.comma));
  }
  if (cursor.peek() !== code.closeBracket) return cursor.fail();
  cursor.position++;
  return { type: "PrismaArray", range: [start, cursor.position], elements };
}

function parseObject(cursor: Cursor, depth: number): PrismaObject | null {
  const start = cursor.position;
  cursor.take(code.openBrace);
  const entries: PrismaObjectEntry[] = [];
  if (cursor.peek() !== code.closeBrace) {
    do {
      const entry = parseObjectEntry(cursor, depth + 1);
      if (entry === null) return null;
      entries.push(entry);
      cursor.skipSpaces();
    } while (cursor.take(code.comma));
  }
  if (cursor.peek() !== code.closeBrace) return cursor.fail();
  cursor.position++;
  return { type: "PrismaObject", range: [start, cursor.position], entries };
}

function parseObjectEntry(cursor: Cursor, depth: number): PrismaObjectEntry | null {
  const key = cursor.name();
  if (key === null) return null;
  cursor.skipSpaces();
  if (!cursor.take(code.colon)) return cursor.fail();
  const value = parseExpression(cursor, depth);
  if (value === null) return null;
  return { type: "PrismaObjectEntry", range: [key.range[0], value.range[1]], key, value };
}
