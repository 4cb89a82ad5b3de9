/**
 * Running a script twice without a database: the first run says what is there at its end, the second what each
 * statement then meets.
 */

import type {
  Range,
  SqlBlock,
  SqlBodyStatement,
  SqlConditionName,
  SqlExceptionHandler,
  SqlExecute,
  SqlIf,
  SqlIfBranch,
  SqlLoop,
  SqlNode,
  SqlPlainStatement,
  SqlScript,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import {
  conditionName,
  conditionTests,
  declaredVariables,
  handledConditions,
  noteAssignments,
  raises,
  raisesAgain,
  refutedConditionTests,
} from "../guards.ts";
import type { GuardTest, GuardVariable } from "../guards.ts";
import { parseQualifiedName } from "../names.ts";
import { computedText } from "../statements/computed-text.ts";
import { loopRounds } from "../statements/loops.ts";
import { calledFunction, constantText, isA, nodeField, nodesField, textField } from "../tree.ts";
import type { Command, Requirement } from "./command.ts";
import { commandsOf } from "./commands.ts";
import { mayTakeAway } from "./dynamic-sql.ts";
import { ObjectStore } from "./objects.ts";
import type { TableBefore } from "./objects.ts";
import type { Dependent } from "./stored-objects.ts";
import { conditionOf } from "./sqlstates.ts";

/** A command that fails, or makes a duplicate, when its script runs again. */
export interface Failure {
  statement: SqlStatement;
  command: Command;
  /** What it does not find as it needs it, first what PostgreSQL names in its error. */
  unmet: readonly Requirement[];
  /** What keeps an object from being dropped; then `unmet` is empty. */
  blockedBy: Dependent | null;
  /**
   * Of a command that does not fail. `loses`: it drops what the first run has put in the place of what that dropped.
   * `leaves`: it makes again what the first run has renamed or dropped later on.
   */
  effect: "loses" | "leaves" | null;
  /** Another command of the same statement drops something that this or a third one puts back. */
  isInterlocked: boolean;
  scope: FailureScope;
  /** The OTHERS of a handler that catches the failure, and every other one as well. */
  swallowedBy: SqlConditionName | null;
}

/** Where the command stands. */
export interface FailureScope {
  /** The innermost block of PL/pgSQL; null at the top level. */
  block: SqlBlock | null;
  /** Conditions around it made something certain, though not what it needs. */
  isGuarded: boolean;
  /** The innermost IF around it. */
  condition: FailedCondition | null;
  /** The handlers that could have caught the failure, and do not. */
  handlers: readonly SqlExceptionHandler[];
  /** In the text of an EXECUTE: its range when the text is computed, so that it cannot be edited. */
  executed: { range: Range; isConstant: boolean } | null;
}

/** A condition that did not keep a command from failing. */
export interface FailedCondition {
  statement: SqlIf;
  branch: SqlIfBranch;
  /** What it asks for; null when it is not understood. */
  tests: readonly GuardTest[] | null;
}

interface Scope extends FailureScope {
  variables: Map<string, GuardVariable>;
  caught: ReadonlySet<string>;
  /** Whether what is reached is known to be reached: conditions around it are understood. */
  isProven: boolean;
}

/** How statements ended: at their end, by RETURN, or by a failure that a handler of a block around awaits. */
type Outcome = "done" | "left" | Raised;

interface Raised {
  raised: string;
  failures: readonly Failure[];
}

/** `tableBefore` looks up tables that earlier migrations have made. */
export function rehearseTwice(script: SqlScript, tableBefore: TableBefore): Failure[] {
  const store = new ObjectStore<Step>(tableBefore);
  const commands: CommandCache = new Map();
  new Rehearsal(store, commands, null).run(script);
  // The next run has a connection of its own.
  store.searchPath = "public";
  store.dropTemporary();
  // Of a script that takes nothing away the second run cannot take more.
  const inventory = store.hasTaken ? store.inventory() : null;
  const failures: Failure[] = [];
  new Rehearsal(store, commands, failures).run(script);
  if (inventory === null) return failures;
  store.dropTemporary();
  const { lost, made } = store.changesSince(inventory);
  return [...failures, ...unwanted(lost, "loses"), ...unwanted(made, "leaves")];
}

function unwanted(steps: ReadonlySet<Step>, effect: "loses" | "leaves"): Failure[] {
  return [...steps]
    .filter(({ scope }) => scope.isProven)
    .map((step) => ({ ...step, ...WITHOUT_EFFECT, unmet: [], blockedBy: null, effect }));
}

/** What statements do, so that both runs need to find it out once. */
type CommandCache = Map<SqlStatement, readonly Command[]>;

/** A command in its place. */
interface Step {
  statement: SqlStatement;
  command: Command;
  scope: Scope;
}

const WITHOUT_EFFECT: Pick<Failure, "effect" | "isInterlocked" | "swallowedBy"> = {
  effect: null,
  isInterlocked: false,
  swallowedBy: null,
};

class Rehearsal {
  readonly #store: ObjectStore<Step>;
  readonly #commands: CommandCache;
  /** Null in the first run, of which it is known that it succeeds. */
  readonly #failures: Failure[] | null;

  constructor(store: ObjectStore<Step>, commands: CommandCache, failures: Failure[] | null) {
    this.#store = store;
    this.#commands = commands;
    this.#failures = failures;
  }

  run(script: SqlScript): void {
    const scope: Scope = {
      block: null,
      isGuarded: false,
      condition: null,
      handlers: [],
      executed: null,
      variables: new Map(),
      caught: new Set(),
      isProven: true,
    };
    for (const statement of script.body) {
      if (statement.type !== "SqlDoStmt") this.#runSql(statement, scope);
      else if (statement.body !== null) this.#enterBlock(statement.body, scope);
      else this.#store.forget();
    }
  }

  // ---- SQL -----------------------------------------------------------------------------------------------

  #runSql(statement: SqlStatement, scope: Scope): Outcome {
    const path = searchPathOf(statement);
    if (path !== null) this.#store.searchPath = path;
    const commands = this.#commandsOf(statement);
    if (commands.length === 0) return "done";
    return this.#failures === null
      ? this.#runFirst(commands)
      : this.#runAgain(commands, statement, scope, this.#failures);
  }

  #commandsOf(statement: SqlStatement): readonly Command[] {
    let commands = this.#commands.get(statement);
    if (commands === undefined) {
      commands = commandsOf(statement);
      this.#commands.set(statement, commands);
    }
    return commands;
  }

  /** Of the first run it is known that it succeeds. */
  #runFirst(commands: readonly Command[]): Outcome {
    for (const command of commands) if (!this.#isMoot(command)) command.apply(this.#store);
    return "done";
  }

  /**
   * A statement is carried out as a whole or not at all. One that fails is taken to be made safe, so that it does
   * nothing on a second run.
   */
  #runAgain(
    commands: readonly Command[],
    statement: SqlStatement,
    scope: Scope,
    failures: Failure[],
  ): Outcome {
    const store = this.#store;
    const found: Failure[] = [];
    const dropped: Command[] = [];
    store.attempt(() => {
      for (const command of commands) {
        if (this.#isMoot(command)) continue;
        const failure = this.#failureOf(command);
        if (failure !== null) {
          const { unmet, blockedBy } = failure;
          found.push({ statement, command, scope, unmet, blockedBy, ...WITHOUT_EFFECT });
          continue;
        }
        store.actor = { statement, command, scope };
        if (this.#drops(command)) dropped.push(command);
        command.apply(store);
        store.actor = null;
      }
      return found.length > 0;
    });
    const raised = raisedBy(found[0]);
    if (raised !== null && catches(scope.caught, raised))
      return { raised, failures: scope.isProven ? found : [] };
    if (scope.isProven)
      for (const failure of found)
        failures.push(dropped.length > 0 ? { ...failure, isInterlocked: true } : failure);
    return "done";
  }

  #isMoot({ moot }: Command): boolean {
    return moot.some((test) => isKnown(this.#store, test, test.exists));
  }

  /** Whether the command drops something that is there: not when IF EXISTS has nothing to do. */
  #drops({ node, subject }: Command): boolean {
    return (
      node?.subtype.startsWith("AT_Drop") === true && this.#store.presence(subject) === "present"
    );
  }

  #failureOf(command: Command): Pick<Failure, "unmet" | "blockedBy"> | null {
    const store = this.#store;
    const unmet = [...command.requires, ...command.requiresBesides(store)].filter((test) =>
      test.isRead === true ? store.isGone(test.ref) : isKnown(store, test, !test.exists),
    );
    const blockedBy = unmet.length === 0 ? command.blockedBy(store) : null;
    return unmet.length === 0 && blockedBy === null ? null : { unmet, blockedBy };
  }

  // ---- PL/pgSQL ------------------------------------------------------------------------------------------

  #enterBlock(block: SqlBlock, outer: Scope): Outcome {
    const variables = new Map([...outer.variables, ...declaredVariables(block.declarations)]);
    if (block.handlers.length === 0)
      return this.#runBody(block.body, { ...outer, variables, block });
    const scope = {
      ...outer,
      variables,
      block,
      caught: new Set([...outer.caught, ...handledConditions(block)]),
      handlers: [...block.handlers.filter((handler) => !raisesAgain(handler)), ...outer.handlers],
    };
    let outcome: Outcome = "done";
    this.#store.attempt(() => {
      outcome = this.#runBody(block.body, scope);
      return isRaised(outcome);
    });
    return isRaised(outcome) ? this.#handle(block, outcome, outer) : outcome;
  }

  #handle(block: SqlBlock, outcome: Raised, outer: Scope): Outcome {
    const handler = block.handlers.find((one) => {
      const names = one.conditions.map((condition) => conditionName(condition.name));
      return catches(new Set(names), outcome.raised);
    });
    if (handler === undefined || raisesAgain(handler)) return outcome;
    const swallowedBy = othersOf(handler);
    const failure = outcome.failures[0];
    if (swallowedBy && failure) this.#failures?.push({ ...failure, swallowedBy });
    return this.#runBody(handler.body, { ...outer, block, variables: new Map(outer.variables) });
  }

  #runBody(body: readonly SqlBodyStatement[], outer: Scope): Outcome {
    let scope = outer;
    for (const statement of body) {
      const outcome = this.#runStatement(statement, scope);
      if (outcome !== "done") return outcome;
      noteAssignments(statement, scope.variables);
      if (statement.type === "SqlIf" && mayReturn(statement)) scope = afterReturn(statement, scope);
    }
    return "done";
  }

  #runStatement(statement: SqlBodyStatement, scope: Scope): Outcome {
    switch (statement.type) {
      case "SqlBlock":
        return this.#enterBlock(statement, scope);
      case "SqlIf":
        return this.#runIf(statement, scope);
      case "SqlLoop":
        return this.#runLoop(statement, scope);
      case "SqlExecute":
        return this.#runExecute(statement, scope);
      case "SqlPlainStatement":
        return isPlain(statement) && statement.keyword === "return" ? "left" : "done";
      default:
        // The INTO of a SELECT names a variable here, not a table.
        return isStatement(statement) && !isA(statement, "SqlSelectStmt")
          ? this.#runSql(statement, scope)
          : "done";
    }
  }

  /** The first branch that is not known to be passed over; ELSE only when all are. */
  #runIf(statement: SqlIf, outer: Scope): Outcome {
    let scope = outer;
    for (const branch of statement.branches) {
      const { condition } = branch;
      const whenTrue = conditionTests(condition.expression, scope.variables);
      const whenFalse = refutedConditionTests(condition.expression, scope.variables);
      const holds = this.#holds(whenTrue, whenFalse);
      if (holds !== false) {
        const guarded = withTests(scope, whenTrue, holds === true);
        return this.#runBody(branch.body, {
          ...guarded,
          condition: { statement, branch, tests: whenTrue },
        });
      }
      scope = withTests(scope, whenFalse, true);
    }
    return this.#runBody(statement.otherwise ?? [], withTests(scope, [], true));
  }

  #holds(
    whenTrue: readonly GuardTest[] | null,
    whenFalse: readonly GuardTest[] | null,
  ): boolean | null {
    const isWrong = (test: GuardTest) => this.#store.testHolds(test) === false;
    if (whenTrue?.some(isWrong)) return false;
    return whenFalse?.some(isWrong) ? true : null;
  }

  #runLoop(loop: SqlLoop, scope: Scope): Outcome {
    const rounds = loopRounds(loop, scope.variables);
    const isProven = scope.isProven && areKnown(rounds, loop);
    for (const variables of rounds) {
      const outcome = this.#runBody(loop.body, { ...scope, variables, isProven });
      if (outcome !== "done") return outcome;
    }
    return "done";
  }

  #runExecute(statement: SqlExecute, scope: Scope): Outcome {
    if (statement.sql !== null) {
      const executed = { range: statement.range, isConstant: true };
      return this.#runAll(statement.sql, { ...scope, executed });
    }
    const { expression } = statement.command;
    const text = computedText(expression, scope.variables, null);
    if (text === null) {
      if (mayTakeAway(expression, scope.variables)) this.#store.forget();
      return "done";
    }
    const executed = { range: statement.range, isConstant: false };
    return this.#runAll(parseScript(text).body, { ...scope, executed });
  }

  #runAll(statements: readonly SqlStatement[], scope: Scope): Outcome {
    for (const statement of statements) {
      const outcome = this.#runSql(statement, scope);
      if (outcome !== "done") return outcome;
    }
    return "done";
  }
}

