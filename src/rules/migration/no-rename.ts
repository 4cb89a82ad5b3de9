import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { wordsIn } from "./keywords.ts";
import { renamedTables } from "../../model/migration/renamed-tables.ts";
import { visitSteps } from "./visit-commands.ts";

const rule: SqlRuleDefinition<{ MessageIds: "table" | "column"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow renaming tables and columns that are in use",
      url: docsUrl("no-rename"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      table:
        "From here on '{{name}}' is '{{to}}': every query of code that is still running, under an ACCESS EXCLUSIVE lock and at once, fails. Keep the table's name and map it with @@map, or leave a view under the old one.",
      column:
        "From here on '{{name}}' of '{{table}}' is '{{to}}': every query of code that is still running fails. Keep the column's name and map it with @map, or add the new one beside it, copy, and drop the old one later.",
    },
  },
  create(context) {
    // PostgreSQL's tree has several renames of one table in a row; only what others know by its old name counts.
    const own = new Set<string>();
    let renamed: ReadonlySet<string> | null = null;
    return visitSteps(context, ({ statement, isNew }, _project, script) => {
      if (statement.type === "SqlAlterTableStmt") {
        for (const { def } of statement.cmds) {
          if (def?.type === "SqlColumnDef") own.add(`${statement.relation.relname}.${def.colname}`);
        }
        return;
      }
      if (statement.type !== "SqlRenameStmt" || !statement.relation) return;
      const { renameType, relation, relationType, subname = "", newname } = statement;
      const isColumn = renameType === "OBJECT_COLUMN" && relationType === "OBJECT_TABLE";
      if ((renameType !== "OBJECT_TABLE" && !isColumn) || isNew(relation)) return;
      if (isColumn && own.has(`${relation.relname}.${subname}`)) return;
      renamed ??= renamedTables(script);
      // No query of the old code finds the table, let alone its columns.
      if (isColumn && renamed.has(relation.relname)) return;
      context.report({
        loc: placeOf(context.sourceCode, wordsIn(statement, statement.range, "rename")),
        messageId: isColumn ? "column" : "table",
        data: { name: isColumn ? subname : relation.relname, table: relation.relname, to: newname },
      });
    });
  },
};

export default rule;
