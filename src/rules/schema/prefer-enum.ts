import { mayHaveCheck } from "../../model/catalog/column-checks.ts";
import { isClosedText } from "../../model/schema/closed-values.ts";
import { namesTables, polymorphicKeys } from "../../model/schema/polymorphic.ts";
import type { Enum, Field, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { areTogether, dataOfFields, eachSchema } from "./report-together.ts";
import type { TogetherOptions } from "./report-together.ts";
import { visitModels } from "./visit-models.ts";

type Types = { MessageIds: "freeText" | "freeTexts" | "useEnum"; RuleOptions: [TogetherOptions] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require enums where there is a handful of values",
      url: docsUrl("prefer-enum"),
      presets: ["hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [{ type: "object", properties: { each: eachSchema }, additionalProperties: false }],
    defaultOptions: [{ each: false }],
    messages: {
      freeText:
        "'{{model}}.{{field}}' takes any text: a typo is stored, and code that compares it never meets it. Make it an enum, or let a CHECK name the values.",
      freeTexts:
        "{{count}} fields of '{{model}}' take any text, {{fields}}: a typo is stored, and code that compares it never meets it. Make them enums, or let CHECKs name the values.",
      useEnum: "Use the enum '{{name}}', which the schema has.",
    },
  },
  create(context) {
    const [options] = context.options;
    return visitModels(context, (model, schema, { catalog, settings }) => {
      // An account of NextAuth and its kin: the providers say what stands in it.
      if (model.field("providerAccountId")) return;
      const tablesNamed = namesTables(model, schema, settings)
        ? polymorphicKeys(model, schema).map(({ type }) => type)
        : [];
      const free = model.fields
        .filter((field) => isClosedText(field) && !tablesNamed.includes(field))
        .filter((field) => !mayHaveCheck(field, catalog));
      const fitting = free.filter((field) => enumFor(field, schema));
      const others = free.filter((field) => !fitting.includes(field));
      for (const field of fitting) reportField(context, field, enumFor(field, schema));
      if (areTogether(others, options)) {
        const data = dataOfFields(model, others);
        context.report({ node: model.node.name, messageId: "freeTexts", data });
      } else {
        for (const field of others) reportField(context, field, null);
      }
    });
  },
};

function reportField(
  context: PrismaContext<Types>,
  { name, model, node }: Field,
  fitting: Enum | null,
): void {
  const type = node.fieldType.name;
  context.report({
    node: type,
    messageId: "freeText",
    data: { model: model.name, field: name },
    suggest: fitting
      ? [
          {
            messageId: "useEnum",
            data: { name: fitting.name },
            fix: (fixer) => fixer.replaceTextRange(type.range, fitting.name),
          },
        ]
      : [],
  });
}

/** `PatientStatus` for the status of a patient; never another model's, nor one whose values the default is not of. */
function enumFor(field: Field, { enums }: SchemaModel): Enum | null {
  const named = `${field.model.name}${field.name}`.toLowerCase();
  const found = [...enums.values()].find(({ name }) => name.toLowerCase() === named);
  if (!found || field.default === null) return found ?? null;
  return null;
}

export default rule;
