/** Adding an item to a list or object of a module: sorted, quoted, broken into lines and ended as it was. */

import type { WrittenList } from "../model/encryption/types.ts";
import type { TextEdit } from "./edit.ts";
import { lineStart, newlineOf } from "./prisma-layout.ts";

/** A list with fewer names may be in order by chance. */
const FEWEST_SORTED = 3;

/**
 * Adds an item: in its place where the others are sorted, else behind the last, or behind `after`. A list in one line
 * that would get too long is broken into lines, as Prettier breaks it.
 */
export function insertItem(
  list: WrittenList,
  written: string,
  text: string,
  after: number | null = null,
): TextEdit {
  const at = sortedPlace(list, written, text) ?? (after === null ? list.items.length : after + 1);
  if (list.items.length === 0) return insertFirst(list, written, text);
  const broken = brokenIntoLines(list, written, at, text);
  return (
    broken ??
    (at === 0 ? insertBefore(list, written, text) : insertBehind(list, written, at - 1, text))
  );
}

// ---- order -----------------------------------------------------------------------------------------------

type Compare = (one: string, other: string) => number;

const ORDERS: readonly Compare[] = [
  (one, other) => (one < other ? -1 : one > other ? 1 : 0),
  (one, other) => one.toLowerCase().localeCompare(other.toLowerCase(), "en"),
];

/** Where an item belongs in a sorted list; null where the list is in no order, or too short to tell. */
function sortedPlace({ items }: WrittenList, written: string, text: string): number | null {
  const names = items.map((range) => nameOf(text.slice(...range)));
  if (names.length < FEWEST_SORTED || names.includes(null)) return null;
  const name = nameOf(written) ?? "";
  for (const compare of ORDERS) {
    const isSorted = names.every(
      (one, at) => at === 0 || compare(names[at - 1] ?? "", one ?? "") < 0,
    );
    if (!isSorted) continue;
    const place = names.findIndex((one) => compare(name, one ?? "") < 0);
    return place === -1 ? names.length : place;
  }
  return null;
}

