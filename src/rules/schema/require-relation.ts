import { apply } from "../../fixes/edit.ts";
import { addRelation } from "../../fixes/relations.ts";
import { isAuditTrail } from "../../model/phi/audit-trails.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import type { Model } from "../../model/schema/types.ts";
import { undeclaredTarget } from "../../model/schema/undeclared-relations.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{
  MessageIds: "untied" | "add" | "addHere";
  RuleOptions: [];
}> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require a relation for each field that holds another model's id",
      url: docsUrl("require-relation"),
      presets: ["hipaa", "strict"],
      area: "relations",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      untied:
        "'{{model}}.{{field}}' holds the id of a '{{target}}', and no relation says so: the database takes any value, and keeps it when the '{{target}}' is gone.",
      add: "Add the relation; the migration fails while a row holds an id that does not exist.",
      addHere:
        "Add the relation; prisma format writes its other side in '{{target}}'. The migration fails while a row holds an id that does not exist.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, schema, { settings }) => {
        const traits = traitsOf(schema, settings.traits).get(model.name);
        // A log outlives what it speaks of, and so holds ids that may be gone.
        if (traits?.has("append-only") === true || isAuditTrail(model) || model.ignored) return;
        for (const field of model.fields) {
          const target = undeclaredTarget(field, schema);
          if (!target) continue;
          const edit = addRelation(model, target, { field }, context.sourceCode.text);
          context.report({
            node: field.node.name,
            messageId: "untied",
            data: { model: model.name, field: field.name, target: target.name },
            suggest: edit
              ? [
                  {
                    messageId: areTogether(model, target) ? "add" : "addHere",
                    data: { target: target.name },
                    fix: (fixer) => apply(fixer, edit),
                  },
                ]
              : [],
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

function areTogether(model: Model, target: Model): boolean {
  return model.file === target.file;
}

export default rule;
