/** What is in the database, as our model has it and as the SQL of Prisma Migrate has it: one fact a line. */

import { identifierLimit, joinTableNames } from "../../../src/model/schema/database-names.ts";
import { postgresType } from "../../../src/model/schema/native-types.ts";
import { relationName } from "../../../src/model/schema/relations.ts";
import type {
  Field,
  Index,
  Model,
  Relation,
  SchemaModel,
} from "../../../src/model/schema/types.ts";

const POSTGRES_LIMIT = identifierLimit("postgresql");

function columnFact(table: string, column: string, type: string): string {
  return `column ${table}.${column} ${type}`;
}

function indexFact(
  kind: string,
  name: string,
  table: string,
  columns: string,
  method = "",
): string {
  return `${kind} ${name} of ${table} (${columns}) ${method.toLowerCase()}`.trimEnd();
}

function foreignKeyFact(name: string, from: string, to: string, onDelete: string): string {
  return `foreign key ${name} from ${from} to ${to} on delete ${onDelete}`;
}

/** The facts of the statements that Prisma Migrate writes for an empty database. */
export function factsOfSql(sql: string): string[] {
  let table = "";
  const facts = sql.split("\n").flatMap((line) => {
    const [, created] = /^CREATE TABLE (.+) \($/u.exec(line) ?? [];
    if (created === undefined) return factOfLine(line, table) ?? [];
    table = unqualified(created);
    return [];
  });
  return facts.sort();
}

function factOfLine(line: string, table: string): string | null {
  const column = /^ {4}("[^"]+") (.*)$/u.exec(line);
  if (column) return columnFact(table, unqualified(column[1]), shortType(column[2]));

  const key = /^ {4}CONSTRAINT "(.+)" PRIMARY KEY \((.+)\)$/u.exec(line);
  if (key) return indexFact("primary key", key[1] ?? "", table, names(key[2]));

  const index = /^CREATE (UNIQUE )?INDEX "([^"]+)" ON ([^( ]+)(?: USING (\w+) )?\(([^)]*)\)/u.exec(
    line,
  );
  if (index) {
    const [, unique, name = "", own, method, columns] = index;
    const kind = unique === undefined ? "index" : "unique";
    return indexFact(kind, name, unqualified(own), names(columns), method);
  }
  const foreignKey =
    /ADD CONSTRAINT "(.+)" FOREIGN KEY \((.+)\) REFERENCES (.+)\((.+)\) ON DELETE (.+) ON/u.exec(
      line,
    );
  if (foreignKey) {
    const [, name = "", columns, target, references, action = ""] = foreignKey;
    const [, own] = /^ALTER TABLE (\S+)/u.exec(line) ?? [];
    const from = `${unqualified(own)} (${names(columns)})`;
    return foreignKeyFact(name, from, `${unqualified(target)} (${names(references)})`, action);
  }
  const [, type, values] = /^CREATE TYPE (.+) AS ENUM \((.*)\);$/u.exec(line) ?? [];
  return type === undefined ? null : `enum ${unqualified(type)} ${values}`;
}

/** `"audit"."Visit"` is `Visit`. */
function unqualified(name = ""): string {
  return /"([^"]+)"$/u.exec(name)?.[1] ?? name;
}

/** The columns of a list, without their order and operator class. */
function names(list = ""): string {
  return list
    .split(",")
    .map((item) => /"([^"]+)"/u.exec(item)?.[1] ?? item)
    .join(", ");
}

const SHORT_TYPES: Readonly<Record<string, string>> = {
  SMALLINT: "int2",
  SMALLSERIAL: "int2",
  INTEGER: "int4",
  SERIAL: "int4",
  BIGINT: "int8",
  BIGSERIAL: "int8",
  REAL: "float4",
  "DOUBLE PRECISION": "float8",
  DECIMAL: "numeric",
  BOOLEAN: "bool",
  CHAR: "bpchar",
};

