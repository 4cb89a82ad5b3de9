import { apply } from "../../fixes/edit.ts";
import { addRelation } from "../../fixes/relations.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import { isAuditTrail } from "../../model/phi/audit-trails.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import { undeclaredTarget } from "../../model/schema/undeclared-relations.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Remedy = "add" | "addHere" | "addUnchecked" | "addUncheckedHere";

const rule: PrismaRuleDefinition<{
  MessageIds: "untied" | "unwatched" | Remedy;
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
        "'{{model}}.{{field}}' holds the id of '{{target}}', and no relation says so: the database takes any value, and keeps it when the row that it names is gone.",
      unwatched:
        "'{{model}}.{{field}}' holds the id of '{{target}}', and no relation says so: the client, which stands in for foreign keys (relationMode = \"prisma\"), keeps it when the row that it names is deleted.",
      add: "Add the relation; the migration fails while a row holds an id that does not exist.",
      addHere:
        "Add the relation; prisma format writes its other side in '{{target}}'. The migration fails while a row holds an id that does not exist.",
      addUnchecked: "Add the relation.",
      addUncheckedHere: "Add the relation; prisma format writes its other side in '{{target}}'.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, schema, { settings, catalog }) => {
        const traits = traitsOf(schema, settings.traits).get(model.name);
        // A log outlives what it speaks of, and so holds ids that may be gone.
        if (traits?.has("append-only") === true || isAuditTrail(model) || model.ignored) return;
        const isChecked = schema.datasource?.relationMode !== "prisma";
        const keys = tableOf(model, catalog)?.foreignKeys ?? [];
        for (const field of model.fields) {
          const target = undeclaredTarget(field, schema);
          // A key that migrations alone know, often one of several columns, is drift.
          if (!target || keys.some(({ columns }) => columns.includes(field.databaseName))) continue;
          const edit = addRelation(model, target, { field }, context.sourceCode.text);
          context.report({
            node: field.node.name,
            messageId: isChecked ? "untied" : "unwatched",
            data: { model: model.name, field: field.name, target: target.name },
            suggest: edit
              ? [
                  {
                    messageId: remedy(isChecked, model.file === target.file),
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

function remedy(isChecked: boolean, isSameFile: boolean): Remedy {
  if (isChecked) return isSameFile ? "add" : "addHere";
  return isSameFile ? "addUnchecked" : "addUncheckedHere";
}

export default rule;
