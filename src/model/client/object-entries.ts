/**
 * What an object holds, as far as the file shows: properties as written, those that spreads and conditions bring,
 * and those that are assigned to a name later (`where.email = email`).
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { namedProperties, objectsOf } from "./arguments.ts";
import { bindingOf } from "./bindings.ts";
import type { Scopes, Variable } from "./bindings.ts";
import { keyName, memberName, unwrap } from "./expressions.ts";

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

/** The entries of the literals alone that a value is or lists: nothing that is spread, a condition or added later. */
export function literalEntries(node: TSESTree.Node, scopes: Scopes): ObjectEntry[] {
  return objectsOf(node, scopes)
    .flatMap(namedProperties)
    .map(({ name, property }) => ({ name, key: property.key, value: property.value, property }));
}

type Inside = (node: TSESTree.Node) => ObjectEntry[];

function entriesOfName(node: TSESTree.Identifier, scopes: Scopes, inside: Inside): ObjectEntry[] {
  const binding = bindingOf(node, scopes);
  if (binding?.kind !== "variable" || binding.path?.length !== 0) return [];
  const additions = additionsTo(binding.variable);
  const values = [binding.init, ...additions.flatMap(valuesOf)].filter((value) => value !== null);
  // The inner name of `where = { AND: [where, more] }` has nothing that the outer one has not.
  if (values.includes(wholeOf(node))) return [];
  const first = binding.init ? inside(binding.init) : [];
  return [...first, ...additions.flatMap((addition) => entriesIn(addition, inside))];
}

/** What `entriesOf` goes through on its way to a name, and what the callers of it go through. */
const HOLDERS: ReadonlySet<string> = new Set([
  "Property",
  "ObjectExpression",
  "ArrayExpression",
  "SpreadElement",
  "ConditionalExpression",
  "LogicalExpression",
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

/** The whole of the object or list that an expression stands in. */
function wholeOf(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (current.parent && HOLDERS.has(current.parent.type)) current = current.parent;
  return current;
}

/** `where = { … }`, `where.email = email` or `list.push({ … })` */
type Addition = TSESTree.AssignmentExpression | TSESTree.CallExpression;

/** What is put into a variable's object or list after its declaration. */
function additionsTo(variable: Variable): Addition[] {
  return variable.references.flatMap(({ identifier, init }): Addition[] => {
    const { parent } = identifier;
    if (parent.type === "AssignmentExpression")
      return parent.left === identifier && init !== true ? [parent] : [];
    if (parent.type !== "MemberExpression" || parent.object !== identifier) return [];
    const outer = parent.parent;
    if (outer.type === "AssignmentExpression") return outer.left === parent ? [outer] : [];
    const isPush = outer.type === "CallExpression" && outer.callee === parent;
    return isPush && memberName(parent) === "push" ? [outer] : [];
  });
}

function valuesOf(addition: Addition): TSESTree.Node[] {
  return addition.type === "CallExpression" ? addition.arguments : [addition.right];
}

function entriesIn(addition: Addition, inside: Inside): ObjectEntry[] {
  if (addition.type === "CallExpression" || addition.left.type !== "MemberExpression")
    return valuesOf(addition).flatMap(inside);
  const { left, right: value } = addition;
  const name = memberName(left);
  return name === null ? [] : [{ name, key: left.property, value, property: null }];
}
