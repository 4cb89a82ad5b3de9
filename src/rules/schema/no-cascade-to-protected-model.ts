import { isProtected } from "../../model/phi/protection.ts";
import { namedArgument } from "../../model/schema/arguments.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "cascade" | "useRestrict"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow cascading deletes of protected models",
      url: docsUrl("no-cascade-to-protected-model"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(c)(1)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      cascade:
        "Deleting a row of '{{target}}' deletes all that it has of '{{model}}', for good and past every soft delete: {{who}} does it by itself, and no code sees it.",
      useRestrict: "Refuse to delete from '{{target}}' while '{{model}}' refers to it: Restrict.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, schema, project) => {
        const cascades = model.fields.flatMap(({ relation }) => {
          const written = namedArgument(relation?.node ?? undefined, "onDelete");
          return relation?.onDelete === "Cascade" && written ? [{ relation, written }] : [];
        });
        if (cascades.length === 0 || !isProtected(model, schema, project.settings)) return;
        for (const { relation, written } of cascades) {
          const who = schema.datasource?.relationMode === "prisma" ? "Prisma" : "the database";
          const data = { model: model.name, target: relation.target.name, who };
          context.report({
            node: written,
            messageId: "cascade",
            data,
            suggest: [
              {
                messageId: "useRestrict",
                data,
                fix: (fixer) => fixer.replaceTextRange(written.range, "Restrict"),
              },
            ],
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

export default rule;
