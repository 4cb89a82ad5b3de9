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
  return new WrittenField(node, model, fieldKind(node, model, resolve));
}

const NO_FOREIGN_KEYS: Field["foreignKeys"] = [];

/** A field as its line has it. A class, as a schema has thousands, and all of them are made anew at each keystroke. */
class WrittenField implements Field {
  readonly name: string;
  readonly model: Model;
  readonly kind: FieldKind;
  readonly type: string;
  readonly arity: Field["arity"];
  databaseName: string;
  nativeType: NativeType | null = null;
  default: FieldDefault | null = null;
  isId = false;
  isUnique = false;
  isUpdatedAt = false;
  ignored = false;
  relation: Field["relation"] = null;
  foreignKeys = NO_FOREIGN_KEYS;
  readonly documentation: string | null;
  readonly node: PrismaField;

  constructor(node: PrismaField, model: Model, kind: FieldKind) {
    this.name = node.name.name;
    this.model = model;
    this.kind = kind;
    this.type = node.fieldType.name.name;
    this.arity = node.fieldType.arity;
    this.databaseName = this.name;
    this.documentation = node.documentation;
    this.node = node;
    for (const attribute of node.attributes) this.#read(attribute);
  }

  #read(node: PrismaAttribute): void {
    switch (node.name.name) {
      case "map":
        this.databaseName = stringValue(defaultArgument(node, "name")) ?? this.name;
        break;
      case "default":
        this.default ??= readDefault(node);
        break;
      case "updatedAt":
        this.isUpdatedAt = true;
        break;
      case "ignore":
        this.ignored = true;
        break;
      default:
        // Native types are the only dotted attributes.
        if (node.name.name.includes(".")) this.nativeType ??= readNativeType(node);
    }
  }

  attribute(name: string): PrismaAttribute | undefined {
    return this.node.attributes.find((attribute) => attribute.name.name === name);
  }
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

/** The part before the dot is the datasource's name. */
function readNativeType(node: PrismaAttribute): NativeType {
  const { name } = node.name;
  return {
    name: name.slice(name.indexOf(".") + 1),
    arguments: (node.arguments ?? []).flatMap(({ value }) => scalarText(value) ?? []),
    node,
  };
}

function readDefault(node: PrismaAttribute): FieldDefault | null {
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
