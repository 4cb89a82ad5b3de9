import { namedArgument } from "../../model/schema/arguments.ts";
import type { Relation } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "setNull" | "useRestrict"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow SetNull for foreign keys that cannot be null",
      url: docsUrl("no-set-null-on-required"),
      presets: ["recommended", "hipaa", "strict"],
      area: "relations",
      controls: [],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      setNull:
        "{{action}} sets '{{field}}' of '{{model}}' to null, and the column is required: PostgreSQL refuses to {{event}} any row of '{{target}}' that '{{model}}' refers to, with an error about null.",
      useRestrict:
        "Say what happens: {{action}}: Restrict refuses, with an error about the reference.",
    },
  },
  create(context) {
    return visitModels(context, (model) => {
      for (const { relation } of model.fields) {
        if (relation === null || relation.fields.length === 0) continue;
        for (const action of ["onDelete", "onUpdate"] as const) check(relation, action);
      }
    });

    function check(relation: Relation, action: "onDelete" | "onUpdate"): void {
      const required = relation.fields.find(({ arity }) => arity === "required");
      const written = namedArgument(relation.node ?? undefined, action);
      if (relation[action] !== "SetNull" || !required || !written) return;
      context.report({
        node: written,
        messageId: "setNull",
        data: {
          action: `${action}: SetNull`,
          field: required.name,
          model: required.model.name,
          target: relation.target.name,
          event: action === "onDelete" ? "delete" : "change the key of",
        },
        suggest: [
          {
            messageId: "useRestrict",
            data: { action },
            fix: (fixer) => fixer.replaceTextRange(written.range, "Restrict"),
          },
        ],
      });
    }
  },
};

export default rule;
