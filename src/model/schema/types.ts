/**
 * What a Prisma schema means: models, fields, relations and indexes, with the names they have in the
 * database. Built from one or more parsed files; every object keeps its node and file, so that a rule can
 * point at the smallest token.
 */

import type {
  PrismaAttribute,
  PrismaBlockAttribute,
  PrismaDatasource,
  PrismaEnum,
  PrismaEnumValue,
  PrismaField,
  PrismaGenerator,
  PrismaModelLike,
  PrismaSchema,
} from "../../languages/prisma/ast.ts";

/** One parsed file of a schema. `path` is absolute. */
export interface SchemaFile {
  path: string;
  text: string;
  ast: PrismaSchema;
}

export interface SchemaModel {
  files: readonly SchemaFile[];
  /** The first datasource block; null when no file has one. */
  datasource: Datasource | null;
  generators: readonly Generator[];
  /** Models, views and composite types by name. The first of two that share a name wins. */
  models: ReadonlyMap<string, Model>;
  enums: ReadonlyMap<string, Enum>;
}

export interface Datasource {
  name: string;
  /** `postgresql` (also for `postgres`), `cockroachdb`, `mysql`, …; null when it is not a literal. */
  provider: string | null;
  relationMode: "foreignKeys" | "prisma";
  node: PrismaDatasource;
  file: SchemaFile;
}

export interface Generator {
  name: string;
  provider: string | null;
  previewFeatures: readonly string[];
  node: PrismaGenerator;
  file: SchemaFile;
}

export interface Enum {
  name: string;
  databaseName: string;
  /** `@@schema`, null without one. */
  databaseSchema: string | null;
  values: readonly { name: string; databaseName: string; node: PrismaEnumValue }[];
  documentation: string | null;
  node: PrismaEnum;
  file: SchemaFile;
}

export interface Model {
  name: string;
  kind: "model" | "view" | "composite";
  /** The table: `@@map`, else the name. */
  databaseName: string;
  /** `@@schema`, null without one. */
  databaseSchema: string | null;
  /** In source order. */
  fields: readonly Field[];
  field(name: string): Field | undefined;
  /** `@id` or `@@id`; null without one. */
  primaryKey: Index | null;
  /** `@unique` and `@@unique`. */
  uniques: readonly Index[];
  /** `@@index` and `@@fulltext`. */
  indexes: readonly Index[];
  /** `@@ignore`. */
  ignored: boolean;
  documentation: string | null;
  node: PrismaModelLike;
  file: SchemaFile;
}

export const SCALAR_TYPES = [
  "String",
  "Boolean",
  "Int",
  "BigInt",
  "Float",
  "Decimal",
  "DateTime",
  "Json",
  "Bytes",
] as const;

export type FieldKind = "scalar" | "enum" | "relation" | "composite" | "unsupported" | "unknown";

export interface Field {
  name: string;
  model: Model;
  kind: FieldKind;
  /** The type's bare name: `String`, an enum's, a model's; for `Unsupported("x")`: `Unsupported`. */
  type: string;
  arity: "required" | "optional" | "list";
  /** The column: `@map`, else the name. Meaningless for relation fields. */
  databaseName: string;
  /** `@db.VarChar(255)` is `{ name: "VarChar", arguments: ["255"] }`. */
  nativeType: NativeType | null;
  default: FieldDefault | null;
  /** The whole primary key: `@id`, or `@@id` of this field alone. */
  isId: boolean;
  /** Unique by itself: `@unique`, or `@@unique` of this field alone, over all rows. */
  isUnique: boolean;
  isUpdatedAt: boolean;
  ignored: boolean;
  /** Set for relation fields. */
  relation: Relation | null;
  /** Relations whose foreign key this scalar is part of. */
  foreignKeys: readonly Relation[];
  documentation: string | null;
  node: PrismaField;
  /** The attribute of that name (`id`, `default`, `relation`, `map`, `db.Uuid` …), if written. */
  attribute(name: string): PrismaAttribute | undefined;
}

export interface NativeType {
  name: string;
  arguments: readonly string[];
  node: PrismaAttribute;
}

export type FieldDefault =
  | { kind: "literal"; value: string; node: PrismaAttribute }
  | { kind: "list"; node: PrismaAttribute }
  | {
      /** `now`, `uuid`, `cuid`, `ulid`, `nanoid`, `autoincrement`, `dbgenerated`, … */
      kind: "function";
      name: string;
      /** The first argument as a string: the version of `uuid(7)`, the SQL of `dbgenerated("…")`. */
      argument: string | null;
      node: PrismaAttribute;
    };

/** A primary key, unique or index, written on a field or on the block. */
export interface Index {
  kind: "id" | "unique" | "index" | "fulltext";
  /** Names of the fields in order; a composite path (`address.city`) as written. */
  fields: readonly IndexField[];
  /** `Gin`, `Hash`, `Brin`, …; null for the default, a B-tree. */
  method: string | null;
  /** Has a `where:`; the index covers only part of the rows. */
  partial: boolean;
  /** The name in the database: `map:`, else the one that Prisma makes. */
  databaseName: string;
  /** `name:` of the client's compound key. */
  clientName: string | null;
  node: PrismaAttribute | PrismaBlockAttribute;
}

export interface IndexField {
  name: string;
  sort: "Asc" | "Desc" | null;
  ops: string | null;
}

export type ReferentialAction = "Cascade" | "Restrict" | "NoAction" | "SetNull" | "SetDefault";

/** One side of a relation, as the field that declares it sees it. */
export interface Relation {
  field: Field;
  /** The model on the other side. */
  target: Model;
  /** `@relation("name")`. */
  name: string | null;
  /** The field on the other side; null when there is none or it cannot be told. */
  opposite: Field | null;
  cardinality: "one-to-one" | "one-to-many" | "many-to-many";
  /** `fields:`, resolved; empty on the side without the foreign key, and when one of them does not exist. */
  fields: readonly Field[];
  references: readonly Field[];
  /** As written; null when left to the default. */
  onDelete: ReferentialAction | null;
  onUpdate: ReferentialAction | null;
  /**
   * What the database does: the written action, or Prisma's default for the key's nullability. The same on
   * both sides; `NoAction` when neither holds the key.
   */
  effectiveOnDelete: ReferentialAction;
  /** The table of an implicit many-to-many relation, `_PostToTag`; else null. */
  joinTable: string | null;
  /** The name of the foreign key constraint in the database; empty when neither side holds the key. */
  databaseName: string;
  /** `@relation(…)`, if written. */
  node: PrismaAttribute | null;
}
