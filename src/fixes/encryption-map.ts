/** Edits of an encryption map in its module: what is there keeps its quotes, its lines and its commas. */

import type { EncryptionMap, MapEntry, MapModel, WrittenList } from "../model/encryption/types.ts";
import { liesWithin } from "../text/ranges.ts";
import type { TextEdit } from "./edit.ts";
import { lineStart } from "./prisma-layout.ts";
import { insertItem, linesOf, remarkBehind, widthOf } from "./written-list.ts";

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
  const last = container.form === "dotted" ? lastOfModel(name, container, text) : null;
  return insertItem(container, written, text, last);
}

/** The last `'Client.…'` among the paths of several models. */
function lastOfModel(model: string, { items }: WrittenList, text: string): number | null {
  const last = items.findLastIndex((range) =>
    text
      .slice(...range)
      .slice(1)
      .startsWith(`${model}.`),
  );
  return last === -1 ? null : last;
}

/**
 * Adds a model with its fields, written as the map's other models are: under a name of the same kind, in a list, a Set
 * or flags; null where there is none to go by.
 */
export function modelInsertionOf(
  { container, models }: EncryptionMap,
  key: string,
  fields: readonly string[],
  text: string,
): TextEdit | null {
  if (container.kind !== "object") return null;
  const sample = models.find((model) => isSample(model, container, text));
  if (!sample?.slot) return null;
  const [start, end] = container.items[sample.slot.index] ?? sample.range;
  const list = sample.container;
  const quote = quoteIn(list, text);
  const names = fields.map((field) => writtenField(key, field, list.form, quote));
  const head = text.slice(start, list.range[0]).replace(sample.name, key);
  const tail = text.slice(list.range[1], end);
  const isFlags = list.kind === "object";
  const inLine = head + (isFlags ? `{ ${names.join(", ")} }` : `[${names.join(", ")}]`) + tail;
  const indentation = start - lineStart(text, start);
  const fits = indentation + inLine.length + ",".length <= widthOf(text);
  const written = fits ? inLine : head + linesOf(names, list.range[0], text) + tail;
  return insertItem(container, written, text);
}

/** A model that is written in one piece, whose key and list are what another's would be. */
function isSample(
  { container: list, slot, range, name }: MapModel,
  root: WrittenList,
  text: string,
): boolean {
  if (!slot || list.kind === "none" || (list.form !== "name" && list.form !== "flag")) return false;
  const item = root.items[slot.index];
  return item !== undefined && liesWithin(list.range, item) && text.slice(...range).includes(name);
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