function isKnown(store: ObjectStore, { ref }: Pick<Requirement, "ref">, exists: boolean): boolean {
  return store.presence(ref) === (exists ? "present" : "absent");
}

/** The condition that PostgreSQL raises; null when it raises none. */
function raisedBy(failure: Failure | undefined): string | null {
  if (failure === undefined) return null;
  return conditionOf(failure.blockedBy ? "2BP01" : failure.unmet[0]?.sqlstate);
}

function catches(names: ReadonlySet<string>, condition: string): boolean {
  return names.has(condition) || names.has("others");
}

/** The OTHERS that the handler catches; null when it looks at what was raised, and may raise it again. */
function othersOf({ conditions, body }: SqlExceptionHandler): SqlConditionName | null {
  if (mayRaise(body)) return null;
  return conditions.find(({ name }) => conditionName(name) === "others") ?? null;
}

function mayRaise(body: readonly SqlBodyStatement[]): boolean {
  return body.some((statement) => {
    if (statement.type !== "SqlIf") return false;
    const bodies = [...statement.branches.map((branch) => branch.body), statement.otherwise ?? []];
    return bodies.some((inner) => raises(inner) || mayRaise(inner));
  });
}

function isRaised(outcome: Outcome): outcome is Raised {
  return typeof outcome === "object";
}

