/** Our schema model, and Prisma's DMMF, brought to one shape so that they can be compared. */

import { namedArgument } from "../../../src/model/schema/arguments.ts";
import { allIndexes } from "../../../src/model/schema/indexes.ts";
import { relationName } from "../../../src/model/schema/relations.ts";
import type { Enum, Field, Index, Model, SchemaModel } from "../../../src/model/schema/types.ts";
import type { EngineDatamodel } from "../../support/prisma-engine.ts";

type EngineModel = EngineDatamodel["models"][number];
type EngineField = EngineModel["fields"][number];
type EngineIndex = EngineDatamodel["indexes"][number];

/** What can be compared of a schema. DMMF hides what is ignored or unsupported. */
export function comparable(schema: SchemaModel) {
  const visible = [...schema.models.values()].filter((model) => !model.ignored);
  const tables = visible.filter(({ kind }) => kind !== "composite");
  return {
    enums: [...schema.enums.values()].map(comparableEnum),
    models: byName(tables.map(comparableModel)),
    types: byName(visible.filter(({ kind }) => kind === "composite").map(comparableModel)),
    indexes: tables
      .flatMap((model) => allIndexes(model).map((index) => comparableIndex(model, index)))
      .sort(byText),
  };
}

/** The same of Prisma's own reading. */
export function comparableEngine(datamodel: EngineDatamodel) {
  return {
    enums: datamodel.enums.map((item) => ({
      name: item.name,
      databaseName: item.dbName ?? item.name,
      documentation: item.documentation ?? null,
      values: item.values.map(({ name, dbName }) => ({ name, databaseName: dbName ?? name })),
    })),
    models: byName(datamodel.models.map(comparableEngineModel)),
    types: byName(datamodel.types.map(comparableEngineModel)),
    indexes: datamodel.indexes.map(comparableEngineIndex).sort(byText),
  };
}

function byName<T extends { name: string }>(items: T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.name, item]));
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function comparableEnum(item: Enum) {
  return {
    name: item.name,
    databaseName: item.databaseName,
    documentation: item.documentation,
    values: item.values.map(({ name, databaseName }) => ({ name, databaseName })),
  };
}

function comparableModel(model: Model) {
  // A partial unique index is no key by which the client could find a row.
  const compound = model.uniques.filter((index) => isOnBlock(index) && !index.partial);
  return {
    name: model.name,
    databaseName: model.databaseName,
    databaseSchema: model.databaseSchema,
    documentation: model.documentation,
    primaryKey:
      model.primaryKey !== null && isOnBlock(model.primaryKey) ? keyOf(model.primaryKey) : null,
    uniques: compound.map(keyOf),
    fields: model.fields.filter(isVisible).map(comparableField),
  };
}

function comparableEngineModel(model: EngineModel) {
  return {
    name: model.name,
    databaseName: model.dbName ?? model.name,
    databaseSchema: model.schema ?? null,
    documentation: model.documentation ?? null,
    primaryKey: model.primaryKey && keyOfEngine(model.primaryKey),
    uniques: model.uniqueIndexes.map(keyOfEngine),
    fields: model.fields.map(comparableEngineField),
  };
}

function isVisible(field: Field): boolean {
  return !field.ignored && field.kind !== "unsupported";
}

function isOnBlock(index: Index): boolean {
  return index.node.type === "PrismaBlockAttribute";
}

function keyOf(index: Index) {
  return { name: index.clientName, fields: index.fields.map(({ name }) => name) };
}

function keyOfEngine(key: { name: string | null; fields: readonly string[] }) {
  return { name: key.name, fields: key.fields };
}

const KINDS = { relation: "object", composite: "object", enum: "enum", scalar: "scalar" } as const;

function comparableField(field: Field) {
  const { relation } = field;
  return {
    name: field.name,
    databaseName: field.databaseName,
    kind: field.kind === "unknown" || field.kind === "unsupported" ? field.kind : KINDS[field.kind],
    type: field.type,
    isList: field.arity === "list",
    isRequired: field.arity !== "optional",
    isId: field.isId,
    isUnique: field.isUnique && !field.isId,
    isReadOnly: field.foreignKeys.length > 0,
    isUpdatedAt: field.isUpdatedAt,
    nativeType: field.nativeType && [field.nativeType.name, field.nativeType.arguments],
    default: comparableDefault(field),
    documentation: field.documentation,
    relation: relation && {
      name: relationName(relation),
      fields: relation.fields.map(({ name }) => name),
      references: relation.references.map(({ name }) => name),
      onDelete: relation.onDelete,
      onUpdate: relation.onUpdate,
    },
  };
}

function comparableEngineField(field: EngineField) {
  return {
    name: field.name,
    databaseName: field.dbName ?? field.name,
    kind: field.kind,
    type: field.type,
    isList: field.isList,
    isRequired: field.isRequired,
    isId: field.isId,
    isUnique: field.isUnique,
    isReadOnly: field.isReadOnly,
    isUpdatedAt: field.isUpdatedAt ?? false,
    nativeType: field.nativeType ?? null,
    default: comparableEngineDefault(field),
    documentation: field.documentation ?? null,
    relation:
      field.relationName === undefined
        ? null
        : {
            name: field.relationName,
            fields: field.relationFromFields ?? [],
            references: field.relationToFields ?? [],
            onDelete: field.relationOnDelete ?? null,
            onUpdate: field.relationOnUpdate ?? null,
          },
  };
}

/** What the engine tells as the argument of a function that is written without one. */
const ENGINE_VERSIONS: Readonly<Record<string, string>> = { uuid: "4", cuid: "1" };

function comparableDefault({ default: written, type }: Field) {
  if (written === null) return null;
  if (written.kind === "list") return "list";
  if (written.kind === "literal") return literal(type, written.value);
  return {
    name: written.name,
    argument: written.argument ?? ENGINE_VERSIONS[written.name] ?? null,
  };
}

function comparableEngineDefault({ default: value, type }: EngineField) {
  if (value === undefined) return null;
  if (Array.isArray(value)) return "list";
  if (typeof value !== "object") return literal(type, String(value));
  if (!("args" in value)) return value;
  const argument = value.args[0] === undefined ? null : String(value.args[0]);
  return { name: value.name, argument };
}

/** The engine reads numbers and dates, and writes them anew. */
function literal(type: string, value: string): string {
  if (type === "DateTime") return new Date(value).toISOString();
  return type === "Float" || type === "Decimal" ? String(Number(value)) : value;
}

function comparableIndex(model: Model, index: Index) {
  return {
    model: model.name,
    type: index.kind,
    isOnField: !isOnBlock(index),
    clientName: index.clientName,
    databaseName: namedArgument(index.node, "map") === null ? null : index.databaseName,
    method: index.method,
    fields: index.fields,
  };
}

function comparableEngineIndex(index: EngineIndex) {
  return {
    model: index.model,
    type: index.type === "normal" ? "index" : index.type,
    isOnField: index.isDefinedOnField,
    clientName: index.name ?? null,
    databaseName: index.dbName ?? null,
    method: index.algorithm ?? null,
    fields: index.fields.map((field) => ({
      name: field.name,
      sort: field.sortOrder === undefined ? null : { asc: "Asc", desc: "Desc" }[field.sortOrder],
      ops: field.operatorClass ?? null,
    })),
  };
}
