/** All that has a name in a schema, and in the database behind it. */

import type { PrismaNode } from "../../languages/prisma/ast.ts";
import { computedOnce } from "../computed-once.ts";
import { defaultArgument, namedArgument } from "./arguments.ts";
import { allIndexes } from "./indexes.ts";
import type { Enum, Field, Index, Model } from "./types.ts";

export const NAME_KINDS = [
  "model",
  "field",
  "enum",
  "enumValue",
  "table",
  "column",
  "enumType",
  "primaryKey",
  "unique",
  "index",
  "foreignKey",
] as const;

export type NameKind = (typeof NAME_KINDS)[number];

/** One name, and what bears it. */
export interface Name {
  kind: NameKind;
  name: string;
  /** The name in the schema of what has this name in the database; the same for names of the schema. */
  source: string;
  /** The place to point at: where the name is written, else what it comes from. */
  node: PrismaNode;
  /** What has the name, or holds what has it. */
  owner: { model: Model; field: Field | null } | { enum: Enum };
}

const INDEX_KINDS = {
  id: "primaryKey",
  unique: "unique",
  index: "index",
  fulltext: "index",
} as const;

/** A cache: what is usual in a model and in the schema is told by the same names as are checked. */
const namesByModel = new WeakMap<Model, readonly Name[]>();

/** The names of a model, its fields, keys and indexes, in the schema and in the database. */
export function namesOfModel(model: Model): readonly Name[] {
  return computedOnce(namesByModel, model, listNames);
}

function listNames(model: Model): Name[] {
  const owner = { model, field: null };
  const name = model.node.name;
  const map = model.node.members.find(
    (member) => member.type === "PrismaBlockAttribute" && member.name.name === "map",
  );
  return [
    { kind: "model", name: model.name, source: model.name, node: name, owner },
    {
      kind: "table",
      name: model.databaseName,
      source: model.name,
      node: (map?.type === "PrismaBlockAttribute" ? defaultArgument(map, "name") : null) ?? name,
      owner,
    },
    ...model.fields.flatMap((field) => namesOfField(field, model)),
    ...allIndexes(model).map((index) => nameOfIndex(index, model)),
  ];
}

function namesOfField(field: Field, model: Model): Name[] {
  const { name, node, relation } = field;
  const owner = { model, field };
  const own: Name = { kind: "field", name, source: name, node: node.name, owner };
  if (relation) return [own, ...namesOfForeignKey(field, model)];
  if (field.kind === "relation") return [own];
  const map = defaultArgument(field.attribute("map"), "name");
  return [
    own,
    { kind: "column", name: field.databaseName, source: name, node: map ?? node.name, owner },
  ];
}

function namesOfForeignKey(field: Field, model: Model): Name[] {
  const { relation, name: source, node } = field;
  if (!relation || relation.fields.length === 0) return [];
  const map = namedArgument(relation.node ?? undefined, "map");
  const owner = { model, field };
  const name = relation.databaseName;
  return [{ kind: "foreignKey", name, source, node: map ?? node.name, owner }];
}

function nameOfIndex({ kind, databaseName: name, node }: Index, model: Model): Name {
  return {
    kind: INDEX_KINDS[kind],
    name,
    source: name,
    node: namedArgument(node, "map") ?? node.name,
    owner: { model, field: null },
  };
}

/** The names of an enum and its values. */
export function namesOfEnum(enumeration: Enum): Name[] {
  const { name, node, databaseName, values } = enumeration;
  const owner = { enum: enumeration };
  const map = node.members.find(
    (member) => member.type === "PrismaBlockAttribute" && member.name.name === "map",
  );
  return [
    { kind: "enum", name, source: name, node: node.name, owner },
    {
      kind: "enumType",
      name: databaseName,
      source: name,
      node:
        (map?.type === "PrismaBlockAttribute" ? defaultArgument(map, "name") : null) ?? node.name,
      owner,
    },
    ...values.map((value): Name => ({
      kind: "enumValue",
      name: value.name,
      source: value.name,
      node: value.node.name,
      owner,
    })),
  ];
}
