import { apply } from "../../fixes/edit.ts";
import { toDirective } from "../../fixes/lint-comment.ts";
import { lintComments } from "../../model/schema/lint-comments.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

type Types = { MessageIds: "meansNothing" | "byOptions" | "write"; RuleOptions: [] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow comments that silence prisma-lint",
      url: docsUrl("no-prisma-lint-comment"),
      presets: ["strict"],
      area: "quality",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      meansNothing:
        "'{{directive}}' speaks to prisma-lint and silences nothing here. Write 'eslint-disable' for {{rules}}.",
      byOptions:
        "'{{directive}}' speaks to prisma-lint and silences nothing here. What it names is left out by a selector among the options of {{rules}}.",
      write: "Write it as ESLint reads it.",
    },
  },
  create(context) {
    return {
      PrismaSchema(schema) {
        for (const found of lintComments(schema)) {
          const { directive, rules, hasParameters } = found;
          const edit = toDirective(found, context.sourceCode.text);
          context.report({
            loc: placeOf(context.sourceCode, found.comment.range),
            messageId: hasParameters ? "byOptions" : "meansNothing",
            data: { directive, rules: rules.map((name) => `'${name}'`).join(", ") },
            suggest: edit && [{ messageId: "write", fix: (fixer) => apply(fixer, edit) }],
          });
        }
      },
    };
  },
};

export default rule;
