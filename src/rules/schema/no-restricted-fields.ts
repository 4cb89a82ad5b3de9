import {
  fieldSelector,
  fieldSelectorSchema,
  modelSelector,
  modelSelectorSchema,
} from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

interface Restriction {
  models?: Selector;
  fields: Selector;
  /** Only fields of these types. */
  types?: string[];
  /** Why not, and what instead; ends the finding. */
  message?: string;
}

type Types = {
  MessageIds: "restricted" | "unusablePattern";
  RuleOptions: [{ restrict: Restriction[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow fields of certain names, types or kinds",
      url: docsUrl("no-restricted-fields"),
      presets: [],
      area: "quality",
      controls: [],
      risk: "low",
    },
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          restrict: {
            description: "What no field may be.",
            type: "array",
            items: {
              type: "object",
              properties: {
                models: { description: "In which models; all by default.", ...modelSelectorSchema },
                fields: { description: "Which fields.", ...fieldSelectorSchema },
                types: {
                  description: "Only fields of these types, named as the schema names them.",
                  type: "array",
                  items: { type: "string" },
                  minItems: 1,
                },
                message: { description: "Why not, and what instead.", type: "string" },
              },
              required: ["fields"],
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ restrict: [] }],
    messages: {
      restricted: "'{{model}}' may not have a field '{{field}}'. {{message}}",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const { restrict } = context.options[0];
    const restrictions = restrict.map(({ models, fields, types, message }) => ({
      isIn: modelSelector(models),
      selects: fieldSelector(fields),
      hasType: (type: string) => types?.includes(type) ?? true,
      message: message ?? "This project's configuration forbids it.",
    }));
    const selectors = restrict.flatMap(({ models, fields }) => [models, fields]);
    return visitSelected(context, selectors, (model, schema, { settings }) => {
      const here = restrictions.filter(({ isIn }) => isIn(model, schema, settings));
      for (const field of model.fields) {
        const restriction = here.find(
          ({ selects, hasType }) => hasType(field.type) && selects(field, schema, settings),
        );
        if (!restriction) continue;
        context.report({
          node: field.node.name,
          messageId: "restricted",
          data: { model: model.name, field: field.name, message: restriction.message },
        });
      }
    });
  },
};

export default rule;