/** What an item is sorted by: its key, or its text; null for spreads and whatever else is no name. */
function nameOf(item: string): string | null {
  return /^\[?["'`]?(?<name>[\w$.]+)/u.exec(item)?.groups?.name ?? null;
}

// ---- places ----------------------------------------------------------------------------------------------

function insertFirst(list: WrittenList, written: string, text: string): TextEdit {
  const [start, end] = [list.range[0] + 1, list.range[1] - 1];
  const inside = text.slice(start, end);
  // A comment stands there, which stays above.
  if (inside.trim() !== "") {
    const line = newlineOf(text, start) + indentationAt(text, end) + unitOf(text) + written + ",";
    const behind = start + inside.trimEnd().length;
    return { range: [behind, behind], text: line };
  }
  const isObject = text[list.range[0]] === "{";
  return { range: [start, end], text: isObject ? ` ${written} ` : written };
}

function insertBefore(list: WrittenList, written: string, text: string): TextEdit {
  const first = list.items[0]?.[0] ?? list.range[1];
  const separator = isOnOwnLine(first, text)
    ? newlineOf(text, first) + indentationAt(text, first)
    : " ";
  return { range: [first, first], text: `${written},${separator}` };
}

function insertBehind(list: WrittenList, written: string, at: number, text: string): TextEdit {
  const [start, end] = list.items[at] ?? list.range;
  if (!isOnOwnLine(start, text)) return { range: [end, end], text: `, ${written}` };
  const newline = newlineOf(text, start);
  const gap = isSpacedOut(list, text) ? newline : "";
  const line = gap + newline + indentationAt(text, start) + written;
  const remark = remarkBehind(end, text);
  if (!remark) return { range: [end, end], text: `,${line}` };
  // The comment behind an item speaks of that item, and stays with it.
  if (remark.hasComma) return { range: [remark.end, remark.end], text: `${line},` };
  return { range: [end, remark.end], text: `,${text.slice(end, remark.end)}${line}` };
}

/** An empty line between each two items. */
function isSpacedOut({ items }: WrittenList, text: string): boolean {
  return (
    items.length > 1 &&
    items.every((item, at) => {
      const next = items[at + 1];
      return !next || /\n\s*\n/u.test(text.slice(item[1], next[0]));
    })
  );
}

/** A comment that ends the line of an item, behind the item's comma if it has one. */
export function remarkBehind(
  end: number,
  text: string,
): { hasComma: boolean; start: number; end: number } | null {
  const lineEnd = /[\r\n]|$/u.exec(text.slice(end))?.index ?? 0;
  const rest = text.slice(end, end + lineEnd);
  const found = /^[ \t]*(?<comma>,?)[ \t]*(?<remark>\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)$/u.exec(
    rest,
  );
  const remark = found?.groups?.remark;
  if (remark === undefined) return null;
  return {
    hasComma: found?.groups?.comma === ",",
    start: end + rest.length - remark.length,
    end: end + rest.length,
  };
}

// ---- lines -----------------------------------------------------------------------------------------------

function isOnOwnLine(start: number, text: string): boolean {
  return lineStart(text, start) + indentationAt(text, start).length === start;
}

function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/u.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}

/** What the file indents by: the indentation of its first indented line. */
function unitOf(text: string): string {
  return /^(?:\t|[ ]{2,8})(?=[^\s*])/mu.exec(text)?.[0] ?? "  ";
}

/** The list in lines of its own, where one line would be too long; null where it is not, or already is broken. */
function brokenIntoLines(
  { range, items }: WrittenList,
  written: string,
  at: number,
  text: string,
): TextEdit | null {
  const [start, end] = range;
  const inside = text.slice(start, end);
  const isBare = items.every((item, index) => {
    const next = items[index + 1]?.[0] ?? end - 1;
    return /^\s*,?\s*$/u.test(text.slice(item[1], next));
  });
  if (inside.includes("\n") || !isBare || isWithinLine(start, text)) return null;
  const all = items.map((item) => text.slice(...item)).toSpliced(at, 0, written);
  const lineEnd = /[\r\n]|$/u.exec(text.slice(end))?.index ?? 0;
  const length = end - lineStart(text, start) + lineEnd + written.length + ", ".length;
  if (length <= widthOf(text)) return null;
  return { range: [start, end], text: linesOf(all, start, text) };
}

/** `[` and `]`, or `{` and `}`, with an item on each line, as they are at `start`. */
export function linesOf(items: readonly string[], start: number, text: string): string {
  const newline = newlineOf(text, start);
  const outer = indentationAt(text, start);
  const lines = items.map((item) => newline + outer + unitOf(text) + item).join(",");
  const [open, close] = text[start] === "{" ? ["{", "}"] : ["[", "]"];
  return `${open}${lines}${endsWithCommas(text) ? "," : ""}${newline}${outer}${close}`;
}

/** Another bracket opens before it in the same line, and that one would be broken first; `new Set([` is one with its list. */
function isWithinLine(start: number, text: string): boolean {
  const before = text.slice(lineStart(text, start), start).replace(/new Set(?:<[^<>]*>)?\($/u, "");
  return /[[{(]/u.test(before.replaceAll(/\[[^[\]]*\](?=\s*:)|["'][^"']*["']/gu, ""));
}

/** Whether lists over several lines end with a comma, as the file has it; as Prettier has it where none tells. */
function endsWithCommas(text: string): boolean {
  const withComma = /,\s*\n\s*[\]}]/u;
  const without = /(?:[\]"'`]|\btrue|:\s*\{[^{}\n]*\})\s*\n\s*[\]}]/u;
  return withComma.test(text) || !without.test(text);
}

const WIDTHS = [80, 100, 120];

/** How long the lines of the file may get: the narrowest usual width that all its lines of code keep. */
export function widthOf(text: string): number {
  const longest = text
    .split(/\r?\n/u)
    .filter((line) => !/^\s*(?:\/\/|\/?\*|import\b|export \{)/u.test(line))
    .reduce((length, line) => Math.max(length, line.replace(/\s*\/\/.*$/u, "").length), 0);
  return WIDTHS.find((width) => longest <= width) ?? Infinity;
}
