/** Edits of generators and datasources, whose equals signs stand below each other as `prisma format` sets them. */

import type {
  PrismaDatasource,
  PrismaExpression,
  PrismaGenerator,
  PrismaProperty,
} from "../languages/prisma/ast.ts";
import { propertiesOf } from "../model/schema/arguments.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";
import { lineEnd, lineStart, newlineOf } from "./prisma-layout.ts";

/** Gives a property another name. */
export function renameProperty(
  block: PrismaDatasource | PrismaGenerator,
  property: PrismaProperty,
  name: string,
  text: string,
): TextEdit {
  const rows = tableOf(property, block, text);
  const renamed: TextEdit = { range: property.key.range, text: name };
  if (!isAligned(rows, text)) return renamed;
  const nameOf = (row: PrismaProperty): string => (row === property ? name : row.key.name);
  return mergeEdits(text, [renamed, ...gaps(rows, nameOf, text)]);
}

/** Removes a property with its line. */
export function removeProperty(
  block: PrismaDatasource | PrismaGenerator,
  property: PrismaProperty,
  text: string,
): TextEdit {
  const rows = tableOf(property, block, text);
  const end = lineEnd(text, property.range[1]);
  const line: TextEdit = {
    range: [lineStart(text, property.range[0]), end + newlineOf(text, end).length],
    text: "",
  };
  if (!isAligned(rows, text)) return line;
  const kept = rows.filter((row) => row !== property);
  return mergeEdits(text, [line, ...gaps(kept, (row) => row.key.name, text)]);
}

/** Removes an element of a list with the comma that parts it from the others; a value without brackets leaves a list of none. */
export function removeElement(list: PrismaExpression, element: PrismaExpression): TextEdit {
  if (list.type !== "PrismaArray") return { range: list.range, text: "[]" };
  const index = list.elements.indexOf(element);
  const before = list.elements[index - 1];
  const after = list.elements[index + 1];
  if (before) return { range: [before.range[1], element.range[1]], text: "" };
  return { range: [element.range[0], after?.range[0] ?? element.range[1]], text: "" };
}

/** The properties around one with no empty line between them. */
function tableOf(
  property: PrismaProperty,
  block: PrismaDatasource | PrismaGenerator,
  text: string,
): PrismaProperty[] {
  const tables: PrismaProperty[][] = [];
  let last: PrismaProperty | undefined;
  for (const row of propertiesOf(block)) {
    const isParted = !last || /\n[ \t\r]*\n/u.test(text.slice(last.range[1], row.range[0]));
    if (isParted) tables.push([row]);
    else tables.at(-1)?.push(row);
    last = row;
  }
  return tables.find((table) => table.includes(property)) ?? [property];
}

/** What stands between a key and its equals sign. */
function gapOf({ key, range }: PrismaProperty, text: string): [number, number] {
  return [key.range[1], key.range[1] + text.slice(key.range[1], range[1]).indexOf("=")];
}

function isAligned(rows: readonly PrismaProperty[], text: string): boolean {
  return gaps(rows, (row) => row.key.name, text).length === 0;
}

/** The edits that set the equals signs below each other when keys have these names. */
function gaps(
  rows: readonly PrismaProperty[],
  nameOf: (row: PrismaProperty) => string,
  text: string,
): TextEdit[] {
  const width = Math.max(0, ...rows.map((row) => nameOf(row).length));
  return rows.flatMap((row) => {
    const range = gapOf(row, text);
    const gap = " ".repeat(width - nameOf(row).length + 1);
    return text.slice(...range) === gap ? [] : [{ range, text: gap }];
  });
}
