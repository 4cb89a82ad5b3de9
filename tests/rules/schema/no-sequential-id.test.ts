import rule from "../../../src/rules/schema/no-sequential-id.ts";
import { testOnSchemas, testOnSql } from "../../rule-tester.ts";

testOnSchemas("no-sequential-id", rule, {
  valid: [
    "model Invoice {\n  id     String @id @default(uuid()) @db.Uuid\n  number Int    @unique @default(autoincrement())\n}\n",
    "model Invoice {\n  id Int @id\n}\n",
  ],
  invalid: [
    {
      code: "model Invoice {\n  id     Int @id @default(autoincrement())\n  amount Int\n}\n",
      errors: [
        {
          messageId: "sequentialId",
          data: { model: "Invoice" },
          line: 2,
          column: 27,
          endLine: 2,
          endColumn: 42,
          suggestions: [
            {
              messageId: "useUuid",
              output:
                "model Invoice {\n  id     String @id @default(uuid()) @db.Uuid\n  amount Int\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "part of a composite key, with a native type",
      code: "model Line {\n  invoiceId String\n  number    Int    @default(autoincrement()) @db.SmallInt\n\n  @@id([invoiceId, number])\n}\n",
      errors: [
        {
          messageId: "sequentialId",
          line: 3,
          column: 29,
          endLine: 3,
          endColumn: 44,
          suggestions: [
            {
              messageId: "useUuid",
              output:
                "model Line {\n  invoiceId String\n  number    String @default(uuid()) @db.Uuid\n\n  @@id([invoiceId, number])\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "no native UUID in MySQL",
      code: 'datasource db {\n  provider = "mysql"\n}\n\nmodel Invoice {\n  id BigInt @id @default(autoincrement())\n}\n',
      errors: [
        {
          messageId: "sequentialId",
          line: 6,
          column: 26,
          endLine: 6,
          endColumn: 41,
          suggestions: [
            {
              messageId: "useUuid",
              output:
                'datasource db {\n  provider = "mysql"\n}\n\nmodel Invoice {\n  id String @id @default(uuid())\n}\n',
            },
          ],
        },
      ],
    },
  ],
});

testOnSql("no-sequential-id", rule, {
  valid: [
    "CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), n serial);",
    { name: "dropped again", code: "CREATE TABLE t (id serial PRIMARY KEY);\nDROP TABLE t;" },
  ],
  invalid: [
    {
      code: "CREATE TABLE t (id BIGSERIAL PRIMARY KEY);",
      errors: [
        {
          messageId: "sequentialKey",
          data: { table: "t", column: "id" },
          line: 1,
          column: 17,
          endLine: 1,
          endColumn: 41,
        },
      ],
    },
    {
      code: "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (id));",
      errors: [{ messageId: "sequentialKey", line: 1, column: 17, endLine: 1, endColumn: 52 }],
    },
  ],
});
