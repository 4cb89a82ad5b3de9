import { apply } from "../../fixes/edit.ts";
import { insertBlockAttribute } from "../../fixes/prisma.ts";
import { isCertain } from "../../model/catalog/certainty.ts";
import { mayHaveCheck } from "../../model/catalog/column-checks.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import { allIndexes } from "../../model/schema/indexes.ts";
import { namesTables, polymorphicKeys } from "../../model/schema/polymorphic.ts";
import type { Field, Model } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{
  MessageIds: "untyped" | "freeType" | "unindexed" | "addIndex";
  RuleOptions: [];
}> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require ids of several models' rows to have a closed type and an index",
      url: docsUrl("require-polymorphic-owner"),
      presets: ["strict"],
      area: "relations",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      untyped:
        "Nothing says of which model '{{model}}.{{id}}' is the id: it has no relation, and no type beside it.",
      freeType:
        "'{{model}}.{{type}}' says of which model '{{id}}' is, and takes any text: with a typo the row belongs to nothing. Make it an enum, or let a CHECK name the models.",
      unindexed:
        "No index of '{{model}}' holds '{{type}}' and '{{id}}': finding what belongs to one owner reads the whole table.",
      addIndex: "Add @@index([{{type}}, {{id}}]).",
    },
  },
  create(context) {
    return visitModels(context, (model, schema, { settings, catalog }) => {
      const isLog = namesTables(model, schema, settings);
      for (const { id, type } of polymorphicKeys(model, schema)) {
        const data = { model: model.name, id: id.name, type: type?.name ?? "" };
        if (!type) {
          context.report({ node: id.node.name, messageId: "untyped", data });
          continue;
        }
        if (!isLog && type.kind !== "enum" && !mayHaveCheck(type, catalog)) {
          context.report({ node: type.node.fieldType, messageId: "freeType", data });
        }
        if (isIndexed(model, id, type, catalog)) continue;
        context.report({
          node: id.node.name,
          messageId: "unindexed",
          data,
          suggest: [
            {
              messageId: "addIndex",
              data,
              fix(fixer) {
                const attribute = `@@index([${type.name}, ${id.name}])`;
                const { text } = context.sourceCode;
                return apply(fixer, insertBlockAttribute(model.node, text, attribute));
              },
            },
          ],
        });
      }
    });
  },
};

/** An index over both, whatever stands beside them, or one that begins with the id, which alone selects enough. */
function isIndexed(model: Model, id: Field, type: Field, catalog: Catalog): boolean {
  const table = tableOf(model, catalog);
  if (!isCertain(catalog, "indexes", table)) return true;
  const own = allIndexes(model).map(({ fields }) => fields.map(({ name }) => name));
  const made = (table?.indexes ?? []).map(({ columns }) => columns);
  return (
    own.some((names) => serves(names, id.name, type.name)) ||
    made.some((columns) => serves(columns, id.databaseName, type.databaseName))
  );
}

function serves(names: readonly (string | null)[], id: string, type: string): boolean {
  return names[0] === id || (names.includes(id) && names.includes(type));
}

export default rule;
