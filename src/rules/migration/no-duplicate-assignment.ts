import type { SqlOtherStatement } from "../../languages/postgresql/ast.ts";
import { duplicateAssignments } from "../../model/migration/assignments.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{ MessageIds: "duplicate"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow two assignments to one column in one statement",
      url: docsUrl("no-duplicate-assignment"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      duplicate:
        "'{{column}}' is given a value twice in one statement: PostgreSQL refuses it, and the migration stops here. Remove the one that is wrong.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return { SqlInsertStmt: check, SqlUpdateStmt: check, SqlMergeStmt: check };

    function check(statement: SqlOtherStatement): void {
      for (const { column, range } of duplicateAssignments(statement)) {
        const loc = placeOf(context.sourceCode, range);
        context.report({ loc, messageId: "duplicate", data: { column } });
      }
    }
  },
};

export default rule;
