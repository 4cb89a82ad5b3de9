import type { SqlScript } from "../../languages/postgresql/ast.ts";
import { inOrder } from "./in-order.ts";

/** The old and the new names of the tables that a script renames. */
export function renamedTables(script: SqlScript): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of inOrder(script.body)) {
    if (statement.type !== "SqlRenameStmt" || statement.renameType !== "OBJECT_TABLE") continue;
    if (statement.relation) names.add(statement.relation.relname).add(statement.newname);
  }
  return names;
}
