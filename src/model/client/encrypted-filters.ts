/** Where a call of Prisma Client searches, sorts or groups by a field whose column holds ciphertext. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Searching } from "../encryption/searching.ts";
import type { Field, Index, Model } from "../schema/types.ts";
import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { constantKey, lastName, unwrap } from "./expressions.ts";
import { entriesOf } from "./object-entries.ts";
import type { ObjectEntry } from "./object-entries.ts";
import { isNothing, isPlainValue } from "./treated-values.ts";
import { writesOf } from "./writes.ts";
import type { Write } from "./writes.ts";

export interface EncryptedFilter {
  field: Field;
  /** The field's key; in `distinct` and `by`, its name. */
  node: TSESTree.Node;
  kind: "equality" | "comparison" | "order" | "grouping";
  /** `contains`, `orderBy`, `distinct`; of an equality, `equals`, `in`, … */
  operator: string;
  /** The value stands behind the field itself, `email: value`, and not behind an operator. */
  isOwn: boolean;
}

export interface FilterReading {
  scopes: Scopes;
  /** How a field can be searched; null for one that is not encrypted. */
  searching: (field: Field) => Searching | null;
}

/** Conditions inside of conditions are followed so far; it also ends those that lead back to themselves. */
const MAX_DEPTH = 12;

interface Reading extends FilterReading {
  /** How many conditions may still stand inside the one that is read. */
  depth: number;
}

/** What a call asks of encrypted fields that their ciphertext does not answer, also through relations. */
export function encryptedFilters(call: ClientCall, given: FilterReading): EncryptedFilter[] {
  const reading = { ...given, depth: MAX_DEPTH };
  const writes = writesOf(call, reading.scopes);
  return writes.flatMap((write) =>
    write.isNested ? inNestedWrite(write, reading) : inArguments(write.value, write.model, reading),
  );
}

/** `{ where, orderBy, cursor, distinct, by, having, include, select, … }` */
function inArguments(args: TSESTree.Node, model: Model, reading: Reading): EncryptedFilter[] {
  return entriesOf(args, reading.scopes).flatMap(({ name, value }) => {
    switch (name) {
      case "where":
      case "cursor":
      case "having":
        return inWhere(value, model, reading);
      case "orderBy":
        return inOrder(value, model, reading);
      case "distinct":
      case "by":
        return inList(value, name, model, reading);
      case "include":
      case "select":
        return inSelection(value, model, reading);
      default:
        return [];
    }
  });
}

// ---- where -----------------------------------------------------------------------------------------------

const RELATION_FILTERS: ReadonlySet<string> = new Set(["some", "every", "none", "is", "isNot"]);

function inWhere(where: TSESTree.Node, model: Model, reading: Reading): EncryptedFilter[] {
  return entriesOf(where, reading.scopes).flatMap((entry) => inCondition(entry, model, reading));
}

function inCondition(
  { name, key, value }: ObjectEntry,
  model: Model,
  outer: Reading,
): EncryptedFilter[] {
  if (outer.depth === 0) return [];
  const reading = { ...outer, depth: outer.depth - 1 };
  if (name === "AND" || name === "OR" || name === "NOT") return inWhere(value, model, reading);
  const field = model.field(name);
  if (field?.relation) return inRelation(value, field.relation.target, reading);
  if (field) return inScalar({ field, key, value }, reading);
  return isCompoundKey(name, model) ? inWhere(value, model, reading) : [];
}

function inRelation(value: TSESTree.Node, target: Model, reading: Reading): EncryptedFilter[] {
  return entriesOf(value, reading.scopes).flatMap((entry) =>
    RELATION_FILTERS.has(entry.name) && !target.field(entry.name)
      ? inWhere(entry.value, target, reading)
      : inCondition(entry, target, reading),
  );
}

/** `clinicId_email` of `@@unique([clinicId, email])`, or the name that it is given. */
function isCompoundKey(name: string, { primaryKey, uniques }: Model): boolean {
  return [...(primaryKey ? [primaryKey] : []), ...uniques].some((key) => clientName(key) === name);
}

function clientName({ clientName: given, fields }: Index): string {
  return given ?? fields.map(({ name }) => name).join("_");
}

interface Condition {
  field: Field;
  key: TSESTree.Node;
  value: TSESTree.Node;
}

