/**
 * Making DDL safe to run twice: `IF [NOT] EXISTS` and `OR REPLACE` where PostgreSQL has them, else a guard around the
 * statement. All else in the script stays as it is.
 */

import type { Range, SqlAlterTableCmd, SqlToken } from "../languages/postgresql/ast.ts";
import { conditionOf } from "../model/catalog/idempotency.ts";
import type { UnsafeStatement } from "../model/catalog/idempotency.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";
import { doBlock, exceptionBlock, guardCondition, ifBlock } from "./sql-guards.ts";
import type { GuardTestOf } from "./sql-guards.ts";
import { shortForm } from "./sql-short-forms.ts";
import { INDENT, indentationAt, indented, isDollarQuoted } from "./sql-text.ts";
import type { SqlText } from "./sql-text.ts";
import { correctedCondition, namedConditions } from "./sql-wrong-guards.ts";

export interface GuardOptions {
  /** `catalog`: DO blocks that ask pg_catalog; `exception`: that catch the error; `none`: no DO blocks. */
  guardStyle: "catalog" | "exception" | "none";
  /** The oldest major version that the script must run on. */
  postgresVersion: number;
}

/**
 * The edits that make the unsafe commands of one statement safe, in the order of `commands`; null for a command
 * that no edit can make safe without changing what it means. Commands whose edits would overlap share one edit.
 */
export function makeSafe(
  commands: readonly UnsafeStatement[],
  script: SqlText,
  options: GuardOptions,
): (TextEdit | null)[] {
  const short = commands.map((one) => corrected(one, script) ?? shortForm(one, script, options));
  // A statement is split only when all that fails in it can be made safe.
  const isStuck = commands.some(({ blockedBy }) => blockedBy !== null);
  const guarded = commands.map((one, index) =>
    short[index] === null && !isStuck ? guardFor(one, script, options) : null,
  );
  const shorts = short.filter((edits) => edits !== null);
  const guards = guarded.filter((guard) => guard !== null);
  if (guards.length > 0) {
    const edit = rewrite(guards, shorts.flat(), script);
    return commands.map((_one, index) => (short[index] || guarded[index] ? edit : null));
  }
  const mustShare = shorts.some((edits) => edits.length > 1);
  const shared = mustShare ? mergeEdits(script.text, distinct(shorts.flat())) : null;
  return short.map((edits) => edits && (shared ?? mergeEdits(script.text, edits)));
}

/** A guard that is there and does not guard is put right, not doubled. */
function corrected(unsafe: UnsafeStatement, script: SqlText): TextEdit[] | null {
  const edit =
    unsafe.swallowedBy === null
      ? correctedCondition(unsafe, testsOf(unsafe), script)
      : namedConditions(unsafe);
  return edit && [edit];
}

/** Several commands of one statement may ask for the same IF EXISTS. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ range, text }) => {
    const key = `${range.join()} ${text}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

// ---- guards ----------------------------------------------------------------------------------------------

/** An unsafe command, and what to put around it. */
interface Guard {
  unsafe: UnsafeStatement;
  /** How much deeper the command stands inside of the guard. */
  depth: number;
  /** It is a block of its own, `BEGIN … END`. */
  isBlock: boolean;
  /** Lines around the command. */
  around: (command: string) => string[];
}

function guardFor(
  unsafe: UnsafeStatement,
  script: SqlText,
  { guardStyle }: GuardOptions,
): Guard | null {
  if (guardStyle === "none" || !isGuardable(unsafe)) return null;
  const { block } = unsafe.scope;
  if (block !== null && !isDollarQuoted(script, block.range[0])) return null;
  const inner =
    (guardStyle === "catalog" ? conditionalBlock(unsafe) : null) ?? handlingBlock(unsafe);
  if (inner === null || block !== null) return inner;
  return wrapInDo(inner);
}

function conditionalBlock(unsafe: UnsafeStatement): Guard | null {
  const condition = guardCondition(testsOf(unsafe));
  if (condition === null) return null;
  return { unsafe, depth: 1, isBlock: false, around: (command) => ifBlock(condition, command) };
}

