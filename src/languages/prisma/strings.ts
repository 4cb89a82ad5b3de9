/** Escapes in string literals: those of JSON. */

import type { PrismaSyntaxError } from "./ast.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Resolves the escapes of `raw`, the text between the quotes, which begins at `offset` of the file. An escape
 * that means nothing is left out of the value and reported with the range that Prisma's engine gives it.
 */
export function decodeString(raw: string, offset: number, errors: PrismaSyntaxError[]): string {
  let value = "";
  let index = 0;
  for (;;) {
    const backslash = raw.indexOf("\\", index);
    if (backslash === -1) return value + raw.slice(index);
    value += raw.slice(index, backslash);
    const escape = raw[backslash + 1] === "u" ? unicodeEscape : simpleEscape;
    const { text, length, message } = escape(raw, backslash);
    if (message !== null) {
      errors.push({ message, range: [offset + backslash, offset + backslash + length] });
    }
    value += text;
    index = backslash + length;
  }
}

interface Escape {
  text: string;
  /** How many UTF-16 units the escape takes, backslash included. */
  length: number;
  message: string | null;
}

function simpleEscape(raw: string, start: number): Escape {
  const escaped = String.fromCodePoint(raw.codePointAt(start + 1) ?? 0);
  const text = simpleEscapes[escaped];
  const length = 1 + escaped.length;
  if (text !== undefined) return { text, length, message: null };
  return {
    text: "",
    length,
    message:
      "Unknown escape sequence. If the value is a windows-style path, `\\` must be escaped as `\\\\`.",
  };
}

/** `\u0041`, or two of them for a character beyond U+FFFF. */
function unicodeEscape(raw: string, start: number): Escape {
  const message = "Invalid unicode escape sequence.";
  const first = /^\\u[\dA-Fa-f]{0,4}/.exec(raw.slice(start, start + 6))?.[0] ?? "\\u";
  if (first.length < 6) return { text: "", length: first.length, message };
  const unit = Number.parseInt(first.slice(2), 16);
  if (!isSurrogate(unit)) return { text: String.fromCharCode(unit), length: 6, message: null };

  const second = /^\\u([\dA-Fa-f]{4})$/.exec(raw.slice(start + 6, start + 12))?.[1];
  if (second === undefined) return { text: "", length: 6, message };
  const pair = String.fromCharCode(unit, Number.parseInt(second, 16));
  const isOneCharacter = (pair.codePointAt(0) ?? 0) > 0xffff;
  return isOneCharacter
    ? { text: pair, length: 12, message: null }
    : { text: "", length: 12, message };
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
