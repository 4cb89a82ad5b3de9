/** Edits of an encryption map in its module: what is there keeps its quotes, its lines and its commas. */

import type { MapEntry, MapModel, WrittenList } from "../model/encryption/types.ts";
import { liesWithin } from "../text/ranges.ts";
import type { TextEdit } from "./edit.ts";
import { lineStart, newlineOf } from "./prisma-layout.ts";

/** Takes an entry or a whole model out of the list it stands in; null when it stands in none of the map's own. */
export function removalOf({ slot }: MapEntry | MapModel, text: string): TextEdit | null {
  if (!slot) return null;
  const { list, index } = slot;
  const item = list.items[index];
  if (!item) return null;
  const ownLine = lineOf(item, text);
  if (ownLine) return { range: ownLine, text: "" };
  // A comment behind it stays on the line, and does not move on to the item before.
  const remark = remarkBehind(item[1], text);
  if (remark?.hasComma) return { range: [item[0], remark.start], text: "" };
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  if (next && isBare(text.slice(item[1], next[0]))) return { range: [item[0], next[0]], text: "" };
  if (previous && isBare(text.slice(previous[1], item[0]))) {
    return { range: [previous[1], item[1]], text: "" };
  }
  return { range: [item[0], item[1] + trailingComma(text, item[1])], text: "" };
}

/** Nothing but a comma and white space: no comment that would be lost. */
function isBare(between: string): boolean {
  return /^\s*,\s*$/u.test(between);
}

function trailingComma(text: string, end: number): number {
  return /^\s*,/u.exec(text.slice(end))?.[0].length ?? 0;
}

/** The whole line of an item that has it for itself, its comma and the line break included. */
function lineOf([start, end]: readonly [number, number], text: string): [number, number] | null {
  const lineBegin = lineStart(text, start);
  if (text.slice(lineBegin, start).trim() !== "") return null;
  const rest = /^[ \t]*,?[ \t]*(?:\r\n|\n|\r)/u.exec(text.slice(end));
  return rest && [lineBegin, end + rest[0].length];
}

/** Adds a field to the list of a model; null where a new name would need more than a name. */
export function insertionOf(
  { name, container }: MapModel,
  field: string,
  text: string,
): TextEdit | null {
  if (container.kind === "none" || container.form === "other") return null;
  const written = writtenField(name, field, container.form, quoteIn(container, text));
  const last = container.items.at(-1);
  if (!last) {
    const inside = container.range[0] + 1;
    return {
      range: [inside, inside],
      text: container.kind === "object" ? ` ${written} ` : written,
    };
  }
  const start = lineStart(text, last[0]);
  const indentation = /^[ \t]*/u.exec(text.slice(start))?.[0] ?? "";
  const isOnOwnLine = start + indentation.length === last[0];
  if (!isOnOwnLine) return { range: [last[1], last[1]], text: `, ${written}` };
  const line = newlineOf(text, last[0]) + indentation + written;
  const remark = remarkBehind(last[1], text);
  if (!remark) return { range: [last[1], last[1]], text: `,${line}` };
  // The comment behind the last item speaks of that item, and stays with it.
  if (remark.hasComma) return { range: [remark.end, remark.end], text: `${line},` };
  return { range: [last[1], remark.end], text: `,${text.slice(last[1], remark.end)}${line}` };
}

/** A comment that ends the line of an item, behind the item's comma if it has one. */
function remarkBehind(
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

function writtenField(model: string, field: string, form: string, quote: string): string {
  if (form === "flag") return `${field}: true`;
  return form === "dotted" ? `${quote}${model}.${field}${quote}` : `${quote}${field}${quote}`;
}

/** The quote of the list's first string, else the file's most frequent one. */
function quoteIn({ items }: WrittenList, text: string): string {
  for (const [start] of items) {
    const first = text[start];
    if (first === '"' || first === "'") return first;
  }
  return text.split("'").length > text.split('"').length ? "'" : '"';
}

/** Writes another name in the place of an entry's or a model's; null when it stands in another place or file. */
export function renameOf(item: MapEntry | MapModel, name: string, text: string): TextEdit | null {
  const { range, site } = item;
  const written = text.slice(...range);
  // Offsets of another file may fall inside the site by chance; the old name does not.
  const isHere =
    liesWithin(range, site) && written.includes("field" in item ? item.field : item.name);
  if (!isHere) return null;
  const quote = /^["'`]/u.exec(written)?.[0] ?? "";
  return { range, text: quote + name + quote };
}
