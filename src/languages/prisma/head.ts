/** The line that opens a block: `model User {`. */

import type { PrismaName } from "./ast.ts";
import { code, endOfLine, isSpace } from "./characters.ts";
import type { Cursor } from "./tokens.ts";

const keywords = ["model", "enum", "type", "view", "datasource", "generator"] as const;
export type Keyword = (typeof keywords)[number];

export interface BlockHead {
  kind: Keyword;
  keyword: PrismaName;
  name: PrismaName;
  /** The offset of `{`. */
  openBrace: number;
}

/**
 * Reads a whole opening line. Whatever stands behind `{` is passed over, as the engine does, but for comments.
 * @returns null where no block opens, with the cursor where it was.
 */
export function parseBlockHead(cursor: Cursor): BlockHead | null {
  const start = cursor.position;
  const head = readHead(cursor);
  if (head === null || !takeOpeningLine(cursor, head.openBrace)) {
    cursor.position = start;
    return null;
  }
  return head;
}

/**
 * The head of another block where a member is due, not consumed: then the block being read was never closed.
 * Unlike at the top level, where `modelA {` declares `A`, the keyword must stand alone here.
 */
export function peekBlockHead(cursor: Cursor): BlockHead | null {
  const start = cursor.position;
  const head = readHead(cursor);
  cursor.position = start;
  if (head === null || !isSpace(cursor.text.charCodeAt(head.keyword.range[1]))) return null;
  return head;
}

/** The keyword at the cursor, if any. The engine wants no space after it. */
export function keywordAt(cursor: Cursor): Keyword | undefined {
  return keywords.find((keyword) => cursor.text.startsWith(keyword, cursor.position));
}

/** Reads the keyword and the spaces after it. */
export function takeKeyword(cursor: Cursor, keyword: Keyword): PrismaName {
  const start = cursor.position;
  const end = start + keyword.length;
  cursor.position = end;
  cursor.skipSpaces();
  return { type: "PrismaName", range: [start, end], name: keyword };
}

/** Moves behind the line whose `{` is at `openBrace`; false if the text ends with it. */
export function takeOpeningLine(cursor: Cursor, openBrace: number): boolean {
  const end = endOfLine(cursor.text, openBrace);
  if (end === cursor.text.length) return false;
  cursor.collectComments(openBrace + 1, end);
  cursor.position = end;
  return cursor.takeNewline();
}

function readHead(cursor: Cursor): BlockHead | null {
  const kind = keywordAt(cursor);
  if (kind === undefined) return null;
  const keyword = takeKeyword(cursor, kind);
  const name = cursor.name();
  if (name === null) return null;
  cursor.skipSpaces();
  if (cursor.peek() !== code.openBrace) return cursor.fail();
  return { kind, keyword, name, openBrace: cursor.position };
}
