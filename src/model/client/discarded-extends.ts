/** Calls of `$extends` whose result nobody uses. It is a new client; the one that it is called on stays as it was. */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf, variableOf } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { isFunction, methodCall, unwrap } from "./expressions.ts";

/** Whether the extended client is thrown away: a statement of its own, or in a variable that nothing reads. */
export function isDiscarded(call: TSESTree.CallExpression, scopes: Scopes): boolean {
  const { node, parent } = outermost(call);
  switch (parent?.type) {
    case "ExpressionStatement":
      return !isExpectedToThrow(parent);
    case "UnaryExpression":
      return parent.operator === "void";
    case "SequenceExpression":
      return parent.expressions.at(-1) !== node;
    case "VariableDeclarator":
      return parent.init === node && isNeverRead(parent, scopes);
    default:
      return false;
  }
}

/** The expression that has the call's value, past casts, `await` and the like, and what it stands in. */
function outermost(call: TSESTree.Node): {
  node: TSESTree.Node;
  parent: TSESTree.Node | undefined;
} {
  let node = call;
  while (node.parent && passesOn(node.parent, node)) node = node.parent;
  return { node, parent: node.parent };
}

function passesOn(parent: TSESTree.Node, node: TSESTree.Node): boolean {
  switch (parent.type) {
    case "AwaitExpression":
      return true;
    case "LogicalExpression":
      return parent.right === node;
    case "ConditionalExpression":
      return parent.test !== node;
    default:
      return unwrap(parent) === unwrap(node);
  }
}

function isNeverRead({ id, parent }: TSESTree.VariableDeclarator, scopes: Scopes): boolean {
  // Names at the top of a script belong to whatever else is loaded.
  if (id.type !== "Identifier" || parent.parent.type === "ExportNamedDeclaration") return false;
  const variable = variableOf(id, scopes);
  if (!variable || variable.scope.type === "global") return false;
  return !variable.references.some((reference) => reference.isRead());
}

/** `expect(() => { prisma.$extends(wrong); }).toThrow()` */
function isExpectedToThrow(statement: TSESTree.Node): boolean {
  for (let current = statement.parent; current; current = current.parent) {
    if (!isFunction(current)) continue;
    const { parent } = current;
    return (
      parent.type === "CallExpression" &&
      parent.callee.type === "Identifier" &&
      /^(?:expect|assert|throws)\w*$/u.test(parent.callee.name)
    );
  }
  return false;
}

/** A variable with the bare client, and the statement that was meant to extend it. */
export interface Extension {
  /** `prisma` and `new PrismaClient()` of its declaration. */
  id: TSESTree.Identifier;
  init: TSESTree.Expression;
  statement: TSESTree.ExpressionStatement;
  call: TSESTree.CallExpression;
}

/**
 * Where `const prisma = new PrismaClient(); prisma.$extends(…);` stands in one block and nothing reads the client
 * in between, so that the extension could be part of the declaration; null for anything else.
 */
export function extensionOf(call: TSESTree.CallExpression, scopes: Scopes): Extension | null {
  const statement = call.parent;
  const client = methodCall(call)?.object;
  if (statement.type !== "ExpressionStatement" || client?.type !== "Identifier") return null;
  const binding = bindingOf(client, scopes);
  if (binding?.kind !== "variable" || binding.writes.length > 0) return null;
  const declarator = binding.variable.defs[0]?.node;
  if (declarator?.type !== "VariableDeclarator" || !makesClient(declarator.init)) return null;
  const { id, init, parent: declaration } = declarator;
  const home =
    declaration.parent.type === "ExportNamedDeclaration" ? declaration.parent : declaration;
  if (id.type !== "Identifier" || !init || home.parent !== statement.parent) return null;
  const between = [declaration.range[1], statement.range[0]] as const;
  const isUsedBetween = binding.variable.references.some(
    ({ identifier: { range }, init: isInit }) =>
      isInit !== true && range[0] >= between[0] && range[0] < between[1],
  );
  if (isUsedBetween || needsLater(call, declarator, scopes)) return null;
  return { id, init, statement, call };
}

function makesClient(node: TSESTree.Node | null): boolean {
  const value = node && unwrap(node);
  return value?.type === "NewExpression" || value?.type === "CallExpression";
}

/** Whether the arguments name something that is declared after the client, and would not be there yet. */
function needsLater(
  { arguments: given }: TSESTree.CallExpression,
  { range: [, end] }: TSESTree.VariableDeclarator,
  scopes: Scopes,
): boolean {
  const isGiven = ([at]: TSESTree.Range) =>
    given.some(({ range }) => at >= range[0] && at < range[1]);
  return scopes.scopes.some((scope) =>
    scope.references.some(({ identifier, resolved }) => {
      const [definition] = resolved?.defs ?? [];
      if (!definition || !isGiven(identifier.range) || isGiven(definition.name.range)) return false;
      const isHoisted =
        definition.type === "ImportBinding" || definition.node.type === "FunctionDeclaration";
      return !isHoisted && definition.name.range[0] > end;
    }),
  );
}
