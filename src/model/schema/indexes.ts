/** Primary keys, uniques and indexes: how they are read, and which of them serve a foreign key. */

import type {
  PrismaAttribute,
  PrismaBlockAttribute,
  PrismaExpression,
  PrismaModelLike,
} from "../../languages/prisma/ast.ts";
import {
  arrayElements,
  constantName,
  defaultArgument,
  namedArgument,
  scalarText,
  stringValue,
} from "./arguments.ts";
import { indexName, primaryKeyName, uniqueName } from "./database-names.ts";
import type { Field, Index, IndexField, Model, Relation } from "./types.ts";

const FIELD_INDEX_KINDS: ReadonlyMap<string, Index["kind"]> = new Map([
  ["id", "id"],
  ["unique", "unique"],
]);

const BLOCK_INDEX_KINDS: ReadonlyMap<string, Index["kind"]> = new Map([
  ["id", "id"],
  ["unique", "unique"],
  ["index", "index"],
  ["fulltext", "fulltext"],
]);

/**
 * Reads all keys and indexes of a model and marks the fields that they make an id or unique.
 *
 * @param limit the longest identifier of the database in bytes
 */
export function addIndexes(model: Model, limit: number): void {
  const all = writtenIndexes(model, limit);
  model.primaryKey = all.find((index) => index.kind === "id") ?? null;
  model.uniques = all.filter((index) => index.kind === "unique");
  model.indexes = all.filter((index) => index.kind === "index" || index.kind === "fulltext");
  for (const index of all) markField(model, index);
}

interface Written {
  limit: number;
  indexes: readonly Index[];
}

/** By block, as what its lines say of keys and indexes is theirs alone. While someone types, most blocks stay. */
const written = new WeakMap<PrismaModelLike, Written>();

function writtenIndexes(model: Model, limit: number): readonly Index[] {
  const known = written.get(model.node);
  if (known?.limit === limit) return known.indexes;
  const indexes = [...fieldIndexes(model, limit), ...blockIndexes(model, limit)];
  written.set(model.node, { limit, indexes });
  return indexes;
}

function fieldIndexes(model: Model, limit: number): Index[] {
  const indexes: Index[] = [];
  for (const field of model.fields) {
    for (const node of field.node.attributes) {
      const kind = FIELD_INDEX_KINDS.get(node.name.name);
      if (kind === undefined) continue;
      indexes.push(readIndex(model, kind, node, [readFieldOptions(field.name, node)], limit));
    }
  }
  return indexes;
}

function blockIndexes(model: Model, limit: number): Index[] {
  const indexes: Index[] = [];
  for (const node of model.node.members) {
    if (node.type !== "PrismaBlockAttribute") continue;
    const kind = BLOCK_INDEX_KINDS.get(node.name.name);
    if (kind === undefined) continue;
    const fields = arrayElements(defaultArgument(node, "fields"))
      .map(readIndexField)
      .filter((field) => field !== null);
    indexes.push(readIndex(model, kind, node, fields, limit));
  }
  return indexes;
}

function readIndex(
  model: Model,
  kind: Index["kind"],
  node: PrismaAttribute | PrismaBlockAttribute,
  fields: readonly IndexField[],
  limit: number,
): Index {
  const written = stringValue(namedArgument(node, "map"));
  return {
    kind,
    fields,
    method: constantName(namedArgument(node, "type")),
    partial: namedArgument(node, "where") !== null,
    databaseName: written ?? defaultIndexName(model, kind, fields, limit),
    clientName: stringValue(namedArgument(node, "name")),
    node,
  };
}

function defaultIndexName(
  model: Model,
  kind: Index["kind"],
  fields: readonly IndexField[],
  limit: number,
): string {
  if (kind === "id") return primaryKeyName(model.databaseName, limit);
  const columns = fields.map(({ name }) => columnName(model, name));
  const make = kind === "unique" ? uniqueName : indexName;
  return make(model.databaseName, columns, limit);
}

function columnName(model: Model, path: string): string {
  return model.field(path)?.databaseName ?? path.replaceAll(".", "_");
}

/** `a`, `address.city` or `a(sort: Desc, ops: raw("…"))`. */
function readIndexField(element: PrismaExpression): IndexField | null {
  if (element.type === "PrismaConstant") return { name: element.name, sort: null, ops: null };
  if (element.type !== "PrismaFunctionCall") return null;
  return readFieldOptions(element.callee.name, element);
}

