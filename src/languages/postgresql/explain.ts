import type { SqlSyntaxError } from "./ast.ts";
import type { TokenList, Window } from "./token-list.ts";

/** Characters that look like a space or like nothing, but are letters to PostgreSQL. */
const INVISIBLE = /[\u00a0\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff]/;

/** What a syntax error says: PostgreSQL's own words, and what to do where they do not help. */
export const explain = {
  nul: "A NUL character ends the script for PostgreSQL; remove it.",
  copy: "The data of COPY … FROM stdin is sent by psql alone; a migration needs INSERT, or a load outside of it.",
  empty: "This is no statement.",
  tooLong(length: number, limit: number): string {
    return `This script has ${length} characters, more than the ${limit} that are read; split it, or exclude it from linting.`;
  },
  /** PostgreSQL's complaint about a statement, at the token that stands at `offset` or after it. */
  at(reason: string, tokens: TokenList, offset: number, window: Window): SqlSyntaxError {
    const last = window.to - 1;
    const index = Math.min(Math.max(tokens.indexFrom(offset), window.from), last);
    const range = tokens.range({ from: index, to: index + 1 });
    return { message: explain.syntax(reason, tokens, index, window), range };
  },
  syntax(reason: string, tokens: TokenList, index: number, window: Window): string {
    const message = reason.startsWith("memory exhausted")
      ? "This is nested too deeply for PostgreSQL's parser; write it as several smaller expressions."
      : capitalized(reason);
    const hint = hintFor(tokens, index, window);
    return hint === null ? message : `${message}. ${hint}`;
  },
};

function capitalized(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

function hintFor(tokens: TokenList, index: number, window: Window): string | null {
  if (hasSign(tokens, window, "\\")) {
    return "A backslash command is read by psql alone; a migration holds SQL only.";
  }
  const text = tokens.at(index)?.text ?? "";
  const invisible = INVISIBLE.exec(text)?.[0];
  if (invisible !== undefined) {
    const code = invisible.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `The invisible character U+${code} is a letter to PostgreSQL; write a plain space or nothing.`;
  }
  if (text === ":" && tokens.at(index + 1)?.kind === "word") {
    return "A variable of psql is not replaced in a migration; write its value.";
  }
  return null;
}

function hasSign(tokens: TokenList, window: Window, sign: string): boolean {
  for (let index = window.from; index < window.to; index++) {
    if (tokens.isSign(index, sign)) return true;
  }
  return false;
}