/**
 * Also where no catalog tells in a line. What PostgreSQL looks at first differs from version to version, so all that
 * is not met is caught.
 */
function handlingBlock(unsafe: UnsafeStatement): Guard | null {
  const conditions = new Set(unsafe.unmet.map(({ sqlstate }) => conditionOf(sqlstate)));
  if (conditions.has(null)) return null;
  const caught = [...conditions].join(" OR ");
  return { unsafe, depth: 1, isBlock: true, around: (command) => exceptionBlock(caught, command) };
}

function wrapInDo(inner: Guard): Guard {
  // A handler's block is the body of DO as it stands; a condition needs BEGIN and END around it.
  if (inner.isBlock) return { ...inner, around: (command) => doBlock(inner.around(command)) };
  return {
    ...inner,
    depth: inner.depth + 1,
    around(command) {
      const [...lines] = inner.around(command).map((line) => INDENT + line);
      const last = lines.pop() ?? "";
      return doBlock(["BEGIN", ...lines, `${last};`, "END"]);
    },
  };
}

/** Statements that may stand in a block of PL/pgSQL, and do nothing when they are left out. */
function isGuardable(unsafe: UnsafeStatement): boolean {
  const { statement, command, scope, unmet } = unsafe;
  if (unsafe.effect !== null || unsafe.blockedBy !== null || scope.executed !== null) return false;
  if (unsafe.swallowedBy !== null) return false;
  // A second condition inside of a wrong one hides the mistake.
  if (scope.block !== null && scope.isGuarded) return false;
  if (unmet.some((test) => test.sqlstate === null || test.because !== undefined)) return false;
  switch (statement.type) {
    case "SqlIndexStmt":
      return statement.concurrent !== true;
    case "SqlAlterTableStmt":
      return command.node !== null && !isConcurrent(command.node);
    default:
      return !UNGUARDABLE.has(statement.type);
  }
}

/**
 * What PostgreSQL does not run inside of a function; SELECT INTO means a variable there; and what has a form of its
 * own, which is left out only when that form would not do.
 */
const UNGUARDABLE: ReadonlySet<string> = new Set([
  "SqlSelectStmt",
  "SqlCreatedbStmt",
  "SqlDropdbStmt",
  "SqlCreateTableSpaceStmt",
  "SqlDropTableSpaceStmt",
  "SqlCreateSubscriptionStmt",
  "SqlDropSubscriptionStmt",
  "SqlCreateStmt",
  "SqlCreateTableAsStmt",
  "SqlViewStmt",
  "SqlDropStmt",
]);

/** `DETACH PARTITION … CONCURRENTLY`. */
function isConcurrent({ def }: SqlAlterTableCmd): boolean {
  return def !== undefined && "concurrent" in def && def.concurrent === true;
}

/** What the guard must ask: what is not met, and for what is made or renamed, that it is not done yet. */
function testsOf({ command, unmet, isInterlocked }: UnsafeStatement): GuardTestOf[] {
  // What another command of the statement drops is there before it: only what fails may be asked for.
  if (isInterlocked) return [...unmet];
  const { subject } = command;
  const isOwn = ({ ref }: GuardTestOf) =>
    ref.object === subject.object && (ref.of !== null) === (subject.of !== null);
  const isQuery = unmet.every(({ isRead }) => isRead === true);
  const own = isQuery
    ? []
    : command.requires.filter((test) => isOwn(test) && isTarget(test, unmet, subject.name));
  const tests = [...new Set([...unmet, ...own])];
  const isGone = (ref: GuardTestOf["ref"]) =>
    tests.some(
      (test) =>
        test.exists &&
        test.ref.of === null &&
        test.ref.schema === ref.of?.schema &&
        test.ref.name === ref.of.name,
    );
  const namesConstraint = tests.some(({ ref }) => ref.object === "constraint");
  return tests.filter(({ ref, exists }) => {
    if (exists && isGone(ref)) return false;
    // The constraint's own name says it all.
    return !(namesConstraint && (ref.object === "primaryKey" || ref.object === "index"));
  });
}

