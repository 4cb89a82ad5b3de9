import { mayHaveCheck } from "../../model/catalog/column-checks.ts";
import { compoundWords } from "../../model/phi/words.ts";
import { polymorphicKeys } from "../../model/schema/polymorphic.ts";
import type { Enum, Field, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { areTogether, dataOfFields, eachSchema } from "./report-together.ts";
import type { TogetherOptions } from "./report-together.ts";
import { visitModels } from "./visit-models.ts";

/** What has a handful of values. */
const CLOSED = new Set("status state type role priority category kind severity".split(" "));
/** Words before it that make it something else: a media type, a postal state. */
const OPEN = new Set(
  "mime content media file address postal billing shipping home birth token license".split(" "),
);

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
    return visitModels(context, (model, schema, { catalog }) => {
      // An account of NextAuth and its kin: the providers say what stands in it.
      if (model.field("providerAccountId")) return;
      // The type of a polymorphic key has a rule of its own.
      const typesOfKeys = polymorphicKeys(model, schema).map(({ type }) => type);
      const free = model.fields
        .filter((field) => isClosed(field) && !typesOfKeys.includes(field))
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

function isClosed({ name, type, arity, isUnique, isId, foreignKeys, nativeType }: Field): boolean {
  if (type !== "String" || arity === "list" || isUnique || isId || foreignKeys.length > 0)
    return false;
  // A postal state is a CHAR(2) or VARCHAR(2).
  if (nativeType !== null && nativeType.name !== "Text") return false;
  const words = compoundWords(name);
  const [last = "", before = ""] = words.toReversed();
  if (last === "state") return words.length > 1 && !OPEN.has(before);
  return CLOSED.has(last) && !OPEN.has(before);
}

/** `PatientStatus` for the status of a patient; never another model's, nor one whose values the default is not of. */
function enumFor(field: Field, { enums }: SchemaModel): Enum | null {
  const named = `${field.model.name}${field.name}`.toLowerCase();
  const found = [...enums.values()].find(({ name }) => name.toLowerCase() === named);
  if (!found || field.default === null) return found ?? null;
  return null;
}

export default rule;
