/** Where Prisma Client is told to log queries, or is listened to for them, in production too. */

import type { TSESTree } from "@typescript-eslint/utils";

import { constantText, resolveConstant } from "./bindings.ts";
import type { Scopes, Variable } from "./bindings.ts";
import { propertyOf } from "./arguments.ts";
import {
  constantKey,
  isFunction,
  lastName,
  memberName,
  methodCall,
  unwrap,
} from "./expressions.ts";
import { logSink } from "./leaks/logs.ts";

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
  return log ? queryEntries(log.value, scopes).filter((entry) => !isInDevelopment(entry)) : [];
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
    .filter((use) => !isInDevelopment(use.node));
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

// ---- guards ----------------------------------------------------------------------------------------------

/** Whether a node is reached outside production alone: by a condition around it, or a return before it. */
function isInDevelopment(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node = node; current.parent; current = current.parent) {
    const { parent } = current;
    switch (parent.type) {
      case "IfStatement":
      case "ConditionalExpression":
        if (
          current !== parent.test &&
          excludesProduction(parent.test, current === parent.consequent)
        ) {
          return true;
        }
        break;
      case "LogicalExpression":
        if (current === parent.right && excludesProduction(parent.left, parent.operator === "&&")) {
          return true;
        }
        break;
      case "BlockStatement":
      case "Program":
        if (parent.body.some((statement) => leavesInProduction(statement, current))) return true;
        break;
      default:
    }
  }
  return false;
}

/** `if (isProduction) return;` before a statement. */
function leavesInProduction(statement: TSESTree.Node, before: TSESTree.Node): boolean {
  if (statement.type !== "IfStatement" || statement.range[1] > before.range[0]) return false;
  const { consequent } = statement;
  const last = consequent.type === "BlockStatement" ? consequent.body.at(-1) : consequent;
  const leaves = last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
  return leaves && excludesProduction(statement.test, false);
}

const PRODUCTION = /prod/iu;
const ELSEWHERE = /dev|debug|local|test|staging|verbose|trace|log_?(?:queries|sql|level)/iu;

/** Whether a condition that came out as `outcome` leaves production out. */
function excludesProduction(test: TSESTree.Node, outcome: boolean): boolean {
  const value = unwrap(test);
  switch (value.type) {
    case "UnaryExpression":
      return value.operator === "!" && excludesProduction(value.argument, !outcome);
    case "LogicalExpression":
      // Of `a && b` both hold, of `a || b` none when it fails.
      return (
        (value.operator === "&&") === outcome &&
        (excludesProduction(value.left, outcome) || excludesProduction(value.right, outcome))
      );
    case "BinaryExpression":
      return comparisonExcludes(value, outcome);
    case "CallExpression":
      return nameExcludes(lastName(value.callee), outcome);
    default:
      return nameExcludes(lastName(value), outcome);
  }
}

function comparisonExcludes(node: TSESTree.BinaryExpression, outcome: boolean): boolean {
  const text = constantKey(node.right) ?? constantKey(node.left);
  const isEqual = node.operator === "===" || node.operator === "==";
  if (text === null || (!isEqual && node.operator !== "!==" && node.operator !== "!="))
    return false;
  if (text === "true" || text === "1") {
    const name = lastName(node.left) ?? lastName(node.right);
    return nameExcludes(name, isEqual === outcome);
  }
  return nameExcludes(text, isEqual === outcome);
}

/** `isProduction` must not hold; `isDevelopment`, `DEBUG`, `LOG_QUERIES` must. */
function nameExcludes(name: string | null, holds: boolean): boolean {
  if (name === null) return false;
  return PRODUCTION.test(name) ? !holds : holds && ELSEWHERE.test(name);
}
