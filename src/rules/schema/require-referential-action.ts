import type { ReferentialAction, Relation } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "implicit" | "write"; RuleOptions: [] }> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require each relation to say what a delete does",
      url: docsUrl("require-referential-action"),
      presets: ["strict"],
      area: "relations",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      implicit:
        "'{{model}}.{{field}}' does not say what becomes of it when its '{{target}}' is deleted; by default that is {{action}}, and changes with the key's nullability.",
      write: "Write onDelete: {{action}}.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model) => {
        for (const { relation } of model.fields) {
          if (relation?.node == null || relation.fields.length === 0) continue;
          if (relation.onDelete !== null) continue;
          report(relation, relation.node);
        }
      },
      { anyDatabase: true },
    );

    function report(relation: Relation, node: NonNullable<Relation["node"]>): void {
      const last = node.arguments?.at(-1);
      context.report({
        node: relation.field.node.name,
        messageId: "implicit",
        data: {
          model: relation.field.model.name,
          field: relation.field.name,
          target: relation.target.name,
          action: relation.effectiveOnDelete,
        },
        suggest: !last
          ? []
          : choices(relation).map((action) => ({
              messageId: "write" as const,
              data: { action },
              fix: (fixer) => fixer.insertTextAfterRange(last.range, `, onDelete: ${action}`),
            })),
      });
    }
  },
};

/** The default first: writing it changes nothing. */
function choices({ effectiveOnDelete, fields }: Relation): ReferentialAction[] {
  const all: ReferentialAction[] = fields.some(({ arity }) => arity === "required")
    ? ["Restrict", "Cascade"]
    : ["SetNull", "Restrict", "Cascade"];
  return [effectiveOnDelete, ...all.filter((action) => action !== effectiveOnDelete)];
}

export default rule;
