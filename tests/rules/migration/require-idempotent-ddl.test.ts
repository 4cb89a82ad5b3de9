import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/require-idempotent-ddl.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const settings = (own: object) => ({ "prisma-sentinel": own });

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("require-idempotent-ddl", rule, {
  valid: [
    `CREATE TABLE IF NOT EXISTS "Patient" ("id" TEXT);`,
    `ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;`,
    `INSERT INTO "Role" ("name") VALUES ('ADMIN') ON CONFLICT ("name") DO NOTHING;`,
    `UPDATE "Role" SET "name" = lower("name");`,
    { code: `INSERT INTO "Role" ("name") VALUES ('ADMIN');`, options: [{ data: false }] },
    { code: `UPDATE t SET n = n + 1;`, options: [{ data: false }] },
    {
      code: `-- One; two.\nALTER TABLE t ENABLE ROW LEVEL SECURITY;`,
      settings: settings({ guardStyle: "exception" }),
    },
    {
      code: `COMMENT ON TABLE t IS 'one, two'; -- three`,
      settings: settings({ guardStyle: "none" }),
    },
    `DROP TRIGGER IF EXISTS "audit" ON "Patient"; CREATE TRIGGER "audit" AFTER UPDATE ON "Patient" EXECUTE FUNCTION audit();`,
    `DO $$ BEGIN CREATE TYPE "Role" AS ENUM ('A'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
    ``,
  ],
  invalid: [
    {
      code: `-- CreateTable\nCREATE TABLE "Patient" (\n    "id" TEXT NOT NULL\n);\n`,
      output: `-- CreateTable\nCREATE TABLE IF NOT EXISTS "Patient" (\n    "id" TEXT NOT NULL\n);\n`,
      errors: [
        {
          message:
            "CREATE TABLE fails when the script runs a second time: the table 'Patient' is there already (42P07). A migration that stopped halfway cannot be run again.",
          ...at(2, 1, 12),
        },
      ],
    },
    {
      code: `ALTER TABLE "Patient" ADD COLUMN     "a" TEXT,\nDROP COLUMN "b";`,
      output: `ALTER TABLE "Patient" ADD COLUMN IF NOT EXISTS     "a" TEXT,\nDROP COLUMN IF EXISTS "b";`,
      errors: [
        { messageId: "fails", ...at(1, 23, 10) },
        {
          message:
            "DROP COLUMN fails when the script runs a second time: the column 'b' of 'Patient' is gone by then (42703). A migration that stopped halfway cannot be run again.",
          ...at(2, 1, 11),
        },
      ],
    },
    {
      // What stops a second run before the UPDATE stays; what comes after it does not stop it.
      code: `DROP INDEX i;\nUPDATE t SET v = replace(replace(v::text, 'a', 'b'), 'c', 'a')::jsonb;\nCREATE INDEX j ON t (id);`,
      output: `DROP INDEX i;\nUPDATE t SET v = replace(replace(v::text, 'a', 'b'), 'c', 'a')::jsonb;\nCREATE INDEX IF NOT EXISTS j ON t (id);`,
      errors: [
        { messageId: "fails", ...at(1, 1, 10) },
        {
          message:
            "UPDATE computes values of 't' from those that it replaces, and does so once more when the script runs a second time. No edit is right without knowing what the rows mean.",
          ...at(2, 1, 6),
        },
        { messageId: "fails", ...at(3, 1, 12) },
      ],
    },
    {
      // With a guard around the index, the second run would get to the UPDATE.
      code: `ALTER TABLE t ADD COLUMN w BOOLEAN;\nUPDATE t SET w = v IS NOT NULL;\nALTER TABLE t DROP COLUMN v;\nALTER TABLE t RENAME COLUMN w TO v;\nCREATE INDEX i ON t (id);`,
      errors: [
        {
          message:
            "UPDATE reads 'v' of 't', which the first run has replaced by what this statement has made of it, and converts it once more when the script runs a second time. No edit is right without knowing what the rows mean.",
          ...at(2, 1, 6),
        },
        { messageId: "fails", ...at(5, 1, 12) },
      ],
    },
    {
      code: `ALTER TABLE t ADD COLUMN a INT, ADD CONSTRAINT c CHECK (a > 0);`,
      output: `ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT;

DO $$
BEGIN
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;`,
      settings: settings({ guardStyle: "exception" }),
      errors: [
        { messageId: "fails", ...at(1, 15, 10) },
        { messageId: "fails", ...at(1, 33, 14) },
      ],
    },
    {
      code: `ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);`,
      output: null,
      settings: settings({ guardStyle: "none" }),
      errors: [{ messageId: "fails", ...at(1, 15, 14) }],
    },
    {
      code: `CREATE TRIGGER a AFTER INSERT ON t EXECUTE FUNCTION f();`,
      output: `CREATE OR REPLACE TRIGGER a AFTER INSERT ON t EXECUTE FUNCTION f();`,
      settings: settings({ postgresVersion: 14 }),
      errors: [{ messageId: "fails", ...at(1, 1, 14) }],
    },
    {
      code: `CREATE INDEX ON "Patient"("email");`,
      output: null,
      errors: [
        {
          message:
            "CREATE INDEX without a name makes another index on 'Patient' each time the script runs: PostgreSQL invents a new name and raises nothing, and no guard can ask for what has no name.",
          ...at(1, 1, 12),
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (b);`,
      output: null,
      errors: [{ messageId: "duplicates", ...at(1, 15, 15) }],
    },
    {
      code: `DO $$ BEGIN\n  ALTER TABLE t ADD CONSTRAINT c UNIQUE (a);\nEXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
      output: `DO $$ BEGIN\n  ALTER TABLE t ADD CONSTRAINT c UNIQUE (a);\nEXCEPTION WHEN duplicate_object OR duplicate_table THEN NULL; END $$;`,
      errors: [
        {
          message:
            "ADD CONSTRAINT raises duplicate_table when the script runs a second time, and the handler catches only duplicate_object: the index 'c' is there already (42P07).",
          ...at(2, 17, 14),
        },
      ],
    },
    {
      code: `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'role') THEN\n  CREATE TYPE "Role" AS ENUM ('A');\nEND IF; END $$;`,
      output: `DO $$ BEGIN IF to_regtype('"Role"') IS NULL THEN\n  CREATE TYPE "Role" AS ENUM ('A');\nEND IF; END $$;`,
      errors: [
        {
          message:
            "The condition around CREATE TYPE asks for the type 'role' and does not keep it from failing when the script runs a second time: the type 'Role' is there already (42710).",
          ...at(2, 3, 11),
        },
      ],
    },
    {
      code: `DO $$\nBEGIN\n  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 't') THEN\n    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n  END IF;\nEND $$;`,
      output: null,
      errors: [
        {
          message:
            "The condition around ADD CONSTRAINT does not keep it from failing when the script runs a second time: the constraint 'c' of 't' is there already (42710).",
          ...at(4, 19, 14),
        },
      ],
    },
    {
      // A condition over several lines, with a comment that stays.
      code: `DO $$\nBEGIN\n    IF NOT EXISTS (\n        SELECT 1 FROM information_schema.table_constraints\n        WHERE constraint_name = 'i'\n    ) THEN -- once\n        CREATE INDEX i ON t (a);\n    END IF;\nEND $$;`,
      output: `DO $$\nBEGIN\n    IF to_regclass('"i"') IS NULL THEN -- once\n        CREATE INDEX i ON t (a);\n    END IF;\nEND $$;`,
      errors: [
        {
          message:
            "The condition around CREATE INDEX asks information_schema.table_constraints, where the index 'i' is never listed: it does not keep the statement from failing when the script runs a second time.",
          ...at(7, 9, 12),
        },
      ],
    },
    {
      code: `DO $$ BEGIN IF to_regclass('Note') IS NULL THEN\nCREATE TABLE "Note" (a INT);\nEND IF; END $$;`,
      output: `DO $$ BEGIN IF to_regclass('"Note"') IS NULL THEN\nCREATE TABLE "Note" (a INT);\nEND IF; END $$;`,
      errors: [
        {
          message:
            "The condition around CREATE TABLE looks for the relation 'note': to_regclass() folds a name to lower case that has no quotes inside of the string, so that it never finds the table 'Note'.",
          ...at(2, 1, 12),
        },
      ],
    },
    {
      // Two statements behind one condition: which of them it was meant for does not show.
      code: `DO $$ BEGIN IF to_regtype('role') IS NULL THEN\nCREATE TYPE "Role" AS ENUM ('A');\nCREATE TYPE "Rank" AS ENUM ('A');\nEND IF; END $$;`,
      output: null,
      errors: [
        { messageId: "unquotedGuard", ...at(2, 1, 11) },
        { messageId: "wrongGuard", ...at(3, 1, 11) },
      ],
    },
    {
      code: `DO $$ BEGIN\n  CREATE TYPE r AS ENUM ('A');\nEXCEPTION WHEN OTHERS THEN NULL; END $$;`,
      output: `DO $$ BEGIN\n  CREATE TYPE r AS ENUM ('A');\nEXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
      errors: [
        {
          message:
            "The handler for OTHERS keeps CREATE TYPE from failing when the script runs a second time, and swallows every other error too: it should name duplicate_object.",
          ...at(3, 16, 6),
        },
      ],
    },
    {
      code: `INSERT INTO "Role" ("name") VALUES ('ADMIN');`,
      output: null,
      errors: [
        {
          message:
            "INSERT adds its rows to 'Role' once more when the script runs a second time, or fails on a unique key: no ON CONFLICT says what to do then. No edit is right without knowing what the rows mean.",
          ...at(1, 1, 6),
        },
      ],
    },
    {
      code: `CREATE TABLE IF NOT EXISTS "Role" ("name" TEXT PRIMARY KEY);\nINSERT INTO "Role" VALUES ('ADMIN');`,
      output: null,
      errors: [{ messageId: "repeats", ...at(2, 1, 6) }],
    },
    {
      code: `UPDATE "Visit" SET "minutes" = "minutes" * 60;`,
      output: null,
      errors: [
        {
          message:
            "UPDATE computes values of 'Visit' from those that it replaces, and does so once more when the script runs a second time. No edit is right without knowing what the rows mean.",
          ...at(1, 1, 6),
        },
      ],
    },
    {
      code: `UPDATE t SET b = a;\nALTER TABLE t DROP COLUMN IF EXISTS a;`,
      output: `DO $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM pg_attribute
        WHERE attrelid = '"t"'::regclass AND attname = 'a' AND NOT attisdropped
    ) THEN
        UPDATE t SET b = a;
    END IF;
END
$$;
ALTER TABLE t DROP COLUMN IF EXISTS a;`,
      errors: [
        {
          message:
            "UPDATE fails when the script runs a second time: the column 'a' of 't' is gone by then (42703). A migration that stopped halfway cannot be run again.",
          ...at(1, 1, 6),
        },
      ],
    },
    {
      name: "a runner that splits scripts",
      code: `-- one; two\nDO $$ BEGIN PERFORM 1; END $$;\nCREATE OR REPLACE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 1;';\nCOMMENT ON TABLE t IS 'a;b';\nALTER TABLE ";" ENABLE ROW LEVEL SECURITY;`,
      output: null,
      settings: settings({ guardStyle: "none" }),
      errors: [
        { messageId: "splits", data: { holder: "comment" }, ...at(1, 1, 11) },
        {
          message:
            "The DO block holds a semicolon, and a runner without DO blocks (guardStyle: none) splits the script there.",
          ...at(2, 1, 2),
        },
        { messageId: "splits", data: { holder: "body of a function" }, ...at(3, 1, 6) },
        { messageId: "splits", data: { holder: "string" }, ...at(4, 23, 5) },
        { messageId: "splits", data: { holder: "quoted name" }, ...at(5, 13, 3) },
      ],
    },
    {
      code: `CREATE CONSTRAINT TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();`,
      output: `DROP TRIGGER IF EXISTS a ON t;\nCREATE CONSTRAINT TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();`,
      settings: settings({ postgresVersion: 18 }),
      errors: [{ messageId: "fails", ...at(1, 1, 25) }],
    },
    {
      code: `CREATE TRIGGER a AFTER INSERT ON t EXECUTE FUNCTION f();`,
      output: `DROP TRIGGER IF EXISTS a ON t;\nCREATE TRIGGER a AFTER INSERT ON t EXECUTE FUNCTION f();`,
      settings: settings({ postgresVersion: 13 }),
      errors: [{ messageId: "fails", ...at(1, 1, 14) }],
    },
    {
      code: `DO $$ DECLARE t text := 'a'; BEGIN\n  EXECUTE format('DROP TABLE %I', t);\nEND $$;`,
      output: null,
      errors: [{ messageId: "fails", ...at(2, 3, 7) }],
    },
    {
      // A fix of RENAME alone would let the second run get as far as to drop the new table for good.
      code: `DROP TABLE "Patient";\nALTER TABLE "PatientNew" RENAME TO "Patient";`,
      output: null,
      errors: [
        {
          message:
            "DROP TABLE drops the table 'Patient', when the script runs a second time, as this script itself has left it, and nothing brings it back.",
          ...at(1, 1, 10),
        },
        { messageId: "fails", ...at(2, 26, 9) },
      ],
    },
    {
      code: `ALTER TABLE t ADD COLUMN c INT;\nUPDATE t SET c = a;\nALTER TABLE t RENAME COLUMN c TO d;`,
      output: null,
      errors: [
        { messageId: "leaves", ...at(1, 15, 10) },
        { messageId: "fails", ...at(3, 15, 13) },
      ],
    },
    {
      code: `DROP TYPE IF EXISTS r;\nCREATE TYPE r AS ENUM ('a');\nCREATE TABLE IF NOT EXISTS t (a r);`,
      output: `DROP TYPE IF EXISTS r;
DO $$
BEGIN
    IF to_regtype('"r"') IS NULL THEN
        CREATE TYPE r AS ENUM ('a');
    END IF;
END
$$;
CREATE TABLE IF NOT EXISTS t (a r);`,
      errors: [
        {
          message:
            "DROP TYPE fails when the script runs a second time: the column 'a' of 't' needs the type 'r' by then (2BP01). A migration that stopped halfway cannot be run again.",
          ...at(1, 1, 9),
        },
        { messageId: "fails", ...at(2, 1, 11) },
      ],
    },
    {
      code: `CREATE TABLE a (b INT);\r\nDROP INDEX "i";\r\n`,
      output: `CREATE TABLE IF NOT EXISTS a (b INT);\r\nDROP INDEX IF EXISTS "i";\r\n`,
      errors: [
        { messageId: "fails", ...at(1, 1, 12) },
        { messageId: "fails", ...at(2, 1, 10) },
      ],
    },
  ],
});

