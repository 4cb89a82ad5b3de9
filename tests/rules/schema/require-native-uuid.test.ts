import rule from "../../../src/rules/schema/require-native-uuid.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

/** Models A0, A1 and so on, each with a UUID as text. */
const models = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `model A${String(index)} {\n  id String @id @default(uuid())\n}\n`,
  ).join("");

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
      name: "how the schema does it, said once",
      code: `${models(10)}model B {\n  id String @id @default(uuid()) @db.Uuid\n}\n`,
      errors: [
        {
          message:
            "This schema keeps UUIDs as text, 10 of them, 'A0.id' to begin with: 37 bytes in every row and index that refers to one in place of 16, and any text is accepted.",
          line: 2,
          column: 6,
          endLine: 2,
          endColumn: 12,
        },
      ],
    },
    {
      name: "an oversight among others that are native",
      code: `${models(10).replaceAll("uuid())", "uuid()) @db.Uuid")}model B {\n  id String @id @default(uuid())\n}\n`,
      errors: [
        {
          messageId: "storedAsText",
          line: 32,
          column: 6,
          endLine: 32,
          endColumn: 12,
          suggestions: [
            {
              messageId: "useUuid",
              output: `${models(10).replaceAll("uuid())", "uuid()) @db.Uuid")}model B {\n  id String @id @default(uuid()) @db.Uuid\n}\n`,
            },
          ],
        },
      ],
    },
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
    {
      name: "each by itself, if asked for",
      code: models(10),
      options: [{ each: true }],
      errors: Array.from({ length: 10 }, (_, index) => ({
        messageId: "storedAsText" as const,
        line: 3 * index + 2,
        column: 6,
        endLine: 3 * index + 2,
        endColumn: 12,
        suggestions: 1,
      })),
    },
  ],
});
