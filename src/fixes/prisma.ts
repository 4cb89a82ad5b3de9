/**
 * Edits of a Prisma schema that leave it as `prisma format` would: attributes in their order, columns
 * aligned, the newline of the file kept. An edit realigns its own table only, and only when that table is
 * aligned now; no other line is touched.
 */

import type {
  PrismaAttribute,
  PrismaBlockAttribute,
  PrismaEnum,
  PrismaField,
  PrismaModelLike,
} from "../languages/prisma/ast.ts";
import type { TextEdit } from "./edit.ts";
import { mergeEdits } from "./edit.ts";
import {
  attributeName,
  attributeRank,
  commentsStart,
  lineEnd,
  lineStart,
  memberIndentation,
  newlineOf,
  tableWidths,
} from "./prisma-layout.ts";
import type { FieldRow, LineStyle, NewField, PlannedRow } from "./prisma-rows.ts";
import {
  newLine,
  newRow,
  plannedRow,
  tableEdits,
  tablesOf,
  withAttribute,
  withReplacedAttribute,
  withoutAttribute,
} from "./prisma-rows.ts";

export type { NewField };

/** One of several changes that `editFields` makes in one edit. */
export type FieldChange =
  | { kind: "insertField"; field: NewField; after?: PrismaField }
  | { kind: "rename"; field: PrismaField; name: string }
  | { kind: "replaceType"; field: PrismaField; type: string }
  | { kind: "insertAttribute"; field: PrismaField; attribute: string }
  | { kind: "replaceAttribute"; field: PrismaField; attribute: PrismaAttribute; source: string }
  | { kind: "removeAttribute"; field: PrismaField; attribute: PrismaAttribute };

/** Writes a new field on a line of its own: after `after`, else after the block's last field. */
export function insertField(
  model: PrismaModelLike,
  text: string,
  field: NewField,
  options: { after?: PrismaField } = {},
): TextEdit {
  return editFields(model, text, [{ kind: "insertField", field, ...options }]);
}

/** Adds an attribute (`@unique`) to a field, at its place in the order of attributes. */
export function insertFieldAttribute(
  field: PrismaField,
  model: PrismaModelLike,
  text: string,
  attribute: string,
): TextEdit {
  return editFields(model, text, [{ kind: "insertAttribute", field, attribute }]);
}

/** Replaces the type of a field; `type` is with its `?` or `[]`. */
export function replaceFieldType(
  field: PrismaField,
  model: PrismaModelLike,
  text: string,
  type: string,
): TextEdit {
  return editFields(model, text, [{ kind: "replaceType", field, type }]);
}

/** Replaces an attribute of a field by another, which goes to its own place in the order of attributes. */
export function replaceAttribute(
  attribute: PrismaAttribute,
  field: PrismaField,
  model: PrismaModelLike,
  text: string,
  source: string,
): TextEdit {
  return editFields(model, text, [{ kind: "replaceAttribute", field, attribute, source }]);
}

/** Removes an attribute of a field. */
export function removeAttribute(
  attribute: PrismaAttribute,
  field: PrismaField,
  model: PrismaModelLike,
  text: string,
): TextEdit {
  return editFields(model, text, [{ kind: "removeAttribute", field, attribute }]);
}

/**
 * Makes several changes to the fields of one block, in one edit. Fields inserted at the same place are
 * written in the order given.
 */
export function editFields(
  model: PrismaModelLike,
  text: string,
  changes: readonly FieldChange[],
): TextEdit {
  return mergeEdits(text, fieldEdits(model, text, changes));
}

/** The same as separate edits, for those who have more to change between them. */
export function fieldEdits(
  model: PrismaModelLike,
  text: string,
  changes: readonly FieldChange[],
): TextEdit[] {
  const style = lineStyle(model, text);
  const tables = tablesOf(model, text);
  const lastField = tables.at(-1)?.rows.at(-1)?.source;
  if (lastField == null) return [writeFirstFields(model, text, changes, style)];

  const places = changes.map((change) => ({ change, at: placeOf(change, lastField) }));
  return tables
    .filter(({ rows }) => rows.some(({ source }) => places.some(({ at }) => at === source)))
    .flatMap((table) => {
      const rows = table.rows.flatMap((row) => plannedRows(row, places, text));
      return tableEdits(table, rows, text, style);
    });
}

/** A change, and the field that it changes or that a new field comes after. */
interface PlacedChange {
  change: FieldChange;
  at: PrismaField;
}

function placeOf(change: FieldChange, lastField: PrismaField): PrismaField {
  return change.kind === "insertField" ? (change.after ?? lastField) : change.field;
}

/** The row of a field after its changes, and those of the fields that are inserted after it. */
function plannedRows(
  current: FieldRow,
  places: readonly PlacedChange[],
  text: string,
): (PlannedRow | FieldRow)[] {
  let row: PlannedRow | FieldRow = current;
  const inserted: PlannedRow[] = [];
  for (const { change, at } of places) {
    if (at !== current.source) continue;
    if (change.kind === "insertField") inserted.push(newRow(change.field));
    else row = changedRow("attributes" in row ? row : plannedRow(row, text), change);
  }
  return [row, ...inserted];
}

