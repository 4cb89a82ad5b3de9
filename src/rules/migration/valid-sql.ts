import type { SqlScript } from "../../languages/postgresql/ast.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

/** What Prisma Migrate names every migration. */
const MIGRATION = "migration.sql";

const rule: SqlRuleDefinition<{ MessageIds: "syntax" | "project"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow SQL that PostgreSQL cannot parse",
      url: docsUrl("valid-sql"),
      presets: ["recommended", "hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "critical",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      syntax: "{{message}}",
      project: "{{message}}",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return {
      SqlScript(script) {
        for (const { message, range } of script.errors) {
          context.report({
            loc: placeOf(context.sourceCode, range),
            messageId: "syntax",
            data: { message: sentence(message) },
          });
        }
        if (!speaksForProject(project)) return;
        const loc = placeOf(context.sourceCode, firstToken(script));
        for (const message of project.problems)
          context.report({ loc, messageId: "project", data: { message } });
      },
    };
  },
};

/** PostgreSQL's own messages end without a full stop. */
function sentence(message: string): string {
  return message.endsWith(".") ? message : `${message}.`;
}

/**
 * What is wrong with the project is said in its schema; when that was not found, in the newest migration.
 */
function speaksForProject({ schema, role, migrations, path }: Project): boolean {
  if (schema !== null || role !== "migration") return false;
  return migrations.findLast((file) => file.path.endsWith(MIGRATION))?.path === path;
}

function firstToken({ tokens }: SqlScript): [number, number] {
  return tokens[0]?.range ?? [0, 0];
}

export default rule;
