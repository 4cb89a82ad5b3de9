import type { PrismaAttribute, PrismaBlockAttribute } from "../../languages/prisma/ast.ts";
import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import { knowsPartialIndexes } from "../../model/schema/preview-features.ts";
import { softDeleteUniques } from "../../model/schema/soft-delete-uniques.ts";
import { softDeleteFields } from "../../model/schema/soft-delete.ts";
import type { Field, Index, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Types = { MessageIds: "blocks" | "letsThrough" | "makePartial"; RuleOptions: [] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require uniques to leave out rows that are deleted softly",
      url: docsUrl("require-soft-delete-unique"),
      presets: ["strict"],
      area: "integrity",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      blocks:
        "A deleted row of '{{model}}' keeps its {{fields}} taken, and no new row can have the same. Make it a unique index over the rows where '{{timestamp}}' is null.",
      letsThrough:
        "'{{timestamp}}' is null in live rows of '{{model}}', and PostgreSQL holds nulls apart: any number of them may have the same {{fields}}. Make it a unique index without '{{timestamp}}', over the rows where that is null.",
      makePartial: "Write where: { {{timestamp}}: null }.",
    },
  },
  create(context) {
    return visitModels(context, (model, schema, { settings, catalog }) => {
      const { timestamp } = softDeleteFields(model, settings);
      if (!timestamp) return;
      const table = tableOf(model, catalog);
      for (const { index, kind } of softDeleteUniques(model, timestamp, table, catalog)) {
        report(context, index, kind, timestamp, schema);
      }
    });
  },
};

function report(
  context: PrismaContext<Types>,
  { node, fields }: Index,
  messageId: "blocks" | "letsThrough",
  timestamp: Field,
  schema: SchemaModel,
): void {
  const isFieldsOwn = node.type === "PrismaAttribute";
  const others = fields.map(({ name }) => name).filter((name) => name !== timestamp.name);
  const data = {
    model: timestamp.model.name,
    fields: others.map((name) => `'${name}'`).join(" and "),
    timestamp: timestamp.name,
  };
  const edit =
    messageId === "blocks" && knowsPartialIndexes(schema)
      ? partial(node, `where: { ${timestamp.name}: null }`)
      : null;
  context.report({
    node: isFieldsOwn ? node : node.name,
    messageId,
    data,
    suggest: edit ? [{ messageId: "makePartial", data, fix: (fixer) => apply(fixer, edit) }] : [],
  });
}

/** `@unique` becomes `@unique(where: …)`; what is in the parentheses stays. */
function partial(node: PrismaAttribute | PrismaBlockAttribute, argument: string): TextEdit {
  const last = node.arguments?.at(-1);
  if (last) return { range: [last.range[1], last.range[1]], text: `, ${argument}` };
  return { range: [node.name.range[1], node.range[1]], text: `(${argument})` };
}

export default rule;
