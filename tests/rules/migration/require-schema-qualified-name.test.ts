import { expect, it } from "vitest";

import rule from "../../../src/rules/migration/require-schema-qualified-name.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

const always = [{ always: true }];

testOnSql("require-schema-qualified-name", rule, {
  valid: [
    // One schema, as Prisma writes it.
    `CREATE TABLE "Visit" ("id" TEXT); ALTER TABLE "Visit" ADD COLUMN "a" TEXT;`,
    // Another schema beside it: which one is meant is clear.
    `CREATE TABLE "Visit" ("id" TEXT); CREATE TABLE events.run ("id" TEXT); ALTER TABLE "Visit" ADD COLUMN "a" TEXT;`,
    `CREATE TABLE "a"."Visit" ("id" TEXT); CREATE TABLE "b"."Claim" ("id" TEXT REFERENCES "a"."Visit" ("id"));`,
    {
      code: `CREATE TABLE "a"."Visit" ("id" TEXT); DROP TABLE "a"."Visit", "a"."Claim"; DROP INDEX "i"; DROP TYPE "t";`,
      options: always,
    },
    {
      code: `CREATE TEMP TABLE batch (id TEXT); INSERT INTO batch VALUES ('1'); DROP TABLE batch; CREATE TEMP TABLE b2 AS SELECT 1; DROP TABLE b2;`,
      options: always,
    },
    {
      code: `WITH old AS (SELECT * FROM "a"."Visit") DELETE FROM "a"."Claim" USING old; SELECT relname FROM pg_class;`,
      options: always,
    },
    { code: `SELECT * FROM "a"."Visit" AS v FOR UPDATE OF v;`, options: always },
    { code: `SET LOCAL search_path = "a"; CREATE TABLE "Visit" ("id" TEXT);`, options: always },
    {
      code: `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SET search_path = a AS $$ BEGIN DELETE FROM "Visit"; END $$;`,
      options: always,
    },
    { code: `CREATE TABLE "Visit" (;`, options: always },
    ``,
  ],
  invalid: [
    {
      code: `CREATE TABLE "a"."Visit" ("id" TEXT);\nCREATE TABLE "b"."Claim" ("id" TEXT);\nALTER TABLE "Claim" ADD COLUMN "visitId" TEXT REFERENCES "Visit" ("id");`,
      errors: [
        {
          message:
            "'Claim' is named without its schema: which one is meant depends on the search_path of the connection that runs the script.",
          ...at(3, 13, 7),
          suggestions: [
            {
              desc: `Write "b"."Claim".`,
              output: `CREATE TABLE "a"."Visit" ("id" TEXT);\nCREATE TABLE "b"."Claim" ("id" TEXT);\nALTER TABLE "b"."Claim" ADD COLUMN "visitId" TEXT REFERENCES "Visit" ("id");`,
            },
          ],
        },
        { messageId: "unqualified", data: { name: "Visit" }, ...at(3, 58, 7), suggestions: 1 },
      ],
    },
    {
      // Which of the two?
      code: `CREATE TABLE "a"."Visit" ("id" TEXT);\nCREATE TABLE "b"."Visit" ("id" TEXT);\nDROP TABLE IF EXISTS "Visit", "c"."Visit" CASCADE;`,
      errors: [{ messageId: "unqualified", ...at(3, 22, 7) }],
    },
    {
      code: `CREATE INDEX i ON visit (id);\nTRUNCATE visit;\nCREATE TRIGGER x AFTER INSERT ON visit EXECUTE FUNCTION f();\nCREATE POLICY p ON visit USING (true);\nUPDATE visit SET a = 1;\nDROP VIEW visits;`,
      options: always,
      errors: [
        { messageId: "unqualified", ...at(1, 19, 5) },
        { messageId: "unqualified", ...at(2, 10, 5) },
        { messageId: "unqualified", ...at(3, 34, 5) },
        { messageId: "unqualified", ...at(4, 20, 5) },
        { messageId: "unqualified", ...at(5, 8, 5) },
        { messageId: "unqualified", ...at(6, 11, 6) },
      ],
    },
    {
      code: `CREATE TABLE visit (id TEXT);\nDO $$ BEGIN\n  EXECUTE 'ALTER TABLE visit ADD COLUMN a TEXT';\nEND $$;`,
      options: always,
      errors: [
        { messageId: "unqualified", ...at(1, 14, 5), suggestions: 1 },
        {
          messageId: "unqualified",
          ...at(3, 24, 5),
          suggestions: [
            {
              messageId: "qualify",
              output: `CREATE TABLE visit (id TEXT);\nDO $$ BEGIN\n  EXECUTE 'ALTER TABLE "public".visit ADD COLUMN a TEXT';\nEND $$;`,
            },
          ],
        },
      ],
    },
  ],
});

it("knows the schemas of models", async () => {
  const model = (name: string, schema: string) =>
    `model ${name} {\n  id String @id\n\n  @@schema("${schema}")\n}\n`;
  const folder = makeProject({
    "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n  schemas  = ["a", "b"]\n}\n\n${model("Visit", "a")}\n${model("Claim", "b")}`,
    "prisma/migrations/20260101000000_note/migration.sql": `ALTER TABLE "Claim" ADD COLUMN "note" TEXT;\n`,
  });
  const found = await lint(folder, { preset: "strict", patterns: ["**/*.sql"] });
  expect(found.filter(({ rule: name }) => name === "require-schema-qualified-name")).toHaveLength(
    1,
  );
});
