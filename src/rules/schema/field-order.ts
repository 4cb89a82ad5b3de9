import { apply } from "../../fixes/edit.ts";
import { moveFields } from "../../fixes/field-order.ts";
import { fieldOrderer } from "../../model/schema/field-order.ts";
import {
  fieldSelectorSchema,
  modelSelector,
  modelSelectorSchema,
} from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

interface OrderRequirement {
  models?: Selector;
  /** Selectors of fields; `...` stands for all others. */
  order: string[];
}

type Types = {
  MessageIds: "misplaced" | "unusablePattern";
  RuleOptions: [{ orders: OrderRequirement[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "layout",
    docs: {
      description: "Enforce an order of fields",
      url: docsUrl("field-order"),
      presets: [],
      area: "quality",
      controls: [],
      risk: "low",
    },
    fixable: "whitespace",
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          orders: {
            description: "The first that is for a model holds.",
            type: "array",
            items: {
              type: "object",
              properties: {
                models: {
                  description: "For which models; all by default.",
                  ...modelSelectorSchema,
                },
                order: {
                  description: "Selectors of fields in their order; `...` stands for all others.",
                  type: "array",
                  items: { type: "string", pattern: fieldSelectorSchema.pattern },
                  minItems: 1,
                },
              },
              required: ["order"],
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ orders: [] }],
    messages: {
      misplaced: "'{{field}}' of '{{model}}' is not in its place. The order is: {{order}}.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const orders = context.options[0].orders.map(({ models, order }) => ({
      isFor: modelSelector(models),
      orderOf: fieldOrderer(order),
      list: order.join(", "),
    }));
    const selectors = context.options[0].orders.flatMap(({ models, order }) => [models, order]);
    return visitSelected(context, selectors, (model, schema, { settings }) => {
      const found = orders.find(({ isFor }) => isFor(model, schema, settings));
      if (!found) return;
      const { wanted, misplaced } = found.orderOf(model, schema, settings);
      const [first] = misplaced;
      if (!first) return;
      context.report({
        node: first.node.name,
        messageId: "misplaced",
        data: { field: first.name, model: model.name, order: found.list },
        fix(fixer) {
          const edit = moveFields(
            model,
            context.sourceCode.text,
            wanted.map(({ node }) => node),
            new Set(misplaced.map(({ node }) => node)),
          );
          return edit && apply(fixer, edit);
        },
      });
    });
  },
};

export default rule;
