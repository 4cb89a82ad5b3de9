/**
 * What keeps a script from running twice: statements that fail the second time, because they make what is there
 * by then or drop what is gone, and statements that silently make a duplicate.
 *
 * Prisma Migrate marks a migration as failed when one of its statements fails and leaves behind what the ones
 * before have done (since 7.4 it sends them one by one), so the migration must be able to run again.
 */

import type { Range, SqlScript } from "../../languages/postgresql/ast.ts";
import { rehearseTwice } from "./idempotency/rehearsal.ts";
import type { Failure } from "./idempotency/rehearsal.ts";

export type { Requirement } from "./idempotency/command.ts";
export type { Dependent } from "./idempotency/stored-objects.ts";
export type { ObjectKind, ObjectRef } from "./idempotency/references.ts";
export { conditionOf } from "./idempotency/sqlstates.ts";

export interface UnsafeStatement extends Failure {
  /** The tokens to point at: `CREATE TABLE`, `ADD CONSTRAINT`, `EXECUTE` of computed text. */
  range: Range;
  /** PostgreSQL's error on a second run; null for a silent duplicate or loss. */
  sqlstate: string | null;
}

const EXECUTE_LENGTH = "EXECUTE".length;

/**
 * The commands of a script that are not safe to run a second time, in order, each once. Statements inside of DO
 * blocks and in the text of EXECUTE are seen too, with the guards around them.
 *
 * What cannot be proved is left out: statements under conditions that ask for more than catalogs, dynamic SQL that
 * is put together at run time, data.
 */
export function findUnsafeStatements(script: SqlScript): UnsafeStatement[] {
  const seen = new Set<string>();
  return rehearseTwice(script)
    .map((failure) => ({ ...failure, range: rangeOf(failure), sqlstate: sqlstateOf(failure) }))
    .filter(({ range }) => {
      const key = range.join();
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .toSorted((one, other) => one.range[0] - other.range[0]);
}

function rangeOf({ command, scope }: Failure): Range {
  if (scope.executed === null || scope.executed.isConstant) return command.keyword;
  const [start] = scope.executed.range;
  return [start, start + EXECUTE_LENGTH];
}

function sqlstateOf({ unmet, blockedBy }: Failure): string | null {
  return blockedBy ? "2BP01" : (unmet[0]?.sqlstate ?? null);
}