function readFieldOptions(name: string, options: Parameters<typeof namedArgument>[0]): IndexField {
  const sort = constantName(namedArgument(options, "sort"));
  return {
    name,
    sort: sort === "Asc" || sort === "Desc" ? sort : null,
    ops: operatorClass(namedArgument(options, "ops")),
  };
}

/** `ops: JsonbPathOps` or `ops: raw("gin_trgm_ops")`. */
function operatorClass(expression: PrismaExpression | null): string | null {
  if (expression?.type !== "PrismaFunctionCall") return constantName(expression);
  return scalarText(expression.arguments[0]?.value ?? null);
}

function markField(model: Model, index: Index): void {
  const [only, ...others] = index.fields;
  const field = only && others.length === 0 ? model.field(only.name) : undefined;
  if (field === undefined) return;
  if (index === model.primaryKey) field.isId = true;
  // A partial unique index leaves the other rows free to repeat a value.
  if (index.kind === "unique" && !index.partial) field.isUnique = true;
}

/** The primary key, uniques and indexes of a model: everything that PostgreSQL keeps an index for. */
export function allIndexes(model: Model): readonly Index[] {
  const keys = model.primaryKey === null ? [] : [model.primaryKey];
  return [...keys, ...model.uniques, ...model.indexes];
}

/** The first index that serves lookups by the relation's foreign key; null when there is none. */
export function foreignKeyIndex(relation: Relation): Index | null {
  const indexes = allIndexes(relation.field.model);
  return indexes.find((index) => coversForeignKey(index, relation)) ?? null;
}

/**
 * Whether PostgreSQL can find the rows of a foreign key by this index.
 *
 * A B-tree serves when its first columns are the key's in any order, or begin with the one that refers to the
 * target's id; a hash index when it has just that one column; GIN, GiST, SP-GiST and BRIN never. A partial index serves only when its condition is that
 * columns of the key are not null, which a lookup by value implies.
 */
export function coversForeignKey(index: Index, relation: Relation): boolean {
  const key = relation.fields;
  if (key.length === 0) return false;
  if (index.partial && !requiresOnlyNotNull(index, key)) return false;
  return startsWithKey(index, key) || startsWithId(index, relation);
}

/** Of a key to an id and what stands beside it, a tenant, the column of the id alone finds the rows. */
function startsWithId(index: Index, { fields, references }: Relation): boolean {
  const id = fields.find((_, position) => {
    const target = references[position];
    return target?.isId === true || target?.isUnique === true || target?.name === "id";
  });
  return id !== undefined && startsWithKey(index, [id]);
}

function startsWithKey(index: Index, key: readonly Field[]): boolean {
  const names = index.fields.slice(0, key.length).map(({ name }) => name);
  const sameColumns = key.every(({ name }) => names.includes(name));
  if (index.kind === "fulltext") return false;
  if (index.method === null || index.method === "BTree") return sameColumns;
  if (index.method === "Hash") return sameColumns && index.fields.length === 1;
  return false;
}

function requiresOnlyNotNull(index: Index, key: readonly Field[]): boolean {
  const where = namedArgument(index.node, "where");
  if (where?.type === "PrismaObject") {
    const isKey = (name: string) => key.some((field) => field.name === name);
    return (
      where.entries.length > 0 &&
      where.entries.every((entry) => isKey(entry.key.name) && isNotNull(entry.value))
    );
  }
  if (where?.type === "PrismaFunctionCall") {
    const isKey = (column: string) => key.some((field) => field.databaseName === column);
    const columns = notNullColumns(scalarText(where.arguments[0]?.value ?? null) ?? "");
    return columns?.every(isKey) ?? false;
  }
  return false;
}

/** `{ not: null }`. */
function isNotNull(expression: PrismaExpression): boolean {
  if (expression.type !== "PrismaObject") return false;
  const [entry, ...others] = expression.entries;
  return entry?.key.name === "not" && constantName(entry.value) === "null" && others.length === 0;
}

/** The columns of `a IS NOT NULL AND "B" IS NOT NULL`; null when the SQL says anything else. */
function notNullColumns(sql: string): string[] | null {
  const columns = sql.split(/\s+and\s+/iu).map((term) => {
    const match = /^\s*\(?\s*(?:"([^"]+)"|(\w+))\s+is\s+not\s+null\s*\)?\s*$/iu.exec(term);
    return match?.[1] ?? match?.[2]?.toLowerCase() ?? null;
  });
  return columns.every((column) => column !== null) ? columns : null;
}
