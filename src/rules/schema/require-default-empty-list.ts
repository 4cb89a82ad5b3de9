import { apply } from "../../fixes/edit.ts";
import { insertFieldAttribute } from "../../fixes/prisma.ts";
import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "nullable"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require lists of scalars to begin empty",
      url: docsUrl("require-default-empty-list"),
      presets: ["strict"],
      area: "integrity",
      controls: [],
      risk: "low",
    },
    fixable: "code",
    languages: [PRISMA],
    schema: [],
    messages: {
      nullable:
        "'{{model}}.{{field}}' is a list without a default: its column can be null, which the client shows as an empty list and a filter for empty lists does not find.",
    },
  },
  create(context) {
    return visitModels(context, (model) => {
      for (const field of model.fields.filter(isNullableList)) {
        context.report({
          node: field.node.fieldType,
          messageId: "nullable",
          data: { model: model.name, field: field.name },
          fix(fixer) {
            const { text } = context.sourceCode;
            const edit = insertFieldAttribute(field.node, model.node, text, "@default([])");
            return apply(fixer, edit);
          },
        });
      }
    });
  },
};

function isNullableList({ arity, kind, default: value }: Field): boolean {
  return arity === "list" && (kind === "scalar" || kind === "enum") && value === null;
}

export default rule;
