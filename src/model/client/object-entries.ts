/**
 * What an object holds, as far as the file shows: properties as written, those that spreads and conditions bring,
 * and those that are assigned to a name later (`where.email = email`).
 */

import type { TSESTree } from "@typescript-eslint/utils";

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
      return entriesOfObject(value, inside);
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

function entriesOfObject({ properties }: TSESTree.ObjectExpression, inside: Inside): ObjectEntry[] {
  const nameOf = (property: TSESTree.ObjectLiteralElement) =>
    property.type === "SpreadElement" ? null : keyName(property);
  const lastOf = new Map(properties.map((property, index) => [nameOf(property), index]));
  return properties.flatMap((property, index) => {
    if (property.type === "SpreadElement") {
      const isLast = ({ name }: ObjectEntry) => (lastOf.get(name) ?? -1) < index;
      return inside(property.argument).filter(isLast);
    }
    const name = nameOf(property);
    return name === null ? [] : [{ name, key: property.key, value: property.value, property }];
  });
}

function entriesOfName(node: TSESTree.Identifier, scopes: Scopes, inside: Inside): ObjectEntry[] {
  const binding = bindingOf(node, scopes);
  if (!binding || !("variable" in binding)) return [];
  // What a parameter or a part of something else is given here can be read, whatever else is in it.
  const init = binding.kind === "variable" && binding.path?.length === 0 ? binding.init : null;
  const additions = additionsTo(binding.variable);
  const values = [init, ...additions.flatMap(valuesOf)].filter((value) => value !== null);
  // The inner name of `where = { AND: [where, more] }` has nothing that the outer one has not.
  if (values.includes(wholeOf(node))) return [];
  const first = init ? inside(init) : [];
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
