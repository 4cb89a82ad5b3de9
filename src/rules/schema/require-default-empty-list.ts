import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import type { Field, Model } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { areTogether, dataOfFields, eachSchema } from "./report-together.ts";
import type { TogetherOptions } from "./report-together.ts";
import { visitModels } from "./visit-models.ts";

type Types = { MessageIds: "nullable" | "nullables"; RuleOptions: [TogetherOptions] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require lists of scalars to begin empty",
      url: docsUrl("require-default-empty-list"),
      presets: ["strict"],
      area: "integrity",
      controls: [],
      risk: "low",
    },
    fixable: "code",
    languages: [PRISMA],
    schema: [{ type: "object", properties: { each: eachSchema }, additionalProperties: false }],
    defaultOptions: [{ each: false }],
    messages: {
      nullable:
        "'{{model}}.{{field}}' is a list without a default: its column can be null, which the client shows as an empty list and a filter for empty lists does not find.",
      nullables:
        "{{count}} lists of '{{model}}' have no default, {{fields}}: their columns can be null, which the client shows as an empty list and a filter for empty lists does not find.",
    },
  },
  create(context) {
    const [options] = context.options;
    return visitModels(context, (model) => {
      const fields = model.fields.filter(isNullableList);
      const groups = areTogether(fields, options) ? [fields] : fields.map((field) => [field]);
      for (const group of groups) report(context, model, group);
    });
  },
};

/** One list stands where its type is, several at the model's name. */
function report(context: PrismaContext<Types>, model: Model, fields: readonly Field[]): void {
  const [first, second] = fields;
  if (!first) return;
  context.report({
    node: second ? model.node.name : first.node.fieldType,
    messageId: second ? "nullables" : "nullable",
    data: second ? dataOfFields(model, fields) : { model: model.name, field: first.name },
    fix(fixer) {
      const changes = fields.map(({ node }): FieldChange => ({
        kind: "insertAttribute",
        field: node,
        attribute: "@default([])",
      }));
      return apply(fixer, editFields(model.node, context.sourceCode.text, changes));
    },
  });
}

function isNullableList({ arity, kind, default: value }: Field): boolean {
  return arity === "list" && (kind === "scalar" || kind === "enum") && value === null;
}

export default rule;
