import type { SqlAlterTableStmt, SqlCreateStmt } from "../../languages/postgresql/ast.ts";
import type { Column } from "../../model/catalog/types.ts";
import { columnIn, isSuperseded, writtenColumns } from "../../model/migration/written-columns.ts";
import type { WrittenColumn } from "../../model/migration/written-columns.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { LintedFile } from "../../project/snapshot.ts";
import { nameMatcher } from "../../text/name-patterns.ts";
import type { SqlVisitor } from "../types.ts";

/** The option of rules about columns' types. */
export const IGNORE_COLUMNS = {
  description:
    "Columns that may have such a type: names, `Table.column`, globs, or regular expressions between slashes.",
  type: "array",
  items: { type: "string" },
  uniqueItems: true,
} as const;

interface ColumnCheck {
  ignoreColumns: readonly string[];
  /** A cheap test of the type as it is written; the catalog is asked for those that pass. */
  isSuspect: (written: WrittenColumn) => boolean;
  /** `column` is what the catalog has of it; undefined when that does not know the table. */
  report: (written: WrittenColumn, column: Column | undefined) => void;
}

/**
 * A visitor that reports the columns of suspect types. Passed over are those of temporary tables, and those whose
 * type another statement has changed since.
 */
export function visitColumns(context: LintedFile, check: ColumnCheck): SqlVisitor {
  const project = projectOf(context);
  if (!project.isPostgres || project.isApplied) return {};
  const isIgnored = nameMatcher(check.ignoreColumns);
  return { SqlCreateStmt: visit, SqlAlterTableStmt: visit };

  function visit(statement: SqlCreateStmt | SqlAlterTableStmt): void {
    for (const written of writtenColumns(statement)) {
      if (!check.isSuspect(written) || isIgnored(written.definition.colname)) continue;
      if (isIgnored(`${written.table.relname}.${written.definition.colname}`)) continue;
      const column = columnIn(project.catalog, written);
      if (column !== undefined && isSuperseded(written, column, project.path)) continue;
      check.report(written, column);
    }
  }
}