/** PostgreSQL's short name of the type that a column's definition starts with. */
function shortType(definition = ""): string {
  const pattern = /^(DOUBLE PRECISION|[^ ,([]+)(?:\([^)]*\))?(\[\])?/u;
  const [, base = "", list = ""] = pattern.exec(definition) ?? [];
  const name = base.startsWith('"') ? unqualified(base) : (SHORT_TYPES[base] ?? base.toLowerCase());
  return name + list;
}

/** The same facts as our model tells them. */
export function factsOfModel(schema: SchemaModel): string[] {
  const enums = [...schema.enums.values()].map(({ databaseName, values }) => {
    const literals = values.map((value) => `'${value.databaseName}'`);
    return `enum ${databaseName} ${literals.join(", ")}`;
  });
  const tables = [...schema.models.values()].filter(({ kind }) => kind === "model");
  return [...enums, ...tables.flatMap((model) => factsOfTable(model, schema))].sort();
}

function factsOfTable(model: Model, schema: SchemaModel): string[] {
  const table = model.databaseName;
  const columns = model.fields.filter(({ kind }) => kind !== "relation");
  const relations = model.fields.flatMap(({ relation }) => relation ?? []);
  const keys = model.primaryKey === null ? [] : [model.primaryKey];
  const fact = (kind: string) => (index: Index) =>
    indexFact(kind, index.databaseName, table, columnsOf(model, index), methodOf(index));
  return [
    ...columns.map((field) => columnFact(table, field.databaseName, columnType(field, schema))),
    ...keys.map(fact("primary key")),
    ...model.uniques.map(fact("unique")),
    ...model.indexes.map(fact("index")),
    ...(hasForeignKeys(schema) ? relations.flatMap(factOfForeignKey) : []),
    ...relations.flatMap((relation) => factsOfJoinTable(relation, schema)),
  ];
}

function hasForeignKeys(schema: SchemaModel): boolean {
  return schema.datasource?.relationMode !== "prisma";
}

function columnType(field: Field, schema: SchemaModel): string {
  const unsupported = field.node.fieldType.unsupported?.value;
  return unsupported ?? postgresType(field, schema) ?? "unknown";
}

function columnsOf(model: Model, index: Index): string {
  return index.fields.map(({ name }) => model.field(name)?.databaseName).join(", ");
}

function methodOf({ method }: Index): string {
  return method === null || method === "BTree" ? "" : method;
}

function factOfForeignKey(relation: Relation): string[] {
  const { field, fields, target, references, databaseName, effectiveOnDelete } = relation;
  if (fields.length === 0) return [];
  const action = effectiveOnDelete.replace(/(?<=[a-z])(?=[A-Z])/u, " ").toUpperCase();
  return [
    foreignKeyFact(databaseName, place(field.model, fields), place(target, references), action),
  ];
}

function place(model: Model, fields: readonly Field[]): string {
  return `${model.databaseName} (${fields.map(({ databaseName }) => databaseName).join(", ")})`;
}

/** Both fields of a many-to-many relation tell of its table; each of the column that points to its target. */
function factsOfJoinTable(relation: Relation, schema: SchemaModel): string[] {
  const { joinTable: table, target, databaseName, effectiveOnDelete } = relation;
  const id = target.fields.find(({ isId }) => isId);
  if (table === null || id === undefined) return [];
  const column = databaseName.endsWith("_A_fkey") ? "A" : "B";
  const from = `${table} (${column})`;
  const action = effectiveOnDelete.toUpperCase();
  const own = [columnFact(table, column, columnType(id, schema))];
  if (hasForeignKeys(schema)) {
    own.push(foreignKeyFact(databaseName, from, place(target, [id]), action));
  }
  const names = joinTableNames(relationName(relation), POSTGRES_LIMIT);
  return column === "B"
    ? [...own, indexFact("index", names.index, table, "B")]
    : [...own, indexFact("primary key", names.primaryKey, table, "A, B")];
}
