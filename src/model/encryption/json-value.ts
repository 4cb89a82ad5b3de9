import type {
  StaticDynamic,
  StaticElement,
  StaticEntry,
  StaticString,
  StaticValue,
} from "./static-value.ts";
import type { Range } from "./types.ts";

const MAX_DEPTH = 100;

/** Whitespace, and the comments that `.jsonc` and tsconfig-like files allow. */
const GAP = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const WORD = /[-+.\w]+/y;

interface Cursor {
  text: string;
  file: string;
  at: number;
  depth: number;
}

/**
 * The value of a JSON text with the place of every part. Comments and trailing commas are accepted. Never
 * throws: with a syntax error, the whole is `dynamic` at the place of that error.
 */
export function evaluateJson(text: string, file: string): StaticValue {
  const cursor: Cursor = { text, file, at: text.startsWith("\uFEFF") ? 1 : 0, depth: 0 };
  return readValue(cursor);
}

function readValue(cursor: Cursor): StaticValue {
  skipGap(cursor);
  switch (cursor.text[cursor.at]) {
    case "{":
      return nested(cursor, readObject);
    case "[":
      return nested(cursor, readArray);
    case '"':
      return readString(cursor);
    default:
      return readScalar(cursor);
  }
}

function nested(cursor: Cursor, read: (cursor: Cursor) => StaticValue): StaticValue {
  if (cursor.depth >= MAX_DEPTH) return invalid(cursor);
  cursor.depth += 1;
  const value = read(cursor);
  cursor.depth -= 1;
  return value;
}

function readObject(cursor: Cursor): StaticValue {
  const start = cursor.at++;
  const entries: StaticEntry[] = [];
  const items: Range[] = [];
  for (;;) {
    if (takes(cursor, "}")) break;
    const key = readString(cursor);
    if (key.kind === "dynamic" || !takes(cursor, ":")) return invalid(cursor);
    const value = readValue(cursor);
    if (value.kind === "dynamic") return value;
    const written: Range = [key.range[0], value.range[1]];
    entries.push({
      key: key.value,
      keyRange: key.range,
      file: cursor.file,
      value,
      written,
      valueWritten: value.range,
      item: items.push(written) - 1,
    });
    if (takes(cursor, ",")) continue;
    if (takes(cursor, "}")) break;
    return invalid(cursor);
  }
  const place = placeFrom(start, cursor);
  return { kind: "object", entries, unread: [], literal: { ...place, items }, ...place };
}

function readArray(cursor: Cursor): StaticValue {
  const start = cursor.at++;
  const elements: StaticElement[] = [];
  const items: Range[] = [];
  for (;;) {
    if (takes(cursor, "]")) break;
    const value = readValue(cursor);
    if (value.kind === "dynamic") return value;
    elements.push({ value, written: value.range, item: items.push(value.range) - 1 });
    if (takes(cursor, ",")) continue;
    if (takes(cursor, "]")) break;
    return invalid(cursor);
  }
  const place = placeFrom(start, cursor);
  return { kind: "array", elements, literal: { ...place, items }, ...place };
}

function readString(cursor: Cursor): StaticString | StaticDynamic {
  const start = cursor.at;
  const raw = match(STRING, cursor);
  const value = raw === null ? null : unquoted(raw);
  if (value === null) return invalid(cursor);
  return { kind: "string", value, ...placeFrom(start, cursor) };
}

function unquoted(raw: string): string | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

const WORDS = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function readScalar(cursor: Cursor): StaticValue {
  const start = cursor.at;
  const word = match(WORD, cursor) ?? "";
  const named = WORDS.get(word);
  const value = named === undefined ? Number.parseFloat(word) : named;
  if (Number.isNaN(value)) return invalid({ ...cursor, at: start });
  return { kind: "scalar", value, ...placeFrom(start, cursor) };
}

function invalid({ at, text, file }: Cursor): StaticDynamic {
  const range: Range = [at, Math.min(at + 1, text.length)];
  return { kind: "dynamic", reason: "text that is not valid JSON", range, file };
}

function takes(cursor: Cursor, mark: string): boolean {
  skipGap(cursor);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at += 1;
  skipGap(cursor);
  return true;
}

function skipGap(cursor: Cursor): void {
  match(GAP, cursor);
}

function match(pattern: RegExp, cursor: Cursor): string | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? null;
  if (found !== null) cursor.at += found.length;
  return found;
}

function placeFrom(start: number, cursor: Cursor): { range: Range; file: string } {
  return { range: [start, cursor.at], file: cursor.file };
}
