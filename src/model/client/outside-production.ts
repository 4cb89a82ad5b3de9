/** Code that runs outside production alone, by the conditions around it. */

import type { TSESTree } from "@typescript-eslint/utils";

import { wordsOf } from "../../text/name-case.ts";
import { constantKey, lastName, methodCall, unwrap } from "./expressions.ts";

/** Whether a node is reached outside production alone: by a condition around it, or a return before it. */
export function isOutsideProduction(node: TSESTree.Node): boolean {
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

const PRODUCTION: ReadonlySet<string> = new Set(["prod", "production"]);
const ELSEWHERE: ReadonlySet<string> = new Set([
  "dev",
  "development",
  "debug",
  "local",
  "localhost",
  "test",
  "testing",
  "staging",
  "verbose",
  "trace",
]);
/** In a laboratory a `test` is no environment, unless something beside the word says so. */
const THINGS: ReadonlySet<string> = new Set(["local", "test", "trace"]);
const ENVIRONMENTS: ReadonlySet<string> = new Set(["env", "environment", "mode", "stage", "level"]);
/** Words beside those in the name of a switch: `isDevMode`, `DEBUG_SQL`; not in `testResult`. */
const OF_SWITCHES: ReadonlySet<string> = new Set([
  ...ENVIRONMENTS,
  ...["is", "in", "on", "should", "use", "enable", "enabled", "run", "running", "node", "app"],
  ...[
    "log",
    "logs",
    "logging",
    "query",
    "queries",
    "sql",
    "db",
    "database",
    "prisma",
    "non",
    "not",
  ],
]);
const LOG_SWITCH = /\blog (?:queries|sql|level)\b/u;

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
  const [text, other] =
    constantKey(node.right) === null
      ? [constantKey(node.left), node.right]
      : [constantKey(node.right), node.left];
  const isEqual = node.operator === "===" || node.operator === "==";
  if (text === null || (!isEqual && node.operator !== "!==" && node.operator !== "!="))
    return false;
  if (text === "true" || text === "1") return nameExcludes(lastName(other), isEqual === outcome);
  if (THINGS.has(text) && !isEnvironment(other)) return false;
  return switchExcludes(text, isEqual === outcome);
}

/** `process.env.NODE_ENV`, `config.get("NODE_ENV")` */
function isEnvironment(node: TSESTree.Node): boolean {
  const [key] = methodCall(unwrap(node))?.arguments ?? [];
  const name = key ? constantKey(key) : lastName(node);
  return name !== null && lowerWords(name).some((word) => ENVIRONMENTS.has(word));
}

function nameExcludes(name: string | null, holds: boolean): boolean {
  return name !== null && !THINGS.has(name) && switchExcludes(name, holds);
}

/** `isProduction` must not hold; `isDevelopment`, `DEBUG`, `LOG_QUERIES` must. */
function switchExcludes(name: string, holds: boolean): boolean {
  const words = lowerWords(name);
  const isSwitch = words.every(
    (word) => PRODUCTION.has(word) || ELSEWHERE.has(word) || OF_SWITCHES.has(word),
  );
  if (!isSwitch) return false;
  const isNegated = words.some((word) => word === "non" || word === "not");
  if (words.some((word) => PRODUCTION.has(word))) return holds === isNegated;
  const isOn = holds !== isNegated;
  return isOn && (words.some((word) => ELSEWHERE.has(word)) || LOG_SWITCH.test(words.join(" ")));
}

function lowerWords(name: string): string[] {
  return wordsOf(name).map((word) => word.toLowerCase());
}
