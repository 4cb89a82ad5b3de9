import { isProtected } from "../../model/phi/protection.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import type { Model, Relation, SchemaModel } from "../../model/schema/types.ts";
import type { Settings } from "../../settings.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "implicit"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description:
        "Disallow implicit many-to-many relations between tenant-scoped or protected models",
      url: docsUrl("no-implicit-many-to-many"),
      presets: ["hipaa", "strict"],
      area: "tenancy",
      controls: [],
      risk: "high",
    },
    languages: [PRISMA],
    schema: [],
    messages: {
      implicit:
        "Prisma keeps who belongs to whom between '{{model}}' and '{{target}}' in a table of its own, '{{table}}', with two columns: there is no room for a tenant, for who added it and when, or for a soft delete. Make it a model.",
    },
  },
  create(context) {
    return visitModels(context, (model, schema, { settings }) => {
      for (const { relation } of model.fields) {
        if (relation?.joinTable == null || !isFirstSide(relation)) continue;
        if (![model, relation.target].some((side) => isDelicate(side, schema, settings))) continue;
        context.report({
          node: relation.field.node.name,
          messageId: "implicit",
          data: { model: model.name, target: relation.target.name, table: relation.joinTable },
        });
      }
    });
  },
};

/** The side that comes first by name speaks for both. */
function isFirstSide({ field, target, opposite }: Relation): boolean {
  if (field.model !== target) return field.model.name < target.name;
  return opposite === null || field.name <= opposite.name;
}

function isDelicate(model: Model, schema: SchemaModel, settings: Settings): boolean {
  const isScoped = traitsOf(schema, settings.traits).get(model.name)?.has("tenant-scoped") === true;
  return isScoped || isProtected(model, schema, settings);
}

export default rule;
