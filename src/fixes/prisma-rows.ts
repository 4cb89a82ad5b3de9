/** The rows of a table of fields as they shall become, and the edits that lead there. */

import type { PrismaAttribute, PrismaField, PrismaModelLike } from "../languages/prisma/ast.ts";
import { computedOnce } from "../model/computed-once.ts";
import type { TextEdit } from "./edit.ts";
import type { TableRow, TableWidths } from "./prisma-layout.ts";
import {
  attributeName,
  attributeRank,
  fieldTables,
  isAligned,
  lineEnd,
  padding,
  rowOf,
  tableWidths,
} from "./prisma-layout.ts";

/** A field to be written. `type` is with its `?` or `[]`; each attribute is with its `@`. */
export interface NewField {
  name: string;
  type: string;
  attributes: readonly string[];
}

export interface PlannedRow extends TableRow {
  /** The field as it is now; null for a new one. */
  source: PrismaField | null;
  attributes: readonly PlannedAttribute[];
}

interface PlannedAttribute {
  /** The attribute as it is now; null for a new one. */
  source: PrismaAttribute | null;
  text: string;
  /** What parts it from the attribute before it. */
  gap: string;
}

/** How lines of the block are written. */
export interface LineStyle {
  indentation: string;
  newline: string;
}

/** The row of a field that stays as it is, but for the columns' widths. */
export interface FieldRow extends TableRow {
  source: PrismaField;
}

/** A table of fields as it is now. */
export interface FieldTable {
  rows: readonly FieldRow[];
  /** Null when its columns are not aligned. */
  widths: TableWidths | null;
}

/** A cache: each finding in a model has an edit of its own, and all begin with the same tables. */
const tables = new WeakMap<PrismaModelLike, readonly FieldTable[]>();

/** The tables of a block, in source order; `text` is the one that the block was parsed from. */
export function tablesOf(model: PrismaModelLike, text: string): readonly FieldTable[] {
  return computedOnce(tables, model, () =>
    fieldTables(model, text).map((fields) => {
      const rows = fields.map((source) => ({ ...rowOf(source, text), source }));
      return { rows, widths: isAligned(fields, text) ? tableWidths(rows) : null };
    }),
  );
}

/** The row of a field that is about to be changed. */
export function plannedRow(row: FieldRow, text: string): PlannedRow {
  const written = row.source.attributes;
  let end = written[0]?.range[0] ?? 0;
  const attributes = written.map((source) => {
    const gap = text.slice(end, source.range[0]);
    end = source.range[1];
    return { source, text: text.slice(...source.range), gap };
  });
  return { ...row, attributes };
}

/** The row of a field that is to be written. */
export function newRow(field: NewField): PlannedRow {
  const empty: PlannedRow = { name: field.name, type: field.type, source: null, attributes: [] };
  return field.attributes.reduce(withAttribute, empty);
}

/** The row with one attribute more, before the first that must follow it. */
export function withAttribute(row: PlannedRow, text: string): PlannedRow {
  const rank = attributeRank(attributeName(text));
  const next = row.attributes.findIndex((other) => attributeRank(attributeName(other.text)) > rank);
  const index = next === -1 ? row.attributes.length : next;
  const following = row.attributes.slice(index);
  const [first, ...others] = following;
  return {
    ...row,
    attributes: [
      ...row.attributes.slice(0, index),
      { source: null, text, gap: " " },
      // What was first had no gap before it.
      ...(first === undefined ? [] : [{ ...first, gap: first.gap === "" ? " " : first.gap }]),
      ...others,
    ],
  };
}

/** The row without an attribute. */
export function withoutAttribute(row: PlannedRow, attribute: PrismaAttribute): PlannedRow {
  return { ...row, attributes: row.attributes.filter(({ source }) => source !== attribute) };
}

/** The row with another attribute instead: in the same place, unless its name belongs elsewhere. */
export function withReplacedAttribute(
  row: PlannedRow,
  attribute: PrismaAttribute,
  text: string,
): PlannedRow {
  const samePlace = attributeRank(attribute.name.name) === attributeRank(attributeName(text));
  if (!samePlace) return withAttribute(withoutAttribute(row, attribute), text);
  const attributes = row.attributes.map((item) =>
    item.source === attribute ? { ...item, text } : item,
  );
  return { ...row, attributes };
}

/**
 * The edits that turn a table into the planned rows, which hold all of its own in order. Columns follow the
 * new widths if the table is aligned now; else what is new is set with single spaces.
 */
export function tableEdits(
  table: FieldTable,
  rows: readonly (PlannedRow | FieldRow)[],
  text: string,
  style: LineStyle,
): TextEdit[] {
  const widths = table.widths && tableWidths(rows);
  const keepsWidths = widths?.name === table.widths?.name && widths?.type === table.widths?.type;
  let above: PrismaField | null = null;
  const edits: TextEdit[] = [];
  for (const row of rows) {
    if (!("attributes" in row)) {
      above = row.source;
      if (widths && !keepsWidths) edits.push(...gapEdits(row, widths));
    } else if (row.source === null) {
      const end = above === null ? 0 : lineEnd(text, above.range[1]);
      edits.push({ range: [end, end], text: newLine(row, widths, style) });
    } else {
      above = row.source;
      edits.push(...rowEdits(row, row.source, widths, text));
    }
  }
  return edits.filter((edit) => edit.text !== text.slice(...edit.range));
}

/** The gaps between the columns of a row that is otherwise left alone. */
function gapEdits({ source, name, type }: FieldRow, widths: TableWidths): TextEdit[] {
  const [typeStart, typeEnd] = source.fieldType.range;
  const [first] = source.attributes;
  const nameGap: TextEdit = {
    range: [source.name.range[1], typeStart],
    text: padding(name, widths.name),
  };
  if (first === undefined) return [nameGap];
  return [nameGap, { range: [typeEnd, first.range[0]], text: padding(type, widths.type) }];
}

/** A row on a line of its own, with the newline that comes before it. */
export function newLine(row: PlannedRow, widths: TableWidths | null, style: LineStyle): string {
  const cells = [row.name, gapAfter(row.name, widths?.name), row.type];
  const attributes = attributesText(row);
  if (attributes !== "") cells.push(gapAfter(row.type, widths?.type), attributes);
  return style.newline + style.indentation + cells.join("");
}

function rowEdits(
  row: PlannedRow,
  field: PrismaField,
  widths: TableWidths | null,
  text: string,
): TextEdit[] {
  const [, nameEnd] = field.name.range;
  const [typeStart, typeEnd] = field.fieldType.range;
  const attributesStart = field.attributes[0]?.range[0] ?? typeEnd;
  const attributesEnd = field.attributes.at(-1)?.range[1] ?? typeEnd;
  const attributes = attributesText(row);

  const nameGap = widths ? padding(row.name, widths.name) : text.slice(nameEnd, typeStart);
  const writtenGap = text.slice(typeEnd, attributesStart);
  const typeGap = widths ? padding(row.type, widths.type) : writtenGap || " ";
  return [
    { range: field.name.range, text: row.name },
    { range: [nameEnd, typeStart], text: nameGap },
    { range: [typeStart, typeEnd], text: row.type },
    { range: [typeEnd, attributesStart], text: attributes === "" ? "" : typeGap },
    { range: [attributesStart, attributesEnd], text: attributes },
  ];
}

function gapAfter(cell: string, width: number | undefined): string {
  return width === undefined ? " " : padding(cell, width);
}

function attributesText(row: PlannedRow): string {
  return row.attributes.map(({ text, gap }, index) => (index === 0 ? text : gap + text)).join("");
}
