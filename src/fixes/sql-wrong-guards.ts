/** Putting right what stands around a statement and does not guard it. */

import type { SqlStatement } from "../languages/postgresql/ast.ts";
import { conditionOf, guardMistake } from "../model/catalog/idempotency.ts";
import type { UnsafeStatement } from "../model/catalog/idempotency.ts";
import type { TextEdit } from "./edit.ts";
import { guardCondition } from "./sql-guards.ts";
import type { GuardTestOf } from "./sql-guards.ts";
import { indentationAt, isDollarQuoted } from "./sql-text.ts";
import type { SqlText } from "./sql-text.ts";

/** The condition that the statement needs, in the place of the one that it has; null when it is no mistaken guard. */
export function correctedCondition(
  unsafe: UnsafeStatement,
  tests: readonly GuardTestOf[],
  script: SqlText,
): TextEdit | null {
  const { condition, block, executed } = unsafe.scope;
  if (condition === null || block === null || executed !== null) return null;
  if (guardMistake(unsafe) === null || !isDollarQuoted(script, block.range[0])) return null;
  const { statement, branch } = condition;
  const isAlone = statement.branches.length === 1 && statement.otherwise === null;
  if (!isAlone || branch.body.length !== 1 || branch.body[0] !== unsafe.statement) return null;
  if (!hasOneCommand(unsafe.statement)) return null;
  const lines = guardCondition(tests);
  if (lines === null) return null;
  const base = indentationAt(script, statement.range[0]);
  return { range: branch.condition.range, text: lines.join(script.lineBreak + base) };
}

function hasOneCommand(statement: SqlStatement): boolean {
  return statement.type !== "SqlAlterTableStmt" || statement.cmds.length === 1;
}

/** What a handler for OTHERS needs to catch, by name; null when that is not known. */
export function namedConditions({ swallowedBy, unmet }: UnsafeStatement): TextEdit | null {
  const names = new Set(unmet.map(({ sqlstate }) => conditionOf(sqlstate)));
  if (swallowedBy === null || names.size === 0 || names.has(null)) return null;
  return { range: swallowedBy.range, text: [...names].join(" OR ") };
}
