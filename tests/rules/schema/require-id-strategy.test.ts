import rule from "../../../src/rules/schema/require-id-strategy.ts";
import { testOnSchemas } from "../../rule-tester.ts";

testOnSchemas("require-id-strategy", rule, {
  valid: [
    "model Note {\n  id String @id @default(uuid())\n}\n",
    "model Note {\n  id String @id @default(uuid(7)) @db.Uuid\n}\n",
    'model Note {\n  id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid\n}\n',
    { name: "a natural key", code: "model Country {\n  code String @id\n}\n" },
    {
      name: "a composite key",
      code: "model Pair {\n  a Int @default(autoincrement())\n  b Int\n\n  @@id([a, b])\n}\n",
    },
    {
      name: "a key borrowed from the parent",
      code: "model User {\n  id      String   @id @default(uuid())\n  profile Profile?\n}\n\nmodel Profile {\n  id   String @id\n  user User   @relation(fields: [id], references: [id])\n}\n",
    },
    {
      name: "other SQL is not known to be another strategy",
      code: 'model Note {\n  id String @id @default(dbgenerated("next_note_id()"))\n}\n',
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: no strategy has the majority",
      code: "model A {\n  id String @id @default(cuid())\n}\n\nmodel B {\n  id Int @id @default(autoincrement())\n}\n",
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: an id without a default says nothing",
      code: "model A {\n  id String @id @default(cuid())\n}\n\nmodel B {\n  id String @id\n}\n",
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: the next version of the same kind of id",
      code: "model A {\n  id String @id @default(cuid())\n}\n\nmodel B {\n  id String @id @default(cuid())\n}\n\nmodel C {\n  id String @id @default(cuid(2))\n}\n",
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: the table of a library",
      code: "model A {\n  id String @id @default(cuid())\n}\n\nmodel B {\n  id String @id @default(cuid())\n}\n\nmodel jackson_index {\n  id Int @id @default(autoincrement())\n}\n",
      options: [{ strategy: "consistent" }],
    },
    {
      code: "model Note {\n  id Int @id @default(autoincrement())\n}\n",
      options: [{ strategy: "autoincrement" }],
    },
  ],
  invalid: [
    {
      code: "model Note {\n  id   String @id @default(cuid())\n  text String\n}\n",
      errors: [
        {
          messageId: "otherStrategy",
          data: { model: "Note", actual: "cuid", expected: "uuid4 or uuid7 or database" },
          line: 2,
          column: 19,
          endLine: 2,
          endColumn: 35,
          suggestions: [
            {
              messageId: "useStrategy",
              data: { strategy: "uuid4" },
              output: "model Note {\n  id   String @id @default(uuid())\n  text String\n}\n",
            },
          ],
        },
      ],
    },
    {
      code: "model Note {\n  id   Int    @id @default(autoincrement()) @db.SmallInt\n  text String\n}\n",
      options: [{ strategy: "uuid7" }],
      errors: [
        {
          messageId: "otherStrategy",
          line: 2,
          column: 19,
          endLine: 2,
          endColumn: 44,
          suggestions: [
            {
              messageId: "useStrategy",
              data: { strategy: "uuid7" },
              output: "model Note {\n  id   String @id @default(uuid(7))\n  text String\n}\n",
            },
          ],
        },
      ],
    },
    {
      code: "model Note {\n  id   String @id\n  text String\n}\n",
      options: [{ strategy: "database" }],
      errors: [
        {
          messageId: "noStrategy",
          data: { model: "Note", expected: "database" },
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: 5,
          suggestions: [
            {
              messageId: "useStrategy",
              data: { strategy: "database" },
              output:
                'model Note {\n  id   String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid\n  text String\n}\n',
            },
          ],
        },
      ],
    },
    {
      name: "consistent: one of three",
      code: "model A {\n  id String @id @default(cuid())\n}\n\nmodel B {\n  id String @id @default(cuid())\n}\n\nmodel C {\n  id String @id @default(uuid())\n}\n",
      options: [{ strategy: "consistent" }],
      errors: [
        {
          messageId: "inconsistent",
          data: { model: "C", actual: "uuid4", expected: "cuid" },
          line: 10,
          column: 17,
          endLine: 10,
          endColumn: 33,
          suggestions: [
            {
              messageId: "useStrategy",
              data: { strategy: "cuid" },
              output:
                "model A {\n  id String @id @default(cuid())\n}\n\nmodel B {\n  id String @id @default(cuid())\n}\n\nmodel C {\n  id String @id @default(cuid())\n}\n",
            },
          ],
        },
      ],
    },
  ],
});
