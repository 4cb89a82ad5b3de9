/** New timestamp fields, written as the model's other fields are. */

import {
  conventionalMap,
  conventionalName,
  lastColumn,
  timestampType,
} from "../model/schema/conventions.ts";
import type { Model, SchemaModel } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import { editFields } from "./prisma.ts";
import type { FieldChange, NewField } from "./prisma.ts";

/**
 * A field whose `@map` and native type follow the schema's conventions. `name` is camelCase; `attributes`
 * are those that stand before the map.
 */
function conventionalField(
  { name, type, attributes }: NewField,
  model: Model,
  schema: SchemaModel,
): NewField {
  const native = type.startsWith("DateTime") ? timestampType(schema) : [];
  return {
    name: conventionalName(name, model, schema),
    type,
    attributes: [...attributes, ...conventionalMap(name, model, schema), ...native],
  };
}

const NOW = "@default(now())";

/** The field that says when a row was created. */
export function createdField(name: string): NewField {
  return { name, type: "DateTime", attributes: [NOW] };
}

/** The field that says when it last changed; with a default, for rows that are there already need a value. */
export function updatedField(name: string): NewField {
  return { name, type: "DateTime", attributes: [NOW, "@updatedAt"] };
}

/** Adds bookkeeping fields to a model, after those it has. */
export function addBookkeeping(
  model: Model,
  schema: SchemaModel,
  fields: readonly NewField[],
  text: string,
): TextEdit {
  const after = lastColumn(model)?.node;
  const changes = fields.map((field): FieldChange => ({
    kind: "insertField",
    field: conventionalField(field, model, schema),
    ...(after ? { after } : {}),
  }));
  return editFields(model.node, text, changes);
}
