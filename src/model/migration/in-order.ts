/** The statements of a script in the order in which PostgreSQL runs them. */

import type { SqlBlock, SqlBodyStatement, SqlStatement } from "../../languages/postgresql/ast.ts";

/** Statements and those inside of blocks, branches, loops and constant EXECUTEs, in the order in which they stand. */
export function inOrder(body: readonly SqlBodyStatement[]): readonly SqlStatement[] {
  // Most scripts have nothing but SQL, and every rule asks for their statements.
  if (body.every(isSql)) return body;
  return body.flatMap((statement): readonly SqlStatement[] => {
    switch (statement.type) {
      case "SqlDoStmt":
        return statement.body ? inBlock(statement.body) : [];
      case "SqlBlock":
        return inBlock(statement);
      case "SqlIf":
        return inOrder([
          ...statement.branches.flatMap((branch) => branch.body),
          ...(statement.otherwise ?? []),
        ]);
      case "SqlLoop":
        return inOrder(statement.body);
      case "SqlExecute":
        return inOrder(statement.sql ?? []);
      case "SqlPlainStatement":
        return [];
      default:
        return [statement];
    }
  });
}

const STRUCTURES: ReadonlySet<string> = new Set([
  "SqlDoStmt",
  "SqlBlock",
  "SqlIf",
  "SqlLoop",
  "SqlExecute",
  "SqlPlainStatement",
]);

/** Neither a part of PL/pgSQL nor what holds some. */
function isSql(statement: SqlBodyStatement): statement is SqlStatement {
  return !STRUCTURES.has(statement.type);
}

function inBlock({ body, handlers }: SqlBlock): readonly SqlStatement[] {
  return inOrder([...body, ...handlers.flatMap((handler) => handler.body)]);
}
