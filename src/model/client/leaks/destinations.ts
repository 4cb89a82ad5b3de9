/** Which columns of a patient a value is written to, or is looked for in: `email` of `patient.findUnique({ where: { email } })`. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Field, Model } from "../../schema/types.ts";
import { variableOf } from "../bindings.ts";
import { clientCall } from "../calls.ts";
import { keyName, memberName, unwrap } from "../expressions.ts";
import type { Reading } from "./reading.ts";

/** What of a patient a query takes a value for: one column, or with `field: null` whole rows. */
interface Destination {
  model: Model;
  field: Field | null;
}

/** Longer chains of names are not followed. */
const MAX_HOPS = 4;
/** Methods of texts that change nothing of what they say. */
const SAME_TEXT: ReadonlySet<string> = new Set(["trim", "toLowerCase", "toUpperCase", "toString"]);
const DATA_KEYS: ReadonlySet<string> = new Set(["data", "create", "update"]);
/** Keys on the way to a column that are no fields. */
const OPERATIONS: ReadonlySet<string> = new Set([
  ...DATA_KEYS,
  ...["upsert", "createMany", "connectOrCreate", "connect", "where"],
  ...["AND", "OR", "is", "some", "every"],
]);
/** Keys between a column and its value. `contains` looks for anything, also for what is in no column. */
const EXACT: ReadonlySet<string> = new Set(["equals", "set", "in"]);

/** The column that a name, or a property of one, is given to somewhere in the file; null for none. */
export function columnGiven(node: TSESTree.Node, reading: Reading): Field | null {
  const value = unwrap(node);
  if (value.type === "Identifier") {
    return firstOf(readsOf(value, reading), (read) => destinationOf(read, reading)?.field);
  }
  const name = value.type === "MemberExpression" ? memberName(value) : null;
  const owner = value.type === "MemberExpression" ? unwrap(value.object) : null;
  if (name === null || owner?.type !== "Identifier") return null;
  return firstOf(readsOf(owner, reading), (read) => {
    const member = outermost(read).parent;
    const isRead = member?.type === "MemberExpression" && memberName(member) === name;
    return isRead ? destinationOf(member, reading)?.field : null;
  });
}

/** The model whose rows a name is written as: `dto` of `patient.create({ data: dto })`. */
export function modelGiven(name: TSESTree.Identifier, reading: Reading): Model | null {
  return firstOf(readsOf(name, reading), (read) => {
    const destination = destinationOf(read, reading);
    return destination?.field === null ? destination.model : null;
  });
}

function readsOf(name: TSESTree.Identifier, { scopes }: Reading): readonly TSESTree.Node[] {
  const references = variableOf(name, scopes)?.references ?? [];
  return references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
}

function firstOf<Item, Result>(
  items: readonly Item[],
  find: (item: Item) => Result | null | undefined,
): Result | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}

/** An expression with the casts, `!` and chains around it. */
function outermost(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (current.parent && unwrap(current.parent) === unwrap(node)) {
    current = current.parent;
  }
  return current;
}

/** Follows a value outwards to the query that it becomes a part of; `keys` are those that it stands under so far. */
function destinationOf(
  node: TSESTree.Node,
  reading: Reading,
  keys: readonly string[] = [],
  hops: number = MAX_HOPS,
): Destination | null {
  const value = outermost(node);
  const { parent } = value;
  const outwards = (next: TSESTree.Node, under = keys) => destinationOf(next, reading, under, hops);
  switch (parent?.type) {
    case "LogicalExpression":
      return parent.operator === "&&" && parent.left === value ? null : outwards(parent);
    case "ArrayExpression":
    case "SpreadElement":
    case "ObjectExpression":
      return outwards(parent);
    case "ConditionalExpression":
      return parent.test === value ? null : outwards(parent);
    case "Property": {
      const key = parent.value === value ? keyName(parent) : null;
      return key === null ? null : outwards(parent, [key, ...keys]);
    }
    case "MemberExpression": {
      const isSame = parent.object === value && SAME_TEXT.has(memberName(parent) ?? "");
      const call = isSame ? outermost(parent).parent : null;
      return call?.type === "CallExpression" ? outwards(call) : null;
    }
    case "VariableDeclarator":
      return parent.id.type === "Identifier" && hops > 0
        ? firstOf(readsOf(parent.id, reading), (read) =>
            destinationOf(read, reading, keys, hops - 1),
          )
        : null;
    case "CallExpression":
      return parent.arguments[0] === value ? inQuery(parent, keys, reading) : null;
    default:
      return null;
  }
}

/** Where the keys lead to in the argument of a query: `data`, `visits`, `create`, `reason`. */
function inQuery(
  node: TSESTree.CallExpression,
  [part, ...keys]: readonly string[],
  reading: Reading,
): Destination | null {
  const call = clientCall(node, reading.scopes, reading.schema, reading.isClientName);
  if (!call?.model || part === undefined) return null;
  const destination = underKeys(call.model, keys);
  // What goes into any record, or is looked for in it, may be a command or a day as well.
  if (!destination || !reading.patients.includes(destination.model)) return null;
  const isPart = part === "where" ? destination.field !== null : DATA_KEYS.has(part);
  return isPart ? destination : null;
}

/** The column or the rows that keys lead to; null where one of them is no field, nor an operation on relations. */
function underKeys(start: Model, keys: readonly string[]): Destination | null {
  let model = start;
  for (const [at, key] of keys.entries()) {
    const field = model.field(key);
    if (field?.relation) model = field.relation.target;
    else if (field) {
      return keys.slice(at + 1).every((operator) => EXACT.has(operator)) ? { model, field } : null;
    } else if (!OPERATIONS.has(key) && !isCompoundKey(key)) return null;
  }
  const last = keys.at(-1);
  return last === undefined || DATA_KEYS.has(last) ? { model, field: null } : null;
}

/** `email_clinicId: { email, clinicId }` */
function isCompoundKey(key: string): boolean {
  return key.includes("_");
}
