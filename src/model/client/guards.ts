/** Allow-lists: places in code that are reached only when a value is one of a known few. */

import type { TSESTree } from "@typescript-eslint/utils";

import { isSamePath, methodCall, unwrap } from "./expressions.ts";

/** What tells whether a list or a value is fixed in the source. */
export interface Constants {
  /** An array, set or list of keys whose elements are all written in the source. */
  isClosedList(list: TSESTree.Node): boolean;
  isConstant(value: TSESTree.Node): boolean;
}

/** Words and digits from end to end: what such an expression lets through can name a column, and end nothing. */
const PLAIN_WORD = /^\^(?:\[[\w\\-]+\]|\\[wd]|\w|[+*?]|\{\d+(?:,\d*)?\})+\$$/u;

/**
 * Whether an expression can only be one of a known few where it stands: `LIST.includes(x) ? x : "id"`, or after
 * `if (!ALLOWED.has(x)) throw …`.
 */
export function isGuarded(node: TSESTree.Node, constants: Constants): boolean {
  const value = unwrap(node);
  if (value.type !== "Identifier" && value.type !== "MemberExpression") return false;
  const holds = (test: TSESTree.Node, outcome: boolean) => proves(test, outcome, value, constants);
  for (let current: TSESTree.Node = node; current.parent; current = current.parent) {
    if (isReachedOnlyIf(current, current.parent, holds)) return true;
    if (isCaseOf(current, value, constants)) return true;
  }
  return false;
}

type Holds = (test: TSESTree.Node, outcome: boolean) => boolean;

function isReachedOnlyIf(node: TSESTree.Node, parent: TSESTree.Node, holds: Holds): boolean {
  switch (parent.type) {
    case "IfStatement":
    case "ConditionalExpression":
      if (parent.consequent === node) return holds(parent.test, true);
      return parent.alternate === node && holds(parent.test, false);
    case "LogicalExpression":
      return (
        parent.right === node &&
        parent.operator !== "??" &&
        holds(parent.left, parent.operator === "&&")
      );
    case "BlockStatement":
    case "Program":
      return followsExit(node, parent.body, holds);
    case "SwitchCase":
      return followsExit(node, parent.consequent, holds);
    default:
      return false;
  }
}

/** `if (!ALLOWED.includes(x)) throw …;` stands before. */
function followsExit(
  node: TSESTree.Node,
  siblings: readonly TSESTree.Node[],
  holds: Holds,
): boolean {
  for (const sibling of siblings) {
    if (sibling === node) return false;
    if (sibling.type !== "IfStatement") continue;
    if (exits(sibling.consequent) && holds(sibling.test, false)) return true;
  }
  return false;
}

function exits(statement: TSESTree.Node): boolean {
  switch (statement.type) {
    case "BlockStatement": {
      const last = statement.body.at(-1);
      return last !== undefined && exits(last);
    }
    case "ThrowStatement":
    case "ReturnStatement":
    case "ContinueStatement":
    case "BreakStatement":
      return true;
    default:
      return false;
  }
}

/** `switch (x) { case "asc": … }` */
function isCaseOf(node: TSESTree.Node, value: TSESTree.Node, constants: Constants): boolean {
  if (node.type !== "SwitchCase" || !node.test) return false;
  return isSamePath(node.parent.discriminant, value) && constants.isConstant(node.test);
}

/** Whether a test that comes out so proves that `value` is one of a known few. */
function proves(
  test: TSESTree.Node,
  outcome: boolean,
  value: TSESTree.Node,
  constants: Constants,
): boolean {
  const node = unwrap(test);
  switch (node.type) {
    case "UnaryExpression":
      return node.operator === "!" && proves(node.argument, !outcome, value, constants);
    case "LogicalExpression": {
      const left = proves(node.left, outcome, value, constants);
      const right = proves(node.right, outcome, value, constants);
      if (node.operator === "??") return false;
      // Of `a && b` that holds both hold; of one that fails, either may be the one.
      return (node.operator === "&&") === outcome ? left || right : left && right;
    }
    case "BinaryExpression":
      return comparisonProves(node, outcome, value, constants);
    case "CallExpression":
      return outcome && membershipProves(node, value, constants);
    default:
      return false;
  }
}

function comparisonProves(
  node: TSESTree.BinaryExpression,
  outcome: boolean,
  value: TSESTree.Node,
  constants: Constants,
): boolean {
  switch (node.operator) {
    case "===":
    case "==":
      return outcome && isEqualToConstant(node, value, constants);
    case "!==":
    case "!=":
      return !outcome && isEqualToConstant(node, value, constants);
    case "in":
      return outcome && isSamePath(node.left, value) && constants.isClosedList(node.right);
    default:
      return false;
  }
}

function isEqualToConstant(
  { left, right }: TSESTree.BinaryExpression,
  value: TSESTree.Node,
  constants: Constants,
): boolean {
  if (isTypeofNumber(left, right, value)) return true;
  if (isSamePath(left, value)) return constants.isConstant(right);
  return isSamePath(right, value) && constants.isConstant(left);
}

function isTypeofNumber(left: TSESTree.Node, right: TSESTree.Node, value: TSESTree.Node): boolean {
  if (left.type !== "UnaryExpression" || left.operator !== "typeof") return false;
  return right.type === "Literal" && right.value === "number" && isSamePath(left.argument, value);
}

function membershipProves(
  node: TSESTree.CallExpression,
  value: TSESTree.Node,
  constants: Constants,
): boolean {
  const call = methodCall(node);
  if (!call) return false;
  const [first, second] = call.arguments;
  const asks = (argument: TSESTree.Node | undefined) =>
    argument !== undefined && isSamePath(argument, value);
  switch (call.method) {
    case "includes":
    case "has":
      return asks(first) && constants.isClosedList(call.object);
    case "hasOwn":
      return asks(second) && first !== undefined && constants.isClosedList(first);
    case "isInteger":
    case "isSafeInteger":
      return asks(first);
    case "test":
      return asks(first) && isPlainWordPattern(unwrap(call.object));
    default:
      return false;
  }
}

function isPlainWordPattern(node: TSESTree.Node): boolean {
  return node.type === "Literal" && "regex" in node && PLAIN_WORD.test(node.regex.pattern);
}
