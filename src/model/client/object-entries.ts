/**
 * What an object holds, as far as the file shows: properties as written, those that spreads and conditions bring,
 * and those that are assigned to a name later (`where.email = email`).
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf } from "./bindings.ts";
import type { Scopes, Variable } from "./bindings.ts";
import { keyName, memberName, methodCall, unwrap } from "./expressions.ts";

export interface ObjectEntry {
  name: string;
  /** The key's token. */
  key: TSESTree.Node;
  value: TSESTree.Node;
  /** The property as written; null for an assignment. */
  property: TSESTree.Property | null;
}

/** Longer chains of names are not followed; it also ends `const a = { ...b }, b = { ...a }`. */
const MAX_HOPS = 8;

/** The entries of every object that a value is, may be or lists, in source order. */
export function entriesOf(
  node: TSESTree.Node,
  scopes: Scopes,
  hops: number = MAX_HOPS,
): ObjectEntry[] {
  if (hops === 0) return [];
  const value = unwrap(node);
  const inside = (other: TSESTree.Node) => entriesOf(other, scopes, hops - 1);
  switch (value.type) {
    case "ObjectExpression":
      return value.properties.flatMap((property) => {
        if (property.type === "SpreadElement") return inside(property.argument);
        const name = keyName(property);
        return name === null ? [] : [{ name, key: property.key, value: property.value, property }];
      });
    case "ArrayExpression":
      return value.elements.flatMap((element) =>
        element ? inside(element.type === "SpreadElement" ? element.argument : element) : [],
      );
    case "ConditionalExpression":
      return [value.consequent, value.alternate].flatMap(inside);
    case "LogicalExpression":
      return (value.operator === "&&" ? [value.right] : [value.left, value.right]).flatMap(inside);
    case "Identifier":
      return entriesOfName(value, scopes, inside);
    default:
      return [];
  }
}

type Inside = (node: TSESTree.Node) => ObjectEntry[];

function entriesOfName(node: TSESTree.Identifier, scopes: Scopes, inside: Inside): ObjectEntry[] {
  const binding = bindingOf(node, scopes);
  if (binding?.kind !== "variable" || binding.path?.length !== 0) return [];
  const first = binding.init ? inside(binding.init) : [];
  return [...first, ...addedTo(binding.variable, inside)];
}

/** What is put into a variable's object or list after its declaration. */
function addedTo(variable: Variable, inside: Inside): ObjectEntry[] {
  return variable.references.flatMap(({ identifier, init }) => {
    const { parent } = identifier;
    if (parent.type === "AssignmentExpression" && parent.left === identifier && init !== true) {
      return inside(parent.right);
    }
    if (parent.type !== "MemberExpression" || parent.object !== identifier) return [];
    const call = methodCall(parent.parent);
    if (call?.method === "push" && call.object === identifier)
      return call.arguments.flatMap(inside);
    return assigned(parent);
  });
}

/** `where.email = email` */
function assigned(member: TSESTree.MemberExpression): ObjectEntry[] {
  const { parent } = member;
  const name = memberName(member);
  if (parent.type !== "AssignmentExpression" || parent.left !== member || name === null) return [];
  return [{ name, key: member.property, value: parent.right, property: null }];
}