const EQUALITIES: ReadonlySet<string> = new Set([
  "equals",
  "not",
  "in",
  "notIn",
  "has",
  "hasEvery",
  "hasSome",
]);
const COMPARISONS: ReadonlySet<string> = new Set([
  "lt",
  "lte",
  "gt",
  "gte",
  "contains",
  "startsWith",
  "endsWith",
  "search",
  "path",
  "string_contains",
  "string_starts_with",
  "string_ends_with",
  "array_contains",
  "array_starts_with",
  "array_ends_with",
  "_min",
  "_max",
]);

/** A condition on a field that is no relation. */
function inScalar(
  condition: Condition,
  { scopes, searching }: FilterReading,
  isInside = false,
): EncryptedFilter[] {
  const { field, key, value } = condition;
  const possible = searching(field);
  if (!possible || isNothing(value, scopes)) return [];
  const tests = entriesOf(value, scopes);
  if (tests.length === 0) {
    // An object of which nothing can be read may hold anything.
    const isRead = resolveConstant(value, scopes).type !== "ObjectExpression";
    if (!isRead || possible.equality || !isPlainValue(value, scopes)) return [];
    return [{ field, node: key, kind: "equality", operator: "equals", isOwn: !isInside }];
  }
  return tests.flatMap(({ name, value: given }): EncryptedFilter[] => {
    if (isNothing(given, scopes)) return [];
    if (COMPARISONS.has(name))
      return [{ field, node: key, kind: "comparison", operator: name, isOwn: false }];
    if (!EQUALITIES.has(name)) return [];
    if (name === "in" || name === "notIn") return inValues({ field, key, value: given }, name);
    return inScalar({ field, key, value: given }, { scopes, searching }, true);
  });

  function inValues({ value: list }: Condition, operator: string): EncryptedFilter[] {
    if (!possible || possible.grouping || !isPlainValue(list, scopes)) return [];
    return [{ field, node: key, kind: "equality", operator, isOwn: false }];
  }
}

// ---- order and groups ------------------------------------------------------------------------------------

function inOrder(orderBy: TSESTree.Node, model: Model, reading: Reading): EncryptedFilter[] {
  return entriesOf(orderBy, reading.scopes).flatMap(({ name, key, value }): EncryptedFilter[] => {
    const field = model.field(name);
    if (!field) return [];
    if (field.relation) return inOrder(value, field.relation.target, reading);
    if (!reading.searching(field) || isNothing(value, reading.scopes)) return [];
    return [{ field, node: key, kind: "order", operator: "orderBy", isOwn: false }];
  });
}

/** `distinct: ["email"]`, `by: Prisma.ClientScalarFieldEnum.email` */
function inList(
  node: TSESTree.Node,
  operator: "distinct" | "by",
  model: Model,
  { scopes, searching }: FilterReading,
): EncryptedFilter[] {
  const value = resolveConstant(node, scopes);
  const items = value.type === "ArrayExpression" ? value.elements : [value];
  return items.flatMap((item): EncryptedFilter[] => {
    const name = item && (constantKey(item) ?? enumMember(item));
    const field = item && name ? model.field(name) : undefined;
    const possible = field && searching(field);
    if (!item || !field || !possible || possible.grouping) return [];
    return [{ field, node: item, kind: "grouping", operator, isOwn: false }];
  });
}

function enumMember(node: TSESTree.Node): string | null {
  const value = unwrap(node);
  if (value.type !== "MemberExpression") return null;
  return lastName(value.object)?.endsWith("ScalarFieldEnum") === true ? lastName(value) : null;
}

// ---- inside of what is read and written ------------------------------------------------------------------

/** `{ clients: { where, orderBy, … } }` in `include` and `select`, and in their `_count`. */
function inSelection(node: TSESTree.Node, model: Model, reading: Reading): EncryptedFilter[] {
  return entriesOf(node, reading.scopes).flatMap(({ name, value }) => {
    if (name === "_count") {
      return entriesOf(value, reading.scopes).flatMap((entry) =>
        entry.name === "select" ? inSelection(entry.value, model, reading) : [],
      );
    }
    const target = model.field(name)?.relation?.target;
    return target ? inArguments(value, target, reading) : [];
  });
}

/** What a nested write is about: the rows that it connects or removes are told by a condition alone. */
function inNestedWrite({ operation, value, model }: Write, reading: Reading): EncryptedFilter[] {
  switch (operation) {
    case "connect":
    case "disconnect":
    case "set":
    case "delete":
    case "deleteMany":
      return inWhere(value, model, reading);
    case "connectOrCreate":
    case "update":
    case "updateMany":
    case "upsert":
      return inArguments(value, model, reading);
    default:
      return [];
  }
}
