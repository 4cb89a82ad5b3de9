import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../../../src/index.ts";
import rule from "../../../src/rules/migration/require-down-migration.ts";
import { testOnSql } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

testOnSql("require-down-migration", rule, {
  valid: [
    { name: "no migration", code: `CREATE TABLE t (a INT);`, filename: "/clinic/sql/setup.sql" },
    {
      name: "nothing to undo",
      code: `-- nothing`,
      filename: "/clinic/prisma/migrations/20260101000000_one/migration.sql",
    },
  ],
  invalid: [
    {
      code: `-- One\nCREATE TABLE t (a INT);`,
      filename: "/clinic/prisma/migrations/20260101000000_one/migration.sql",
      errors: [
        {
          message:
            "This migration has no down.sql beside it: when it must be taken back in a hurry, somebody has to find out how. Write what undoes it, or a comment that says why nothing can.",
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 7,
        },
      ],
    },
  ],
});

const INIT = `CREATE TYPE "Role" AS ENUM ('A', 'B');
CREATE TABLE "Patient" ("id" TEXT NOT NULL, "email" TEXT, CONSTRAINT "Patient_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Visit" ("id" TEXT NOT NULL, "patientId" TEXT NOT NULL);
CREATE INDEX "Visit_patientId_idx" ON "Visit" ("patientId");`;

/** The findings on the last migration, as `line:column message`. */
async function findings(up: string, down: string, options: object = {}): Promise<string[]> {
  const folder = makeProject({
    "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n`,
    "prisma/migrations/20260101000000_init/migration.sql": INIT,
    "prisma/migrations/20260102000000_next/migration.sql": up,
    "prisma/migrations/20260102000000_next/down.sql": down,
    "prisma/migrations/20260103000000_last/migration.sql": `ALTER TABLE "Visit" ADD COLUMN "later" TEXT;`,
  });
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ["**/*.sql"],
      plugins: { "prisma-sentinel": sentinel },
      language: "prisma-sentinel/postgresql",
      rules: { "prisma-sentinel/require-down-migration": ["error", options] },
    },
  });
  const results = await eslint.lintFiles(["**/20260102*/migration.sql"]);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`),
  );
}

describe("require-down-migration: what down.sql undoes", () => {
  it.each([
    [`CREATE TABLE "Note" ("id" TEXT);`, `DROP TABLE "Note";`],
    [
      `ALTER TABLE "Visit" ADD COLUMN "note" TEXT, ALTER COLUMN "patientId" DROP NOT NULL;`,
      `ALTER TABLE "Visit" DROP COLUMN "note", ALTER COLUMN "patientId" SET NOT NULL;`,
    ],
    [
      `ALTER TABLE "Patient" DROP COLUMN "email";`,
      `ALTER TABLE "Patient" ADD COLUMN "email" TEXT;`,
    ],
    [`ALTER TABLE "Visit" RENAME TO "Stay";`, `ALTER TABLE "Stay" RENAME TO "Visit";`],
    [
      `ALTER TABLE "Visit" ADD CONSTRAINT "fk" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id");\nDROP INDEX "Visit_patientId_idx";`,
      `CREATE INDEX "Visit_patientId_idx" ON "Visit" ("patientId");\nALTER TABLE "Visit" DROP CONSTRAINT "fk";`,
    ],
    [`UPDATE "Visit" SET "id" = lower("id");`, `SELECT 1;`],
    [`DELETE FROM "Visit";`, `-- The rows are gone.`],
  ])("takes %s back with %s", async (up, down) => {
    expect(await findings(up, down)).toEqual([]);
  });

  it.each([
    [
      `SELECT 1;\nCREATE TABLE "Note" ("id" TEXT);`,
      `SELECT 1;`,
      "2:14 The down.sql of this migration does not undo it: when both have run, the table 'Note' stays.",
    ],
    [
      `ALTER TABLE "Visit" ADD COLUMN "a" TEXT,\n  ADD COLUMN "b" TEXT;`,
      `SELECT 1;`,
      "1:32 The down.sql of this migration does not undo it: when both have run, the column 'a' of 'Visit' stays, and 1 more.",
    ],
    [
      `DROP TABLE "Visit";`,
      `CREATE TABLE "Visit" ("id" TEXT NOT NULL, "patientId" TEXT NOT NULL);`,
      "1:1 The down.sql of this migration does not undo it: when both have run, the index 'Visit_patientId_idx' of 'Visit' is missing.",
    ],
    [
      `ALTER TABLE "Patient" DROP COLUMN "email";`,
      `ALTER TABLE "Patient" ADD COLUMN "email" INTEGER;`,
      "1:1 The down.sql of this migration does not undo it: when both have run, the column 'email' of 'Patient' differs.",
    ],
    [
      `ALTER TABLE "Patient" ADD CONSTRAINT "Patient_email_key" UNIQUE ("email");`,
      `SELECT 1;`,
      "1:27 The down.sql of this migration does not undo it: when both have run, the constraint 'Patient_email_key' of 'Patient' stays.",
    ],
    [
      `ALTER TYPE "Role" ADD VALUE 'C';`,
      `SELECT 1;`,
      "1:1 The down.sql of this migration does not undo it: when both have run, the value 'C' of 'Role' stays.",
    ],
    [
      `DROP TABLE "Visit";`,
      `DROP TABLE "Visit`,
      '1:1 The down.sql of this migration cannot be parsed: Unterminated quoted identifier at or near ""Visit". It fails when it is needed.',
    ],
    [
      `DROP TABLE "Visit";`,
      ``,
      "1:1 The down.sql of this migration does nothing, and no comment says why. Write what undoes it, or why nothing can.",
    ],
  ])("sees that %s is not taken back with %s", async (up, down, message) => {
    expect(await findings(up, down)).toEqual([message]);
  });

  it("does not compare when it is told not to", async () => {
    const up = `CREATE TABLE "Note" ("id" TEXT);`;
    expect(await findings(up, `SELECT 1;`, { compare: false })).toEqual([]);
  });

  it("says nothing of what only the run tells", async () => {
    const up = `CREATE TABLE "Note" ("id" TEXT);`;
    const down = `DO $$ DECLARE t record; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('DROP TABLE %I', t.tablename); END LOOP; END $$;`;
    expect(await findings(up, down)).toEqual([]);
  });
});
