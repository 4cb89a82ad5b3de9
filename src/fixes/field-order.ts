/** Moving fields: whole lines with their comments, each next to the field that it shall follow. */

import type { PrismaField } from "../languages/prisma/ast.ts";
import type { Model } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import type { TableWidths } from "./prisma-layout.ts";
import {
  commentsStart,
  lineEnd,
  lineStart,
  newlineOf,
  padding,
  tableWidths,
} from "./prisma-layout.ts";
import { tablesOf } from "./prisma-rows.ts";

/** Fields between empty lines, and what parts them from those above. */
interface Group {
  gap: string;
  fields: PrismaField[];
  isAligned: boolean;
}

/**
 * Moves the misplaced fields of a model next to those that they follow in `wanted`. Null where something other than
 * fields stands between them, or where a heading would be left without its fields.
 */
export function moveFields(
  { node: model }: Model,
  text: string,
  wanted: readonly PrismaField[],
  misplaced: ReadonlySet<PrismaField>,
): TextEdit | null {
  const written = tablesOf(model, text).map((table) => ({
    fields: table.rows.map(({ source }) => source),
    isAligned: table.widths !== null,
  }));
  const all = written.flatMap(({ fields }) => fields);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last || all.length !== wanted.length) return null;
  const isInterrupted = model.members.some(
    ({ type, range }) => type !== "PrismaField" && range[0] < last.range[0],
  );
  if (isInterrupted || all.some((field) => !standsAlone(field, text))) return null;
  const groups = written.map((group, index): Group => {
    const above = written[index - 1]?.fields.at(-1);
    const start = chunkStart(group.fields[0] ?? first, text);
    return { ...group, gap: above ? text.slice(chunkEnd(above, text), start) : "" };
  });
  const moved = place(groups, wanted, misplaced);
  const filled = moved.filter(({ fields }) => fields.length > 0);
  const isDropped = (group: Group): boolean => group.fields.length === 0 || group === filled[0];
  if (moved.some((group) => isDropped(group) && group.gap.trim() !== "")) return null;
  return {
    range: [chunkStart(first, text), chunkEnd(last, text)],
    text: filled
      .map((group, index) => (index === 0 ? "" : group.gap) + groupText(group, text))
      .join(""),
  };
}

function standsAlone(field: PrismaField, text: string): boolean {
  return text.slice(lineStart(text, field.range[0]), field.range[0]).trim() === "";
}

/** The start of a field's line, or of the comments directly above it. */
function chunkStart(field: PrismaField, text: string): number {
  return commentsStart(text, field);
}

function chunkEnd(field: PrismaField, text: string): number {
  const end = lineEnd(text, field.range[1]);
  return end + newlineOf(text, end).length;
}

function place(
  groups: readonly Group[],
  wanted: readonly PrismaField[],
  misplaced: ReadonlySet<PrismaField>,
): Group[] {
  const placed = groups.map((group) => ({
    ...group,
    fields: group.fields.filter((field) => !misplaced.has(field)),
  }));
  wanted.forEach((field, index) => {
    if (!misplaced.has(field)) return;
    const previous = wanted[index - 1];
    const group = placed.find(({ fields }) => previous && fields.includes(previous));
    const firstFilled = placed.find(({ fields }) => fields.length > 0) ?? placed[0];
    if (group && previous) group.fields.splice(group.fields.indexOf(previous) + 1, 0, field);
    else firstFilled?.fields.unshift(field);
  });
  return placed;
}

function groupText({ fields, isAligned }: Group, text: string): string {
  const rows = fields.map((field) => ({
    name: field.name.name,
    type: text.slice(...field.fieldType.range),
  }));
  const widths = isAligned ? tableWidths(rows) : null;
  return fields.map((field) => chunkText(field, widths, text)).join("");
}

/** A field's lines, with its columns in the widths of its table. */
function chunkText(field: PrismaField, widths: TableWidths | null, text: string): string {
  const [start, end] = [chunkStart(field, text), chunkEnd(field, text)];
  if (!widths) return text.slice(start, end);
  const [typeStart, typeEnd] = field.fieldType.range;
  const type = text.slice(typeStart, typeEnd);
  const attributes = field.attributes[0]?.range[0];
  const head =
    text.slice(start, field.name.range[1]) + padding(field.name.name, widths.name) + type;
  if (attributes === undefined) return head + text.slice(typeEnd, end);
  return head + padding(type, widths.type) + text.slice(attributes, end);
}
