/** `IF [NOT] EXISTS`, `OR REPLACE` and `DROP … IF EXISTS` at the right token. */

import type { SqlCreateTrigStmt, SqlToken } from "../languages/postgresql/ast.ts";
import { isWord } from "../languages/postgresql/token-list.ts";
import { conditionOf } from "../model/catalog/idempotency.ts";
import type { UnsafeStatement } from "../model/catalog/idempotency.ts";
import type { TextEdit } from "./edit.ts";
import type { GuardOptions } from "./sql.ts";
import { indentationAt } from "./sql-text.ts";
import type { SqlText } from "./sql-text.ts";

/** `CREATE OR REPLACE TRIGGER` is there from this major version on. */
const REPLACEABLE_TRIGGERS = 14;

/** The insertions that make the command safe; null when it needs a guard, or nothing helps. */
export function shortForm(
  unsafe: UnsafeStatement,
  script: SqlText,
  options: GuardOptions,
): TextEdit[] | null {
  const { scope, blockedBy, unmet, effect, swallowedBy } = unsafe;
  if (
    effect !== null ||
    swallowedBy !== null ||
    blockedBy !== null ||
    unmet.some((test) => test.sqlstate === null)
  )
    return null;
  // Computed text has no place in the script.
  const own = scope.executed?.isConstant === false ? null : ownForm(unsafe, script, options);
  return own ?? widenedHandler(unsafe);
}

/** A handler that swallows one failure is made to swallow this one too. */
function widenedHandler({ scope, sqlstate }: UnsafeStatement): TextEdit[] | null {
  const condition = conditionOf(sqlstate);
  const last = scope.handlers[0]?.conditions.at(-1);
  if (condition === null || last === undefined) return null;
  return [insertion(last.range[1], ` OR ${condition}`)];
}

function ownForm(
  unsafe: UnsafeStatement,
  script: SqlText,
  options: GuardOptions,
): TextEdit[] | null {
  const { statement, unmet } = unsafe;
  switch (statement.type) {
    case "SqlCreateStmt":
    case "SqlCreateTableAsStmt":
      return isTaken(unsafe) ? ifNotExists(unsafe) : null;
    case "SqlIndexStmt":
      return isTaken(unsafe) && unmet.length === 1 ? ifNotExists(unsafe) : null;
    case "SqlAlterTableStmt":
      return alterTable(unsafe);
    case "SqlAlterEnumStmt":
      return unmet.length === 1 && isTaken(unsafe) && statement.oldVal === undefined
        ? ifNotExists(unsafe)
        : null;
    case "SqlDropStmt":
      return [insertion(afterKeyword(unsafe), " IF EXISTS")];
    case "SqlRenameStmt":
      return ifRelationExists(unsafe);
    case "SqlCreateFunctionStmt":
      return orReplace(unsafe);
    case "SqlCreateTrigStmt":
      return unmet.length === 1 && isTaken(unsafe)
        ? trigger(unsafe, statement, script, options)
        : null;
    default:
      return otherForm(unsafe);
  }
}

function otherForm(unsafe: UnsafeStatement): TextEdit[] | null {
  const { statement, unmet } = unsafe;
  switch (statement.type as string) {
    case "SqlViewStmt":
      return isTaken(unsafe) ? orReplace(unsafe) : null;
    case "SqlCreatePLangStmt":
    case "SqlCreateTransformStmt":
      return orReplace(unsafe);
    case "SqlRuleStmt":
      return isTaken(unsafe) && unmet.length === 1 ? orReplace(unsafe) : null;
    case "SqlDefineStmt":
      return definition(unsafe);
    case "SqlCreateSeqStmt":
    case "SqlCreateExtensionStmt":
    case "SqlCreateForeignServerStmt":
    case "SqlCreateForeignTableStmt":
    case "SqlCreateUserMappingStmt":
    case "SqlCreateStatsStmt":
      return isTaken(unsafe) && unmet.length === 1 ? ifNotExists(unsafe) : null;
    case "SqlCreateSchemaStmt":
      // PostgreSQL has no IF NOT EXISTS for a schema that is made with its objects.
      return "schemaElts" in statement ? null : ifNotExists(unsafe);
    case "SqlAlterObjectSchemaStmt":
      return ifRelationExists(unsafe);
    default:
      return takesAway(unsafe) ? [insertion(afterKeyword(unsafe), " IF EXISTS")] : null;
  }
}

/** `CREATE AGGREGATE` and `CREATE COLLATION`. */
function definition(unsafe: UnsafeStatement): TextEdit[] | null {
  if (unsafe.command.subject.object === "function") return orReplace(unsafe);
  return unsafe.command.subject.object === "collation" ? ifNotExists(unsafe) : null;
}

const DROPS: ReadonlySet<string> = new Set([
  "SqlDropRoleStmt",
  "SqlDropUserMappingStmt",
  "SqlDropSubscriptionStmt",
  "SqlDropdbStmt",
  "SqlDropTableSpaceStmt",
]);

/** DROP, and `ALTER DOMAIN … DROP CONSTRAINT`, `ALTER TEXT SEARCH CONFIGURATION … DROP MAPPING`. */
function takesAway({ statement, command, unmet }: UnsafeStatement): boolean {
  if (DROPS.has(statement.type)) return true;
  const { subject } = command;
  const isPart = subject.object === "domainConstraint" || subject.object === "mapping";
  return isPart && unmet.every(({ ref, exists }) => exists && ref === subject);
}

