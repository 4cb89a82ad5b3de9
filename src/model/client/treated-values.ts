/** Telling values that have been encrypted or hashed already from those that may be plain text. */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf, resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { someDescendant } from "./descendants.ts";
import { isFunction, lastName, methodCall, unwrap } from "./expressions.ts";

/** Names of what has been encrypted or hashed, and of functions that do it. */
const TREATED = /hash|digest|hmac|crypt|cipher|blind/iu;

/**
 * Whether a name in code says that something has been encrypted or hashed, or that a function does it. Any part of a
 * word will do, while `saysHashed` of columns goes by whole words.
 */
export function saysTreated(name: string | null): boolean {
  return name !== null && TREATED.test(name);
}

/** Whether a value may be plain text: nothing says that it has been encrypted or hashed. */
export function isPlainValue(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
  const value = unwrap(node);
  if (hops === 0) return true;
  const isAlso = (other: TSESTree.Node) => isPlainValue(other, scopes, hops - 1);
  switch (value.type) {
    case "Identifier":
      return !saysTreated(value.name) && isPlainName(value, scopes, isAlso);
    case "MemberExpression":
      return !saysTreated(lastName(value)) && isAlso(value.object);
    case "AwaitExpression":
      return isAlso(value.argument);
    case "CallExpression": {
      const owner = methodCall(value)?.object;
      if (saysTreated(lastName(value.callee))) return false;
      return (!owner || isAlso(owner)) && value.arguments.every(isAlso);
    }
    case "ConditionalExpression":
      return [value.consequent, value.alternate].every((one) => isEmpty(one) || isAlso(one));
    case "LogicalExpression":
      return [value.left, value.right].every((one) => isEmpty(one) || isAlso(one));
    case "ArrayExpression":
      return value.elements.every((element) => !element || isAlso(element));
    case "ArrowFunctionExpression":
      return isAlso(value.body);
    default:
      return true;
  }
}

/** `null`, `undefined`: what stands in for a value says nothing of how it is treated. */
function isEmpty(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  if (value.type === "Literal") return value.raw === "null";
  return value.type === "Identifier" && value.name === "undefined";
}

function isPlainName(
  node: TSESTree.Identifier,
  scopes: Scopes,
  isAlso: (other: TSESTree.Node) => boolean,
): boolean {
  const binding = bindingOf(node, scopes);
  return binding?.kind !== "variable" || !binding.init || isAlso(binding.init);
}

const CRYPT = /crypt|cipher/iu;

/** Whether the function around a node, or the module, names anything that encrypts or decrypts. */
export function treatsNear(node: TSESTree.Node): boolean {
  let around = node;
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (isFunction(current) || (current.type === "Program" && !isFunction(around)))
      around = current;
  }
  return someDescendant(around, (one) => one.type === "Identifier" && CRYPT.test(one.name));
}

/** Values that stand for NULL in the database or for no condition at all. */
const NOTHING: ReadonlySet<string> = new Set([
  "undefined",
  "skip",
  "DbNull",
  "JsonNull",
  "AnyNull",
]);

/** Whether a value is NULL, or says that there is none: `undefined`, `Prisma.skip`. */
export function isNothing(node: TSESTree.Node, scopes: Scopes): boolean {
  const value = resolveConstant(node, scopes);
  if (value.type === "Literal") return value.raw === "null";
  return NOTHING.has(lastName(value) ?? "");
}
