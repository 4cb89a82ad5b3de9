import { isCertain } from "../../model/catalog/certainty.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Catalog, Column, Table } from "../../model/catalog/types.ts";
import { boundedKind } from "../../model/schema/bounded.ts";
import type { Bounded } from "../../model/schema/bounded.ts";
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

interface Selected {
  models?: Selector;
  fields: Selector;
}

type Types = {
  MessageIds: Bounded | "configured" | "unusablePattern";
  RuleOptions: [{ fields: Selected[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require a CHECK on percentages, rates, scores and chosen fields",
      url: docsUrl("require-check-constraint"),
      presets: ["hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "medium",
    },
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          fields: {
            description: "Fields that need a CHECK whatever their names say.",
            type: "array",
            items: {
              type: "object",
              properties: {
                models: { description: "In which models; all by default.", ...modelSelectorSchema },
                fields: { description: "Which fields.", ...fieldSelectorSchema },
              },
              required: ["fields"],
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ fields: [] }],
    messages: {
      percentage:
        "'{{model}}.{{field}}' is a percentage, and no migration limits '{{column}}' by a CHECK: 1,000 and -5 are stored like any other number.",
      rate: "'{{model}}.{{field}}' is a share, and no migration limits '{{column}}' by a CHECK: 15 is stored where 0.15 is meant, and -1 too.",
      score:
        "'{{model}}.{{field}}' is a score, and no migration limits '{{column}}' by a CHECK to its scale: any number is stored.",
      configured:
        "No migration limits '{{column}}' of '{{model}}.{{field}}' by a CHECK, as this project's configuration asks for: any value is stored.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const chosen = context.options[0].fields.map(({ models, fields }) => ({
      isIn: modelSelector(models),
      selects: fieldSelector(fields),
    }));
    const selectors = context.options[0].fields.flatMap(({ models, fields }) => [models, fields]);
    return visitSelected(context, selectors, (model, schema, { catalog, settings, isPostgres }) => {
      const table = isPostgres ? tableOf(model, catalog) : undefined;
      if (!table || table.opaque || !isCertain(catalog, "constraints", table)) return;
      const here = chosen.filter(({ isIn }) => isIn(model, schema, settings));
      for (const field of model.fields) {
        const isChosen = here.some(({ selects }) => selects(field, schema, settings));
        const kind = isChosen ? "configured" : boundedKind(field);
        const column = kind && table.columns.get(field.databaseName);
        if (!column || isLimited(column, table, catalog)) continue;
        context.report({
          node: field.node.name,
          messageId: kind,
          data: { model: model.name, field: field.name, column: column.name },
        });
      }
    });
  },
};

/** By a CHECK that speaks of it, by its own formula, or perhaps by those of its domain. */
function isLimited({ name, type, typeSchema, generated }: Column, table: Table, catalog: Catalog) {
  if (generated !== null || table.checks.some(({ columns }) => columns.includes(name))) return true;
  return typeSchema !== null && !catalog.enums.has(`${typeSchema}.${type}`);
}

export default rule;
