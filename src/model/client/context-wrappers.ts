/** Whether a query runs with the context that row-level security asks for, as far as a file shows it. */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf } from "./bindings.ts";
import { rawCall } from "./calls.ts";
import type { ClientCall, RawCall } from "./calls.ts";
import { isFunction, lastName, memberName, methodCall, unwrap } from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";
import type { Surroundings } from "./receivers.ts";
import { rawTextOf } from "./raw-text.ts";
import { isContext, settingChanges } from "./session-settings.ts";
import { batchOf, clientOf, isBareClient, transactionOf } from "./transactions.ts";

/** What telling a query's context takes. */
export interface ContextReading extends Surroundings {
  /** Names of functions and properties that give a client with a context, or run a function in one. */
  isWrapper: (name: string) => boolean;
  /** The file's text. */
  source: string;
}

/** Longer chains of aliases are not followed. */
const MAX_HOPS = 8;

/** Whether a client comes from a wrapper: `forTenant(id)`, `this.tenantDb`, `prisma.$extends(forTenant(id))`. */
function comesFromWrapper(
  node: TSESTree.Node,
  reading: ContextReading,
  hops: number = MAX_HOPS,
): boolean {
  if (hops === 0) return false;
  const value = unwrap(node);
  const isAlso = (other: TSESTree.Node) => comesFromWrapper(other, reading, hops - 1);
  switch (value.type) {
    case "Identifier":
      return reading.isWrapper(value.name) || isBoundToWrapper(value, reading, isAlso);
    case "MemberExpression":
      return reading.isWrapper(memberName(value) ?? "") || isAlso(value.object);
    case "CallExpression":
      return isAlso(value.callee) || extendsByWrapper(value, isAlso);
    case "AwaitExpression":
      return isAlso(value.argument);
    case "LogicalExpression":
      return isAlso(value.left) && isAlso(value.right);
    case "ConditionalExpression":
      return isAlso(value.consequent) && isAlso(value.alternate);
    default:
      return false;
  }
}

type Question = (node: TSESTree.Node) => boolean;

function isBoundToWrapper(
  node: TSESTree.Identifier,
  { scopes, isWrapper }: ContextReading,
  isAlso: Question,
): boolean {
  const binding = bindingOf(node, scopes);
  if (!binding || !("path" in binding)) return false;
  const key = binding.path?.at(-1);
  // `const { tenantDb: db } = ctx`
  if (key !== undefined) return isWrapper(key);
  if (binding.kind !== "variable" || !binding.init || binding.writes.length > 0) return false;
  return binding.path !== null && isAlso(binding.init);
}

function extendsByWrapper(node: TSESTree.CallExpression, isAlso: Question): boolean {
  return methodCall(node)?.method === "$extends" && node.arguments.some(isAlso);
}

/**
 * Whether a node stands in a function that a wrapper runs: `withTenant(id, async (tx) => { … })`. Where the wrapper
 * hands over a client, that one has the context, and a bare one beside it has not.
 */
function runsInWrapper(node: TSESTree.Node, reading: ContextReading): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (!isFunction(current) || current.parent.type !== "CallExpression") continue;
    if (!isCallOfWrapper(current.parent, reading)) continue;
    if (!current.params.some((parameter) => isClientParameter(parameter, reading))) return true;
  }
  return false;
}

/** `withTenant(…)`, `this.prisma.withTenant(…)`, `tenantContext.run(…)`, `forTenant(id).run(…)` */
function isCallOfWrapper(node: TSESTree.CallExpression, { isWrapper }: ContextReading): boolean {
  const object = methodCall(node)?.object;
  return [node.callee, ...(object ? [calleeOf(object)] : [])].some((named) =>
    isWrapper(lastName(named) ?? ""),
  );
}

function calleeOf(node: TSESTree.Node): TSESTree.Node {
  const value = unwrap(node);
  return value.type === "CallExpression" ? value.callee : value;
}

function isClientParameter(
  parameter: TSESTree.Parameter,
  { isClientName }: ContextReading,
): boolean {
  return parameter.type === "Identifier" && isClientName(parameter.name);
}

/** Whether a raw query makes a setting, or may: its text may stand in another module. */
function maySetContext(call: RawCall, { scopes, source }: ContextReading): boolean {
  return rawTextOf(call, scopes) === null || settingChanges(call, scopes, source).some(isContext);
}

/** The transactions of a file in which a context has been set, in the order of its source. */
export class PreparedTransactions {
  readonly #callbacks = new Set<TSESTree.Node>();
  readonly #reading: ContextReading;

  constructor(reading: ContextReading) {
    this.#reading = reading;
  }

  /** Notes a query that sets a context, or a call that hands the transaction to a wrapper. */
  note(node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression): void {
    const { scopes, isWrapper } = this.#reading;
    const raw = rawCall(node, scopes);
    if (raw && maySetContext(raw, this.#reading)) this.#add(clientOf(raw));
    if (node.type !== "CallExpression" || !isWrapper(lastName(node.callee) ?? "")) return;
    for (const argument of node.arguments) this.#add(argument);
  }

  #add(client: TSESTree.Node | null): void {
    const callback = client && transactionOf(client, this.#reading.scopes);
    if (callback) this.#callbacks.add(callback);
  }

  has(callback: TSESTree.Node): boolean {
    return this.#callbacks.has(callback);
  }
}

/** Whether something before a query in its list sets a context, or may. */
function isBatchPrepared(
  query: TSESTree.Node,
  isQuery: (node: TSESTree.CallExpression) => boolean,
  reading: ContextReading,
): boolean {
  const elements = batchOf(query)?.elements ?? [];
  const before = elements.slice(
    0,
    elements.findIndex((element) => element === query),
  );
  return before.some((element) => {
    if (element?.type !== "CallExpression" && element?.type !== "TaggedTemplateExpression")
      return element !== null;
    const raw = rawCall(element, reading.scopes);
    if (raw) return maySetContext(raw, reading);
    return element.type !== "CallExpression" || !isQuery(element);
  });
}

/**
 * Whether a query certainly runs without a context: on a bare client, or in a transaction that nothing has
 * prepared so far. Null when it has one, or may have.
 */
export function missingContext(
  { node, client }: ClientCall,
  prepared: PreparedTransactions,
  isQuery: (node: TSESTree.CallExpression) => boolean,
  reading: ContextReading,
): "bare" | "unprepared" | null {
  if (comesFromWrapper(client, reading) || runsInWrapper(node, reading)) return null;
  const callback = transactionOf(client, reading.scopes);
  const opened = callback ? openedOn(callback) : client;
  if (!opened || comesFromWrapper(opened, reading)) return null;
  if (!isBareClient(opened, reading.scopes)) return null;
  if (callback) return prepared.has(callback) ? null : "unprepared";
  return isBatchPrepared(node, isQuery, reading) ? null : "bare";
}

/** The client whose `$transaction` runs a callback. */
function openedOn({ parent }: FunctionNode): TSESTree.Node | null {
  return methodCall(parent)?.object ?? null;
}
