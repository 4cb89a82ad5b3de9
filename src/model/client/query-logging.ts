/** Where Prisma Client is told to log queries, or is listened to for them, in production too. */

import type { TSESTree } from "@typescript-eslint/utils";

import { constantText, resolveConstant } from "./bindings.ts";
import type { Scopes, Variable } from "./bindings.ts";
import { propertyOf } from "./arguments.ts";
import { isFunction, lastName, memberName, methodCall } from "./expressions.ts";
import { logSink } from "./leaks/logs.ts";
import { isOutsideProduction } from "./outside-production.ts";

/** Words without which a file has neither. */
export function mentionsQueryLog(text: string): boolean {
  return text.includes("query") && /PrismaClient|\$on\b/u.test(text);
}

// ---- `new PrismaClient({ log: ["query"] })` --------------------------------------------------------------

/** The entries of the `log` of a client that write queries to standard output, unless only in development. */
export function printedQueries(node: TSESTree.NewExpression, scopes: Scopes): TSESTree.Node[] {
  const [options] = node.arguments;
  const object = options && resolveConstant(options, scopes);
  const isClient = lastName(node.callee)?.endsWith("PrismaClient") === true;
  if (!isClient || object?.type !== "ObjectExpression") return [];
  const log = propertyOf(object, "log");
  return log ? queryEntries(log.value, scopes).filter((entry) => !isOutsideProduction(entry)) : [];
}

function queryEntries(node: TSESTree.Node, scopes: Scopes): TSESTree.Node[] {
  const value = resolveConstant(node, scopes);
  const all = (nodes: readonly (TSESTree.Node | null)[]) =>
    nodes.flatMap((one) => (one ? queryEntries(one, scopes) : []));
  switch (value.type) {
    case "ArrayExpression":
      return all(value.elements);
    case "SpreadElement":
      return all([value.argument]);
    case "ConditionalExpression":
      return all([value.consequent, value.alternate]);
    case "LogicalExpression":
      return all([value.left, value.right]);
    case "Literal":
      return value.value === "query" ? [value] : [];
    case "ObjectExpression":
      return isPrintedLevel(value, scopes) ? [value] : [];
    default:
      return [];
  }
}

/** `{ emit: "stdout", level: "query" }` */
function isPrintedLevel(entry: TSESTree.ObjectExpression, scopes: Scopes): boolean {
  const textOf = (name: string) => {
    const property = propertyOf(entry, name);
    return property ? constantText(property.value, scopes) : null;
  };
  return textOf("level") === "query" && textOf("emit") === "stdout";
}

// ---- `client.$on("query", (event) => …)` -----------------------------------------------------------------

/** A read of a query's parameters, or an event that is logged with them. */
export interface ParameterUse {
  node: TSESTree.Node;
  isWholeEvent: boolean;
}

/** What a listener for queries does with their parameters, unless only in development. */
export function parameterUses(node: TSESTree.CallExpression, scopes: Scopes): ParameterUse[] {
  const call = methodCall(node);
  const [event, listener] = call?.method === "$on" ? call.arguments : [];
  if (!event || constantText(event, scopes) !== "query" || !listener) return [];
  const handler = resolveConstant(listener, scopes);
  const callback = isFunction(handler) ? handler : null;
  const [parameter] = callback?.params ?? [];
  if (!callback || !parameter) return [];
  return scopes
    .getDeclaredVariables(callback)
    .filter(({ defs }) => defs[0]?.type === "Parameter")
    .flatMap((variable) => usesOf(variable, parameter))
    .filter((use) => !isOutsideProduction(use.node));
}

function usesOf(variable: Variable, parameter: TSESTree.Node): ParameterUse[] {
  const reads = variable.references.map(({ identifier }) => identifier as TSESTree.Node);
  if (parameter.type === "Identifier" && variable.name === parameter.name) {
    return reads.flatMap(useOfEvent);
  }
  return isParameters(variable, parameter)
    ? reads.filter(isKept).map((node) => ({ node, isWholeEvent: false }))
    : [];
}

/** `event.params`, or `event` itself where it is logged. */
function useOfEvent(event: TSESTree.Node): ParameterUse[] {
  const { parent } = event;
  if (parent?.type === "MemberExpression" && parent.object === event) {
    const isRead = memberName(parent) === "params" && isKept(parent);
    return isRead ? [{ node: parent, isWholeEvent: false }] : [];
  }
  return isLogged(event) ? [{ node: event, isWholeEvent: true }] : [];
}

/** The name that `({ query, params }) => …` binds the parameters to. */
function isParameters(variable: Variable, parameter: TSESTree.Node): boolean {
  if (parameter.type !== "ObjectPattern") return false;
  return parameter.properties.some(
    (property) =>
      property.type === "Property" &&
      lastName(property.key) === "params" &&
      property.value.type === "Identifier" &&
      property.value.name === variable.name,
  );
}

const MASK = /mask|redact|hash|saniti[sz]e|scrub|count/iu;

/** Whether a value goes on as it is: not into a mask, and not as a mere length. */
function isKept(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type === "MemberExpression" && parent.object === node) {
    return memberName(parent) !== "length";
  }
  return parent?.type !== "CallExpression" || !MASK.test(lastName(parent.callee) ?? "");
}

function isLogged(node: TSESTree.Node): boolean {
  const { parent } = node;
  const holder = parent?.type === "SpreadElement" ? parent.parent.parent : parent;
  if (holder?.type !== "CallExpression") return false;
  if (lastName(holder.callee) === "stringify") return isLogged(holder);
  return logSink(holder, () => false) !== null;
}
