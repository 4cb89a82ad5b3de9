import { apply } from "../../fixes/edit.ts";
import { removeAttribute } from "../../fixes/prisma.ts";
import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

type Types = { MessageIds: "literal" | "generated" | "remove"; RuleOptions: [] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow defaults on encrypted fields",
      url: docsUrl("no-default-on-encrypted-field"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      literal:
        "The default of '{{model}}.{{field}}' is filled in behind the code that encrypts: every row that is created without a value holds it in clear. Give the value in the code.",
      generated:
        "'{{model}}.{{field}}' is encrypted, and {{name}}() is called behind the code that encrypts: the value is stored in clear. Make it in the code.",
      remove: "Remove the default; the code has to give the value.",
    },
  },
  create(context) {
    const { text } = context.sourceCode;
    return visitModels(
      context,
      (model, _schema, { encryption: { registry } }) => {
        for (const field of model.fields.filter(hasValue)) {
          const value = field.default;
          if (!value || registry?.holdsCiphertext(field) !== true) continue;
          const name = value.kind === "function" ? value.name : "";
          context.report({
            node: value.node,
            messageId: value.kind === "function" ? "generated" : "literal",
            data: { model: model.name, field: field.name, name },
            suggest: [
              {
                messageId: "remove",
                fix: (fixer) =>
                  apply(fixer, removeAttribute(value.node, field.node, model.node, text)),
              },
            ],
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

/** A default that says something: an empty text, list or document gives nothing away. */
function hasValue({ default: value }: Field): boolean {
  switch (value?.kind) {
    case "literal":
      return !EMPTY.has(value.value.replaceAll(/\s/gu, ""));
    case "list":
      return value.node.arguments?.some(({ value: list }) => !isEmptyArray(list)) ?? false;
    case "function":
      return true;
    default:
      return false;
  }
}

const EMPTY: ReadonlySet<string> = new Set(["", "{}", "[]", "null"]);

function isEmptyArray(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "elements" in value &&
    Array.isArray(value.elements) &&
    value.elements.length === 0
  );
}

export default rule;
