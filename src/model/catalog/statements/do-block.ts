/** DO blocks, run over the catalog: guards are answered from it, failures are caught by their handlers. */

import type {
  SqlBlock,
  SqlBodyStatement,
  SqlExecute,
  SqlExceptionHandler,
  SqlExpression,
  SqlIf,
  SqlLoop,
  SqlNode,
  SqlPlainStatement,
  SqlRangeVar,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import type { GuardVariable, GuardVariables } from "../guards.ts";
import {
  conditionName,
  conditionTests,
  declaredVariables,
  noteAssignments,
  raisesAgain,
  refutedConditionTests,
} from "../guards.ts";
import type { CatalogState, Conflict } from "../state.ts";
import { isA } from "../tree.ts";
import { ALL_ASPECTS, touchedBy } from "./aspects.ts";
import { callFunctions } from "./calls.ts";
import { computedText } from "./computed-text.ts";
import { guardHolds } from "./guard-holds.ts";
import { loopRounds } from "./loops.ts";

/** What a block needs from its surroundings. */
export interface BlockRun {
  state: CatalogState;
  apply: (state: CatalogState, statement: SqlStatement) => void;
}

/** How a list of statements ended: at its end, by RETURN, or by a failure that a handler awaits. */
type Outcome = "done" | "left" | { raised: Conflict };

/** The variables of a block, and the conditions that it or a block around it catches. */
interface Scope {
  variables: Map<string, GuardVariable>;
  caught: ReadonlySet<string>;
}

export function runBlock(run: BlockRun, block: SqlBlock): void {
  run.state.conflicts = [];
  enterBlock(run, block, { variables: new Map(), caught: new Set() });
  run.state.conflicts = [];
}

/** Runs the functions of the migrations that a query calls, as far as they make objects. */
export function runCalls(run: BlockRun, query: SqlNode): void {
  run.state.conflicts = [];
  enterCalls(run, query, { variables: new Map(), caught: new Set() });
  run.state.conflicts = [];
}

function enterCalls(run: BlockRun, node: SqlNode, { variables, caught }: Scope): Outcome {
  let outcome: Outcome = "done";
  callFunctions(run.state, node, variables, (body, parameters) => {
    if (outcome === "done") outcome = enterBlock(run, body, { variables: parameters, caught });
    if (outcome === "left") outcome = "done";
  });
  return outcome;
}

/**
 * As in PostgreSQL, a caught failure undoes all that its block has done. Handlers that raise again are left out:
 * the migrations replayed are those that succeed.
 */
function enterBlock(run: BlockRun, block: SqlBlock, outer: Scope): Outcome {
  const { journal } = run.state;
  const declared = declaredVariables(block.declarations);
  const variables = new Map([...outer.variables, ...declared]);
  const handlers = block.handlers.filter((handler) => !raisesAgain(handler));
  if (handlers.length === 0) return runBody(run, block.body, { ...outer, variables });
  const own = handlers.flatMap((handler) => handledNames(handler));
  const caught = new Set([...outer.caught, ...own]);
  const mark = journal.mark();
  const outcome = runBody(run, block.body, { variables, caught });
  if (outcome === "done" || outcome === "left") {
    journal.keep();
    return outcome;
  }
  journal.rollback(mark);
  const handler = handlers.find((one) => catches(handledNames(one), outcome.raised));
  return handler === undefined ? outcome : runBody(run, handler.body, outer);
}

function handledNames(handler: SqlExceptionHandler): string[] {
  return handler.conditions.map((condition) => conditionName(condition.name));
}

function catches(names: Iterable<string>, condition: Conflict): boolean {
  const all = [...names];
  return all.includes(condition) || all.includes("others");
}

function runBody(run: BlockRun, body: readonly SqlBodyStatement[], scope: Scope): Outcome {
  for (const statement of body) {
    const outcome = runStatement(run, statement, scope);
    if (outcome !== "done") return outcome;
    noteAssignments(statement, scope.variables);
  }
  return "done";
}

function runStatement(run: BlockRun, statement: SqlBodyStatement, scope: Scope): Outcome {
  switch (statement.type) {
    case "SqlBlock":
      return enterBlock(run, statement, scope);
    case "SqlIf":
      return runIf(run, statement, scope);
    case "SqlLoop":
      return runLoop(run, statement, scope);
    case "SqlExecute":
      return runExecute(run, statement, scope);
    case "SqlPlainStatement":
      return isPlain(statement) ? runPlain(run, statement, scope) : "done";
    default:
      // The INTO of a SELECT names a variable here, not a table.
      return isStatement(statement) && !isA(statement, "SqlSelectStmt")
        ? runSql(run, statement, scope)
        : "done";
  }
}

/** PERFORM and assignments may call functions that make objects. */
function runPlain(
  run: BlockRun,
  { keyword, expressions }: SqlPlainStatement,
  scope: Scope,
): Outcome {
  for (const { expression } of expressions) {
    const outcome = expression === null ? "done" : enterCalls(run, expression, scope);
    if (outcome !== "done") return outcome;
  }
  return keyword === "return" ? "left" : "done";
}

function isPlain(statement: SqlBodyStatement): statement is SqlPlainStatement {
  return statement.type === "SqlPlainStatement";
}

function isStatement(statement: SqlBodyStatement): statement is SqlStatement {
  return "tokens" in statement;
}

function runSql(run: BlockRun, statement: SqlStatement, scope: Scope): Outcome {
  const { state, apply } = run;
  if (statement.type === "SqlDoStmt" && statement.body !== null)
    return runNested(run, statement.body, scope);
  state.conflicts = [];
  apply(state, statement);
  const raised = state.conflicts.find((conflict) => catches(scope.caught, conflict));
  state.conflicts = [];
  return raised === undefined ? "done" : { raised };
}

/** A DO block in a block knows none of its variables; what fails in it fails in both. */
function runNested(run: BlockRun, body: SqlBlock, { caught }: Scope): Outcome {
  const outcome = enterBlock(run, body, { variables: new Map(), caught });
  return outcome === "left" ? "done" : outcome;
}

// ---- IF and LOOP -----------------------------------------------------------------------------------------

/** Runs the branch that the catalog picks; a condition that it cannot judge is taken to hold. */
function runIf(run: BlockRun, statement: SqlIf, scope: Scope): Outcome {
  for (const branch of statement.branches) {
    const holds = conditionHolds(run.state, branch.condition, scope.variables);
    if (holds === false) continue;
    if (holds === null && isWayOut(branch.body)) continue;
    return runBody(run, branch.body, { ...scope, variables: new Map(scope.variables) });
  }
  const otherwise = statement.otherwise ?? [];
  return runBody(run, otherwise, { ...scope, variables: new Map(scope.variables) });
}

/** `IF … THEN RETURN`: of a question about data, the rest of the block is what is wanted. */
function isWayOut(body: readonly SqlBodyStatement[]): boolean {
  const last = body.at(-1);
  return last !== undefined && isPlain(last) && last.keyword === "return";
}

function conditionHolds(
  state: CatalogState,
  { expression }: SqlExpression,
  variables: GuardVariables,
): boolean | null {
  const whenTrue = conditionTests(expression, variables) ?? [];
  if (whenTrue.some((test) => guardHolds(state, test) === false)) return false;
  const whenFalse = refutedConditionTests(expression, variables) ?? [];
  return whenFalse.some((test) => guardHolds(state, test) === false) ? true : null;
}

/** Runs the body for each round that is known, else once for all of them. */
function runLoop(run: BlockRun, loop: SqlLoop, scope: Scope): Outcome {
  for (const variables of loopRounds(loop, scope.variables, run.state)) {
    const outcome = runBody(run, loop.body, { ...scope, variables });
    if (outcome !== "done") return outcome;
  }
  return "done";
}

// ---- EXECUTE ---------------------------------------------------------------------------------------------

function runExecute(run: BlockRun, statement: SqlExecute, scope: Scope): Outcome {
  if (statement.sql !== null) return runAll(run, statement.sql, scope);
  const { expression } = statement.command;
  const text = computedText(expression, scope.variables, null);
  if (text === null) {
    doubt(run.state, statement, scope.variables);
    return "done";
  }
  let outcome: Outcome = "done";
  run.state.withFixedRange(statement.range, () => {
    outcome = runAll(run, parseScript(text).body, scope);
  });
  return outcome;
}

function runAll(run: BlockRun, statements: readonly SqlStatement[], scope: Scope): Outcome {
  for (const statement of statements) {
    const outcome = runSql(run, statement, scope);
    if (outcome !== "done") return outcome;
  }
  return "done";
}

/** A name that stands for what only the run tells. */
const UNKNOWN = "unknown_until_the_run";

const DDL_WORDS = new Set(["create", "alter", "drop", "grant", "revoke", "comment", "execute"]);

/** Makes uncertain what a command, of which parts are unknown, could change. */
function doubt(state: CatalogState, statement: SqlExecute, variables: GuardVariables): void {
  const text = computedText(statement.command.expression, variables, UNKNOWN);
  if (text === null || text.trimStart().startsWith(UNKNOWN)) {
    state.doubt(ALL_ASPECTS, null);
    return;
  }
  const { body, errors, tokens } = parseScript(text);
  if (errors.length > 0) {
    if (tokens.some((token) => token.kind === "word" && DDL_WORDS.has(token.value)))
      state.doubt(ALL_ASPECTS, null);
    return;
  }
  for (const unclear of body) {
    const { aspects, relation } = touchedBy(unclear);
    const table = relation === null || isUnclear(relation) ? null : state.findTable(relation);
    state.doubt(aspects, table);
  }
}

function isUnclear({ schemaname, relname }: SqlRangeVar): boolean {
  return relname.includes(UNKNOWN) || schemaname?.includes(UNKNOWN) === true;
}
