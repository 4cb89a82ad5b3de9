/** Encrypted fields in the data of nested writes, which no query extension sees as a write of their model. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Field, Model } from "../schema/types.ts";
import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { lastName } from "./expressions.ts";
import { entriesOf } from "./object-entries.ts";
import type { ObjectEntry } from "./object-entries.ts";
import { isPlainValue } from "./treated-values.ts";

export interface NestedWrite {
  field: Field;
  /** The field's key. */
  node: TSESTree.Node;
  /** `create`, `updateMany`, … of the relation. */
  operation: string;
}

export interface NestedReading {
  scopes: Scopes;
  isEncrypted: (field: Field) => boolean;
}

const WRITES: ReadonlySet<string> = new Set([
  "create",
  "createMany",
  "createManyAndReturn",
  "update",
  "updateMany",
  "updateManyAndReturn",
  "upsert",
]);

/** The encrypted fields that a call writes through relations, where their values may be plain text. */
export function nestedWrites(
  { node, model, method }: ClientCall,
  reading: NestedReading,
): NestedWrite[] {
  const [args] = node.arguments;
  if (!model || !args || !WRITES.has(method)) return [];
  return entriesOf(args, reading.scopes).flatMap(({ name, value }) => {
    const isData = method === "upsert" ? name === "create" || name === "update" : name === "data";
    return isData ? relationsIn(value, model, reading) : [];
  });
}

function relationsIn(data: TSESTree.Node, model: Model, reading: NestedReading): NestedWrite[] {
  return entriesOf(data, reading.scopes).flatMap(({ name, value }) => {
    const target = model.field(name)?.relation?.target;
    return target
      ? entriesOf(value, reading.scopes).flatMap((entry) => inOperation(entry, target, reading))
      : [];
  });
}

/** `create: { … }`, `updateMany: { where, data }`, `connectOrCreate: { where, create }`, … */
function inOperation(
  { name, value }: ObjectEntry,
  target: Model,
  reading: NestedReading,
): NestedWrite[] {
  const parts = (...keys: string[]) =>
    entriesOf(value, reading.scopes)
      .filter((entry) => keys.includes(entry.name))
      .flatMap((entry) => inData(entry.value, name, target, reading));
  switch (name) {
    case "create":
      return inData(value, name, target, reading);
    case "createMany":
    case "updateMany":
      return parts("data");
    case "update": {
      const isWrapped = entriesOf(value, reading.scopes).some((entry) => entry.name === "data");
      return isWrapped && !target.field("data")
        ? parts("data")
        : inData(value, name, target, reading);
    }
    case "upsert":
      return parts("create", "update");
    case "connectOrCreate":
      return parts("create");
    default:
      return [];
  }
}

function inData(
  data: TSESTree.Node,
  operation: string,
  model: Model,
  reading: NestedReading,
): NestedWrite[] {
  const written = entriesOf(data, reading.scopes).flatMap(({ name, key, value }): NestedWrite[] => {
    const field = model.field(name);
    if (!field || field.relation || !reading.isEncrypted(field)) return [];
    return mayBePlain(value, reading.scopes) ? [{ field, node: key, operation }] : [];
  });
  return [...written, ...relationsIn(data, model, reading)];
}

const NOTHING: ReadonlySet<string> = new Set(["undefined", "skip", "DbNull", "JsonNull"]);

function mayBePlain(node: TSESTree.Node, scopes: Scopes): boolean {
  const value = resolveConstant(node, scopes);
  if (value.type === "Literal") return value.raw !== "null" && value.value !== "";
  if (NOTHING.has(lastName(value) ?? "")) return false;
  const set = entriesOf(value, scopes).find(({ name }) => name === "set");
  return isPlainValue(set ? set.value : node, scopes);
}
