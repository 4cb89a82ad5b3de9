import rule from "../../../src/rules/schema/prefer-enum.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const visit = (line: string, more = "") =>
  schema(`model Visit {\n  id String @id\n  ${line}\n}${more}`);
const ENUM = "\nenum VisitStatus {\n  BOOKED\n  DONE\n}";

testOnSchemas("prefer-enum", rule, {
  valid: [
    visit("status VisitStatus", ENUM),
    visit("mimeType String"),
    visit("state String"),
    visit("billingState String"),
    visit("status String @db.Char(2)"),
    visit("statusText String"),
    visit("type String @unique"),
    visit("roles String[]"),
  ],
  invalid: [
    {
      code: visit("status String"),
      errors: [
        {
          message:
            "'Visit.status' takes any text: a typo is stored, and code that compares it never meets it. Make it an enum, or let a CHECK name the values.",
          line: 7,
          column: 10,
          endLine: 7,
          endColumn: 16,
        },
      ],
    },
    {
      code: visit("status String?", ENUM),
      errors: [
        {
          messageId: "freeText",
          line: 7,
          column: 10,
          endLine: 7,
          endColumn: 16,
          suggestions: [
            {
              messageId: "useEnum",
              data: { name: "VisitStatus" },
              output: visit("status VisitStatus?", ENUM),
            },
          ],
        },
      ],
    },
    {
      name: "a default would have to change as well",
      code: visit('status String @default("booked")', ENUM),
      errors: [{ messageId: "freeText", line: 7, column: 10, endLine: 7, endColumn: 16 }],
    },
  ],
});
