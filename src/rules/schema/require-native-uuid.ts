import { apply } from "../../fixes/edit.ts";
import { insertFieldAttribute } from "../../fixes/prisma.ts";
import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "storedAsText" | "useUuid"; RuleOptions: [] }> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require UUIDs to be stored as uuid",
      url: docsUrl("require-native-uuid"),
      presets: ["strict"],
      area: "performance",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      storedAsText:
        "'{{model}}.{{field}}' keeps a UUID as text: 37 bytes in every row and index that refers to it in place of 16, and any text is accepted.",
      useUuid:
        "Store it as @db.Uuid; fields that refer to it need the same, and the migration converts the rows.",
    },
  },
  create(context) {
    return visitModels(context, (model) => {
      for (const field of model.fields.filter(isUuidAsText)) {
        const data = { model: model.name, field: field.name };
        context.report({
          node: field.node.fieldType.name,
          messageId: "storedAsText",
          data,
          suggest: [
            {
              messageId: "useUuid",
              fix(fixer) {
                const { text } = context.sourceCode;
                return apply(fixer, insertFieldAttribute(field.node, model.node, text, "@db.Uuid"));
              },
            },
          ],
        });
      }
    });
  },
};

function isUuidAsText({ type, nativeType, default: value }: Field): boolean {
  return (
    type === "String" && nativeType === null && value?.kind === "function" && value.name === "uuid"
  );
}

export default rule;
