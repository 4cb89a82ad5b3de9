import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import { moneyFault } from "../../model/schema/money.ts";
import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type MessageIds = "float" | "whole" | "money" | "unlimited" | "useDecimal";

interface Options {
  precision: number;
  scale: number;
}

const rule: PrismaRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [Options] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require money to be kept as Decimal with a precision",
      url: docsUrl("require-decimal-money"),
      presets: ["hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          precision: {
            description: "All digits of what is suggested.",
            type: "integer",
            minimum: 1,
          },
          scale: { description: "Those after the point.", type: "integer", minimum: 0 },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ precision: 12, scale: 2 }],
    messages: {
      float:
        "'{{model}}.{{field}}' keeps money as a binary fraction: 0.10 cannot be stored, and sums are off by cents.",
      whole:
        "'{{model}}.{{field}}' keeps money as a whole number, and its name does not say of what: call it {{field}}Cents, or keep a Decimal.",
      money:
        "'{{model}}.{{field}}' is of PostgreSQL's type money: its currency and its decimals follow the server's locale.",
      unlimited:
        "'{{model}}.{{field}}' is numeric(65,30): thirty decimals of a cent are stored and shown. Say how many there are.",
      useDecimal: "Keep it as {{type}}; the migration converts the rows.",
    },
  },
  create(context) {
    const [{ precision, scale }] = context.options;
    const attribute = `@db.Decimal(${precision}, ${scale})`;
    return visitModels(context, (model) => {
      for (const field of model.fields) {
        const messageId = moneyFault(field);
        if (messageId === null) continue;
        context.report({
          node: field.nativeType?.node ?? field.node.fieldType.name,
          messageId,
          data: { model: model.name, field: field.name },
          suggest: [
            {
              messageId: "useDecimal",
              data: { type: `Decimal ${attribute}` },
              fix(fixer) {
                const { text } = context.sourceCode;
                return apply(fixer, editFields(model.node, text, toDecimal(field, attribute)));
              },
            },
          ],
        });
      }
    });
  },
};

function toDecimal({ node, arity, nativeType }: Field, source: string): FieldChange[] {
  const type = arity === "optional" ? "Decimal?" : "Decimal";
  return [
    { kind: "replaceType", field: node, type },
    nativeType
      ? { kind: "replaceAttribute", field: node, attribute: nativeType.node, source }
      : { kind: "insertAttribute", field: node, attribute: source },
  ];
}

export default rule;
