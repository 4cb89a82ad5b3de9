import { Buffer } from "node:buffer";

import type { Range, SqlComment, SqlSyntaxError, SqlToken, SqlTokenKind } from "./ast.ts";
import {
  BACKSLASH,
  COLON,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  isDigit,
  isIdentifierStart,
  isOperatorChar,
  isSpace,
  MINUS,
  PLUS,
  QUOTE,
  SLASH,
  STAR,
} from "./characters.ts";

/** What the lexer makes of a text. */
export interface Lexed {
  tokens: SqlToken[];
  comments: SqlComment[];
  /** The lines after `COPY … FROM stdin;`, through their `\.`: data of psql, no SQL. */
  copyData: Range[];
  /** Block comments nested so deeply that PostgreSQL's lexer would take minutes (its time grows with the square). */
  deepComments: Range[];
  /** The first lexical error; the tokens go on after it. */
  error?: SqlSyntaxError;
}

/** PostgreSQL cuts identifiers to this many bytes (NAMEDATALEN - 1). */
const MAX_IDENTIFIER_BYTES = 63;

const DEEP_COMMENT = 100;

const PUNCTUATION = new Set(["(", ")", "[", "]", ",", ";", ".", ":"]);

/** A number with the separators that PostgreSQL 16 brought: `1_000`, `0x1F`, `1.5e-3`. */
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?/y;

/** A name, or what may not follow a number without a space: `123abc`, `1.5e`, `0x`. */
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z_\u0080-\uffff0-9$]*/y;

const LINE = /[^\r\n]*/y;

const SPACES = /[ \t\n\r\f\v]+/y;

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z_\u0080-\uffff0-9]*)?\$/y;

/**
 * The way to the next part of a string continued over lines. PostgreSQL allows `--` comments in it;
 * libpg-query, whose scanner keeps comments as tokens, does not, and what it reads is what counts here.
 */
const CONTINUATION = /[ \t\f\v]*[\r\n][ \t\n\r\f\v]*'/y;

