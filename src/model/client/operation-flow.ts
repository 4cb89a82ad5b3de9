/** For which operations a hook encrypts: its branches are followed for one operation after the other. */

import type { TSESTree } from "@typescript-eslint/utils";

import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { childrenOf } from "./descendants.ts";
import {
  constantKey,
  isFunction,
  lastName,
  memberName,
  methodCall,
  unwrap,
} from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";
import { calledFunction } from "./functions.ts";

interface Flow {
  /** Null when any operation may be meant. */
  operation: string | null;
  scopes: Scopes;
  /** How deep into functions of the module calls are still followed. */
  depth: number;
}

/** Functions of the module that call each other are followed so far. */
const MAX_DEPTH = 3;

/** Of some operations, those for which a hook encrypts, or may. */
export function encryptingOperations(
  hook: FunctionNode,
  operations: readonly string[],
  scopes: Scopes,
): readonly string[] {
  return operations.filter(
    (operation) => run(hook.body, { operation, scopes, depth: MAX_DEPTH }).encrypts,
  );
}

/** Whether a function encrypts at all. */
export function encryptsAnything(handler: FunctionNode, scopes: Scopes): boolean {
  return run(handler.body, { operation: null, scopes, depth: MAX_DEPTH }).encrypts;
}

/** What comes of running a statement or an expression. */
interface Outcome {
  encrypts: boolean;
  /** Nothing after it runs. */
  ends: boolean;
}

const NOTHING: Outcome = { encrypts: false, ends: false };

function run(node: TSESTree.Node, flow: Flow): Outcome {
  switch (node.type) {
    case "BlockStatement":
      return runAll(node.body, flow);
    case "IfStatement":
    case "ConditionalExpression":
      return runBranches(node, flow);
    case "LogicalExpression":
      return runLogical(node, flow);
    case "SwitchStatement":
      return runSwitch(node, flow);
    case "ReturnStatement":
    case "ThrowStatement":
      return { encrypts: node.argument ? run(node.argument, flow).encrypts : false, ends: true };
    case "BreakStatement":
      return { encrypts: false, ends: true };
    case "CallExpression":
      return isEncrypting(node, flow) ? { encrypts: true, ends: false } : runParts(node, flow);
    default:
      return runParts(node, flow);
  }
}

function runParts(node: TSESTree.Node, flow: Flow): Outcome {
  return { encrypts: childrenOf(node).some((child) => run(child, flow).encrypts), ends: false };
}

function runAll(nodes: readonly TSESTree.Node[], flow: Flow): Outcome {
  let encrypts = false;
  for (const node of nodes) {
    const outcome = run(node, flow);
    encrypts ||= outcome.encrypts;
    if (outcome.ends) return { encrypts, ends: true };
  }
  return { encrypts, ends: false };
}

function runBranches(
  { test, consequent, alternate }: TSESTree.IfStatement | TSESTree.ConditionalExpression,
  flow: Flow,
): Outcome {
  const truth = truthOf(test, flow);
  const then = truth === false ? null : run(consequent, flow);
  const otherwise = truth === true ? null : alternate ? run(alternate, flow) : NOTHING;
  const outcomes = [then, otherwise].filter((outcome) => outcome !== null);
  return {
    encrypts: run(test, flow).encrypts || outcomes.some(({ encrypts }) => encrypts),
    ends: outcomes.every(({ ends }) => ends),
  };
}

function runLogical({ left, right, operator }: TSESTree.LogicalExpression, flow: Flow): Outcome {
  const truth = truthOf(left, flow);
  const isSkipped = operator === "&&" ? truth === false : operator === "||" && truth === true;
  const encrypts = run(left, flow).encrypts || (!isSkipped && run(right, flow).encrypts);
  return { encrypts, ends: false };
}

function runSwitch({ discriminant, cases }: TSESTree.SwitchStatement, flow: Flow): Outcome {
  if (flow.operation === null || !isOperation(discriminant)) {
    const encrypts = cases.some(({ consequent }) =>
      consequent.some((one) => run(one, flow).encrypts),
    );
    return { encrypts, ends: false };
  }
  const named = cases.findIndex(({ test }) => test && constantOf(test, flow) === flow.operation);
  const start = named === -1 ? cases.findIndex(({ test }) => test === null) : named;
  if (start === -1) return NOTHING;
  const body = cases.slice(start).flatMap(({ consequent }) => consequent);
  return { encrypts: runAll(body, flow).encrypts, ends: false };
}

// ---- tests -----------------------------------------------------------------------------------------------

/** Whether a test holds for the operation; null when the source does not tell. */
function truthOf(node: TSESTree.Node, flow: Flow): boolean | null {
  const { operation, scopes } = flow;
  if (operation === null) return null;
  const test = resolveConstant(node, scopes);
  switch (test.type) {
    case "UnaryExpression": {
      const truth = test.operator === "!" ? truthOf(test.argument, flow) : null;
      return truth === null ? null : !truth;
    }
    case "LogicalExpression":
      return truthOfBoth(test, flow);
    case "BinaryExpression":
      return truthOfComparison(test, operation, flow);
    case "MemberExpression":
      return isThere(test, operation);
    case "CallExpression":
      return truthOfCall(test, operation, flow);
    default:
      return null;
  }
}

