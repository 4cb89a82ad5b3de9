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
    { name: "a percentage of a fee", code: invoice("percentageFee Float") },
    { name: "points", code: invoice("pointTotal Float") },
    { name: "the price of a unit, in micros", code: invoice("pricePerUnitMicros Int") },
    { name: "the comment says cents", code: invoice("price Int // minor units (cents)") },
    { name: "the documentation says cents", code: invoice("price Int /// in cents") },
    {
      name: "the documentation above says cents",
      code: invoice("/// In the smallest unit of its currency.\n  price Int"),
    },
    { name: "credits", code: invoice("creditBalance Int") },
  ],
  invalid: [
    ...["unitPrice", "pricePerUnit", "minuteCost", "tokenPrice"].map((name) => ({
      code: invoice(`${name} Float`),
      errors: [
        {
          messageId: "float" as const,
          line: 7,
          column: 4 + name.length,
          endLine: 7,
          endColumn: 9 + name.length,
          suggestions: suggestion(`${name} Decimal @db.Decimal(12, 2)`),
        },
      ],
    })),
    {
      name: "cents are another line's",
      code: invoice("price Int\n  other Int // cents"),
      errors: [
        {
          messageId: "whole",
          line: 7,
          column: 9,
          endLine: 7,
          endColumn: 12,
          suggestions: 1,
        },
      ],
    },
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
