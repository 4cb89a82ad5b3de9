/** Small readings of ESTree expressions that all client analysis shares. */

import type { TSESTree } from "@typescript-eslint/utils";

export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression | TSESTree.FunctionDeclaration;

/** The expression without what changes nothing at run time: casts, `!`, `satisfies`, optional chains. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case "TSAsExpression":
      case "TSNonNullExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
      case "TSInstantiationExpression":
      case "ChainExpression":
        current = current.expression;
        break;
      default:
        return current;
    }
  }
}

/** The name in `a.name`, `a["name"]`, `a.#name`; null when it is computed at run time. */
export function memberName(node: TSESTree.MemberExpression): string | null {
  const { property } = node;
  if (!node.computed) return property.type === "Identifier" ? property.name : privateName(property);
  return constantKey(property);
}

function privateName(property: TSESTree.Node): string | null {
  return property.type === "PrivateIdentifier" ? property.name : null;
}

/** The text of a string or number literal, or of a template without interpolations. */
export function constantKey(node: TSESTree.Node): string | null {
  const value = unwrap(node);
  if (value.type === "TemplateLiteral") {
    return value.expressions.length === 0 ? (value.quasis[0]?.value.cooked ?? null) : null;
  }
  if (value.type !== "Literal") return null;
  return typeof value.value === "string" || typeof value.value === "number"
    ? String(value.value)
    : null;
}

/** The name of a property or method as an object literal, pattern or class writes it; null when computed. */
export function keyName(node: {
  key: TSESTree.PropertyName | TSESTree.Expression;
  computed: boolean;
}): string | null {
  if (!node.computed && node.key.type === "Identifier") return node.key.name;
  return node.key.type === "PrivateIdentifier" ? node.key.name : constantKey(node.key);
}

/** The last name of `a`, `x.a`, `x["a"]`; null for anything else. */
export function lastName(node: TSESTree.Node): string | null {
  const value = unwrap(node);
  if (value.type === "Identifier") return value.name;
  return value.type === "MemberExpression" ? memberName(value) : null;
}

export function isFalse(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === "Literal" && value.value === false;
}

/** Whether an expression is called after the request that a server answers: `req`, `ctx.request`. */
export function isRequest(node: TSESTree.Node): boolean {
  return /^(?:req|request)$/u.test(lastName(node) ?? "");
}

export function isFunction(node: TSESTree.Node): node is FunctionNode {
  return (
    node.type === "ArrowFunctionExpression" ||
    node.type === "FunctionExpression" ||
    node.type === "FunctionDeclaration"
  );
}

/** `object.method(…)` with a method that can be read; null for any other call. */
export function methodCall(
  node: TSESTree.Node,
): { object: TSESTree.Node; method: string; arguments: TSESTree.CallExpressionArgument[] } | null {
  if (node.type !== "CallExpression") return null;
  const callee = unwrap(node.callee);
  if (callee.type !== "MemberExpression") return null;
  const method = memberName(callee);
  return method === null ? null : { object: callee.object, method, arguments: node.arguments };
}

/** Whether two expressions read the same variable or the same path of members: `filter.operator`. */
export function isSamePath(left: TSESTree.Node, right: TSESTree.Node): boolean {
  const a = unwrap(left);
  const b = unwrap(right);
  if (a.type === "Identifier") return b.type === "Identifier" && a.name === b.name;
  if (a.type === "ThisExpression") return b.type === "ThisExpression";
  if (a.type !== "MemberExpression" || b.type !== "MemberExpression") return false;
  const name = memberName(a);
  return name !== null && name === memberName(b) && isSamePath(a.object, b.object);
}

/** The class around a node whose `this` it sees; null outside classes. */
export function enclosingClass(
  node: TSESTree.Node,
): TSESTree.ClassDeclaration | TSESTree.ClassExpression | null {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === "ClassDeclaration" || current.type === "ClassExpression") return current;
  }
  return null;
}

/** The value that a class gives one of its fields where it declares it; null without one. */
export function classField(
  owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  name: string,
): TSESTree.PropertyDefinition | null {
  for (const member of owner.body.body) {
    if (member.type === "PropertyDefinition" && keyName(member) === name) return member;
  }
  return null;
}
