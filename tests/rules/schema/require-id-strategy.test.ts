import rule from "../../../src/rules/schema/require-id-strategy.ts";
import { testOnSchemas } from "../../rule-tester.ts";

/** So many models, named from `Model0` on or from another number, with one default for their ids. */
function models(count: number, generator: string, first = 0): string {
  const blocks = Array.from(
    { length: count },
    (_, at) => `model Model${first + at} {\n  id String @id @default(${generator})\n}\n`,
  );
  return blocks.join("\n");
}

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
      name: "an id without a default may be given by another system",
      code: "model Subscription {\n  id String @id\n  subscriptionItemId String\n}\n",
      options: [{ strategy: "database" }],
    },
    {
      name: "consistent: two in twelve are another way of doing it",
      code: `${models(10, "uuid()")}\n${models(2, "cuid()", 10)}`,
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: one of three is no exception",
      code: `${models(2, "uuid()")}\n${models(1, "cuid()", 2)}`,
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: nobody is sent away from UUIDs",
      code: `${models(10, "cuid()")}\n${models(1, "uuid(7)", 10)}`,
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: the next version of the same kind of id",
      code: `${models(4, "cuid()")}\n${models(1, "cuid(2)", 4)}`,
      options: [{ strategy: "consistent" }],
    },
    {
      name: "consistent: the table of a library",
      code: `${models(4, "cuid()")}\nmodel jackson_index {\n  id Int @id @default(autoincrement())\n}\n`,
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
      code: "model Note {\n  id   String @id @default(cuid())\n  text String\n}\n",
      options: [{ strategy: "database" }],
      errors: [
        {
          messageId: "otherStrategy",
          data: { model: "Note", actual: "cuid", expected: "database" },
          line: 2,
          column: 19,
          endLine: 2,
          endColumn: 35,
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
      name: "nearly all at once",
      code: `${models(2, "uuid()")}\n${models(1, "ulid()", 2)}\n${models(10, "cuid()", 3)}`,
      errors: [
        {
          message:
            "This schema generates its ids as cuid or ulid, 11 of them, that of 'Model3' to begin with, and not as uuid4 or uuid7 or database: such ids can be guessed or do not fit what others expect of an id.",
          line: 14,
          column: 17,
          endLine: 14,
          endColumn: 33,
        },
      ],
    },
    {
      name: "nearly all, each by itself",
      code: models(10, "cuid()"),
      options: [{ strategy: "uuid4", each: true }],
      errors: Array.from({ length: 10 }, (_, at) => ({
        messageId: "otherStrategy",
        line: 2 + 4 * at,
        column: 17,
        endLine: 2 + 4 * at,
        endColumn: 33,
        suggestions: 1,
      })),
    },
    {
      name: "two ways in one schema are reported one by one",
      code: `${models(9, "uuid()")}\n${models(10, "cuid()", 9)}`,
      options: [{ strategy: "uuid4" }],
      errors: Array.from({ length: 10 }, (_, at) => ({
        messageId: "otherStrategy",
        line: 38 + 4 * at,
        column: 17,
        endLine: 38 + 4 * at,
        endColumn: 33,
        suggestions: 1,
      })),
    },
    {
      name: "consistent: one of five",
      code: `${models(4, "uuid()")}\n${models(1, "cuid()", 4)}`,
      options: [{ strategy: "consistent" }],
      errors: [
        {
          messageId: "inconsistent",
          data: { model: "Model4", actual: "cuid", expected: "uuid4" },
          line: 18,
          column: 17,
          endLine: 18,
          endColumn: 33,
          suggestions: [
            {
              messageId: "useStrategy",
              data: { strategy: "uuid4" },
              output: models(5, "uuid()"),
            },
          ],
        },
      ],
    },
  ],
});
