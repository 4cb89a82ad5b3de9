/** How a script refers to what it makes, changes and drops. */

import type { SqlNode, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import type { GuardedObject } from "../guards.ts";
import { clipName } from "../names.ts";
import type { QualifiedName } from "../names.ts";
import { namesField, nodeField, nodesField, textField } from "../tree.ts";

/**
 * What a statement can be about. Beyond what guards ask for: a table's one primary key, a column's identity or
 * expression, a table's place in a partitioned one and below a parent, what PostgreSQL has to invent a name for, and
 * all that applications rarely make.
 */
export type ObjectKind =
  | GuardedObject
  | "primaryKey"
  | "identity"
  | "expression"
  | "partition"
  | "inheritance"
  | "rowType"
  | "unnamed"
  | "rows"
  | "unnamedCheck"
  | "rule"
  | "attribute"
  | "shellType"
  | "baseType"
  | "domainConstraint"
  | "publishedTable"
  | "publishedSchema"
  | "cast"
  | "transform"
  | "operator"
  | "operatorClass"
  | "operatorFamily"
  | "familyMember"
  | "collation"
  | "conversion"
  | "statistics"
  | "searchConfiguration"
  | "searchDictionary"
  | "searchParser"
  | "searchTemplate"
  | "mapping"
  | "foreignDataWrapper"
  | "server"
  | "userMapping"
  | "option"
  | "foreignSchema"
  | "language"
  | "accessMethod"
  | "subscription"
  | "tablespace"
  | "member";

/** An object as a statement names it, unquoted and cut to 63 bytes. */
export interface ObjectRef {
  object: ObjectKind;
  /** Null when it is not written. */
  schema: string | null;
  /** With what tells it from others of its name: `f(int4)`, `(text AS Role)`, `ops USING btree`. */
  name: string;
  /** The table, type, publication, … that it belongs to. */
  of: QualifiedName | null;
  /** Of a function, operator, cast or operator class: its bare name, and types as `regtype` reads them. */
  signature?: Signature;
  /** The other object of a pair: the table that a publication lists, the parent that a table inherits from. */
  target?: QualifiedName;
}

export interface Signature {
  name: string;
  types: readonly string[];
}

export function named(object: ObjectKind, { schema, name }: QualifiedName): ObjectRef {
  return { object, schema, name: clipName(name), of: null };
}

export function partOf(of: QualifiedName, object: ObjectKind, name: string): ObjectRef {
  return { object, schema: null, name: clipName(name), of };
}

/** `f(int4, Role)`, and what `to_regprocedure` needs to find it. */
export function signed(
  object: "function" | "operator",
  { schema, name }: QualifiedName,
  types: readonly SqlNode[],
): ObjectRef {
  const signature = { name, types: types.map(spelledType) };
  const short = types.map((type) => (namesField(type, "names").at(-1) ?? "") + arrayOf(type));
  return { object, schema, name: `${name}(${short.join(", ")})`, of: null, signature };
}

const OUTPUT_MODES = new Set(["FUNC_PARAM_OUT", "FUNC_PARAM_TABLE"]);

/** The types that tell functions of one name apart, of `FunctionParameter` nodes. */
export function inputTypes(parameters: readonly SqlNode[]): SqlNode[] {
  return parameters
    .filter((parameter) => !OUTPUT_MODES.has(textField(parameter, "mode") ?? ""))
    .map((parameter) => nodeField(parameter, "argType"))
    .filter((type) => type !== null);
}

/** A type as `regtype` reads it: `int4`, `"app"."Role"[]`. */
export function spelledType(type: SqlNode): string {
  const names = namesField(type, "names");
  const parts = names[0] === "pg_catalog" ? names.slice(1) : names.map(quoted);
  return parts.join(".") + arrayOf(type);
}

function arrayOf(type: SqlNode): string {
  return nodesField(type, "arrayBounds").length > 0 ? "[]" : "";
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function relationName({ schemaname, relname }: SqlRangeVar): QualifiedName {
  return { schema: schemaname ?? null, name: clipName(relname) };
}

/** The name whose parts are given: `["app", "User"]`. */
export function nameOfParts(parts: readonly string[]): QualifiedName {
  return { schema: parts.at(-2) ?? null, name: clipName(parts.at(-1) ?? "") };
}
