/** Builds the meaning of a Prisma schema from its parsed files. */

import type {
  PrismaBlock,
  PrismaBlockAttribute,
  PrismaDatasource,
  PrismaEnum,
  PrismaField,
  PrismaGenerator,
  PrismaModelLike,
} from "../../languages/prisma/ast.ts";
import { computedOnce } from "../computed-once.ts";
import { arrayElements, defaultArgument, scalarText, stringValue } from "./arguments.ts";
import { identifierLimit } from "./database-names.ts";
import type { ResolveTypeName } from "./fields.ts";
import { buildField } from "./fields.ts";
import { addIndexes } from "./indexes.ts";
import { resolveRelations } from "./relations.ts";
import type { Datasource, Enum, Generator, Model, SchemaFile, SchemaModel } from "./types.ts";

const MODEL_KINDS = {
  PrismaModel: "model",
  PrismaView: "view",
  PrismaCompositeType: "composite",
} as const;

/**
 * Builds the model of a schema that may span several files.
 *
 * Never throws: of two blocks or fields that share a name the first wins, an unknown type is a field of kind
 * `unknown`, and a relation whose other side is missing or ambiguous has no `opposite`.
 */
export function buildSchemaModel(files: readonly SchemaFile[]): SchemaModel {
  const schema = declareBlocks(files);
  const limit = identifierLimit(schema.datasource?.provider ?? null);
  const resolve = typeNameResolver(schema);
  for (const model of schema.models.values()) addFields(model, resolve);
  for (const model of schema.models.values()) addIndexes(model, limit);
  resolveRelations(schema.models, limit);
  return schema;
}

/** Whether the schema is for PostgreSQL itself; CockroachDB, though close to it, is not. */
export function isPostgres(schema: SchemaModel): boolean {
  return schema.datasource?.provider === "postgresql";
}

function declareBlocks(files: readonly SchemaFile[]): SchemaModel {
  const models = new Map<string, Model>();
  const enums = new Map<string, Enum>();
  const generators: Generator[] = [];
  let datasource: Datasource | null = null;
  const isTaken = (name: string) => models.has(name) || enums.has(name);

  const declare = (node: PrismaBlock, file: SchemaFile) => {
    const name = node.name.name;
    switch (node.type) {
      case "PrismaDatasource":
        datasource ??= buildDatasource(node, file);
        break;
      case "PrismaGenerator":
        generators.push(buildGenerator(node, file));
        break;
      case "PrismaEnum":
        if (!isTaken(name)) enums.set(name, buildEnum(node, file));
        break;
      default:
        if (!isTaken(name)) models.set(name, declareModel(node, file));
    }
  };
  for (const file of files) {
    for (const node of file.ast.body) {
      if (node.type !== "PrismaInvalid") declare(node, file);
    }
  }
  return { files, datasource, generators, models, enums };
}

function buildDatasource(node: PrismaDatasource, file: SchemaFile): Datasource {
  const provider = stringValue(property(node, "provider"));
  // `referentialIntegrity` is what `relationMode` was called before Prisma 4.5.
  const mode = property(node, "relationMode") ?? property(node, "referentialIntegrity");
  return {
    name: node.name.name,
    provider: provider === "postgres" ? "postgresql" : provider,
    relationMode: stringValue(mode) === "prisma" ? "prisma" : "foreignKeys",
    node,
    file,
  };
}

function buildGenerator(node: PrismaGenerator, file: SchemaFile): Generator {
  const features = arrayElements(property(node, "previewFeatures"));
  return {
    name: node.name.name,
    provider: stringValue(property(node, "provider")),
    previewFeatures: features.flatMap((feature) => stringValue(feature) ?? []),
    node,
    file,
  };
}

function property(node: PrismaDatasource | PrismaGenerator, key: string) {
  for (const member of node.members) {
    if (member.type === "PrismaProperty" && member.key.name === key) return member.value;
  }
  return null;
}

function buildEnum(node: PrismaEnum, file: SchemaFile): Enum {
  const values = new Map<string, Enum["values"][number]>();
  for (const member of node.members) {
    if (member.type !== "PrismaEnumValue" || values.has(member.name.name)) continue;
    const map = member.attributes.find((attribute) => attribute.name.name === "map");
    values.set(member.name.name, {
      name: member.name.name,
      databaseName: scalarText(defaultArgument(map, "name")) ?? member.name.name,
      node: member,
    });
  }
  return {
    name: node.name.name,
    databaseName: mappedName(node) ?? node.name.name,
    databaseSchema: mappedSchema(node),
    values: [...values.values()],
    documentation: node.documentation,
    node,
    file,
  };
}

/** A model without its fields, so that fields of other models can refer to it. */
function declareModel(node: PrismaModelLike, file: SchemaFile): Model {
  return {
    name: node.name.name,
    kind: MODEL_KINDS[node.type],
    databaseName: mappedName(node) ?? node.name.name,
    databaseSchema: mappedSchema(node),
    fields: [],
    field: () => undefined,
    primaryKey: null,
    uniques: [],
    indexes: [],
    ignored: blockAttribute(node, "ignore") !== undefined,
    documentation: node.documentation,
    node,
    file,
  };
}

function addFields(model: Model, resolve: ResolveTypeName): void {
  const { nodes, positions } = computedOnce(written, model.node, writtenFields);
  const fields = nodes.map((node) => buildField(node, model, resolve));
  model.fields = fields;
  model.field = (name) => fields[positions.get(name) ?? -1];
}

/** The fields of a block, and where among them each name is. */
interface WrittenFields {
  nodes: readonly PrismaField[];
  positions: ReadonlyMap<string, number>;
}

/** Kept by block: while someone types, most of them stay. */
const written = new WeakMap<PrismaModelLike, WrittenFields>();

function writtenFields({ members }: PrismaModelLike): WrittenFields {
  const nodes: PrismaField[] = [];
  const positions = new Map<string, number>();
  for (const member of members) {
    if (member.type !== "PrismaField" || positions.has(member.name.name)) continue;
    positions.set(member.name.name, nodes.length);
    nodes.push(member);
  }
  return { nodes, positions };
}

function typeNameResolver({ models, enums }: SchemaModel): ResolveTypeName {
  return (name) => {
    const model = models.get(name);
    if (model !== undefined) return model.kind === "composite" ? "composite" : "relation";
    return enums.has(name) ? "enum" : null;
  };
}

function mappedName(node: PrismaModelLike | PrismaEnum): string | null {
  return stringValue(defaultArgument(blockAttribute(node, "map"), "name"));
}

function mappedSchema(node: PrismaModelLike | PrismaEnum): string | null {
  return stringValue(defaultArgument(blockAttribute(node, "schema"), "map"));
}

function blockAttribute(
  node: PrismaModelLike | PrismaEnum,
  name: string,
): PrismaBlockAttribute | undefined {
  for (const member of node.members) {
    if (member.type === "PrismaBlockAttribute" && member.name.name === name) return member;
  }
  return undefined;
}