/** The object itself, and of a rename its new name. Columns that a command only uses are not asked for. */
function isTarget(
  { ref, exists }: GuardTestOf,
  unmet: readonly GuardTestOf[],
  subject: string,
): boolean {
  return ref.name === subject || !exists || unmet.some((test) => test.ref === ref);
}

// ---- putting it together ---------------------------------------------------------------------------------

/** The statement with its guards; of ALTER TABLE with several commands, each guarded one on its own. */
function rewrite(guards: readonly Guard[], shorts: readonly TextEdit[], script: SqlText): TextEdit {
  const [first] = guards;
  const statement = first?.unsafe.statement;
  if (!first || !statement) return { range: [0, 0], text: "" };
  const { range, tokens } = statement;
  const base = indentationAt(script, range[0]);
  const written = (lines: readonly string[]) => lines.join(script.lineBreak + base);
  const isOne = statement.type !== "SqlAlterTableStmt" || statement.cmds.length === 1;
  // A drop and what puts the dropped back stay together, under the guard of either.
  if (isOne || first.unsafe.isInterlocked) {
    const command = indented(script, range, tokens, INDENT.repeat(first.depth));
    return { range, text: written(first.around(command)) };
  }
  const head: Range = [range[0], statement.cmds[0]?.range[0] ?? range[1]];
  const texts = guards.map(({ unsafe, depth, around }) => {
    const parts = [head, unsafe.command.node?.range ?? head].map((part) =>
      indented(script, part, tokens, INDENT.repeat(depth)),
    );
    return written(around(parts.join("")));
  });
  const removed = new Set(guards.map(({ unsafe }) => unsafe.command.node));
  const blank = script.lineBreak + script.lineBreak + base;
  const kept = statement.cmds.findLastIndex((node) => !removed.has(node));
  if (kept < 0) return { range, text: texts.join(`;${blank}`) };
  const removals = withoutCommands(statement.cmds, removed, tokens, script);
  const isTailRemoved = kept < statement.cmds.length - 1;
  const end: TextEdit = {
    range: [range[1], range[1]],
    text: (isTailRemoved ? "" : ";") + blank + texts.join(`;${blank}`),
  };
  const edits = distinct(shorts.filter((edit) => !isWithin(edit.range, removals)));
  return mergeEdits(script.text, [...edits, ...removals, end]);
}

function isWithin([start, end]: Range, edits: readonly TextEdit[]): boolean {
  return edits.some(({ range }) => range[0] <= start && end <= range[1]);
}

/**
 * Takes commands out of ALTER TABLE, each with one comma. The comma before those at the end becomes the statement's
 * semicolon. Comments between commands stay.
 */
function withoutCommands(
  cmds: readonly SqlAlterTableCmd[],
  removed: ReadonlySet<SqlAlterTableCmd | null>,
  tokens: readonly SqlToken[],
  { text }: SqlText,
): TextEdit[] {
  const lastKept = cmds.findLastIndex((node) => !removed.has(node));
  return cmds.flatMap((node, index) => {
    if (!removed.has(node)) return [];
    const other = index < lastKept ? cmds[index + 1] : cmds[index - 1];
    if (other === undefined) return [];
    const isBefore = index < lastKept;
    const gap: Range = isBefore ? [node.range[1], other.range[0]] : [other.range[1], node.range[0]];
    const comma = tokens.find(
      (token) => token.text === "," && token.range[0] >= gap[0] && token.range[1] <= gap[1],
    );
    if (!comma) return [];
    const replacement = index === lastKept + 1 ? ";" : "";
    if (
      text
        .slice(...gap)
        .replace(",", "")
        .trim() !== ""
    ) {
      return [
        { range: node.range, text: "" },
        { range: comma.range, text: replacement },
      ];
    }
    const whole: Range = isBefore ? [node.range[0], gap[1]] : [gap[0], node.range[1]];
    return [{ range: whole, text: replacement }];
  });
}
