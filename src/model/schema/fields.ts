/** Fields: their kind, default and native type, as far as the field's own line tells. */

import type { PrismaAttribute, PrismaField } from "../../languages/prisma/ast.ts";
import { defaultArgument, scalarText, stringValue } from "./arguments.ts";
import type { Field, FieldDefault, FieldKind, Model, NativeType } from "./types.ts";
import { SCALAR_TYPES } from "./types.ts";

/** What a type name that is no scalar's stands for; null when nothing has that name. */
export type ResolveTypeName = (name: string) => "relation" | "composite" | "enum" | null;

const SCALARS: ReadonlySet<string> = new Set(SCALAR_TYPES);

/**
 * Builds a field without what other lines and blocks add to it: `isId` and `isUnique` are set by
 * `indexes.ts`, `relation` and `foreignKeys` by `relations.ts`.
 */
export function buildField(node: PrismaField, model: Model, resolve: ResolveTypeName): Field {
  const { fieldType } = node;
  const attribute = (name: string) => node.attributes.find((item) => item.name.name === name);
  return {
    name: node.name.name,
    model,
    kind: fieldKind(node, model, resolve),
    type: fieldType.name.name,
    arity: fieldType.arity,
    databaseName: stringValue(defaultArgument(attribute("map"), "name")) ?? node.name.name,
    nativeType: readNativeType(node),
    default: readDefault(attribute("default")),
    isId: false,
    isUnique: false,
    isUpdatedAt: attribute("updatedAt") !== undefined,
    ignored: attribute("ignore") !== undefined,
    relation: null,
    foreignKeys: [],
    documentation: node.documentation,
    node,
    attribute,
  };
}

function fieldKind(node: PrismaField, model: Model, resolve: ResolveTypeName): FieldKind {
  if (node.fieldType.unsupported !== null) return "unsupported";
  const name = node.fieldType.name.name;
  if (SCALARS.has(name)) return "scalar";
  const kind = resolve(name);
  // An embedded document cannot have relations.
  if (kind === "relation" && model.kind === "composite") return "unknown";
  return kind ?? "unknown";
}

/** Native types are the only dotted attributes; the part before the dot is the datasource's name. */
function readNativeType(node: PrismaField): NativeType | null {
  const attribute = node.attributes.find((item) => item.name.name.includes("."));
  if (attribute === undefined) return null;
  const { name } = attribute.name;
  return {
    name: name.slice(name.indexOf(".") + 1),
    arguments: (attribute.arguments ?? []).flatMap(({ value }) => scalarText(value) ?? []),
    node: attribute,
  };
}

function readDefault(node: PrismaAttribute | undefined): FieldDefault | null {
  if (node === undefined) return null;
  const value = defaultArgument(node, "value");
  if (value === null) return null;
  switch (value.type) {
    case "PrismaArray":
      return { kind: "list", node };
    case "PrismaFunctionCall": {
      const first = value.arguments[0]?.value ?? null;
      return {
        kind: "function",
        name: value.callee.name,
        argument: scalarText(first),
        node,
      };
    }
    default: {
      const text = scalarText(value);
      return text === null ? null : { kind: "literal", value: text, node };
    }
  }
}
