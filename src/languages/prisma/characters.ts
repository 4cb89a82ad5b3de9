/**
 * Which characters mean what in a Prisma schema. All functions take UTF-16 code units or offsets into the
 * text; offsets may lie past its end. Source: the grammar of Prisma's engine, probed code point by code point.
 */

export const code = {
  tab: 0x09,
  newline: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  openParenthesis: 0x28,
  closeParenthesis: 0x29,
  asterisk: 0x2a,
  comma: 0x2c,
  hyphen: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  colon: 0x3a,
  equals: 0x3d,
  question: 0x3f,
  at: 0x40,
  exclamation: 0x21,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  underscore: 0x5f,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

export const byteOrderMark = 0xfeff;

const firstNonAscii = 0x80;
const letter = /^\p{L}$/u;
const spaceSeparator = /^\p{Zs}$/u;

/** Spaces inside a line: tab and Unicode's space separators, no-break space among them. */
export function isSpace(unit: number): boolean {
  if (unit < firstNonAscii) return unit === code.space || unit === code.tab;
  return spaceSeparator.test(String.fromCharCode(unit));
}

/** A line ends at `\n`, `\r\n` or a lone `\r`. */
export function isNewline(unit: number): boolean {
  return unit === code.newline || unit === code.carriageReturn;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** The engine's `ASCII_CONTROL_CHARACTER`: what no string may contain unescaped. */
export function isControl(unit: number): boolean {
  return unit < 0x20;
}

/**
 * The length, in UTF-16 units, of the character at `offset` if a name may begin with it, else 0.
 * Names begin with a digit or any letter of Unicode, never with an underscore.
 */
export function nameStartLength(text: string, offset: number): 0 | 1 | 2 {
  const unit = text.charCodeAt(offset);
  if (unit < firstNonAscii) return isAsciiAlphanumeric(unit) ? 1 : 0;
  const point = text.codePointAt(offset);
  if (point === undefined || !letter.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}

/** As `nameStartLength`, for the characters after the first: `_` and `-` join in. */
export function namePartLength(text: string, offset: number): 0 | 1 | 2 {
  const unit = text.charCodeAt(offset);
  if (unit === code.underscore || unit === code.hyphen) return 1;
  return nameStartLength(text, offset);
}

/** The offset after the line break at `offset`, or `offset` itself where there is none. */
export function afterNewline(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  if (unit === code.newline) return offset + 1;
  if (unit !== code.carriageReturn) return offset;
  return text.charCodeAt(offset + 1) === code.newline ? offset + 2 : offset + 1;
}

/** The offset of the line break (or end of text) that ends the line `offset` is on. */
export function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isNewline(text.charCodeAt(end))) end++;
  return end;
}

/** `end`, moved back over spaces and line breaks, never before `start`. */
export function trimEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && isBlank(text.charCodeAt(trimmed - 1))) trimmed--;
  return trimmed;
}

function isBlank(unit: number): boolean {
  return isSpace(unit) || isNewline(unit);
}

function isAsciiAlphanumeric(unit: number): boolean {
  return isDigit(unit) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}
