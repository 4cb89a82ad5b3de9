/** What a call of Prisma Client writes: its own data, and what operations on relations inside of that do. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Model } from "../schema/types.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { isWritingMethod } from "./methods.ts";
import { entriesOf } from "./object-entries.ts";
import type { ObjectEntry } from "./object-entries.ts";

/** The call itself, or an operation on a relation: `notes: { create: { … } }`. */
export interface Write {
  /** Whose rows it is about. */
  model: Model;
  /** `create`, `updateMany`; of a relation also `connectOrCreate`, `delete`, `set`, … */
  operation: string;
  /** The operation's token. */
  node: TSESTree.Node;
  isNested: boolean;
  /** What the operation is given. */
  value: TSESTree.Node;
  /** Where in that the data of rows stands: an object, a list of them, a name for one. Empty for a delete. */
  data: readonly TSESTree.Node[];
}

/** Relations inside of relations are followed so far; it also ends data that holds itself. */
const MAX_DEPTH = 12;

/**
 * What a call does or may do, the call itself first, with what conditions, spreads and assignments bring. Empty where
 * its model is not known, or it is given nothing.
 */
export function writesOf({ node, model, method, methodNode }: ClientCall, scopes: Scopes): Write[] {
  const [value] = node.arguments;
  if (!model || !value) return [];
  const data = partsOf(value, dataKeys(method), scopes);
  const own = { model, operation: method, node: methodNode, isNested: false, value, data };
  return [own, ...data.flatMap((one) => nestedIn(one, model, scopes, MAX_DEPTH))];
}

/** Under which keys an operation is given data. */
function dataKeys(operation: string): readonly string[] {
  if (operation === "upsert") return ["create", "update"];
  if (operation === "connectOrCreate") return ["create"];
  return isWritingMethod(operation) ? ["data"] : [];
}

function partsOf(node: TSESTree.Node, keys: readonly string[], scopes: Scopes): TSESTree.Node[] {
  if (keys.length === 0) return [];
  return entriesOf(node, scopes).flatMap(({ name, value }) => (keys.includes(name) ? [value] : []));
}

/** The operations on relations in the data of a model. */
function nestedIn(data: TSESTree.Node, model: Model, scopes: Scopes, depth: number): Write[] {
  if (depth === 0) return [];
  return entriesOf(data, scopes).flatMap(({ name, value }) => {
    const target = model.field(name)?.relation?.target;
    return target ? entriesOf(value, scopes).flatMap((entry) => inRelation(entry, target)) : [];
  });

  function inRelation({ name, key, value: given }: ObjectEntry, target: Model): Write[] {
    const rows = nestedData(name, given, target, scopes);
    const own = { model: target, operation: name, node: key, value: given, data: rows };
    const inner = rows.flatMap((one) => nestedIn(one, target, scopes, depth - 1));
    return [{ ...own, isNested: true }, ...inner];
  }
}

/** `create: { … }`, `updateMany: { where, data }`, `update: { … }` of one row, `update: { where, data }` of one of many */
function nestedData(
  operation: string,
  value: TSESTree.Node,
  target: Model,
  scopes: Scopes,
): TSESTree.Node[] {
  if (operation === "create") return [value];
  const parts = partsOf(value, dataKeys(operation), scopes);
  const isBare = parts.length === 0 || target.field("data") !== undefined;
  return operation === "update" && isBare ? [value] : parts;
}
