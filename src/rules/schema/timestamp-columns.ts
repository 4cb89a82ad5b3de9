/** The side of migrations of `require-timestamptz`: columns of tables that the schema does not have. */

import { withTimeZone } from "../../fixes/sql-types.ts";
import type { SqlColumnDef } from "../../languages/postgresql/ast.ts";
import { timestampColumns } from "../../model/catalog/timestamps.ts";
import type { TimestampColumn } from "../../model/catalog/timestamps.ts";
import { projectOf } from "../../project/snapshot.ts";
import { liesWithin } from "../../text/ranges.ts";
import type { SqlContext, SqlVisitor } from "../types.ts";

type Context = SqlContext<{
  MessageIds: "noTimeZoneColumn" | "useTimestamptz";
  RuleOptions: unknown[];
}>;

export function visitTimestampColumns(context: Context): SqlVisitor {
  const project = projectOf(context);
  if (!project.isPostgres || project.isApplied) return {};
  let columns: readonly TimestampColumn[] = [];
  return {
    SqlScript() {
      columns = timestampColumns(project.catalog, project.schema, project.path);
    },
    SqlColumnDef(node) {
      checkColumnType(context, node, columns);
    },
  };
}

function checkColumnType(
  context: Context,
  { typeName }: SqlColumnDef,
  columns: readonly TimestampColumn[],
): void {
  if (!typeName) return;
  const found = columns.find(({ column }) => liesWithin(typeName.range, column.origin.range));
  if (!found) return;
  const type = withTimeZone(context.sourceCode.getText(typeName));
  context.report({
    node: typeName,
    messageId: "noTimeZoneColumn",
    data: { table: found.table.name, column: found.column.name },
    suggest: [
      {
        messageId: "useTimestamptz",
        data: { type },
        fix: (fixer) => fixer.replaceTextRange(typeName.range, type),
      },
    ],
  });
}
