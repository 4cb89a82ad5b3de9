import rule from "../../../src/rules/schema/require-native-uuid.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

testOnSchemas("require-native-uuid", rule, {
  valid: [
    schema("model Note {\n  id String @id @default(uuid()) @db.Uuid\n}"),
    schema("model Note {\n  id String @id @default(cuid())\n}"),
    {
      name: "a decision",
      code: schema("model Note {\n  id String @id @default(uuid()) @db.VarChar(36)\n}"),
    },
  ],
  invalid: [
    {
      code: schema("model Note {\n  id String @id @default(uuid(7))\n}"),
      errors: [
        {
          message:
            "'Note.id' keeps a UUID as text: 37 bytes in every row and index that refers to it in place of 16, and any text is accepted.",
          line: 6,
          column: 6,
          endLine: 6,
          endColumn: 12,
          suggestions: [
            {
              messageId: "useUuid",
              output: schema("model Note {\n  id String @id @default(uuid(7)) @db.Uuid\n}"),
            },
          ],
        },
      ],
    },
  ],
});