function changedRow(
  row: PlannedRow,
  change: Exclude<FieldChange, { kind: "insertField" }>,
): PlannedRow {
  switch (change.kind) {
    case "rename":
      return { ...row, name: change.name };
    case "replaceType":
      return { ...row, type: change.type };
    case "insertAttribute":
      return withAttribute(row, change.attribute);
    case "replaceAttribute":
      return withReplacedAttribute(row, change.attribute, change.source);
    case "removeAttribute":
      return withoutAttribute(row, change.attribute);
  }
}

/** A block without fields gets its first ones below its head. */
function writeFirstFields(
  model: PrismaModelLike,
  text: string,
  changes: readonly FieldChange[],
  style: LineStyle,
): TextEdit {
  const rows = changes.flatMap((change) =>
    change.kind === "insertField" ? newRow(change.field) : [],
  );
  const widths = tableWidths(rows);
  const lines = rows.map((row) => newLine(row, widths, style)).join("");
  const end = bodyEnd(model, text);
  const offset = Math.min(lineEnd(text, model.bodyRange[0] + 1), end);
  const following = text.slice(offset, end).split(/\r\n|\n|\r/u);
  // Below the fields comes the closing brace on its own line, or an empty line.
  const isParted = following.length > 1 && following[1]?.trim() === "";
  return { range: [offset, offset], text: lines + (isParted ? "" : style.newline) };
}

/**
 * Writes a block attribute (`@@index([userId])`) on a line of its own, at its place in the order of
 * attributes; an empty line parts it from the fields when it is the first one.
 */
export function insertBlockAttribute(
  model: PrismaModelLike | PrismaEnum,
  text: string,
  attribute: string,
): TextEdit {
  const style = lineStyle(model, text);
  const { indentation, newline } = style;
  const rank = attributeRank(attributeName(attribute));
  const written = model.members.filter((member) => member.type === "PrismaBlockAttribute");
  const previous = written.findLast((other) => attributeRank(other.name.name) <= rank);
  if (previous !== undefined) {
    const offset = lineEnd(text, previous.range[1]);
    return { range: [offset, offset], text: newline + indentation + attribute };
  }
  const [next] = written;
  if (next !== undefined) {
    const offset = commentsStart(text, next);
    return { range: [offset, offset], text: indentation + attribute + newline };
  }
  return firstBlockAttribute(model, text, attribute, style);
}

/**
 * Removes a block attribute with its line, and the empty line above it where nothing follows in the block. Null when
 * a comment stands beside or directly above it: whoever wrote that shall decide.
 */
export function removeBlockAttribute(
  model: PrismaModelLike,
  text: string,
  attribute: PrismaBlockAttribute,
): TextEdit | null {
  const start = lineStart(text, attribute.range[0]);
  const end = lineEnd(text, attribute.range[1]);
  const isAlone =
    text.slice(start, attribute.range[0]).trim() === "" &&
    text.slice(attribute.range[1], end).trim() === "" &&
    start > model.bodyRange[0] &&
    end < bodyEnd(model, text);
  if (!isAlone || commentsStart(text, attribute) !== start) return null;
  const isLast = text.slice(end, bodyEnd(model, text)).trim() === "";
  const above = isLast ? text.slice(model.bodyRange[0], start).trimEnd().length : 0;
  const from = isLast ? lineEnd(text, model.bodyRange[0] + above) : start;
  const newline = newlineOf(text, end);
  return isLast
    ? { range: [from, end], text: "" }
    : { range: [start, end + newline.length], text: "" };
}

/** The first block attribute stands below all else in the block, parted by an empty line. */
function firstBlockAttribute(
  model: PrismaModelLike | PrismaEnum,
  text: string,
  attribute: string,
  { indentation, newline }: LineStyle,
): TextEdit {
  const end = bodyEnd(model, text);
  const content = text.slice(model.bodyRange[0], end).trimEnd();
  const offset = model.bodyRange[0] + content.length;
  const hasNewline = /[\r\n]/u.test(text.slice(offset, end));
  const line = newline + newline + indentation + attribute;
  return { range: [offset, offset], text: hasNewline ? line : line + newline };
}

/** The offset of the closing brace; of the end of the block where that is not written yet. */
function bodyEnd(model: PrismaModelLike | PrismaEnum, text: string): number {
  const [, end] = model.bodyRange;
  return text[end - 1] === "}" ? end - 1 : end;
}

/** How the lines of a block are written now. */
export function lineStyle(model: PrismaModelLike | PrismaEnum, text: string): LineStyle {
  return { indentation: memberIndentation(model, text), newline: newlineOf(text, model.range[0]) };
}
