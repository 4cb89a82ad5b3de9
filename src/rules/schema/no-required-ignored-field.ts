import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "required"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow ignored fields that each new row needs",
      url: docsUrl("no-required-ignored-field"),
      presets: ["recommended", "hipaa", "strict"],
      area: "quality",
      controls: [],
      risk: "medium",
    },
    languages: [PRISMA],
    schema: [],
    messages: {
      required:
        "'{{model}}.{{field}}' is required, has no default in the database and is hidden from the client: no '{{model}}' can be created. Make it optional or give it a default.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model) => {
        // The whole model is hidden: nobody creates rows through the client.
        if (model.ignored) return;
        for (const field of model.fields.filter(isUnfillable)) {
          context.report({
            node: field.attribute("ignore")?.name ?? field.node.name,
            messageId: "required",
            data: { model: model.name, field: field.name },
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

function isUnfillable({ ignored, arity, kind, default: value, isUpdatedAt }: Field): boolean {
  return ignored && arity === "required" && kind !== "relation" && value === null && !isUpdatedAt;
}

export default rule;
