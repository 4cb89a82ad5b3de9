/** Columns that one statement gives two values. */

import type { Range, SqlNode, SqlOtherStatement } from "../../languages/postgresql/ast.ts";
import { nodeField, nodesField, textField } from "../catalog/tree.ts";

export interface DuplicateAssignment {
  column: string;
  /** The column's name where it stands for the second time. */
  range: Range;
}

/** The columns that an INSERT, UPDATE or MERGE lists or sets a second time. PostgreSQL refuses the statement. */
export function duplicateAssignments(statement: SqlOtherStatement): DuplicateAssignment[] {
  return targetLists(statement).flatMap((targets) =>
    repeated(targets).map((target) => ({
      column: textField(target, "name") ?? "",
      range: nameRange(target, statement),
    })),
  );
}

/** The lists of columns in each of which a column may stand once. */
function targetLists(statement: SqlOtherStatement): SqlNode[][] {
  switch (statement.type as string) {
    case "SqlUpdateStmt":
      return [nodesField(statement, "targetList")];
    case "SqlInsertStmt": {
      const onConflict = nodeField(statement, "onConflictClause");
      return [
        nodesField(statement, "cols"),
        ...(onConflict === null ? [] : [nodesField(onConflict, "targetList")]),
      ];
    }
    case "SqlMergeStmt":
      return nodesField(statement, "mergeWhenClauses").map((clause) =>
        nodesField(clause, "targetList"),
      );
    default:
      return [];
  }
}

/** Elements and fields of one column, `a[1]` and `a[2]`, are set apart from one another; beside all of `a` they clash. */
function repeated(targets: readonly SqlNode[]): SqlNode[] {
  const wholeSet = new Map<string, boolean>();
  return targets.filter((target) => {
    const name = textField(target, "name");
    if (name === null) return false;
    const isWhole = nodesField(target, "indirection").length === 0;
    const before = wholeSet.get(name);
    wholeSet.set(name, isWhole || before === true);
    return before !== undefined && (isWhole || before);
  });
}

/** The target itself begins with the name, or with the `(` of a list of columns. */
function nameRange(target: SqlNode, { tokens }: SqlOtherStatement): Range {
  const name = textField(target, "name");
  const [start] = target.range;
  const token = tokens.find(({ range, value }) => range[0] >= start && value === name);
  return token?.range ?? target.range;
}
