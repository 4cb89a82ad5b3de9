import rule from "../../../src/rules/schema/require-default-empty-list.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

testOnSchemas("require-default-empty-list", rule, {
  valid: [
    schema("model Note {\n  id   String   @id\n  tags String[] @default([])\n}"),
    schema(
      "model Note {\n  id String @id\n  pages Page[]\n}\nmodel Page {\n  id String @id\n  noteId String\n  note Note @relation(fields: [noteId], references: [id])\n}",
    ),
    {
      name: "another database",
      code: 'datasource db {\n  provider = "mongodb"\n}\nmodel Note {\n  id String @id\n  tags String[]\n}\n',
    },
  ],
  invalid: [
    {
      code: schema("model Note {\n  id   String   @id\n  tags String[]\n}"),
      output: schema("model Note {\n  id   String   @id\n  tags String[] @default([])\n}"),
      errors: [
        {
          message:
            "'Note.tags' is a list without a default: its column can be null, which the client shows as an empty list and a filter for empty lists does not find.",
          line: 7,
          column: 8,
          endLine: 7,
          endColumn: 16,
        },
      ],
    },
    {
      code: schema(
        'enum Role {\n  A\n}\nmodel User {\n  id String @id\n  roles Role[] @map("r")\n}',
      ),
      output: schema(
        'enum Role {\n  A\n}\nmodel User {\n  id String @id\n  roles Role[] @default([]) @map("r")\n}',
      ),
      errors: [{ messageId: "nullable", line: 10, column: 9, endLine: 10, endColumn: 15 }],
    },
  ],
});
