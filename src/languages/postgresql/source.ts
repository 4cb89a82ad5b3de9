import type { Range, SqlToken } from "./ast.ts";
import { type Lexed, tokenize } from "./lexer.ts";
import type { OffsetMap } from "./offsets.ts";
import { TokenList, type Window } from "./token-list.ts";

/**
 * SQL to parse: a file's text, or what a string in it says once its quotes are off (a function's body, an
 * EXECUTEd command). Offsets into `text` are called local.
 */
export interface SqlText {
  text: string;
  /** The part of `text` to read. */
  start: number;
  end: number;
  /** From local offsets to those of the file. */
  toFile: OffsetMap;
}

/** Text with its tokens, twice: as `text` has them and, at the same indexes, as they stand in the file. */
export interface SqlSource extends SqlText {
  local: readonly SqlToken[];
  tokens: TokenList;
  /** Comments and the error stand in the file; the other ranges are local. */
  lexed: Lexed;
}

export function identity(offset: number): number {
  return offset;
}

/** Splits a text into tokens. */
export function openSource(text: SqlText): SqlSource {
  const lexed = tokenize(text.text, text.start, text.end);
  const local = lexed.tokens;
  if (text.toFile === identity) return { ...text, local, lexed, tokens: new TokenList(local) };
  const moved = local.map((token) => moveToFile(token, text.toFile));
  const comments = lexed.comments.map((comment) => moveToFile(comment, text.toFile));
  const inFile: Lexed = { ...lexed, comments };
  if (lexed.error !== undefined) inFile.error = moveToFile(lexed.error, text.toFile);
  return { ...text, local, lexed: inFile, tokens: new TokenList(moved) };
}

function moveToFile<T extends { range: Range }>(element: T, toFile: OffsetMap): T {
  const [start, end] = element.range;
  return { ...element, range: [toFile(start), toFile(end)] };
}

/** What a window's tokens and all between them are in `text`. */
export function localSpan({ local }: SqlSource, window: Window): [start: number, end: number] {
  const start = local[window.from]?.range[0] ?? 0;
  return [start, local[window.to - 1]?.range[1] ?? start];
}