/** Operator characters that allow an operator to end in `+` or `-`. */
const KEEPS_TRAILING_SIGN = /[~!@#^&|`?%]/;

const COPY_DATA_END = /^\\\.[ \t]*\r?$/m;

/**
 * Splits SQL into tokens and comments exactly as PostgreSQL's `scan.l` does, with UTF-16 ranges; never throws,
 * and takes linear time. `from` and `to` bound the part that is read; ranges are always of the whole text.
 *
 * As in `scan.l`, `'a'` and `'b'` on two lines are one string token.
 * What does not end (string, comment, dollar quote) is one token up to `to`, and an error.
 */
export function tokenize(text: string, from = 0, to = text.length): Lexed {
  return new Lexer(text, from, to).run();
}

class Lexer {
  readonly #text: string;
  readonly #end: number;
  #position: number;
  #statementStart = 0;
  /** Whether a `\.` may still follow; asked once only, to stay linear. */
  #copyDataEnds = true;
  readonly #lexed: Lexed = { tokens: [], comments: [], copyData: [], deepComments: [] };

  constructor(text: string, from: number, to: number) {
    this.#text = to === text.length ? text : text.slice(0, to);
    this.#position = from;
    this.#end = to;
  }

  run(): Lexed {
    while (this.#position < this.#end) this.#next();
    return this.#lexed;
  }

  #next(): void {
    const code = this.#code(this.#position);
    if (isSpace(code)) this.#position = this.#match(SPACES, this.#position);
    else if (isIdentifierStart(code)) this.#word(code);
    else if (code === QUOTE) this.#string(this.#position, false);
    else if (code === DOUBLE_QUOTE) this.#quoted(this.#position);
    else if (isDigit(code) || (code === DOT && isDigit(this.#code(this.#position + 1))))
      this.#number();
    else if (code === DOLLAR) this.#dollar();
    else if (code === MINUS && this.#code(this.#position + 1) === MINUS) this.#lineComment();
    else if (code === SLASH && this.#code(this.#position + 1) === STAR) this.#blockComment();
    else if (isOperatorChar(code)) this.#operator();
    else this.#punctuation(code);
  }

  #code(position: number): number {
    return this.#text.charCodeAt(position);
  }

  /** The end of what a sticky pattern matches at `from`; 0 when it does not. */
  #match(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    pattern.test(this.#text);
    return pattern.lastIndex;
  }

  #push(kind: SqlTokenKind, end: number, value?: string): void {
    const start = this.#position;
    const text = this.#text.slice(start, end);
    this.#lexed.tokens.push({ kind, text, value: value ?? text, range: [start, end] });
    this.#position = end;
  }

  /** Notes the first error; one line of what does not end is enough to underline. */
  #fail(message: string, start: number, end: number): void {
    if (this.#lexed.error !== undefined) return;
    const range: Range = [start, Math.min(end, this.#match(LINE, start))];
    this.#lexed.error = { message, range };
  }

  /** A keyword or identifier, or the prefix of a string: `E'…'`, `B'…'`, `X'…'`, `U&'…'`, `U&"…"`. */
  #word(first: number): void {
    const start = this.#position;
    const second = this.#code(start + 1);
    if (second === QUOTE && isStringPrefix(first)) {
      this.#string(start + 1, isLetter(first, "e"));
      return;
    }
    if (isLetter(first, "u") && second === 0x26) {
      const third = this.#code(start + 2);
      if (third === QUOTE) {
        this.#string(start + 2, false);
        return;
      }
      if (third === DOUBLE_QUOTE) {
        this.#quoted(start + 2);
        return;
      }
    }
    const end = this.#match(WORD, start);
    this.#push("word", end, truncateName(foldCase(this.#text.slice(start, end))));
  }

  /** A string whose opening quote stands at `quote`. Backslashes escape only in `E'…'`. */
  #string(quote: number, escapes: boolean): void {
    const start = this.#position;
    let end = quote + 1;
    for (;;) {
      end = this.#stringEnd(end, escapes);
      if (end < 0) {
        this.#fail("Unterminated quoted string.", start, this.#end);
        this.#push("string", this.#end);
        return;
      }
      CONTINUATION.lastIndex = end;
      const continued = isSpace(this.#code(end)) && CONTINUATION.test(this.#text);
      if (!continued) {
        this.#push("string", end);
        return;
      }
      end = CONTINUATION.lastIndex;
    }
  }

  /** The position after the closing quote, or -1. */
  #stringEnd(from: number, escapes: boolean): number {
    for (let at = from; at < this.#end; at++) {
      const code = this.#code(at);
      if (escapes && code === BACKSLASH) at++;
      else if (code === QUOTE) {
        if (this.#code(at + 1) !== QUOTE) return at + 1;
        at++;
      }
    }
    return -1;
  }

  #quoted(quote: number): void {
    const start = this.#position;
    let end = quote + 1;
    for (;;) {
      end = this.#text.indexOf('"', end);
      if (end < 0) {
        this.#fail("Unterminated quoted identifier.", start, this.#end);
        this.#push("quoted", this.#end, this.#text.slice(quote + 1, this.#end));
        return;
      }
      if (this.#code(end + 1) !== DOUBLE_QUOTE) break;
      end += 2;
    }
    if (end === quote + 1) this.#fail("Zero-length delimited identifier.", start, end + 1);
    const name = this.#text.slice(quote + 1, end);
    const value = name.includes('"') ? name.replaceAll('""', '"') : name;
    this.#push("quoted", end + 1, truncateName(value));
  }

  #number(): void {
    const start = this.#position;
    const end = this.#match(NUMBER, start);
    this.#push("number", this.#skipJunk(start, end, "Trailing junk after numeric literal."));
  }

  #skipJunk(start: number, end: number, message: string): number {
    if (!isIdentifierStart(this.#code(end))) return end;
    const junkEnd = this.#match(WORD, end);
    this.#fail(message, start, junkEnd);
    return junkEnd;
  }

  /** `$1`, or a dollar-quoted string, or a stray `$`. */
  #dollar(): void {
    const start = this.#position;
    if (isDigit(this.#code(start + 1))) {
      let end = start + 2;
      while (isDigit(this.#code(end))) end++;
      this.#push("parameter", this.#skipJunk(start, end, "Trailing junk after parameter."));
      return;
    }
    DOLLAR_TAG.lastIndex = start;
    if (!DOLLAR_TAG.test(this.#text)) {
      this.#push("operator", start + 1);
      return;
    }
    const bodyStart = DOLLAR_TAG.lastIndex;
    const tag = this.#text.slice(start, bodyStart);
    const close = this.#text.indexOf(tag, bodyStart);
    if (close < 0) this.#fail("Unterminated dollar-quoted string.", start, this.#end);
    this.#push("string", close < 0 ? this.#end : close + tag.length);
  }

  #lineComment(): void {
    const start = this.#position;
    const end = this.#match(LINE, start);
    this.#comment("line", start + 2, end, end);
  }

  /** Block comments nest; one pass, however deep. */
  #blockComment(): void {
    const start = this.#position;
    let depth = 1;
    let deepest = 1;
    let at = start + 2;
    while (at < this.#end && depth > 0) {
      const code = this.#code(at);
      if (code === STAR && this.#code(at + 1) === SLASH) {
        at += 2;
        depth--;
      } else if (code === SLASH && this.#code(at + 1) === STAR) {
        at += 2;
        deepest = Math.max(deepest, ++depth);
      } else at++;
    }
    const end = Math.min(at, this.#end);
    if (deepest > DEEP_COMMENT) this.#lexed.deepComments.push([start, end]);
    if (depth > 0) this.#fail("Unterminated /* comment.", start, end);
    this.#comment("block", start + 2, depth > 0 ? end : end - 2, end);
  }

  #comment(kind: SqlComment["kind"], from: number, to: number, end: number): void {
    const range: Range = [this.#position, end];
    this.#lexed.comments.push({
      type: "SqlComment",
      kind,
      value: this.#text.slice(from, to),
      range,
    });
    this.#position = end;
  }

  /**
   * The longest run of operator characters, cut before a comment; a trailing `+` or `-` belongs to it only if it
   * holds a character that standard SQL has no operator for (so that `a=-1` is `a = -1`).
   */
  #operator(): void {
    const start = this.#position;
    let end = start;
    while (end < this.#end && isOperatorChar(this.#code(end)) && !this.#startsComment(end)) end++;
    if (isSign(this.#code(end - 1)) && end - start > 1) {
      const keeps = KEEPS_TRAILING_SIGN.test(this.#text.slice(start, end - 1));
      while (!keeps && end - start > 1 && isSign(this.#code(end - 1))) end--;
    }
    this.#push("operator", end);
  }

  #startsComment(at: number): boolean {
    const code = this.#code(at);
    const next = this.#code(at + 1);
    return (code === MINUS && next === MINUS) || (code === SLASH && next === STAR);
  }

  /** `::`, `:=` and `..`, else one character. */
  #punctuation(code: number): void {
    const start = this.#position;
    const next = this.#code(start + 1);
    const isPair =
      (code === COLON && (next === COLON || next === EQUALS)) || (code === DOT && next === DOT);
    if (isPair) {
      this.#push("operator", start + 2);
      return;
    }
    const char = this.#text.charAt(start);
    this.#push(PUNCTUATION.has(char) ? "punctuation" : "operator", start + 1);
    if (char === ";") this.#endStatement();
  }

  #endStatement(): void {
    const { tokens, copyData } = this.#lexed;
    const isCopy = isCopyFromStdin(tokens, this.#statementStart);
    this.#statementStart = tokens.length;
    if (!isCopy) return;
    const dataStart = this.#text.indexOf("\n", this.#position) + 1;
    if (dataStart === 0) return;
    const end = this.#copyDataEnds ? COPY_DATA_END.exec(this.#text.slice(dataStart)) : null;
    this.#copyDataEnds = end !== null;
    if (end === null) return;
    this.#position = dataStart + end.index + end[0].length;
    copyData.push([dataStart, this.#position]);
  }
}

function isCopyFromStdin(tokens: readonly SqlToken[], start: number): boolean {
  if (tokens[start]?.value !== "copy") return false;
  for (let index = start + 2; index < tokens.length; index++) {
    if (tokens[index]?.value === "stdin" && tokens[index - 1]?.value === "from") return true;
  }
  return false;
}

function isStringPrefix(code: number): boolean {
  return isLetter(code, "e") || isLetter(code, "b") || isLetter(code, "x");
}

function isLetter(code: number, lower: string): boolean {
  return (code | 0x20) === lower.charCodeAt(0);
}

function isSign(code: number): boolean {
  return code === PLUS || code === MINUS;
}

/** PostgreSQL folds the letters A to Z alone in a UTF-8 database. */
function foldCase(name: string): string {
  const isAscii = !/[\u0080-\uffff]/.test(name);
  return isAscii ? name.toLowerCase() : name.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

/** PostgreSQL truncates names silently, so its tree never holds a longer one. */
function truncateName(name: string): string {
  if (name.length * 3 <= MAX_IDENTIFIER_BYTES) return name;
  const bytes = Buffer.from(name);
  if (bytes.length <= MAX_IDENTIFIER_BYTES) return name;
  let end = MAX_IDENTIFIER_BYTES;
  while (end > 0 && isContinuationByte(bytes[end])) end--;
  return bytes.toString("utf8", 0, end);
}

function isContinuationByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
