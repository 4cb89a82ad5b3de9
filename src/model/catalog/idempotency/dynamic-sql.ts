import type { SqlNode, SqlStatement } from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import type { GuardVariables } from "../guards.ts";
import { computedText } from "../statements/computed-text.ts";

/** A name that stands for what only the run tells. */
const UNKNOWN = "unknown";

const TAKING = new Set(["drop", "rename", "alter", "execute"]);

/** Whether a command of which parts are unknown may drop or rename something. */
export function mayTakeAway(expression: SqlNode | null, variables: GuardVariables): boolean {
  const text = computedText(expression, variables, UNKNOWN);
  if (text === null || text.trimStart().startsWith(UNKNOWN)) return true;
  const { body, errors, tokens } = parseScript(text);
  if (errors.length > 0)
    return tokens.some((token) => token.kind === "word" && TAKING.has(token.value));
  return body.some(takesAway);
}

function takesAway(statement: SqlStatement): boolean {
  if (statement.type === "SqlAlterTableStmt")
    return statement.cmds.some((command) => command.subtype.startsWith("AT_Drop"));
  return (
    statement.type === "SqlDropStmt" ||
    statement.type === "SqlRenameStmt" ||
    statement.type === "SqlDoStmt"
  );
}