function isPlain(statement: SqlBodyStatement): statement is SqlPlainStatement {
  return statement.type === "SqlPlainStatement";
}

function isStatement(statement: SqlBodyStatement): statement is SqlStatement {
  return "tokens" in statement;
}

/** Whether the values that the loop goes through are written down. */
function areKnown(rounds: readonly Scope["variables"][], { header }: SqlLoop): boolean {
  const variable = header?.tokens[1]?.value;
  return variable !== undefined && rounds.every((round) => round.has(variable));
}

/** The scope behind a condition. One that is not understood may hold on the first run alone. */
function withTests(scope: Scope, tests: readonly GuardTest[] | null, isCertain: boolean): Scope {
  const isUnderstood = tests?.every((test) => test.name !== null && !test.asksMore) ?? false;
  return {
    ...scope,
    variables: new Map(scope.variables),
    isGuarded: scope.isGuarded || (tests !== null && tests.length > 0),
    isProven: scope.isProven && (isCertain || isUnderstood),
  };
}

function mayReturn(statement: SqlIf): boolean {
  const bodies = [...statement.branches.map((branch) => branch.body), statement.otherwise ?? []];
  return bodies.some((body) => {
    const last = body.at(-1);
    return last !== undefined && isPlain(last) && last.keyword === "return";
  });
}

