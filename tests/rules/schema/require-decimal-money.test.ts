import rule from "../../../src/rules/schema/require-decimal-money.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const invoice = (line: string) => schema(`model Invoice {\n  id String @id\n  ${line}\n}`);
const suggestion = (line: string) => [
  {
    messageId: "useDecimal" as const,
    data: { type: "Decimal @db.Decimal(12, 2)" },
    output: invoice(line),
  },
];

testOnSchemas("require-decimal-money", rule, {
  valid: [
    invoice("price Decimal @db.Decimal(10, 2)"),
    invoice("priceCents Int"),
    invoice("amountInCents BigInt"),
    { name: "a count", code: invoice("total Int") },
    { name: "a rate", code: invoice("taxRate Float") },
    { name: "no money", code: invoice("score Float") },
    { name: "text", code: invoice("price String") },
    { name: "credits", code: invoice("creditBalance Int") },
  ],
  invalid: [
    {
      code: invoice("price Float"),
      errors: [
        {
          message:
            "'Invoice.price' keeps money as a binary fraction: 0.10 cannot be stored, and sums are off by cents.",
          line: 7,
          column: 9,
          endLine: 7,
          endColumn: 14,
          suggestions: suggestion("price Decimal @db.Decimal(12, 2)"),
        },
      ],
    },
    {
      code: invoice("copay Int?"),
      errors: [
        {
          messageId: "whole",
          line: 7,
          column: 9,
          endLine: 7,
          endColumn: 12,
          suggestions: suggestion("copay Decimal? @db.Decimal(12, 2)"),
        },
      ],
    },
    {
      code: invoice("balance Decimal @db.Money"),
      errors: [
        {
          messageId: "money",
          line: 7,
          column: 19,
          endLine: 7,
          endColumn: 28,
          suggestions: suggestion("balance Decimal @db.Decimal(12, 2)"),
        },
      ],
    },
    {
      code: invoice("totalAmount Decimal"),
      options: [{ precision: 10, scale: 4 }],
      errors: [
        {
          messageId: "unlimited",
          line: 7,
          column: 15,
          endLine: 7,
          endColumn: 22,
          suggestions: [
            {
              messageId: "useDecimal",
              data: { type: "Decimal @db.Decimal(10, 4)" },
              output: invoice("totalAmount Decimal @db.Decimal(10, 4)"),
            },
          ],
        },
      ],
    },
  ],
});
