import { partialUniqueIndex } from "../../fixes/partial-unique.ts";
import { isCertain } from "../../model/catalog/certainty.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import { conjuncts, parseCondition } from "../../model/catalog/predicates.ts";
import type { Catalog, Table } from "../../model/catalog/types.ts";
import { knowsPartialIndexes } from "../../model/schema/preview-features.ts";
import { isAssured } from "../../model/schema/partial-uniques.ts";
import { modelSelector, modelSelectorSchema } from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import type { Field, Model } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { firstLine, isFirstFile, UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

interface PartialUniqueSet {
  models: Selector;
  fields: string[];
  where: string;
}

type Types = {
  MessageIds: "missing" | "undeclared" | "unusableCondition" | "unusablePattern";
  RuleOptions: [{ sets: PartialUniqueSet[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that at most one of some rows is there",
      url: docsUrl("require-partial-unique"),
      presets: [],
      area: "integrity",
      controls: [],
      risk: "high",
    },
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          sets: {
            description: "Of which rows there is at most one.",
            type: "array",
            items: {
              type: "object",
              properties: {
                models: { description: "In which models.", ...modelSelectorSchema },
                fields: {
                  description: "The fields of which each value is there once.",
                  type: "array",
                  items: { type: "string" },
                  minItems: 1,
                  uniqueItems: true,
                },
                where: {
                  description: "A condition of SQL, over columns: among which rows.",
                  type: "string",
                  minLength: 1,
                },
              },
              required: ["models", "fields", "where"],
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ sets: [] }],
    messages: {
      missing:
        "Nothing keeps '{{model}}' from having several rows with the same {{fields}} where {{where}}: two requests at once make two. For a new migration: {{remedy}}",
      undeclared:
        "Nothing keeps '{{model}}' from having several rows with the same {{fields}} where {{where}}: two requests at once make two. Declare it: {{remedy}}",
      unusableCondition:
        "The option where '{{where}}' is no condition of SQL, and what it should require is not checked.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const sets = context.options[0].sets.map((set) => ({
      ...set,
      isFor: modelSelector(set.models),
      condition: parseCondition(set.where),
    }));
    const selectors = sets.map(({ models }) => models);
    const visitor = visitSelected(context, selectors, (model, schema, project) => {
      const { catalog, settings, isPostgres } = project;
      if (!isPostgres) return;
      const table = tableOf(model, catalog) ?? null;
      // Without migrations the schema says what the database has, where Prisma lets it say so.
      const isInSchema = project.migrations.length === 0 && knowsPartialIndexes(schema);
      if (table ? !isKnown(table, catalog) : !isInSchema) return;
      for (const { isFor, fields: names, where, condition } of sets) {
        const fields = isFor(model, schema, settings) ? fieldsOf(model, names) : null;
        if (!fields || !condition) continue;
        if (isAssured({ fields, where: conjuncts(condition) }, model, table)) continue;
        const columns = fields.map((field) => field.databaseName);
        context.report({
          node: model.node.name,
          messageId: table ? "missing" : "undeclared",
          data: {
            model: model.name,
            fields: names.map((name) => `'${name}'`).join(", "),
            where,
            remedy: table
              ? partialUniqueIndex(table, columns, where)
              : `@@unique([${names.join(", ")}], where: raw(${JSON.stringify(where)}))`,
          },
        });
      }
    });
    const unusable = sets.filter(({ condition }) => condition === null);
    return {
      ...visitor,
      PrismaSchema(node) {
        visitor.PrismaSchema?.(node);
        if (!isFirstFile(projectOf(context))) return;
        for (const { where } of unusable) {
          const loc = firstLine(context, node);
          context.report({ loc, messageId: "unusableCondition", data: { where } });
        }
      },
    };
  },
};

function isKnown(table: Table, catalog: Catalog): boolean {
  const aspects = ["indexes", "constraints"] as const;
  return !table.opaque && aspects.every((aspect) => isCertain(catalog, aspect, table));
}

/** Null when the model has not all of them: the set is not about it. */
function fieldsOf(model: Model, names: readonly string[]): Field[] | null {
  const fields = names.flatMap((name) => model.field(name) ?? []);
  return fields.length === names.length ? fields : null;
}

export default rule;
