import rule from "../../../src/rules/schema/no-incompatible-id-default.ts";
import { testOnSchemas } from "../../rule-tester.ts";

testOnSchemas("no-incompatible-id-default", rule, {
  valid: [
    "model Note {\n  id String @id @default(uuid()) @db.Uuid\n}\n",
    "model Note {\n  id String @id @default(uuid(7)) @db.Uuid\n}\n",
    "model Note {\n  id String @id @default(ulid())\n}\n",
    "model Note {\n  id String @id @default(cuid()) @db.VarChar(25)\n}\n",
    "model Note {\n  id String @id @default(cuid(2)) @db.VarChar(24)\n}\n",
    "model Note {\n  id String @id @default(nanoid(12)) @db.Char(12)\n}\n",
    "model Note {\n  id String @id @default(uuid()) @db.VarChar\n}\n",
    {
      name: "gen_random_uuid() makes a UUID",
      code: 'model Note {\n  id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid\n}\n',
    },
    {
      name: "other databases have other types",
      code: 'datasource db {\n  provider = "mysql"\n}\n\nmodel Note {\n  id String @id @default(ulid()) @db.VarChar(10)\n}\n',
    },
  ],
  invalid: [
    {
      code: "model Note {\n  id String @id @default(ulid()) @db.Uuid\n}\n",
      errors: [
        {
          messageId: "notUuid",
          data: { function: "ulid", model: "Note", field: "id" },
          line: 2,
          column: 26,
          endLine: 2,
          endColumn: 32,
          suggestions: [
            {
              messageId: "useUuid",
              data: { attribute: "@default(uuid(7))" },
              output: "model Note {\n  id String @id @default(uuid(7)) @db.Uuid\n}\n",
            },
          ],
        },
      ],
    },
    {
      code: "model Note {\r\n  id   String @id @default(nanoid()) @db.Uuid\r\n  text String\r\n}\r\n",
      errors: [
        {
          messageId: "notUuid",
          line: 2,
          column: 28,
          endLine: 2,
          endColumn: 36,
          suggestions: [
            {
              messageId: "useUuid",
              data: { attribute: "@default(uuid())" },
              output:
                "model Note {\r\n  id   String @id @default(uuid()) @db.Uuid\r\n  text String\r\n}\r\n",
            },
          ],
        },
      ],
    },
    {
      code: "model Note {\n  id String @id @default(uuid()) @db.VarChar(32)\n}\n",
      errors: [
        {
          messageId: "tooLong",
          data: { function: "uuid", length: 36, model: "Note", field: "id", capacity: 32 },
          line: 2,
          column: 26,
          endLine: 2,
          endColumn: 32,
        },
      ],
    },
    {
      name: "CHAR without a length holds one character",
      code: "model Note {\n  id String @id @default(nanoid(4)) @db.Char\n}\n",
      errors: [{ messageId: "tooLong", line: 2, column: 26, endLine: 2, endColumn: 35 }],
    },
  ],
});
