import rule from "../../../src/rules/schema/no-unbounded-string.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const note = (line: string) =>
  schema(`model Note {\n  id   String @id @default(uuid())\n  ${line}\n}`);

testOnSchemas("no-unbounded-string", rule, {
  valid: [
    note("text String @db.VarChar(500)"),
    note("text String @db.Uuid"),
    { code: note("text String @db.Text"), options: [{ allowText: true }] },
    { code: note("text String"), options: [{ fields: "!text" }] },
    { code: note("text String"), options: [{ models: ["!Note"] }] },
    { name: "ciphertext", code: note("/// @encrypted\n  text String") },
    {
      name: "keys are as long as what they refer to",
      code: schema(
        'model A {\n  id String @id @default(cuid())\n  a  A?     @relation("a", fields: [aId], references: [id])\n  as A[]    @relation("a")\n  aId String?\n}',
      ),
    },
    {
      name: "MySQL bounds them itself",
      code: note("text String").replace("postgresql", "mysql"),
    },
  ],
  invalid: [
    {
      code: note("text String"),
      errors: [
        {
          message:
            "'Note.text' may be of any length: one request can store a gigabyte in it. Say how long it may be.",
          line: 7,
          column: 8,
          endLine: 7,
          endColumn: 14,
          suggestions: [
            {
              messageId: "bound",
              data: { length: "255" },
              output: note("text String @db.VarChar(255)"),
            },
          ],
        },
      ],
    },
    {
      code: note("text String @db.Text"),
      options: [{ length: 80 }],
      errors: [
        {
          messageId: "unbounded",
          line: 7,
          column: 15,
          endLine: 7,
          endColumn: 23,
          suggestions: [
            {
              messageId: "bound",
              data: { length: "80" },
              output: note("text String @db.VarChar(80)"),
            },
          ],
        },
      ],
    },
  ],
});
