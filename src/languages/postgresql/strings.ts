import type { SqlToken } from "./ast.ts";
import type { SqlSource, SqlText } from "./source.ts";

/**
 * The name or value a token stands for, for comparing with PostgreSQL's tree: strings without their quotes, all
 * else folded. Escapes of `E'…'` are left alone.
 */
export function tokenText(token: SqlToken): string {
  if (token.kind !== "string") return token.value;
  const { text } = token;
  const isPlain = text.startsWith("'") && text.endsWith("'");
  return isPlain ? text.slice(1, -1).replaceAll("''", "'") : text;
}

/**
 * Opens the string token at `index` as a text of its own, with every offset mapped to the file. Null for what is
 * no string, does not end, or has Unicode escapes (`U&'…'`).
 */
export function openString(source: SqlSource, index: number): SqlText | null {
  const token = source.local[index];
  if (token?.kind !== "string") return null;
  const { text, range } = token;
  const dollar = /^\$[^$]*\$/.exec(text)?.[0];
  if (dollar !== undefined) return openDollarQuoted(source, token, dollar.length);
  const prefix = /^[eE]?'/.exec(text)?.[0];
  if (prefix === undefined || text.length <= prefix.length || !text.endsWith("'")) return null;
  const isLiteral = !(prefix === "'" ? /'/ : /['\\]/).test(text.slice(prefix.length, -1));
  if (isLiteral) return part(source, range[0] + prefix.length, range[1] - 1);
  return decode(source, token, prefix.length);
}

function openDollarQuoted(source: SqlSource, token: SqlToken, quote: number): SqlText | null {
  const isClosed =
    token.text.length >= 2 * quote && token.text.endsWith(token.text.slice(0, quote));
  if (!isClosed) return null;
  return part(source, token.range[0] + quote, token.range[1] - quote);
}

/** A stretch of a text, read in its place. */
function part({ text, toFile }: SqlText, start: number, end: number): SqlText {
  return { text, start, end, toFile };
}

const ESCAPES: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** What may stand in a quoted string: an escape of `E'…'`, a doubled quote, the gap of a continued string, a character. */
const ESCAPED_PART =
  /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])|''|'[^']*'|[^]/y;
const PLAIN_PART = /''|'[^']*'|[^]/y;

/** Undoes escapes, keeping for each character of the result where it stands in the file. */
function decode(source: SqlSource, token: SqlToken, opening: number): SqlText {
  const { text, range } = token;
  const pattern = opening > 1 ? ESCAPED_PART : PLAIN_PART;
  const characters: string[] = [];
  const places: number[] = [];
  let at = opening;
  while (at < text.length - 1) {
    pattern.lastIndex = at;
    const written = pattern.exec(text)?.[0] ?? "";
    const meant = meaning(written);
    const place = source.toFile(range[0] + at);
    places.push(...Array.from({ length: meant.length }, () => place));
    characters.push(meant);
    at += Math.max(1, written.length);
  }
  const end = source.toFile(range[1] - 1);
  const decoded = characters.join("");
  return {
    text: decoded,
    start: 0,
    end: decoded.length,
    toFile: (offset) => places[offset] ?? end,
  };
}

function meaning(written: string): string {
  if (written === "''") return "'";
  if (written.length > 1 && written.startsWith("'")) return "";
  if (!written.startsWith("\\") || written.length === 1) return written;
  const code = codePoint(written.slice(1));
  if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  const letter = written.slice(1);
  return ESCAPES[letter] ?? letter;
}

function codePoint(escape: string): number | null {
  if (/^[0-7]/.test(escape)) return Number.parseInt(escape, 8);
  return /^[xuU][0-9a-fA-F]/.test(escape) ? Number.parseInt(escape.slice(1), 16) : null;
}