describe("with the migrations before", () => {
  /** What the rule says of the last of these migrations. */
  async function findings(...scripts: string[]): Promise<string[]> {
    const files = scripts.map((text, index): [string, string] => [
      `prisma/migrations/2026010${String(index + 1)}000000_step/migration.sql`,
      text,
    ]);
    const folder = makeProject({
      "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n`,
      ...Object.fromEntries(files),
    });
    const all = await lint(folder, { preset: "hipaa", patterns: [files.at(-1)?.[0] ?? ""] });
    return all
      .filter(({ rule: name }) => name === "require-idempotent-ddl")
      .map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
  }

  const HISTORY = `CREATE TABLE "Note" ("id" TEXT PRIMARY KEY, "pages" INTEGER, "body" TEXT);
CREATE INDEX "Note_body_idx" ON "Note"("body");`;

  it("reports IF NOT EXISTS that finds a table without a column", async () => {
    const script = `CREATE TABLE IF NOT EXISTS "Note" ("id" TEXT, "signedAt" TIMESTAMPTZ);`;
    expect(await findings(HISTORY, script)).toEqual([
      "1:1 CREATE TABLE IF NOT EXISTS does nothing: 20260101000000_step has made the table 'Note' without the column 'signedAt', and it stays so.",
    ]);
  });

  it("reports a column of another type", async () => {
    const table = `CREATE TABLE IF NOT EXISTS "Note" ("pages" BIGINT);`;
    expect(await findings(HISTORY, table)).toEqual([
      "1:1 CREATE TABLE IF NOT EXISTS does nothing: 20260101000000_step has made the table 'Note' with the column 'pages' as int4 and not as int8, and it stays so.",
    ]);
    const column = `ALTER TABLE "Note" ADD COLUMN IF NOT EXISTS "pages" BIGINT;`;
    expect(await findings(HISTORY, column)).toEqual([
      "1:20 ADD COLUMN IF NOT EXISTS does nothing: 20260101000000_step has made the column 'pages' as int4 and not as int8, and it stays so.",
    ]);
  });

  it("reports an index on other columns", async () => {
    const script = `CREATE UNIQUE INDEX IF NOT EXISTS "Note_body_idx" ON "Note"("body");
CREATE INDEX IF NOT EXISTS "Note_body_idx" ON "Note"("pages");`;
    expect(await findings(HISTORY, script)).toEqual([
      "1:1 CREATE UNIQUE INDEX IF NOT EXISTS does nothing: 20260101000000_step has made the index 'Note_body_idx' as one that is not unique, and it stays so.",
      "2:1 CREATE INDEX IF NOT EXISTS does nothing: 20260101000000_step has made the index 'Note_body_idx' on body and not on pages, and it stays so.",
    ]);
  });

  it.each([
    ["the same shape", `CREATE TABLE IF NOT EXISTS "Note" ("id" TEXT, "pages" INT);`],
    [
      "columns added beside it",
      `CREATE TABLE IF NOT EXISTS "Note" ("id" TEXT, "at" DATE); ALTER TABLE "Note" ADD COLUMN IF NOT EXISTS "at" DATE;`,
    ],
    [
      "a column renamed then",
      `CREATE TABLE IF NOT EXISTS "Note" ("body" TEXT); DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'Note' AND column_name = 'body') THEN ALTER TABLE "Note" RENAME COLUMN "body" TO "text"; END IF; END $$;`,
    ],
    [
      "a table dropped before",
      `DROP TABLE IF EXISTS "Note"; CREATE TABLE IF NOT EXISTS "Note" ("at" DATE);`,
    ],
    ["a new table", `CREATE TABLE IF NOT EXISTS "Visit" ("at" DATE);`],
    [
      "the same index",
      `CREATE INDEX IF NOT EXISTS "Note_body_idx" ON "Note"("body"); CREATE INDEX IF NOT EXISTS "Note_pages_idx" ON "Note"("pages");`,
    ],
  ])("is silent on %s", async (_what, script) => {
    expect(await findings(HISTORY, script)).toEqual([]);
  });

  it("knows the keys that earlier migrations have made", async () => {
    const script = `INSERT INTO "Note" ("id", "body") VALUES ('a', 'x');`;
    expect(await findings(HISTORY, script)).toEqual([
      "1:1 INSERT fails when the script runs a second time: a unique key has its rows already (23505), and no ON CONFLICT says what to do then. No edit is right without knowing what the rows mean.",
    ]);
    const keyless = `INSERT INTO "Note" ("id", "body") VALUES (gen_random_uuid(), 'x') ON CONFLICT DO NOTHING;`;
    expect(await findings(HISTORY, keyless)).toEqual([
      "1:1 INSERT adds its rows to 'Note' once more when the script runs a second time: no unique key stands in the way. No edit is right without knowing what the rows mean.",
    ]);
  });
});
