import { namedArgument } from "../../model/schema/arguments.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "mixed"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require all fields of a composite foreign key to be optional, or none",
      url: docsUrl("require-foreign-key-nullability-match"),
      presets: ["recommended", "hipaa", "strict"],
      area: "relations",
      controls: [],
      risk: "high",
    },
    languages: [PRISMA],
    schema: [],
    messages: {
      mixed:
        "The foreign key of '{{model}}.{{relation}}' mixes required and optional fields: PostgreSQL checks nothing as long as {{optional}} is null, so that {{required}} may hold what '{{target}}' does not have. Make all optional, or none, or add a foreign key over {{required}} alone.",
    },
  },
  create(context) {
    return visitModels(context, (model, schema) => {
      if (schema.datasource?.relationMode === "prisma") return;
      for (const { relation } of model.fields) {
        if (relation === null || relation.fields.length < 2) continue;
        const optional = relation.fields.filter(({ arity }) => arity === "optional");
        const required = relation.fields.filter(({ arity }) => arity === "required");
        if (optional.length === 0 || required.length === 0) continue;
        // A key of its own over the required fields checks what this one leaves.
        const isChecked = required.every((field) =>
          field.foreignKeys.some(
            (other) =>
              other !== relation && other.fields.every(({ arity }) => arity === "required"),
          ),
        );
        if (isChecked) continue;
        context.report({
          node: namedArgument(relation.node ?? undefined, "fields") ?? relation.field.node.name,
          messageId: "mixed",
          data: {
            model: model.name,
            relation: relation.field.name,
            target: relation.target.name,
            optional: names(optional),
            required: names(required),
          },
        });
      }
    });
  },
};

function names(fields: readonly { name: string }[]): string {
  return fields.map(({ name }) => `'${name}'`).join(", ");
}

export default rule;
