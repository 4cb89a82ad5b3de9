import { hasTrigger } from "../../model/catalog/certainty.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import { countersOf } from "../../model/schema/counters.ts";
import type { Counter } from "../../model/schema/counters.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "unmaintained"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow counters that nothing keeps up to date",
      url: docsUrl("no-unmaintained-counter"),
      presets: ["strict"],
      area: "integrity",
      controls: [],
      risk: "low",
    },
    languages: [PRISMA],
    schema: [],
    messages: {
      unmaintained:
        "'{{model}}.{{field}}' counts '{{counted}}', and no trigger and no code of this project writes it: it keeps the number of its first day. Ask for _count instead, or let a trigger keep it.",
    },
  },
  create(context) {
    return visitModels(context, (model, _schema, project) => {
      for (const counter of countersOf(model)) {
        const { field, counted } = counter;
        if (mayBeKept(counter, project.catalog) || project.isWrittenInCode(field.name)) continue;
        context.report({
          node: field.node.name,
          messageId: "unmaintained",
          data: { model: model.name, field: field.name, counted: counted.name },
        });
      }
    });
  },
};

/** By a trigger on the rows that are counted, whatever it does, or by an expression. */
function mayBeKept({ field, counted }: Counter, catalog: Catalog): boolean {
  const target = counted.relation ? tableOf(counted.relation.target, catalog) : undefined;
  if (target && hasTrigger(catalog, target) !== "absent") return true;
  return tableOf(field.model, catalog)?.columns.get(field.databaseName)?.generated != null;
}

export default rule;
