import { compoundWords } from "../../model/phi/words.ts";
import type { Enum, Field, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

/** What has a handful of values. */
const CLOSED = new Set("status state type role priority category kind severity".split(" "));
/** Words before it that make it something else: a media type, a postal state. */
const OPEN = new Set(
  "mime content media file address postal billing shipping home birth token license".split(" "),
);

const rule: PrismaRuleDefinition<{ MessageIds: "freeText" | "useEnum"; RuleOptions: [] }> = {
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
    schema: [],
    messages: {
      freeText:
        "'{{model}}.{{field}}' takes any text: a typo is stored, and code that compares it never meets it. Make it an enum, or let a CHECK name the values.",
      useEnum: "Use the enum '{{name}}', which the schema has.",
    },
  },
  create(context) {
    return visitModels(context, (model, schema) => {
      // An account of NextAuth and its kin: the providers say what stands in it.
      if (model.field("providerAccountId")) return;
      for (const field of model.fields.filter(isClosed)) {
        const fitting = enumFor(field, schema);
        const { name } = field.node.fieldType;
        context.report({
          node: name,
          messageId: "freeText",
          data: { model: model.name, field: field.name },
          suggest: fitting
            ? [
                {
                  messageId: "useEnum",
                  data: { name: fitting.name },
                  fix: (fixer) => fixer.replaceTextRange(name.range, fitting.name),
                },
              ]
            : [],
        });
      }
    });
  },
};

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
