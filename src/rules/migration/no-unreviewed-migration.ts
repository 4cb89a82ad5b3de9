import type { Destruction } from "../../model/migration/destruction.ts";
import { copiesAndDrops, unreviewedWarnings } from "../../model/migration/review.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{ MessageIds: "warnings" | "copyAndDrop"; RuleOptions: [] }> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow migrations that show no sign of having been reviewed",
      url: docsUrl("no-unreviewed-migration"),
      presets: ["hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      warnings:
        "Prisma's warnings stand here as it wrote them: {{first}}{{more}} Look at each, and write in their place what you found.",
      copyAndDrop:
        "{{command}} copies {{dropped}}, and line {{line}} drops what it has copied from: when the copy turns out wrong, there is nothing left to repeat it with. Drop in a later migration, when the copy has been checked.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const { sourceCode } = context;
    return {
      SqlScript(script) {
        const before = project.catalogBefore;
        for (const { range, warnings } of unreviewedWarnings(script, before)) {
          const [first = "", ...others] = warnings;
          const more = others.length > 0 ? ` And ${String(others.length)} more.` : "";
          const loc = placeOf(sourceCode, range);
          context.report({ loc, messageId: "warnings", data: { first, more } });
        }
        for (const { range, command, dropped } of copiesAndDrops(script, before)) {
          const [first] = dropped;
          if (!first) continue;
          const { line } = placeOf(sourceCode, first.range).start;
          context.report({
            loc: placeOf(sourceCode, range),
            messageId: "copyAndDrop",
            data: { command, line: String(line), dropped: namesOf(dropped) },
          });
        }
      },
    };
  },
};

function namesOf(dropped: readonly Destruction[]): string {
  const names = dropped.map(({ name, column }) =>
    column === null ? `'${name}'` : `'${column}' of '${name}'`,
  );
  return names.join(" and ");
}

export default rule;
