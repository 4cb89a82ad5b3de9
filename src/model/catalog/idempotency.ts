/**
 * What keeps a script from running twice: statements that fail the second time, because they make what is there
 * by then or drop what is gone, and statements that silently make a duplicate or write their rows again.
 *
 * Prisma Migrate marks a migration as failed when one of its statements fails and leaves behind what the ones
 * before have done (since 7.4 it sends them one by one), so the migration must be able to run again.
 */

import type { Range, SqlScript } from "../../languages/postgresql/ast.ts";
import { rehearseTwice } from "./idempotency/rehearsal.ts";
import type { TableBefore } from "./idempotency/objects.ts";
import type { Failure } from "./idempotency/rehearsal.ts";

export type { Requirement } from "./idempotency/command.ts";
export type { Dependent } from "./idempotency/stored-objects.ts";
export type { ObjectKind, ObjectRef } from "./idempotency/references.ts";
export { hiddenShapes, mayHideShapes } from "./idempotency/hidden-shapes.ts";
export { splitPoints } from "./idempotency/split-points.ts";
export type { GuardMistake } from "./idempotency/wrong-guards.ts";
export { guardMistake } from "./idempotency/wrong-guards.ts";
export { conditionOf } from "./idempotency/sqlstates.ts";

export interface UnsafeStatement extends Failure {
  /** The tokens to point at: `CREATE TABLE`, `ADD CONSTRAINT`, `EXECUTE` of computed text. */
  range: Range;
  /** PostgreSQL's error on a second run; null for a silent duplicate or loss. */
  sqlstate: string | null;
}

const DATA_STATEMENTS: ReadonlySet<string> = new Set([
  "SqlInsertStmt",
  "SqlUpdateStmt",
  "SqlDeleteStmt",
  "SqlTruncateStmt",
  "SqlLockStmt",
]);

/** Whether it is rows that are at stake, and not the objects that hold them. */
export function isAboutData({ statement, unmet }: UnsafeStatement): boolean {
  return DATA_STATEMENTS.has(statement.type) || unmet.some(({ because }) => because !== undefined);
}

/**
 * Where the failures of a script may be mended: behind the last statement that a second run must not get to, because
 * it would change for the worse what the first one has left. It is those failures that keep it from getting there.
 */
export function mendableFrom(unsafe: readonly UnsafeStatement[]): number {
  const harmful = unsafe.map((one) => {
    if (one.effect !== null) return Infinity;
    const becauses = one.unmet.map(({ because }) => because);
    if (becauses.includes("ownOutput")) return Infinity;
    return becauses.includes("ownValue") ? one.statement.range[1] : 0;
  });
  return Math.max(0, ...harmful);
}

const EXECUTE_LENGTH = "EXECUTE".length;

/**
 * The commands of a script that are not safe to run a second time, in order, each once. Statements inside of DO
 * blocks and in the text of EXECUTE are seen too, with the guards around them.
 *
 * What cannot be proved is left out: statements under conditions that ask for more than catalogs, dynamic SQL that
 * is put together at run time.
 *
 * @param tableBefore Looks up a table in the catalog that the script finds; without it, less is known of data.
 */
export function findUnsafeStatements(
  script: SqlScript,
  tableBefore: TableBefore = () => undefined,
): UnsafeStatement[] {
  const seen = new Set<string>();
  return rehearseTwice(script, tableBefore)
    .map((failure) =>
      Object.assign(failure, { range: rangeOf(failure), sqlstate: sqlstateOf(failure) }),
    )
    .filter(({ range }) => {
      const key = range.join();
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .toSorted((one, other) => one.range[0] - other.range[0]);
}

function rangeOf({ command, scope, swallowedBy }: Failure): Range {
  if (swallowedBy !== null) return swallowedBy.range;
  if (scope.executed === null || scope.executed.isConstant) return command.keyword;
  const [start] = scope.executed.range;
  return [start, start + EXECUTE_LENGTH];
}

function sqlstateOf({ unmet, blockedBy }: Failure): string | null {
  return blockedBy ? "2BP01" : (unmet[0]?.sqlstate ?? null);
}

/** Findings in groups: commands of one statement are made safe together. */
export function byStatement(unsafe: readonly UnsafeStatement[]): UnsafeStatement[][] {
  const groups = new Map<object, UnsafeStatement[]>();
  for (const one of unsafe) {
    const group = groups.get(one.statement);
    if (group) group.push(one);
    else groups.set(one.statement, [one]);
  }
  return [...groups.values()];
}
