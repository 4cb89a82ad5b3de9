import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-soft-delete-unique.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** A model of these lines, deleted softly. */
const account = (...lines: string[]) =>
  schema(
    `model Account {\n${["id String @id", "deletedAt DateTime?", ...lines].map((line) => `  ${line}\n`).join("")}}`,
  );
const PREVIEW =
  'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["partialIndexes"]\n}\n\n';

testOnSchemas("require-soft-delete-unique", rule, {
  valid: [
    {
      name: "not deleted softly",
      code: schema("model A {\n  id String @id\n  email String @unique\n}"),
    },
    account("email String @unique(where: { deletedAt: null })"),
    {
      name: "a value that is given once",
      code: account("token String @unique", 'sid String @unique(map: "x")'),
    },
    {
      name: "codes that are made up",
      code: account("uid String @unique", "accessCode String @unique", "join_code String @unique"),
    },
    {
      name: "a value that a function makes",
      code: account("slug String @unique @default(cuid())"),
    },
    {
      name: "the deleted apart from the live",
      code: account("email String", "isDeleted Boolean", "@@unique([email, isDeleted])"),
    },
    {
      name: "a timestamp that is never null",
      code: schema(
        'model A {\n  id String @id\n  email String\n  deletedAt DateTime @default("1970-01-01T00:00:00Z")\n\n  @@unique([email, deletedAt])\n}',
      ),
    },
  ],
  invalid: [
    {
      name: "a code that somebody chooses",
      code: account("discountCode String @unique"),
      errors: [{ messageId: "blocks", line: 8, column: 23, endLine: 8, endColumn: 30 }],
    },
    {
      code: account("email String @unique"),
      errors: [
        {
          message:
            "A deleted row of 'Account' keeps its 'email' taken, and no new row can have the same. Make it a unique index over the rows where 'deletedAt' is null.",
          line: 8,
          column: 16,
          endLine: 8,
          endColumn: 23,
        },
      ],
    },
    {
      name: "with the preview feature it can be said in the schema",
      code:
        PREVIEW +
        account("email String @unique", "name String", '@@unique([name, email], map: "u")'),
      errors: [
        {
          messageId: "blocks",
          line: 13,
          column: 16,
          endLine: 13,
          endColumn: 23,
          suggestions: [
            {
              messageId: "makePartial",
              output:
                PREVIEW +
                account(
                  "email String @unique(where: { deletedAt: null })",
                  "name String",
                  '@@unique([name, email], map: "u")',
                ),
            },
          ],
        },
        {
          messageId: "blocks",
          data: { model: "Account", fields: "'name' and 'email'", timestamp: "deletedAt" },
          line: 15,
          column: 5,
          endLine: 15,
          endColumn: 11,
          suggestions: [
            {
              messageId: "makePartial",
              output:
                PREVIEW +
                account(
                  "email String @unique",
                  "name String",
                  '@@unique([name, email], map: "u", where: { deletedAt: null })',
                ),
            },
          ],
        },
      ],
    },
    {
      name: "a key to one of another model",
      code: account(
        "user User @relation(fields: [userId], references: [id])",
        "userId String @unique",
      ).replace(
        "model Account",
        "model User {\n  id String @id\n  account Account?\n}\nmodel Account",
      ),
      errors: [{ messageId: "blocks", line: 13, column: 17, endLine: 13, endColumn: 24 }],
    },
    {
      name: "nulls are held apart",
      code: account("email String", "@@unique([email, deletedAt])"),
      errors: [
        {
          message:
            "'deletedAt' is null in live rows of 'Account', and PostgreSQL holds nulls apart: any number of them may have the same 'email'. Make it a unique index without 'deletedAt', over the rows where that is null.",
          line: 9,
          column: 5,
          endLine: 9,
          endColumn: 11,
        },
      ],
    },
  ],
});

const TABLE =
  'CREATE TABLE "Account" ("id" TEXT PRIMARY KEY, "email" TEXT NOT NULL, "deletedAt" TIMESTAMPTZ);\n';

/** The findings of the rule beside a migration. */
async function findings(model: string, sql: string): Promise<number> {
  const folder = makeProject({
    "package.json": "{}",
    "prisma/schema.prisma": model,
    "prisma/migrations/20260101000000_init/migration.sql": TABLE + sql,
  });
  const all = await lint(folder, { preset: "strict", patterns: ["**/*.prisma"] });
  return all.filter(({ rule: name }) => name === "require-soft-delete-unique").length;
}

describe("beside migrations", () => {
  const whole = 'CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email")';

  it("reports what the database has over all rows", async () => {
    expect(await findings(account("email String @unique"), `${whole};`)).toBe(1);
  });

  it("passes over what a migration has made partial", async () => {
    const partial = `${whole} WHERE "deletedAt" IS NULL;`;
    expect(await findings(account("email String @unique"), partial)).toBe(0);
  });

  it("passes over a unique with the timestamp that holds nulls to be the same, or has a partial one beside it", async () => {
    const model = account("email String", "@@unique([email, deletedAt])");
    const both = 'CREATE UNIQUE INDEX u ON "Account"("email", "deletedAt")';
    expect(await findings(model, `${both};`)).toBe(1);
    expect(await findings(model, `${both} NULLS NOT DISTINCT;`)).toBe(0);
    expect(await findings(model, `${both};\n${whole} WHERE "deletedAt" IS NULL;`)).toBe(0);
  });
});
