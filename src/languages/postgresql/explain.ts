/** What errors say: PostgreSQL's own words, and what to do where those do not help. All end with a full stop. */

import type { Range, SqlSyntaxError } from "./ast.ts";
import type { TokenList, Window } from "./token-list.ts";
import { TOO_DEEP } from "./wasm.ts";

export const NUL_MESSAGE = "A NUL character ends the script for PostgreSQL; remove it.";

export const COPY_MESSAGE =
  "The data of COPY … FROM stdin is sent by psql alone; a migration needs INSERT, or a load outside of it.";

const PSQL_HINT = "A backslash command is read by psql alone; a migration holds SQL only.";

const VARIABLE_HINT = "A variable of psql is not replaced in a migration; write its value.";

/** Characters that look like a space or like nothing, but are letters to PostgreSQL. */
const INVISIBLE = /[\u00a0\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff]/;

/** PostgreSQL quotes all there is up to the end of the file when a string does not end. */
const LONGEST_QUOTE = 60;

export function tooLongMessage(length: number, limit: number): string {
  return `This script has ${length} characters, more than the ${limit} that are read; split it, or exclude it from linting.`;
}

/**
 * An error at the token that stands at `offset` or after it, within the statement of `window`.
 * `reason` is PostgreSQL's message.
 */
export function syntaxErrorAt(
  reason: string,
  tokens: TokenList,
  offset: number,
  window: Window,
): SqlSyntaxError {
  const index = Math.min(Math.max(tokens.indexFrom(offset), window.from), window.to - 1);
  const hint = hintFor(tokens, index, window);
  const message = sentence(reason);
  return {
    message: hint === null ? message : `${message} ${hint}`,
    range: firstLine(tokens, index),
  };
}

/** An error of our own at one token. */
export function errorAtToken(message: string, tokens: TokenList, index: number): SqlSyntaxError {
  return { message: sentence(message), range: firstLine(tokens, index) };
}

/** `syntax error at or near "x"` as a sentence. */
function sentence(reason: string): string {
  if (reason.startsWith("memory exhausted")) return TOO_DEEP;
  const quoted = reason.replace(/(at or near ")([^]*)(")$/, (_, before, text: string, after) =>
    text.length <= LONGEST_QUOTE
      ? `${before}${text}${after}`
      : `${before}${text.slice(0, LONGEST_QUOTE)}…${after}`,
  );
  const capitalized = quoted.charAt(0).toUpperCase() + quoted.slice(1);
  return capitalized.endsWith(".") ? capitalized : `${capitalized}.`;
}

/** A string that does not end reaches to the end of the file: one line of it is enough to underline. */
function firstLine(tokens: TokenList, index: number): Range {
  const token = tokens.at(index);
  if (token === undefined) return [0, 0];
  const [start, end] = token.range;
  const line = token.text.search(/[\r\n]|$/);
  return [start, Math.min(end, start + Math.max(1, line))];
}

function hintFor(tokens: TokenList, index: number, window: Window): string | null {
  if (hasBackslash(tokens, window)) return PSQL_HINT;
  const text = tokens.at(index)?.text ?? "";
  const invisible = INVISIBLE.exec(text)?.[0];
  if (invisible !== undefined) {
    const code = invisible.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `The invisible character U+${code} is a letter to PostgreSQL; write a plain space or nothing.`;
  }
  return isPsqlVariable(tokens, index) ? VARIABLE_HINT : null;
}

function isPsqlVariable(tokens: TokenList, index: number): boolean {
  const next = tokens.at(index + 1);
  return tokens.isSign(index, ":") && next !== undefined && next.kind !== "punctuation";
}

function hasBackslash(tokens: TokenList, window: Window): boolean {
  for (let index = window.from; index < window.to; index++) {
    if (tokens.isSign(index, "\\")) return true;
  }
  return false;
}
