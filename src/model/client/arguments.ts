/** The argument object of a Prisma call: `{ where, data, select, … }`. */

import type { TSESTree } from "@typescript-eslint/utils";

import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { keyName } from "./expressions.ts";

/**
 * What a call is given. `object` is a literal, written in place or in a constant; `inPlace` tells which.
 * `dynamic` cannot be read.
 */
export type CallArguments =
  | { kind: "none" }
  | { kind: "object"; node: TSESTree.ObjectExpression; inPlace: boolean }
  | { kind: "dynamic"; node: TSESTree.Node };

/** What a call is given as its first argument. */
export function callArguments(node: TSESTree.CallExpression, scopes: Scopes): CallArguments {
  const [first] = node.arguments;
  if (!first) return { kind: "none" };
  const value = resolveConstant(first, scopes);
  if (value.type !== "ObjectExpression") return { kind: "dynamic", node: first };
  return { kind: "object", node: value, inPlace: value === first };
}

/** The last property of that name, as JavaScript would take it; null when none is written. */
export function propertyOf(
  object: TSESTree.ObjectExpression,
  name: string,
): TSESTree.Property | null {
  const found = object.properties.findLast(
    (property) => property.type === "Property" && keyName(property) === name,
  );
  return found?.type === "Property" ? found : null;
}

/** Properties whose names can be read, in source order. Those that spreads bring are left out. */
export function namedProperties(
  object: TSESTree.ObjectExpression,
): { name: string; property: TSESTree.Property }[] {
  return object.properties.flatMap((property) => {
    const name = property.type === "Property" ? keyName(property) : null;
    return property.type === "Property" && name !== null ? [{ name, property }] : [];
  });
}

/** Whether an object literal brings in properties that cannot be seen: spreads and computed keys. */
export function hasUnreadProperties(object: TSESTree.ObjectExpression): boolean {
  return object.properties.some(
    (property) => property.type === "SpreadElement" || keyName(property) === null,
  );
}

/** The object literals that a value is or lists: `{…}`, `[{…}, {…}]`, or constants that stand for them. */
export function objectsOf(node: TSESTree.Node, scopes: Scopes): TSESTree.ObjectExpression[] {
  const value = resolveConstant(node, scopes);
  if (value.type === "ObjectExpression") return [value];
  if (value.type !== "ArrayExpression") return [];
  return value.elements.flatMap((element) => {
    const item = element && resolveConstant(element, scopes);
    return item?.type === "ObjectExpression" ? [item] : [];
  });
}

/** The value of a property as an object literal; null when it is none or cannot be read. */
export function objectAt(
  object: TSESTree.ObjectExpression,
  name: string,
  scopes: Scopes,
): TSESTree.ObjectExpression | null {
  const property = propertyOf(object, name);
  const value = property && resolveConstant(property.value, scopes);
  return value?.type === "ObjectExpression" ? value : null;
}
