/** Following values through functions of one file: what they return, and what they are called with. */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf, variableOf } from "./bindings.ts";
import type { Binding, Scopes, Variable } from "./bindings.ts";
import { descendantsOf } from "./descendants.ts";
import { enclosingClass, isFunction, keyName, methodCall, unwrap } from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";

/** Methods of arrays that call back with an element and its index. */
const ITERATORS: ReadonlySet<string> = new Set([
  "map",
  "flatMap",
  "forEach",
  "filter",
  "find",
  "some",
  "every",
]);

/** The expressions that a function returns. A bare `return` counts for nothing: it makes no text. */
export function returnsOf(node: FunctionNode): TSESTree.Expression[] {
  if (node.body.type !== "BlockStatement") return [node.body];
  const ownNodes = [...descendantsOf(node.body, (inner) => !isFunction(inner))];
  return ownNodes.flatMap((inner) =>
    inner.type === "ReturnStatement" && inner.argument ? [inner.argument] : [],
  );
}

/** The function of this file that a call runs: a declaration, a constant, a method of the same class. */
export function calledFunction(node: TSESTree.CallExpression, scopes: Scopes): FunctionNode | null {
  const callee = unwrap(node.callee);
  if (callee.type === "Identifier") return functionNamed(callee, scopes);
  const call = methodCall(node);
  if (!call || unwrap(call.object).type !== "ThisExpression") return null;
  const method = enclosingClass(node)?.body.body.find(
    (member) => member.type === "MethodDefinition" && keyName(member) === call.method,
  );
  return method?.type === "MethodDefinition" && method.value.type === "FunctionExpression"
    ? method.value
    : null;
}

function functionNamed(name: TSESTree.Identifier, scopes: Scopes): FunctionNode | null {
  const binding = bindingOf(name, scopes);
  if (binding?.kind === "function") return binding.node;
  if (binding?.kind !== "variable" || !binding.init || binding.writes.length > 0) return null;
  const value = binding.path?.length === 0 ? unwrap(binding.init) : null;
  return value && isFunction(value) ? value : null;
}

/** The array whose elements a callback is called with as its first parameter; null when it is no such callback. */
export function iteratedBy(node: FunctionNode): TSESTree.Node | null {
  const call = methodCall(node.parent);
  return call?.arguments[0] === node && ITERATORS.has(call.method) ? call.object : null;
}

/** Whether a callback belongs to `Array.from({ length }, (_, index) => …)`. */
export function isArrayFromCallback(node: FunctionNode): boolean {
  const call = methodCall(node.parent);
  return call?.method === "from" && call.arguments[1] === node;
}

/**
 * What a parameter is given, at every call of its function; null when not all calls can be seen, because the
 * function is exported or passed around. A call that leaves the parameter out counts for nothing.
 */
export function argumentsFor(
  { function: callee, index }: Extract<Binding, { kind: "parameter" }>,
  scopes: Scopes,
): TSESTree.Node[] | null {
  const variable = variableOfFunction(callee, scopes);
  if (!variable) return null;
  const uses = variable.references.filter((reference) => reference.init !== true);
  if (uses.length === 0) return null;
  const given = uses.map(({ identifier }) => argumentOf(identifier, index));
  return given.includes(null) ? null : given.flatMap((argument) => argument ?? []);
}

/** The argument of the call that a name is the callee of; empty when left out, null for any other use. */
function argumentOf(name: TSESTree.Node, index: number): TSESTree.Node[] | null {
  const call = name.parent;
  if (call?.type !== "CallExpression" || call.callee !== name) return null;
  const before = call.arguments.slice(0, index + 1);
  if (before.some((argument) => argument.type === "SpreadElement")) return null;
  const argument = before[index];
  return argument ? [argument] : [];
}

/** The name that a function is declared under, if it stays in its file. */
function variableOfFunction(node: FunctionNode, scopes: Scopes): Variable | null {
  if (node.type === "FunctionDeclaration") {
    return node.id && !isExported(node) ? outerVariable(node.id, node, scopes) : null;
  }
  const declarator = node.parent;
  if (declarator.type !== "VariableDeclarator" || declarator.id.type !== "Identifier") return null;
  if (declarator.parent.kind !== "const" || isExported(declarator.parent)) return null;
  return variableOf(declarator.id, scopes);
}

/** A function's name is bound outside it; a parameter of the same name would hide it inside. */
function outerVariable(
  id: TSESTree.Identifier,
  node: FunctionNode,
  scopes: Scopes,
): Variable | null {
  return scopes.getDeclaredVariables(node).find((variable) => variable.name === id.name) ?? null;
}

function isExported(declaration: TSESTree.Node): boolean {
  const type = declaration.parent?.type;
  return type === "ExportNamedDeclaration" || type === "ExportDefaultDeclaration";
}
