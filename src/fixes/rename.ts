/** Renaming: in the database by `@map` and `@@map`, or in the schema with all that refers to the name. */

import type { PrismaEnum, PrismaExpression, PrismaModelLike } from "../languages/prisma/ast.ts";
import { arrayElements, defaultArgument, namedArgument } from "../model/schema/arguments.ts";
import type { WithArguments } from "../model/schema/arguments.ts";
import type { Enum, Field, Model, SchemaModel } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import { mergeEdits } from "./edit.ts";
import { editFields, fieldEdits, insertBlockAttribute } from "./prisma.ts";
import type { FieldChange } from "./prisma.ts";

/** `@map("column")`, written or rewritten. */
export function mapColumn(field: Field, column: string, text: string): TextEdit {
  const written = defaultArgument(field.attribute("map"), "name");
  if (written) return { range: written.range, text: JSON.stringify(column) };
  const attribute = `@map(${JSON.stringify(column)})`;
  return editFields(field.model.node, text, [
    { kind: "insertAttribute", field: field.node, attribute },
  ]);
}

/** `@@map("table")` of a model or an enum, written or rewritten. */
export function mapBlock(
  block: PrismaModelLike | PrismaEnum,
  name: string,
  text: string,
): TextEdit {
  const written = defaultArgument(mapOf(block), "name");
  if (written) return { range: written.range, text: JSON.stringify(name) };
  return insertBlockAttribute(block, text, `@@map(${JSON.stringify(name)})`);
}

function mapOf({ members }: PrismaModelLike | PrismaEnum): WithArguments | undefined {
  for (const member of members) {
    if (member.type === "PrismaBlockAttribute" && member.name.name === "map") return member;
  }
  return undefined;
}

/**
 * Renames a field where it is declared and wherever the schema speaks of it; a column keeps its name by `@map`. Null when
 * the name is taken, or when another file speaks of the field.
 */
export function renameField(field: Field, name: string, text: string): TextEdit | null {
  const { model } = field;
  if (model.field(name) || !isName(name)) return null;
  const changes: FieldChange[] = [{ kind: "rename", field: field.node, name }];
  if (field.kind !== "relation" && !field.attribute("map")) {
    const attribute = `@map(${JSON.stringify(field.name)})`;
    changes.push({ kind: "insertAttribute", field: field.node, attribute });
  }
  const referring = field.model.fields
    .map(({ relation }) => relation?.opposite?.relation)
    .filter((relation) => relation != null)
    .filter(({ references }) => references.includes(field));
  if (referring.some((relation) => relation.field.model.file !== model.file)) return null;
  const places = [
    ...blockLists(model),
    ...model.fields.map(({ relation }) => namedArgument(relation?.node ?? undefined, "fields")),
    ...referring.map(({ node }) => namedArgument(node ?? undefined, "references")),
  ];
  const mentions = places.flatMap((place) => mentionsOf(field.name, place));
  return merged(text, [
    ...fieldEdits(model.node, text, changes),
    ...mentions.map((range): TextEdit => ({ range, text: name })),
  ]);
}

/** The fields of keys and indexes. */
function blockLists({ node }: Model): (PrismaExpression | null)[] {
  return node.members.flatMap((member) =>
    member.type === "PrismaBlockAttribute"
      ? [defaultArgument(member, "fields"), namedArgument(member, "where")]
      : [],
  );
}

function mentionsOf(name: string, place: PrismaExpression | null): [number, number][] {
  if (place?.type === "PrismaObject") {
    return place.entries.filter(({ key }) => key.name === name).map(({ key }) => key.range);
  }
  return arrayElements(place).flatMap((element): [number, number][] => {
    if (element.type === "PrismaConstant") return element.name === name ? [element.range] : [];
    if (element.type !== "PrismaFunctionCall") return [];
    return element.callee.name === name ? [element.callee.range] : [];
  });
}

/**
 * Renames a model or an enum with all fields of that type; the database keeps the old name by `@@map`. Null when the
 * name is taken, when another file has such fields, or when the name is part of that of a join table.
 */
export function renameType(
  type: Model | Enum,
  name: string,
  text: string,
  schema: SchemaModel,
): TextEdit | null {
  if (schema.models.has(name) || schema.enums.has(name) || !isName(name)) return null;
  const users = [...schema.models.values()]
    .map((model) => ({ model, fields: model.fields.filter((field) => field.type === type.name) }))
    .filter(({ fields }) => fields.length > 0);
  if (users.some(({ model }) => model.file !== type.file)) return null;
  if ("fields" in type && type.fields.some(({ relation }) => relation?.joinTable != null))
    return null;
  const keepsName = mapOf(type.node) === undefined;
  return merged(text, [
    { range: type.node.name.range, text: name },
    ...users.flatMap(({ model, fields }) =>
      fieldEdits(
        model.node,
        text,
        fields.map(({ node }) => ({
          kind: "replaceType",
          field: node,
          type: name + text.slice(node.fieldType.name.range[1], node.fieldType.range[1]),
        })),
      ),
    ),
    ...(keepsName ? [mapBlock(type.node, type.name, text)] : []),
  ]);
}

function isName(name: string): boolean {
  return /^\p{L}[\p{L}\d_]*$/u.test(name);
}

/** One edit of several; null when they get into each other's way. */
function merged(text: string, edits: readonly TextEdit[]): TextEdit | null {
  const sorted = edits.toSorted((one, other) => one.range[0] - other.range[0]);
  const overlaps = sorted.some((edit, index) => edit.range[0] < (sorted[index - 1]?.range[1] ?? 0));
  return overlaps ? null : mergeEdits(text, sorted);
}
