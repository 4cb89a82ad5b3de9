/**
 * Understanding the guards that make DDL safe to run twice: IF conditions over PostgreSQL's catalogs, and
 * EXCEPTION handlers.
 */

import type {
  Range,
  SqlBlock,
  SqlBodyStatement,
  SqlExceptionHandler,
  SqlIf,
  SqlNode,
} from "../../languages/postgresql/ast.ts";
import type { GuardTest } from "./guards/implied.ts";
import { implied } from "./guards/implied.ts";
import type { GuardVariable, GuardVariables } from "./guards/variables.ts";
import { declaredVariables, noteAssignments } from "./guards/variables.ts";

export type { GuardTest } from "./guards/implied.ts";
export type { GuardedObject } from "./guards/sources.ts";
export type { GuardVariable, GuardVariables } from "./guards/variables.ts";
export { declaredVariables, noteAssignments } from "./guards/variables.ts";
export { isPartial, lists } from "./guards/visibility.ts";

/** What guards a statement in a block. */
export interface Guards {
  /** All hold when the statement is reached: of conditions around it, and of earlier `IF … THEN RETURN`. */
  tests: GuardTest[];
  /** Conditions under which the statement's failure is swallowed. */
  handled: ReadonlySet<string>;
}

const NO_VARIABLES: GuardVariables = new Map();

/**
 * What is certain when a condition is true: `NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x')` says that
 * the type is absent.
 *
 * The tests hold together. Of `a OR b` only what both imply is certain. Null when nothing is: the condition is
 * not about catalogs, or asks more than whether an object exists.
 *
 * @param expression `SqlExpression.expression`: the SELECT that PL/pgSQL makes of it, or the bare expression.
 */
export function conditionTests(
  expression: SqlNode | null,
  variables: GuardVariables = NO_VARIABLES,
): GuardTest[] | null {
  return expression === null ? null : implied(expression, true, variables);
}

/** What is certain when a condition is false or null: in ELSE, and after `IF … THEN RETURN`. */
export function refutedConditionTests(
  expression: SqlNode | null,
  variables: GuardVariables = NO_VARIABLES,
): GuardTest[] | null {
  return expression === null ? null : implied(expression, false, variables);
}

const SQLSTATE_NAMES: Readonly<Record<string, string>> = {
  "42P06": "duplicate_schema",
  "42P07": "duplicate_table",
  "42701": "duplicate_column",
  "42710": "duplicate_object",
  "42723": "duplicate_function",
  "42704": "undefined_object",
  "42P01": "undefined_table",
  "42703": "undefined_column",
  "42883": "undefined_function",
  "42P16": "invalid_table_definition",
  "23505": "unique_violation",
};

/**
 * Conditions whose failure the block swallows: `duplicate_object`, `others`, …
 *
 * SQLSTATE codes of DDL become their names. A handler that raises again swallows nothing.
 */
export function handledConditions(block: SqlBlock): ReadonlySet<string> {
  const names = block.handlers
    .filter((handler) => !raisesAgain(handler))
    .flatMap((handler) => handler.conditions)
    .map((condition) => conditionName(condition.name));
  return new Set(names);
}

/** The condition's name, also when a handler gives its SQLSTATE. */
export function conditionName(name: string): string {
  const code = /^sqlstate\s+'?(\w{5})'?$/i.exec(name)?.[1];
  if (code === undefined) return name.toLowerCase();
  return SQLSTATE_NAMES[code.toUpperCase()] ?? `sqlstate ${code.toUpperCase()}`;
}

const QUIET_LEVELS = new Set(["notice", "warning", "info", "log", "debug"]);

/** Whether the handler lets the failure through: RAISE, or RAISE EXCEPTION. */
export function raisesAgain({ body }: SqlExceptionHandler): boolean {
  return raises(body);
}

export function raises(body: readonly SqlBodyStatement[]): boolean {
  return body.some(
    (statement) =>
      statement.type === "SqlPlainStatement" &&
      statement.keyword === "raise" &&
      !QUIET_LEVELS.has(statement.tokens[1]?.value ?? ""),
  );
}

/** What guards the statement that holds `range`, from the outermost block inwards. */
export function guardsAt(block: SqlBlock, range: Range): Guards {
  const guards = { tests: [] as GuardTest[], handled: new Set<string>() };
  enterBlock(block, range, new Map(), guards);
  return guards;
}

interface OpenGuards {
  tests: GuardTest[];
  handled: Set<string>;
}

function enterBlock(
  block: SqlBlock,
  range: Range,
  outer: GuardVariables,
  guards: OpenGuards,
): void {
  const variables = new Map([...outer, ...declaredVariables(block.declarations)]);
  const handler = block.handlers.find((one) => contains(one.range, range));
  if (handler !== undefined) {
    enterBody(handler.body, range, new Map(), guards);
    return;
  }
  for (const name of handledConditions(block)) guards.handled.add(name);
  enterBody(block.body, range, variables, guards);
}

function enterBody(
  body: readonly SqlBodyStatement[],
  range: Range,
  variables: Map<string, GuardVariable>,
  guards: OpenGuards,
): void {
  for (const statement of body) {
    if (contains(statement.range, range)) {
      enterStatement(statement, range, variables, guards);
      return;
    }
    if (statement.type === "SqlIf" && leavesEarly(statement))
      guards.tests.push(...refutedBranches(statement, variables));
    noteAssignments(statement, variables);
  }
}

function enterStatement(
  statement: SqlBodyStatement,
  range: Range,
  variables: Map<string, GuardVariable>,
  guards: OpenGuards,
): void {
  switch (statement.type) {
    case "SqlBlock":
      enterBlock(statement, range, variables, guards);
      break;
    case "SqlLoop":
      enterBody(statement.body, range, new Map(), guards);
      break;
    case "SqlIf":
      enterIf(statement, range, variables, guards);
      break;
    default:
  }
}

function enterIf(
  statement: SqlIf,
  range: Range,
  variables: Map<string, GuardVariable>,
  guards: OpenGuards,
): void {
  for (const branch of statement.branches) {
    const condition = branch.condition.expression;
    if (contains(branch.range, range)) {
      guards.tests.push(...(conditionTests(condition, variables) ?? []));
      enterBody(branch.body, range, new Map(variables), guards);
      return;
    }
    guards.tests.push(...(refutedConditionTests(condition, variables) ?? []));
  }
  enterBody(statement.otherwise ?? [], range, new Map(variables), guards);
}

/** `IF … THEN RETURN; END IF`: what follows runs only when the condition was not met. */
function leavesEarly(statement: SqlIf): boolean {
  return (
    statement.otherwise === null &&
    statement.branches.every((branch) => {
      const last = branch.body.at(-1);
      return last?.type === "SqlPlainStatement" && last.keyword === "return";
    })
  );
}

function refutedBranches(statement: SqlIf, variables: GuardVariables): GuardTest[] {
  return statement.branches.flatMap(
    (branch) => refutedConditionTests(branch.condition.expression, variables) ?? [],
  );
}

function contains(outer: Range, inner: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}
