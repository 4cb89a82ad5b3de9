/**
 * How `prisma format` lays out a block (prisma-engines, `psl/schema-ast`): fields stand in tables of three
 * columns, a table being a run of lines without an empty line; attributes have a fixed order.
 */

import type {
  PrismaBlockAttribute,
  PrismaEnum,
  PrismaField,
  PrismaModelLike,
} from "../languages/prisma/ast.ts";

/** The widths that pad the columns of names and types, in bytes of UTF-8 as the engine counts them. */
export interface TableWidths {
  name: number;
  type: number;
}

export interface TableRow {
  name: string;
  type: string;
}

const ATTRIBUTE_ORDER: readonly string[] = [
  "id",
  "unique",
  "default",
  "updatedAt",
  "index",
  "fulltext",
  "map",
  "relation",
  "ignore",
];

/** The place of an attribute among others, by its name without `@`; unlisted ones (`db.*`) come last. */
export function attributeRank(name: string): number {
  const rank = ATTRIBUTE_ORDER.indexOf(name);
  return rank === -1 ? ATTRIBUTE_ORDER.length : rank;
}

/** The name in the source of an attribute: `default` of `@default(now())`. */
export function attributeName(source: string): string {
  const [head = ""] = source.split("(", 1);
  return head.replaceAll("@", "").trim();
}

/** The fields of a block by table, in source order. */
export function fieldTables(model: PrismaModelLike, text: string): PrismaField[][] {
  const tables: PrismaField[][] = [];
  let previous: PrismaField | null = null;
  for (const member of model.members) {
    if (member.type !== "PrismaField") continue;
    const table = tables.at(-1);
    if (table === undefined || previous === null || hasEmptyLineBetween(text, previous, member)) {
      tables.push([member]);
    } else {
      table.push(member);
    }
    previous = member;
  }
  return tables;
}

function hasEmptyLineBetween(text: string, one: PrismaField, other: PrismaField): boolean {
  const lines = text.slice(lineEnd(text, one.range[1]), other.range[0]).split(/\r\n|\n|\r/u);
  // The first piece is before the newline of `one`, the last is the indentation of `other`.
  return lines.slice(1, -1).some((line) => line.trim() === "");
}

/** The widths that the given rows need. */
export function tableWidths(rows: readonly TableRow[]): TableWidths {
  const widths = { name: 0, type: 0 };
  for (const row of rows) {
    widths.name = Math.max(widths.name, Buffer.byteLength(row.name));
    widths.type = Math.max(widths.type, Buffer.byteLength(row.type));
  }
  return widths;
}

/** The spaces that follow a cell in a column of the given width. */
export function padding(cell: string, width: number): string {
  return " ".repeat(width - Buffer.byteLength(cell) + 1);
}

/** Whether the fields of a table stand in columns as the engine would set them. */
export function isAligned(table: readonly PrismaField[], text: string): boolean {
  const widths = tableWidths(table.map((field) => rowOf(field, text)));
  return table.every((field) => {
    const { name, type } = rowOf(field, text);
    const [typeStart, typeEnd] = field.fieldType.range;
    const [first] = field.attributes;
    return (
      text.slice(field.name.range[1], typeStart) === padding(name, widths.name) &&
      (first === undefined || text.slice(typeEnd, first.range[0]) === padding(type, widths.type))
    );
  });
}

/** The first two cells of a field as written. */
export function rowOf(field: PrismaField, text: string): TableRow {
  return { name: field.name.name, type: text.slice(...field.fieldType.range) };
}

/** The end of the line on which a node ends, before its newline and past a comment that trails the node. */
export function lineEnd(text: string, nodeEnd: number): number {
  let offset = nodeEnd;
  while (offset < text.length && !isNewline(text, offset)) {
    if (text.startsWith("//", offset)) return newlineAfter(text, offset);
    const close = text.startsWith("/*", offset) ? text.indexOf("*/", offset + 2) : -1;
    offset = close === -1 ? offset + 1 : close + 2;
  }
  return offset;
}

function newlineAfter(text: string, start: number): number {
  let offset = start;
  while (offset < text.length && !isNewline(text, offset)) offset += 1;
  return offset;
}

function isNewline(text: string, offset: number): boolean {
  return text[offset] === "\n" || text[offset] === "\r";
}

/** The start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isNewline(text, start - 1)) start -= 1;
  return start;
}

/** The newline that the text uses, told by the first one at or after `offset`. */
export function newlineOf(text: string, offset: number): string {
  const end = newlineAfter(text, offset);
  if (text[end] === "\n") return "\n";
  if (text[end] === "\r") return text[end + 1] === "\n" ? "\r\n" : "\r";
  return "\n";
}

/** The white space before a block's first member; what `prisma format` uses where there is none. */
export function memberIndentation(model: PrismaModelLike | PrismaEnum, text: string): string {
  const [first] = model.members;
  if (first === undefined) return "  ";
  const before = text.slice(lineStart(text, first.range[0]), first.range[0]);
  return before.trim() === "" ? before : "  ";
}

/** The start of the line of a member, or of the comments directly above it, which belong to it. */
export function commentsStart(text: string, member: PrismaField | PrismaBlockAttribute): number {
  let start = lineStart(text, member.range[0]);
  for (;;) {
    const above = commentLineBefore(text, start);
    if (above === null) return start;
    start = above;
  }
}

/** The start of the line or lines of a comment that ends right before the line at `start`. */
function commentLineBefore(text: string, start: number): number | null {
  const end = newlineBefore(text, start);
  if (end === null) return null;
  const lastLine = text.slice(lineStart(text, end), end).trim();
  if (lastLine.startsWith("//")) return lineStart(text, end);
  if (!lastLine.endsWith("*/")) return null;
  const opening = text.lastIndexOf("/*", end);
  const first = lineStart(text, opening);
  return text.slice(first, opening).trim() === "" ? first : null;
}

/** Where the line before the one that starts at `start` ends; null at the start of the text. */
function newlineBefore(text: string, start: number): number | null {
  if (start === 0) return null;
  return text.slice(start - 2, start) === "\r\n" ? start - 2 : start - 1;
}
