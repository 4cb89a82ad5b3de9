/**
 * Fields that code encrypts itself where it writes them: `prisma.patient.create({ data: { ssn: encrypt(ssn) } })`. Read
 * from the tree of a module alone, without its scopes: names are taken to mean the same all over it.
 */

import type { TSESTree } from "@typescript-eslint/types";

import { accessorOf } from "../schema/accessor.ts";
import type { Field, SchemaModel } from "../schema/types.ts";
import { descendantsOf } from "./descendants.ts";
import { keyName, lastName, memberName, methodCall, unwrap } from "./expressions.ts";
import { isWritingMethod } from "./methods.ts";

/** From the client's name for a model over relations to the field: `["patient", "visits", "notes"]`. */
export type WrittenPath = readonly string[];

/** Keys between a model, or a relation, and the data of rows. */
const WRAPPERS: ReadonlySet<string> = new Set(
  "data create createMany update updateMany upsert connectOrCreate".split(" "),
);
const ENCRYPTS =
  /encrypt|encipher|ciphertext|(?<!des)criptogr|(?<!d[eé])chiffr|(?<!des)cifr|verschl/i;
const WRITES = /\.(?:create|update|upsert)/u;

/** Names of functions that encrypt and of what they gave. */
export function saysEncrypted(name: string | null): boolean {
  return name !== null && !/^(?:is|has)[A-Z]/u.test(name) && ENCRYPTS.test(name);
}

/** A cheap test of a module: nearly every one is without. */
export function mayEncryptWrites(text: string): boolean {
  return WRITES.test(text) && ENCRYPTS.test(text);
}

/** The fields that the calls of Prisma Client in a module are given as ciphertext. */
export function encryptedWrites(program: TSESTree.Program): WrittenPath[] {
  const nodes = [...descendantsOf(program)];
  const given = namesGiven(nodes);
  const paths: WrittenPath[] = [];
  for (const node of nodes) {
    const call = node.type === "CallExpression" ? writeCall(node) : null;
    if (call) collect(call.argument, [call.accessor], { given, seen: new Set(), paths });
  }
  return paths;
}

/** The field that a path leads to in a schema. */
export function fieldAtPath(path: WrittenPath, schema: SchemaModel): Field | null {
  const [accessor, ...keys] = path;
  let model = [...schema.models.values()].find((candidate) => accessorOf(candidate) === accessor);
  const name = keys.pop();
  for (const key of keys) model = model?.field(key)?.relation?.target;
  return (name === undefined ? null : model?.field(name)) ?? null;
}

function writeCall(
  node: TSESTree.CallExpression,
): { accessor: string; argument: TSESTree.Node } | null {
  const call = methodCall(node);
  const argument = node.arguments[0];
  if (!call || !argument || !isWritingMethod(call.method)) return null;
  const owner = unwrap(call.object);
  const accessor = owner.type === "MemberExpression" ? memberName(owner) : null;
  return accessor === null ? null : { accessor, argument };
}

/** What the module puts into names and under keys of names, by the name. */
interface Given {
  values: ReadonlyMap<string, readonly TSESTree.Node[]>;
  /** `data.notes = …` */
  entries: ReadonlyMap<string, readonly { key: string; value: TSESTree.Node }[]>;
}

interface Reading {
  given: Given;
  seen: Set<TSESTree.Node>;
  paths: WrittenPath[];
}

function namesGiven(nodes: readonly TSESTree.Node[]): Given {
  const values = new Map<string, TSESTree.Node[]>();
  const entries = new Map<string, { key: string; value: TSESTree.Node }[]>();
  const give = <Item>(lists: Map<string, Item[]>, name: string, item: Item) =>
    lists.set(name, [...(lists.get(name) ?? []), item]);
  for (const node of nodes) {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init)
      give(values, node.id.name, node.init);
    if (node.type !== "AssignmentExpression" || node.operator !== "=") continue;
    const { left, right } = node;
    if (left.type === "Identifier") give(values, left.name, right);
    if (left.type !== "MemberExpression" || left.object.type !== "Identifier") continue;
    const key = memberName(left);
    if (key !== null) give(entries, left.object.name, { key, value: right });
  }
  return { values, entries };
}

/** Adds the paths of what is encrypted in a value: an object, a list, a condition, a name for one. */
function collect(node: TSESTree.Node, path: WrittenPath, reading: Reading): void {
  const value = unwrap(node);
  // `data = { ...data, ssn }` leads back to itself.
  if (reading.seen.has(value)) return;
  reading.seen.add(value);
  const inside = (other: TSESTree.Node) => {
    collect(other, path, reading);
  };
  const under = (key: string, inner: TSESTree.Node) => {
    if (WRAPPERS.has(key)) inside(inner);
    else if (isEncrypted(inner, reading.given, new Set())) reading.paths.push([...path, key]);
    else collect(inner, [...path, key], reading);
  };
  switch (value.type) {
    case "ObjectExpression":
      for (const property of value.properties) {
        const key = property.type === "SpreadElement" ? null : keyName(property);
        if (property.type === "SpreadElement") inside(property.argument);
        else if (key !== null) under(key, property.value);
      }
      break;
    case "ArrayExpression":
      for (const element of value.elements) if (element) inside(element);
      break;
    case "ConditionalExpression":
      inside(value.consequent);
      inside(value.alternate);
      break;
    case "LogicalExpression":
      inside(value.right);
      break;
    case "CallExpression":
      // `rows.map((row) => ({ … }))`
      for (const callback of value.arguments)
        if (callback.type === "ArrowFunctionExpression") inside(callback.body);
      break;
    case "Identifier":
      for (const one of reading.given.values.get(value.name) ?? []) inside(one);
      for (const { key, value: one } of reading.given.entries.get(value.name) ?? [])
        under(key, one);
      break;
    default:
  }
}

/** Ciphertext, in one case at least: where there is no value, there is nothing to encrypt. */
function isEncrypted(node: TSESTree.Node, given: Given, seen: Set<TSESTree.Node>): boolean {
  const value = unwrap(node);
  if (seen.has(value)) return false;
  seen.add(value);
  const isAlso = (other: TSESTree.Node) => isEncrypted(other, given, seen);
  switch (value.type) {
    case "AwaitExpression":
      return isAlso(value.argument);
    case "CallExpression":
      return saysEncrypted(lastName(value.callee));
    case "ConditionalExpression":
      return isAlso(value.consequent) || isAlso(value.alternate);
    case "LogicalExpression":
      return isAlso(value.left) || isAlso(value.right);
    case "MemberExpression":
      return saysEncrypted(lastName(value));
    case "Identifier":
      return saysEncrypted(value.name) || (given.values.get(value.name) ?? []).some(isAlso);
    default:
      return false;
  }
}
