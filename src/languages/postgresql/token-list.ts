import type { Range, SqlToken } from "./ast.ts";

/** Tokens `from` to `to` (excluded) of a `TokenList`. */
export interface Window {
  from: number;
  to: number;
}

const OPENING = new Set(["(", "["]);
const CLOSING = new Set([")", "]"]);

/** Whether a token is this word, unquoted. */
export function isWord(token: SqlToken | undefined, word: string): token is SqlToken {
  return token?.kind === "word" && token.value === word;
}

/** The tokens of a script or of a body, with what finding one's way among them needs. */
export class TokenList {
  readonly tokens: readonly SqlToken[];
  #partners: Int32Array | undefined;

  constructor(tokens: readonly SqlToken[]) {
    this.tokens = tokens;
  }

  get length(): number {
    return this.tokens.length;
  }

  at(index: number): SqlToken | undefined {
    return this.tokens[index];
  }

  /** The token that starts at `offset`, or -1. */
  indexAt(offset: number): number {
    const index = this.indexFrom(offset);
    return this.tokens[index]?.range[0] === offset ? index : -1;
  }

  /** The first token that starts at `offset` or after it. */
  indexFrom(offset: number): number {
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.tokens[middle]?.range[0] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether the token is this punctuation or operator. */
  isSign(index: number, sign: string): boolean {
    return this.tokens[index]?.text === sign;
  }

  /** Whether the token is this word, unquoted. */
  isWord(index: number, word: string): boolean {
    return isWord(this.tokens[index], word);
  }

  /** The index of the bracket that closes the one at `index`; the last token's when none does. */
  closer(index: number): number {
    const partner = this.#partner(index);
    return partner < 0 ? this.tokens.length - 1 : partner;
  }

  /** The window, widened by the brackets at its sides that have their partner inside of it. */
  balanced({ from, to }: Window): Window {
    let [start, end] = [from, to];
    while (this.isSign(start - 1, "(") && isWithin(this.#partner(start - 1), from, to)) start--;
    while (this.isSign(end, ")") && isWithin(this.#partner(end), from, to)) end++;
    return { from: start, to: end };
  }

  #partner(index: number): number {
    this.#partners ??= matchBrackets(this.tokens);
    return this.#partners[index] ?? -1;
  }

  /** The range from the first to the last token of a window that is not empty. */
  range(window: Window): Range {
    const start = this.tokens[window.from]?.range[0] ?? 0;
    const end = this.tokens[window.to - 1]?.range[1] ?? start;
    return [start, end];
  }

  slice(window: Window): SqlToken[] {
    return this.tokens.slice(window.from, window.to);
  }

  /** The parts of a window between commas outside of brackets. */
  segments(window: Window): Window[] {
    const parts: Window[] = [];
    let from = window.from;
    for (let index = window.from; index < window.to; index++) {
      if (OPENING.has(this.tokens[index]?.text ?? "")) index = this.closer(index);
      else if (this.isSign(index, ",")) {
        parts.push({ from, to: index });
        from = index + 1;
      }
    }
    if (from < window.to) parts.push({ from, to: window.to });
    return parts;
  }

  /** The segments inside the parenthesis that opens at `index`. */
  inside(index: number): Window[] {
    return this.segments({ from: index + 1, to: this.closer(index) });
  }

  /** The first index in the window, outside of brackets, whose token passes; -1 when none does. */
  find(window: Window, passes: (index: number) => boolean): number {
    for (let index = window.from; index < window.to; index++) {
      if (passes(index)) return index;
      if (OPENING.has(this.tokens[index]?.text ?? "")) index = this.closer(index);
    }
    return -1;
  }
}

function isWithin(index: number, from: number, to: number): boolean {
  return index >= from && index < to;
}

/** For each bracket the index of the one it belongs to; -1 for all other tokens. */
function matchBrackets(tokens: readonly SqlToken[]): Int32Array {
  const partners = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  let index = -1;
  for (const token of tokens) {
    index++;
    if (token.kind !== "punctuation") continue;
    if (OPENING.has(token.text)) open.push(index);
    else if (CLOSING.has(token.text)) {
      const opener = open.pop();
      if (opener === undefined) continue;
      partners[opener] = index;
      partners[index] = opener;
    }
  }
  return partners;
}
