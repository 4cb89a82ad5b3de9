/** The character classes of PostgreSQL's `scan.l`, by UTF-16 code unit. */

export const DOUBLE_QUOTE = 0x22;
export const DOLLAR = 0x24;
export const QUOTE = 0x27;
export const STAR = 0x2a;
export const PLUS = 0x2b;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const EQUALS = 0x3d;
export const BACKSLASH = 0x5c;

const SPACE = 1;
const DIGIT = 2;
const IDENTIFIER_START = 4;
const OPERATOR = 8;

const CLASSES = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const mark = (characters: string, bits: number): void => {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      classes[code] = (classes[code] ?? 0) | bits;
    }
  };
  mark(" \t\f\v\n\r", SPACE);
  mark("0123456789", DIGIT);
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", IDENTIFIER_START);
  mark("~!@#^&|`?+-*/%<>=", OPERATOR);
  return classes;
}

function has(code: number, bits: number): boolean {
  return ((CLASSES[code] ?? 0) & bits) !== 0;
}

export function isSpace(code: number): boolean {
  return has(code, SPACE);
}

export function isDigit(code: number): boolean {
  return has(code, DIGIT);
}

/** Every character beyond ASCII may be in a name, a no-break space too. */
export function isIdentifierStart(code: number): boolean {
  return code >= 0x80 || has(code, IDENTIFIER_START);
}

export function isOperatorChar(code: number): boolean {
  return has(code, OPERATOR);
}
