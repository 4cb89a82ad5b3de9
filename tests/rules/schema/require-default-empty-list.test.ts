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
      name: "many at once",
      code: schema(
        'model Note {\n  id String   @id\n  a  String[]\n  b  Int[]\n  c  String[] @map("x")\n}',
      ),
      output: schema(
        'model Note {\n  id String   @id\n  a  String[] @default([])\n  b  Int[]    @default([])\n  c  String[] @default([]) @map("x")\n}',
      ),
      errors: [
        {
          message:
            "3 lists of 'Note' have no default, 'a', 'b' and 'c': their columns can be null, which the client shows as an empty list and a filter for empty lists does not find.",
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 11,
        },
      ],
    },
    {
      name: "each by itself, if asked for",
      code: schema("model A {\n  id String @id\n  a Int[]\n  b Int[]\n  c Int[]\n}"),
      output: schema(
        "model A {\n  id String @id\n  a Int[] @default([])\n  b Int[] @default([])\n  c Int[] @default([])\n}",
      ),
      options: [{ each: true }],
      errors: [
        { messageId: "nullable", line: 7, column: 5, endLine: 7, endColumn: 10 },
        { messageId: "nullable", line: 8, column: 5, endLine: 8, endColumn: 10 },
        { messageId: "nullable", line: 9, column: 5, endLine: 9, endColumn: 10 },
      ],
    },
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
