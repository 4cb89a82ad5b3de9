/** What an `ObjectStore` holds. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import type { Row } from "../statements/query-rows.ts";
import type { ObjectKind } from "./references.ts";

export type Presence = "present" | "absent" | "unknown";

/** Tables, indexes, views and sequences share one namespace. */
const RELATIONS: ReadonlySet<ObjectKind> = new Set([
  "table",
  "index",
  "view",
  "sequence",
  "relation",
]);

export function spaceOf(object: ObjectKind): string {
  if (object === "shellType" || object === "baseType") return "type";
  return RELATIONS.has(object) ? "relation" : object;
}

/** Where the owners of parts are held; those of all others are relations. */
const OWNERS: Partial<Record<ObjectKind, ObjectKind>> = {
  enumValue: "type",
  attribute: "type",
  domainConstraint: "type",
  unnamedCheck: "type",
  publishedTable: "publication",
  publishedSchema: "publication",
  member: "extension",
  mapping: "searchConfiguration",
  option: "server",
  userMapping: "server",
  familyMember: "operatorFamily",
};

/** The kind of object that a part of this kind belongs to. */
export function ownerOf(part: ObjectKind): ObjectKind {
  return OWNERS[part] ?? "table";
}

/** Held under their signature, and asked for by name as well. */
export function hasSignature(object: string): object is "function" | "operator" {
  return object === "function" || object === "operator";
}

/** A column, constraint, policy, … of a table; a value of a type. */
export interface Part {
  readonly object: ObjectKind;
  readonly name: string;
  readonly owner: DatabaseObject;
  /** The owner's columns that it goes away with. */
  readonly columns: readonly string[];
  /** The index that goes away with it. */
  readonly index: DatabaseObject | null;
  readonly isPrimaryKey: boolean;
  /** No two rows have the same values in its columns. */
  readonly isKey: boolean;
  /** What a foreign key points at. */
  readonly references: Reference | null;
  /** What must not be dropped while this part is there. */
  readonly uses: readonly (DatabaseObject | null)[];
  /** Of rows that an INSERT spells out: those that are there. Null when nobody knows them. */
  readonly rows: (() => readonly Row[]) | null;
  /** Of a column: the assignments of the script that its values come from, whatever it was called then. */
  readonly filledBy: Set<SqlNode>;
}

/** Null columns stand for the primary key. */
export interface Reference {
  table: DatabaseObject;
  columns: readonly string[] | null;
}

export interface PartTraits {
  columns?: readonly string[];
  index?: DatabaseObject | null;
  isPrimaryKey?: boolean;
  isKey?: boolean;
  references?: Reference | null;
  /** What must not be dropped while this part is there. */
  uses?: readonly (DatabaseObject | null)[];
  rows?: (() => readonly Row[]) | null;
  filledBy?: Set<SqlNode>;
}

/** What must go before, or with, an object that it uses. */
export type Dependent = Part | DatabaseObject;

export interface DatabaseObject {
  readonly space: string;
  schema: string;
  name: string;
  /** By `constraint:name`; null for what is known to be gone. */
  readonly parts: Map<string, Part | null>;
  /** All parts are known, because the script itself has made the object. */
  readonly isComplete: boolean;
  /** Null for what the script did not make. */
  readonly variety: Variety | null;
  readonly usedBy: Set<Dependent>;
  /** The table that an index is of. */
  readonly table: DatabaseObject | null;
  /** It goes away with the connection. */
  readonly isTemporary: boolean;
}

/** What catalogs that list a part of the types or relations go by. */
export type Variety =
  "table" | "index" | "view" | "matview" | "sequence" | "enum" | "composite" | "range" | "domain";

export interface ObjectTraits {
  isComplete?: boolean;
  variety?: Variety;
  table?: DatabaseObject | null;
  isTemporary?: boolean;
  uses?: readonly (DatabaseObject | null)[];
}

export const WITHOUT_SCHEMA: ReadonlySet<ObjectKind> = new Set([
  "schema",
  "extension",
  "role",
  "publication",
  "eventTrigger",
  "database",
  "foreignDataWrapper",
  "server",
  "language",
  "accessMethod",
  "subscription",
  "tablespace",
  "cast",
  "transform",
]);

const PARTS: ReadonlySet<ObjectKind> = new Set([
  "column",
  "constraint",
  "policy",
  "trigger",
  "enumValue",
]);

export function isPart(object: ObjectKind): boolean {
  return PARTS.has(object);
}

/** What the rows of one catalog stand for: pg_attribute has columns of tables and attributes of types. */
export function kindsInCatalog(object: ObjectKind): readonly ObjectKind[] {
  switch (object) {
    case "column":
      return ["column", "attribute"];
    case "constraint":
      return ["constraint", "domainConstraint"];
    default:
      return [object];
  }
}

export function objectKey(space: string, schema: string, name: string): string {
  return `${space}:${schema}.${name}`;
}

export function keyOfObject({ space, schema, name }: DatabaseObject): string {
  return objectKey(space, schema, name);
}

export function partKey({ object, name }: { object: ObjectKind; name: string }): string {
  return `${object}:${name}`;
}

export function presenceOf(object: DatabaseObject | null | undefined): Presence {
  if (object === undefined) return "unknown";
  return object === null ? "absent" : "present";
}

export function partPresence(owner: DatabaseObject, key: string): Presence {
  const part = owner.parts.get(key);
  if (part === undefined) return owner.isComplete ? "absent" : "unknown";
  return part === null ? "absent" : "present";
}

export function anyPresence(each: readonly Presence[]): Presence {
  if (each.includes("present")) return "present";
  return each.length > 0 && each.every((one) => one === "absent") ? "absent" : "unknown";
}

/** Of several kinds that may be meant, what is known of one. */
export function knownPresence(each: readonly Presence[]): Presence {
  if (each.includes("present")) return "present";
  return each.includes("absent") ? "absent" : "unknown";
}