function insertion(offset: number, text: string): TextEdit {
  return { range: [offset, offset], text };
}

/** Whether what the command makes is there already. */
function isTaken({ unmet, command }: UnsafeStatement): boolean {
  return unmet.some(({ ref, exists }) => ref === command.subject && !exists);
}

/** Where IF [NOT] EXISTS goes: after the kind of object, and after CONCURRENTLY. */
function afterKeyword({ statement, command }: UnsafeStatement): number {
  const [, end] = command.keyword;
  const next = statement.tokens.find((token) => token.range[0] >= end);
  return isWord(next, "concurrently") ? next.range[1] : end;
}

function ifNotExists(unsafe: UnsafeStatement): TextEdit[] {
  return [insertion(afterKeyword(unsafe), " IF NOT EXISTS")];
}

function orReplace({ statement }: UnsafeStatement): TextEdit[] {
  return [insertion(statement.tokens[0]?.range[1] ?? 0, " OR REPLACE")];
}

// ---- ALTER -----------------------------------------------------------------------------------------------

const OWN_FORMS: Readonly<Record<string, string>> = {
  AT_AddColumn: " IF NOT EXISTS",
  AT_DropColumn: " IF EXISTS",
  AT_DropConstraint: " IF EXISTS",
  AT_DropIdentity: " IF EXISTS",
  AT_DropExpression: " IF EXISTS",
};

/** Attributes of composite types can be dropped so, not added. */
const ATTRIBUTE_FORMS: Readonly<Record<string, string>> = { AT_DropColumn: " IF EXISTS" };

/** ADD COLUMN and DROP have a form of their own; that of ALTER TABLE serves when the table itself is gone. */
function alterTable(unsafe: UnsafeStatement): TextEdit[] | null {
  const { command, unmet, statement } = unsafe;
  const end = endOfCommandWords(unsafe);
  const forms = command.subject.object === "attribute" ? ATTRIBUTE_FORMS : OWN_FORMS;
  const form = forms[command.node?.subtype ?? ""];
  const isTableGone = isRelationGone(unsafe) && command.subject.object !== "attribute";
  const isMade = unmet.some(({ exists }) => !exists);
  if (isTableGone && !isMade) {
    const table = insertion(afterAlter(statement.tokens), " IF EXISTS");
    const hasForm = form === undefined || command.node?.missing_ok === true;
    return hasForm ? [table] : [table, insertion(end, form)];
  }
  return form !== undefined && unmet.every(({ ref }) => ref === command.subject)
    ? [insertion(end, form)]
    : null;
}

/** After the verb and the noun, or after `DROP IDENTITY`, which stand behind the column. */
function endOfCommandWords({ command, statement }: UnsafeStatement): number {
  const { node, keyword } = command;
  const isLast = node?.subtype === "AT_DropIdentity" || node?.subtype === "AT_DropExpression";
  if (!isLast) return keyword[1];
  const inside = statement.tokens.filter(({ range }) => range[1] <= node.range[1]);
  return inside.at(-1)?.range[1] ?? keyword[1];
}

/** `ALTER TABLE IF EXISTS … RENAME`, when what is gone is the table, index, view or sequence itself. */
function ifRelationExists(unsafe: UnsafeStatement): TextEdit[] | null {
  const hasForm = ["table", "index", "view", "sequence"].includes(unsafe.command.subject.object);
  const isPart = unsafe.command.subject.of !== null && isOfTable(unsafe.command.subject.object);
  if (!(hasForm || isPart) || !isRelationGone(unsafe)) return null;
  return [insertion(afterAlter(unsafe.statement.tokens), " IF EXISTS")];
}

/** `ALTER TABLE IF EXISTS t RENAME COLUMN`; ALTER TRIGGER has no such form. */
function isOfTable(object: string): boolean {
  return object === "column" || object === "constraint";
}

function isRelationGone({ unmet, command }: UnsafeStatement): boolean {
  const { subject } = command;
  const relation = subject.of ?? subject;
  return unmet.some(
    ({ ref, exists }) =>
      exists && ref.of === null && ref.schema === relation.schema && ref.name === relation.name,
  );
}

/** After the words between ALTER and the name: TABLE, INDEX, MATERIALIZED VIEW, FOREIGN TABLE. */
function afterAlter(tokens: readonly SqlToken[]): number {
  const isLong = isWord(tokens[1], "materialized") || isWord(tokens[1], "foreign");
  return tokens[isLong ? 2 : 1]?.range[1] ?? 0;
}

// ---- triggers --------------------------------------------------------------------------------------------

function trigger(
  unsafe: UnsafeStatement,
  statement: SqlCreateTrigStmt,
  script: SqlText,
  { postgresVersion }: GuardOptions,
): TextEdit[] | null {
  // PostgreSQL has no OR REPLACE for constraint triggers.
  if (postgresVersion >= REPLACEABLE_TRIGGERS && statement.isconstraint !== true)
    return orReplace(unsafe);
  const at = statement.tokens.findIndex((token) => isWord(token, "trigger"));
  const name = statement.tokens[at + 1]?.text ?? "";
  const table = script.text.slice(...statement.relation.range);
  const [start] = statement.range;
  const next = script.lineBreak + indentationAt(script, start);
  return [insertion(start, `DROP TRIGGER IF EXISTS ${name} ON ${table};${next}`)];
}
