/** Writing the relation of a foreign key, and making a key required. */

import { conventionalMap } from "../model/schema/conventions.ts";
import type { Field, Model, SchemaModel } from "../model/schema/types.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";
import { editFields } from "./prisma.ts";
import type { FieldChange, NewField } from "./prisma.ts";

/** The scalar that holds the key: one that is there, or one to be written. */
type Key = { field: Field } | { newField: NewField; after: Field | undefined };

/**
 * The edit that ties a key to the id of `target`. The other side is written too when it stands in the same file; else
 * `prisma format` writes it. Null where a relation between the two needs a name that only people can give, and where
 * a name is taken.
 */
export function addRelation(model: Model, target: Model, key: Key, text: string): TextEdit | null {
  const id = target.primaryKey?.fields[0]?.name;
  if (id === undefined || model === target || areRelated(model, target)) return null;
  const { name, isOptional, isUnique } = describeKey(key);
  const side = relationName(name);
  if (side === null || model.field(side)) return null;
  const changes: FieldChange[] = [];
  if ("newField" in key) {
    const after = key.after ? { after: key.after.node } : {};
    changes.push({ kind: "insertField", field: key.newField, ...after });
  }
  const last = model.fields.findLast(({ kind }) => kind === "relation");
  changes.push({
    kind: "insertField",
    field: {
      name: side,
      type: target.name + (isOptional ? "?" : ""),
      attributes: [`@relation(fields: [${name}], references: [${id}])`],
    },
    ...(last ? { after: last.node } : {}),
  });
  const own = editFields(model.node, text, changes);
  if (model.file !== target.file) return own;
  const other = otherSide(model, target, isUnique, text);
  return other && mergeEdits(text, [own, other]);
}

function areRelated(model: Model, target: Model): boolean {
  const pointsTo = (one: Model, other: Model) => one.fields.some(({ type }) => type === other.name);
  return pointsTo(model, target) || pointsTo(target, model);
}

function describeKey(key: Key): { name: string; isOptional: boolean; isUnique: boolean } {
  if ("newField" in key) {
    const { name, type } = key.newField;
    return { name, isOptional: type.endsWith("?"), isUnique: false };
  }
  const { name, arity, isUnique } = key.field;
  return { name, isOptional: arity === "optional", isUnique };
}

/** `patient` for `patientId` and `patient_id`. */
function relationName(key: string): string | null {
  const name = key.replace(/_id$|Id$|ID$/u, "");
  return name === key || name === "" ? null : name;
}

function otherSide(model: Model, target: Model, isUnique: boolean, text: string): TextEdit | null {
  const name = (model.name[0] ?? "").toLowerCase() + model.name.slice(1);
  const side = isUnique ? name : plural(name);
  if (target.field(side)) return null;
  const field = {
    name: side,
    type: isUnique ? `${model.name}?` : `${model.name}[]`,
    attributes: [],
  };
  const last = target.fields.findLast(({ kind }) => kind === "relation");
  return editFields(target.node, text, [
    { kind: "insertField", field, ...(last ? { after: last.node } : {}) },
  ]);
}

function plural(name: string): string {
  if (/[^aeiou]y$/iu.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/iu.test(name) ? `${name}es` : `${name}s`;
}

/**
 * The edit that gives a model a required key to its tenant, of the type of the tenant's id, below its own id. Null where
 * the name is taken, or the two are related already.
 */
export function addTenantKey(
  model: Model,
  tenant: Model,
  name: string,
  schema: SchemaModel,
  text: string,
): TextEdit | null {
  const id = tenant.field(tenant.primaryKey?.fields[0]?.name ?? "");
  if (!id || model.field(name)) return null;
  const native = id.nativeType ? [tenant.file.text.slice(...id.nativeType.node.range)] : [];
  const attributes = [...conventionalMap(name, model, schema), ...native];
  const after = model.fields.find(({ isId }) => isId);
  return addRelation(model, tenant, { newField: { name, type: id.type, attributes }, after }, text);
}

/**
 * The edit that makes a key and its relation required. Null where a delete sets the key to null: what it shall do
 * instead is for people to say.
 */
export function requireKey(model: Model, field: Field, text: string): TextEdit | null {
  const [relation] = field.foreignKeys;
  if (relation?.onDelete === "SetNull") return null;
  const fields = relation ? [field, relation.field] : [field];
  const changes = fields.map(({ node, type }): FieldChange => ({
    kind: "replaceType",
    field: node,
    type,
  }));
  return editFields(model.node, text, changes);
}