function truthOfBoth({ left, right, operator }: TSESTree.LogicalExpression, flow: Flow) {
  const decisive = operator === "||";
  if (operator === "??") return null;
  const sides = [truthOf(left, flow), truthOf(right, flow)];
  if (sides.includes(decisive)) return decisive;
  return sides.includes(null) ? null : !decisive;
}

function truthOfComparison(
  { left, right, operator }: TSESTree.BinaryExpression,
  operation: string,
  flow: Flow,
): boolean | null {
  if (operator === "in") {
    const key = constantKey(left);
    return key !== null && lastName(right) === "args" ? hasArgument(key, operation) : null;
  }
  const other = isOperation(left) ? right : isOperation(right) ? left : null;
  const value = other && constantOf(other, flow);
  if (value === null) return null;
  if (operator === "===" || operator === "==") return value === operation;
  return operator === "!==" || operator === "!=" ? value !== operation : null;
}

/** `operation` of an extension, `params.operation`, and `params.action` of a middleware. */
function isOperation(node: TSESTree.Node): boolean {
  const name = lastName(node);
  return name === "operation" || name === "action";
}

function constantOf(node: TSESTree.Node, { scopes }: Flow): string | null {
  return constantKey(resolveConstant(node, scopes));
}

/** `args.data` as a test: it is there for all writes but upsert. */
function isThere(node: TSESTree.MemberExpression, operation: string): boolean | null {
  const name = memberName(node);
  return name !== null && lastName(node.object) === "args" ? hasArgument(name, operation) : null;
}

function hasArgument(name: string, operation: string): boolean | null {
  if (name === "data") return operation !== "upsert";
  return name === "create" || name === "update" ? operation === "upsert" : null;
}

/** `WRITES.includes(operation)`, `WRITES.has(operation)`, `operation.startsWith("create")`, `/create/.test(operation)` */
function truthOfCall(node: TSESTree.CallExpression, operation: string, flow: Flow): boolean | null {
  const call = methodCall(node);
  const [argument] = node.arguments;
  if (!call || !argument) return null;
  if (isOperation(call.object))
    return truthOfText(call.method, operation, constantOf(argument, flow));
  if (!isOperation(argument)) return null;
  const owner = resolveConstant(call.object, flow.scopes);
  if (call.method === "test" && owner.type === "Literal" && "regex" in owner) {
    return owner.value instanceof RegExp ? new RegExp(owner.value).test(operation) : null;
  }
  const names = call.method === "includes" || call.method === "has" ? namesIn(owner, flow) : null;
  return names?.includes(operation) ?? null;
}

function truthOfText(method: string, operation: string, text: string | null): boolean | null {
  if (text === null) return null;
  if (method === "startsWith") return operation.startsWith(text);
  if (method === "endsWith") return operation.endsWith(text);
  return method === "includes" ? operation.includes(text) : null;
}

/** The names that a list or a `new Set([…])` holds; null when one of them cannot be read. */
function namesIn(owner: TSESTree.Node, flow: Flow): string[] | null {
  const [given] = owner.type === "NewExpression" ? owner.arguments : [];
  const list = given ? resolveConstant(given, flow.scopes) : owner;
  if (list.type !== "ArrayExpression") return null;
  const names = list.elements.map((element) => element && constantOf(element, flow));
  return names.includes(null) ? null : names.filter((name) => name !== null);
}

// ---- encrypting ------------------------------------------------------------------------------------------

const ENCRYPTS = /encrypt(?!ion|ed|or)|encipher|cifrar|criptografar|chiffrer|verschl(?:ue|ü)sseln/i;

/** `encrypt`, `encryptFields`, `phiEncrypt`; not `decrypt`, `isEncrypted`, `getEncryptionKey`. */
function saysEncrypts(name: string | null): boolean {
  if (name === null || /^(?:is|has|should|can|needs|must|use)[A-Z_]/u.test(name)) return false;
  return ENCRYPTS.test(name);
}

/** A cheap test of a module: nearly none holds such a name. */
export function mayEncrypt(text: string): boolean {
  return ENCRYPTS.test(text);
}

/** Whether a call encrypts what the operation is given, itself or by a function that it hands over or calls. */
function isEncrypting(node: TSESTree.CallExpression, flow: Flow): boolean {
  const named = [node.callee, ...node.arguments].some(
    (one) => !isFunction(one) && one.type !== "CallExpression" && saysEncrypts(lastName(one)),
  );
  if (named) return !isOfOthers(node, flow);
  const called = flow.depth > 0 ? calledFunction(node, flow.scopes) : null;
  return called !== null && run(called.body, { ...flow, depth: flow.depth - 1 }).encrypts;
}

/** `encrypt(args.data)` where the operation has none. */
function isOfOthers({ arguments: given }: TSESTree.CallExpression, { operation }: Flow): boolean {
  if (operation === null) return false;
  const parts = given.map((argument) => {
    const value = unwrap(argument);
    return value.type === "MemberExpression" ? isThere(value, operation) : null;
  });
  return parts.includes(false) && !parts.includes(true);
}