/** What follows `IF … THEN RETURN; END IF` stands behind the condition's contrary. */
function afterReturn(statement: SqlIf, scope: Scope): Scope {
  return statement.branches.reduce(
    (open, { condition }) =>
      withTests(open, refutedConditionTests(condition.expression, scope.variables), false),
    scope,
  );
}

/** The schema that SET search_path puts first, or `set_config`; null for any other statement. */
function searchPathOf(statement: SqlStatement): string | null {
  if (isA(statement, "SqlSelectStmt")) return configuredPath(statement);
  if (!isA(statement, "SqlVariableSetStmt")) return null;
  if (textField(statement, "name") !== "search_path") return null;
  return constantText(nodesField(statement, "args")[0] ?? null) ?? "public";
}

/** `SELECT set_config('search_path', 'app, public', false)`, as pg_dump writes it. */
function configuredPath(select: SqlNode): string | null {
  const [target] = nodesField(select, "targetList");
  const call = target === undefined ? null : nodeField(target, "val");
  if (call === null || calledFunction(call) !== "set_config") return null;
  const [name, value] = nodesField(call, "args");
  if (constantText(name ?? null) !== "search_path") return null;
  const [first = ""] = constantText(value ?? null)?.split(",") ?? [];
  return parseQualifiedName(first)?.name ?? "public";
}
