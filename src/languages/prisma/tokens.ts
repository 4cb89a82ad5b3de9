/**
 * The smallest pieces of a schema: names, paths, strings, numbers, comments. A `Cursor` reads them one after
 * the other; a reader that finds something else returns null and leaves the cursor where it was.
 */

import type {
  PrismaComment,
  PrismaName,
  PrismaNumber,
  PrismaString,
  PrismaSyntaxError,
} from "./ast.ts";
import {
  afterNewline,
  code,
  endOfLine,
  isControl,
  isDigit,
  isNewline,
  isSpace,
  namePartLength,
  nameStartLength,
} from "./characters.ts";
import { decodeString } from "./strings.ts";

/** What a broken line takes back: see `Cursor.mark`. */
export interface Mark {
  position: number;
  comments: number;
  errors: number;
}

export class Cursor {
  readonly text: string;
  position = 0;
  /** The furthest offset at which something else was expected: where a broken line most likely broke. */
  furthest = 0;
  readonly comments: PrismaComment[] = [];
  readonly errors: PrismaSyntaxError[] = [];
  readonly #blockEnds: Finder;

  constructor(text: string) {
    this.text = text;
    this.#blockEnds = new Finder(text, "*/");
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  mark(): Mark {
    return {
      position: this.position,
      comments: this.comments.length,
      errors: this.errors.length,
    };
  }

  /** Forgets all that was read since `mark`. */
  reset(mark: Mark): void {
    this.position = mark.position;
    this.comments.length = mark.comments;
    this.errors.length = mark.errors;
  }

  /** Notes that the text at the cursor is not what the grammar wants. */
  fail(): null {
    if (this.position > this.furthest) this.furthest = this.position;
    return null;
  }

  peek(): number {
    return this.text.charCodeAt(this.position);
  }

  skipSpaces(): void {
    while (isSpace(this.text.charCodeAt(this.position))) this.position++;
  }

  /** Consumes one character if it is there, then the spaces after it. */
  take(unit: number): boolean {
    if (this.text.charCodeAt(this.position) !== unit) return false;
    this.position++;
    this.skipSpaces();
    return true;
  }

  atNewline(): boolean {
    return isNewline(this.text.charCodeAt(this.position));
  }

  takeNewline(): boolean {
    if (!this.atNewline()) {
      this.fail();
      return false;
    }
    this.position = afterNewline(this.text, this.position);
    return true;
  }

  skipLine(): void {
    this.position = afterNewline(this.text, endOfLine(this.text, this.position));
  }

  /** A name: letters and digits, then also `_` and `-`. */
  name(): PrismaName | null {
    const start = this.position;
    const end = endOfName(this.text, start);
    if (end === start) return this.fail();
    this.position = end;
    return { type: "PrismaName", range: [start, end], name: this.text.slice(start, end) };
  }

  /** A dotted name. As in the engine, dots may repeat and end it: `a..b` and `a.` are paths. */
  path(): PrismaName | null {
    const start = this.position;
    const end = endOfPath(this.text, start);
    if (end === start) return this.fail();
    this.position = end;
    return { type: "PrismaName", range: [start, end], name: this.text.slice(start, end) };
  }

  /** Digits with an optional minus and decimals: no exponent, no leading dot or plus. */
  number(): PrismaNumber | null {
    const { text, position: start } = this;
    const digits = text.charCodeAt(start) === code.hyphen ? start + 1 : start;
    let end = endOfDigits(text, digits);
    if (end === digits) return this.fail();
    if (text.charCodeAt(end) === code.dot) {
      const decimals = endOfDigits(text, end + 1);
      if (decimals > end + 1) end = decimals;
    }
    this.position = end;
    return { type: "PrismaNumber", range: [start, end], raw: text.slice(start, end) };
  }

  /** A string as in JSON. Bad escapes are errors of their own and do not break the line. */
  string(): PrismaString | null {
    const { text, position: start } = this;
    if (text.charCodeAt(start) !== code.quote) return this.fail();
    let end = start + 1;
    let escaped = false;
    for (;;) {
      const unit = text.charCodeAt(end);
      if (unit === code.quote) break;
      if (end >= text.length) return this.fail();
      if (unit === code.backslash && end + 1 < text.length) {
        escaped = true;
        end += 2;
        continue;
      }
      if (unit === code.backslash || isControl(unit)) return this.fail();
      end++;
    }
    this.position = end + 1;
    const raw = text.slice(start + 1, end);
    const value = escaped ? decodeString(raw, start + 1, this.errors) : raw;
    return { type: "PrismaString", range: [start, end + 1], value };
  }

  /** The comment at the cursor, recorded; null where there is none, or a block comment without its end. */
  comment(): PrismaComment | null {
    const comment = this.#commentAt(this.position);
    if (comment === null) return this.fail();
    this.position = comment.range[1];
    this.comments.push(comment);
    return comment;
  }

  /**
   * Records the comments between `start` and `end` in text that follows no grammar (a broken line, the rest of
   * a line after `{`): whoever writes a directive there means it. Strings are passed over.
   */
  collectComments(start: number, end: number): void {
    let offset = start;
    while (offset < end) {
      const unit = this.text.charCodeAt(offset);
      if (unit === code.quote) {
        offset = endOfStringOnLine(this.text, offset, end);
      } else if (unit === code.slash) {
        const comment = this.#commentAt(offset);
        if (comment === null || comment.range[1] > end) {
          offset++;
        } else {
          this.comments.push(comment);
          offset = comment.range[1];
        }
      } else {
        offset++;
      }
    }
  }

  #commentAt(start: number): PrismaComment | null {
    const { text } = this;
    if (!isCommentStart(text, start)) return null;
    const isBlock = text.charCodeAt(start + 1) === code.asterisk;
    if (isBlock) {
      const close = this.#blockEnds.next(start + 2);
      if (close === -1) return null;
      const value = text.slice(start + 2, close);
      return { type: "PrismaComment", range: [start, close + 2], kind: "block", value };
    }
    const end = endOfLine(text, start);
    const isDoc = text.charCodeAt(start + 2) === code.slash;
    const value = text.slice(start + (isDoc ? 3 : 2), end);
    return { type: "PrismaComment", range: [start, end], kind: isDoc ? "doc" : "line", value };
  }
}

