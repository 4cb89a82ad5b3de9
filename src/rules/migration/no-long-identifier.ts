import { longNames } from "../../model/migration/long-names.ts";
import type { LongName } from "../../model/migration/long-names.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{ MessageIds: "cut" | "collides"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow names that PostgreSQL cuts",
      url: docsUrl("no-long-identifier"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    fixable: "code",
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      cut: "'{{name}}' is longer than 63 bytes: PostgreSQL makes '{{cut}}' of it, and who asks the catalogs for the long name finds nothing.",
      collides:
        "'{{name}}' and '{{twin}}' are one name to PostgreSQL, which keeps '{{cut}}' of both: the second is refused, or takes the place of the first.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return {
      SqlScript(script) {
        for (const long of longNames(script)) report(long);
      },
    };

    function report({ token, name, cut, twin, replacement }: LongName): void {
      // In a body between single quotes the text of the file is another than what PostgreSQL reads.
      const isVerbatim = context.sourceCode.getText(token) === token.text;
      context.report({
        node: token,
        messageId: twin === null ? "cut" : "collides",
        data: { name, cut, twin: twin ?? "" },
        ...(twin === null &&
          isVerbatim && { fix: (fixer) => fixer.replaceTextRange(token.range, replacement) }),
      });
    }
  },
};

export default rule;
