/** The statements of a script in the order in which PostgreSQL runs them. */

import type { SqlBlock, SqlBodyStatement, SqlStatement } from "../../languages/postgresql/ast.ts";

/** Statements and those inside of blocks, branches, loops and constant EXECUTEs, in the order in which they stand. */
export function inOrder(body: readonly SqlBodyStatement[]): SqlStatement[] {
  return body.flatMap((statement): SqlStatement[] => {
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

function inBlock({ body, handlers }: SqlBlock): SqlStatement[] {
  return inOrder([...body, ...handlers.flatMap((handler) => handler.body)]);
}