/**
 * Finds `needle` again and again, at offsets that mostly grow. Remembers the last answer, so that a file full
 * of openings without an end is still read in linear time.
 */
export class Finder {
  readonly #text: string;
  readonly #needle: string;
  #from = 0;
  /** The first occurrence at or after `#from`; the length of the text stands for none. */
  #found = -1;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  /** The offset of the first occurrence at or after `from`, or -1. */
  next(from: number): number {
    const isKnown = from >= this.#from && from <= this.#found;
    if (!isKnown) {
      const found = this.#text.indexOf(this.#needle, from);
      this.#from = from;
      this.#found = found === -1 ? this.#text.length : found;
    }
    return this.#found === this.#text.length ? -1 : this.#found;
  }
}

export function isCommentStart(text: string, offset: number): boolean {
  if (text.charCodeAt(offset) !== code.slash) return false;
  const next = text.charCodeAt(offset + 1);
  return next === code.slash || next === code.asterisk;
}

/** The offset after the string that starts at `start`; `start + 1` if it does not end before `limit`. */
function endOfStringOnLine(text: string, start: number, limit: number): number {
  for (let offset = start + 1; offset < limit; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === code.quote) return offset + 1;
    if (unit === code.backslash) offset++;
    else if (isControl(unit)) break;
  }
  return start + 1;
}

function endOfName(text: string, start: number): number {
  let length = nameStartLength(text, start);
  let end = start;
  while (length > 0) {
    end += length;
    length = namePartLength(text, end);
  }
  return end;
}

function endOfPath(text: string, start: number): number {
  let end = endOfName(text, start);
  if (end === start) return start;
  while (text.charCodeAt(end) === code.dot) end = endOfName(text, end + 1);
  return end;
}

function endOfDigits(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}
