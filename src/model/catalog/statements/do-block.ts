/** DO blocks, run over the catalog: guards are answered from it, failures are caught by their handlers. */

import type {
  SqlBlock,
  SqlBodyStatement,
  SqlExecute,
  SqlExceptionHandler,
  SqlExpression,
  SqlIf,
  SqlLoop,
  SqlPlainStatement,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import { testHolds } from "../guards/evaluate.ts";
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
import { computedText } from "./computed-text.ts";
import { loopRounds } from "./loops.ts";

/** What a block needs from its surroundings. */
export interface BlockRun {
  state: CatalogState;
  apply: (state: CatalogState, statement: SqlStatement) => void;
  changesCatalog: (statement: SqlStatement) => boolean;
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
      return isPlain(statement) && statement.keyword === "return" ? "left" : "done";
    default:
      // The INTO of a SELECT names a variable here, not a table.
      return isStatement(statement) && !isA(statement, "SqlSelectStmt")
        ? runSql(run, statement, scope)
        : "done";
  }
}

function isPlain(statement: SqlBodyStatement): statement is SqlPlainStatement {
  return statement.type === "SqlPlainStatement";
}

function isStatement(statement: SqlBodyStatement): statement is SqlStatement {
  return "tokens" in statement;
}

function runSql({ state, apply }: BlockRun, statement: SqlStatement, scope: Scope): Outcome {
  state.conflicts = [];
  apply(state, statement);
  const raised = state.conflicts.find((conflict) => catches(scope.caught, conflict));
  state.conflicts = [];
  return raised === undefined ? "done" : { raised };
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
  if (whenTrue.some((test) => testHolds(state, test) === false)) return false;
  const whenFalse = refutedConditionTests(expression, variables) ?? [];
  return whenFalse.some((test) => testHolds(state, test) === false) ? true : null;
}

/** Runs the body for each round that is known, else once for all of them. */
function runLoop(run: BlockRun, loop: SqlLoop, scope: Scope): Outcome {
  for (const variables of loopRounds(loop, scope.variables)) {
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
    if (mayChangeCatalog(run, statement, scope.variables)) run.state.tainted = true;
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
const UNKNOWN = "unknown";

const DDL_WORDS = new Set(["create", "alter", "drop"]);

/** Whether a command of which parts are unknown may be DDL that the catalog follows. */
function mayChangeCatalog(
  run: BlockRun,
  statement: SqlExecute,
  variables: GuardVariables,
): boolean {
  const text = computedText(statement.command.expression, variables, UNKNOWN);
  if (text === null || text.trimStart().startsWith(UNKNOWN)) return true;
  const { body, errors, tokens } = parseScript(text);
  return errors.length > 0
    ? tokens.some((token) => token.kind === "word" && DDL_WORDS.has(token.value))
    : body.some(run.changesCatalog);
}
