import rule from "../../../src/rules/migration/require-idempotent-ddl.ts";
import { testOnSql } from "../../rule-tester.ts";

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
    `INSERT INTO "Role" ("name") VALUES ('ADMIN');`,
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
      output: null,
      errors: [
        {
          message:
            "The condition around CREATE TYPE does not keep it from failing when the script runs a second time: the type 'Role' is there already (42710).",
          ...at(2, 3, 11),
        },
      ],
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
