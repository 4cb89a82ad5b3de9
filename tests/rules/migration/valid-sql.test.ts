import { describe, expect, it } from "vitest";

import { MAX_SCRIPT_LENGTH } from "../../../src/languages/postgresql/parser.ts";
import rule from "../../../src/rules/migration/valid-sql.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

testOnSql("valid-sql", rule, {
  valid: [
    ``,
    `-- nothing yet\n`,
    `CREATE TABLE "Patient" ("id" TEXT);`,
    `DO $$ BEGIN CREATE TABLE t (a INT); END $$;`,
    `\uFEFFSELECT 1;`,
  ],
  invalid: [
    {
      code: `CREATE TABLE "Patient" ("id" TEXT);\nCREATE TABL "Visit" ();\nDROP TABLE x;`,
      errors: [
        {
          message: `Syntax error at or near "TABL".`,
          line: 2,
          column: 8,
          endLine: 2,
          endColumn: 12,
        },
      ],
    },
    {
      code: `SELECT FROM FROM;\nSELECT 1;\nDELETE "x";`,
      errors: [
        { messageId: "syntax", line: 1, column: 13, endLine: 1, endColumn: 17 },
        { messageId: "syntax", line: 3, column: 8, endLine: 3, endColumn: 11 },
      ],
    },
    {
      code: `SELECT 'never closed;`,
      errors: [{ messageId: "syntax", line: 1, column: 8, endLine: 1, endColumn: 22 }],
    },
    {
      code: `SELECT 1;\0 SELECT 2;`,
      errors: [
        {
          message: "A NUL character ends the script for PostgreSQL; remove it.",
          line: 1,
          column: 10,
          endLine: 1,
          endColumn: 11,
        },
      ],
    },
    {
      name: "deep nesting",
      code: `SELECT ${"(".repeat(20_000)}1${")".repeat(20_000)};`,
      errors: [
        {
          message:
            "This is nested too deeply for PostgreSQL's parser; write it as several smaller expressions.",
          line: 1,
          column: 10_004,
          endLine: 1,
          endColumn: 10_005,
        },
      ],
    },
    {
      name: "a script that is too long",
      code: `SELECT 1;\n${" ".repeat(MAX_SCRIPT_LENGTH)}`,
      errors: [{ messageId: "syntax", line: 1, column: 1, endLine: 1, endColumn: 10 }],
    },
  ],
});

const MYSQL = `datasource db {\n  provider = "mysql"\n}\n`;
const POSTGRES = `datasource db {\n  provider = "postgresql"\n}\n\nmodel A {\n  id String @id\n}\n`;
const migrations = {
  "prisma/migrations/20260101000000_one/migration.sql": `CREATE TABL x;`,
  "prisma/migrations/20260102000000_two/migration.sql": `-- two\nSELECT 1;`,
};

/** The findings of this rule alone, as `file:line:column message`. */
async function findings(files: Record<string, string>, settings: object = {}): Promise<string[]> {
  const folder = makeProject(files);
  const all = await lint(folder, { preset: "recommended", patterns: ["**/*.sql"], ...settings });
  return all
    .filter((finding) => finding.rule === "valid-sql")
    .map(({ file, line, column, message }) => {
      const [, , migration = file] = file.split("/");
      return `${migration}:${String(line)}:${String(column)} ${message}`;
    });
}

describe("valid-sql in a project", () => {
  const syntax = `20260101000000_one:1:8 Syntax error at or near "TABL".`;

  it("is silent when the database is another", async () => {
    expect(await findings({ ...migrations, "prisma/schema.prisma": MYSQL })).toEqual([]);
  });

  it("leaves applied migrations alone", async () => {
    const files = { ...migrations, "prisma/schema.prisma": POSTGRES };
    expect(await findings(files)).toEqual([syntax]);
    expect(await findings(files, { baseline: "20260101000000" })).toEqual([]);
  });

  it("says in the newest migration what keeps the schema from being found", async () => {
    const [first, second, ...others] = await findings(migrations, { schema: "db/schema.prisma" });
    expect(first).toBe(syntax);
    expect(second).toMatch(/^20260102000000_two:2:1 .*db\/schema\.prisma/u);
    expect(others).toEqual([]);
  });

  it("leaves that to the schema when there is one", async () => {
    const files = { ...migrations, "prisma/schema.prisma": POSTGRES };
    expect(await findings(files, { guardStyle: "never" })).toEqual([syntax]);
  });
});
