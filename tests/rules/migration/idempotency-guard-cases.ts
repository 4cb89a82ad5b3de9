/** Guards that do not guard, or swallow more than they should. */

import type { IdempotencyCase } from "./idempotency-cases.ts";

const T = `CREATE TABLE "T" ("id" TEXT NOT NULL, "a" TEXT, "b" INTEGER);`;
const TU = `${T} CREATE TABLE "U" ("id" TEXT NOT NULL, "a" TEXT);`;

/** A block with one statement behind a condition. */
function guarded(condition: string, statement: string): string {
  return `DO $$\nBEGIN\n    IF ${condition} THEN\n        ${statement}\n    END IF;\nEND\n$$;`;
}

/** A block whose handler catches `conditions`. */
function handled(statements: string, conditions: string, answer = "NULL;"): string {
  return `DO $$\nBEGIN\n    ${statements}\nEXCEPTION WHEN ${conditions} THEN ${answer}\nEND\n$$;`;
}

const CREATE_ROLE = `CREATE TYPE "Role" AS ENUM ('A');`;
const CREATE_INDEX = `CREATE INDEX "T_a_idx" ON "T"("a");`;
const ADD_CHECK = `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0);`;

export const GUARD_CASES: Record<string, IdempotencyCase> = {
  "a guard that asks for another type": {
    script: guarded(`NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'role')`, CREATE_ROLE),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that asks for an unquoted type": {
    script: guarded(`to_regtype('Role') IS NULL`, CREATE_ROLE),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that asks for an unquoted table": {
    script: guarded(`to_regclass('Note') IS NULL`, `CREATE TABLE "Note" ("id" TEXT);`),
    sqlstate: "42P07",
    fix: "short",
  },
  "a guard that asks for a quoted table": {
    script: guarded(`to_regclass('"Note"') IS NULL`, `CREATE TABLE "Note" ("id" TEXT);`),
    sqlstate: null,
  },
  "a guard that looks for an enum in information_schema": {
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM information_schema.user_defined_types WHERE user_defined_type_name = 'Role')`,
      CREATE_ROLE,
    ),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that looks for a composite type in information_schema": {
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM information_schema.user_defined_types WHERE user_defined_type_name = 'addr')`,
      `CREATE TYPE addr AS (street TEXT);`,
    ),
    sqlstate: null,
  },
  "a guard that looks for an enum among domains": {
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM information_schema.domains WHERE domain_name = 'Role')`,
      CREATE_ROLE,
    ),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that looks for an index among constraints": {
    setup: T,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'T_a_idx')`,
      CREATE_INDEX,
    ),
    sqlstate: "42P07",
    fix: "short",
  },
  "a guard that looks for an index among tables": {
    setup: T,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'T_a_idx')`,
      CREATE_INDEX,
    ),
    sqlstate: "42P07",
    fix: "short",
  },
  "a guard that looks for a materialized view among views": {
    setup: T,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM pg_views WHERE viewname = 'v')`,
      `CREATE MATERIALIZED VIEW v AS SELECT "a" FROM "T";`,
    ),
    sqlstate: "42P07",
    fix: "short",
  },
  "a guard that looks for a materialized view where it is": {
    setup: T,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM pg_matviews WHERE matviewname = 'v')`,
      `CREATE MATERIALIZED VIEW v AS SELECT "a" FROM "T";`,
    ),
    sqlstate: null,
  },
  "a guard that looks for a policy among triggers": {
    setup: T,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_name = 'p')`,
      `CREATE POLICY p ON "T" USING (true);`,
    ),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that asks for another constraint": {
    setup: T,
    script: guarded(`NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'C')`, ADD_CHECK),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that asks for the constraint of another table": {
    setup: TU,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = '"U"'::regclass)`,
      ADD_CHECK,
    ),
    sqlstate: "42710",
    fix: "short",
  },
  "a guard that asks for the new name of a column": {
    setup: T,
    script: guarded(
      `NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'T' AND column_name = 'C')`,
      `ALTER TABLE "T" RENAME COLUMN "a" TO "c";`,
    ),
    sqlstate: "42703",
    fix: "none",
  },
  "a guard that asks for more": {
    setup: T,
    script: guarded(
      `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'T' AND column_name = 'a' AND is_nullable = 'YES')`,
      `ALTER TABLE "T" ALTER COLUMN "a" SET NOT NULL;\n        ${ADD_CHECK}`,
    ),
    sqlstate: null,
  },
  "OTHERS around a type": {
    script: handled(CREATE_ROLE, "OTHERS"),
    sqlstate: null,
    fix: "short",
  },
  "OTHERS around a primary key": {
    setup: T,
    script: handled(`ALTER TABLE "T" ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id");`, "others"),
    sqlstate: null,
    fix: "short",
  },
  "OTHERS around several statements": {
    setup: T,
    script: handled(`ALTER TABLE "T" ADD COLUMN "c" TEXT;\n    ${ADD_CHECK}`, "OTHERS"),
    sqlstate: null,
    fix: "short",
  },
  "OTHERS that only tells": {
    script: handled(CREATE_ROLE, "OTHERS", "RAISE NOTICE 'skipped: %', SQLERRM;"),
    sqlstate: null,
    fix: "short",
  },
  "OTHERS that raises what it does not know": {
    script: handled(CREATE_ROLE, "OTHERS", "IF SQLSTATE <> '42710' THEN RAISE; END IF;"),
    sqlstate: null,
  },
  "OTHERS beside the right class": {
    script: handled(CREATE_ROLE, "duplicate_object THEN NULL; WHEN OTHERS"),
    sqlstate: null,
  },
  "OTHERS around what can be repeated": {
    setup: T,
    script: handled(`ALTER TABLE "T" ENABLE ROW LEVEL SECURITY;`, "OTHERS"),
    sqlstate: null,
  },
  "duplicate_table for a constraint": {
    setup: T,
    script: handled(ADD_CHECK, "duplicate_table"),
    sqlstate: "42710",
    fix: "short",
  },
  // ---- what a query reads ----
  "UPDATE by a value that is taken out of an enum then": {
    setup: `CREATE TYPE "Role" AS ENUM ('USER', 'GUEST'); CREATE TABLE "V" ("role" "Role");`,
    script: `UPDATE "V" SET "role" = 'USER' WHERE "role" IN ('GUEST');
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER');
ALTER TABLE "V" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`,
    sqlstate: "22P02",
    fix: "guard",
  },
  "UPDATE by a column of a joined table that is dropped then": {
    setup: TU,
    script: `UPDATE "T" SET "a" = u."a" FROM "U" u WHERE u."id" = "T"."id";\nALTER TABLE "U" DROP COLUMN IF EXISTS "a";`,
    sqlstate: "42703",
    fix: "guard",
  },
  "LOCK of a table that is renamed then": {
    setup: T,
    script: `BEGIN; LOCK TABLE "T"; ALTER TABLE IF EXISTS "T" RENAME TO "S"; COMMIT;`,
    sqlstate: "42P01",
    fix: "guard",
  },
  "UPDATE from a column that is dropped then": {
    setup: T,
    script: `ALTER TABLE "T" ADD COLUMN IF NOT EXISTS "c" TEXT;\nUPDATE "T" SET "c" = "a" WHERE "a" IS NOT NULL;\nALTER TABLE "T" DROP COLUMN IF EXISTS "a";`,
    sqlstate: "42703",
    fix: "guard",
  },
  "INSERT from a table that is dropped then": {
    setup: `${T} CREATE TABLE "U" ("id" TEXT PRIMARY KEY);`,
    script: `INSERT INTO "U" SELECT "id" FROM "T" ON CONFLICT DO NOTHING;\nDROP TABLE IF EXISTS "T";`,
    sqlstate: "42P01",
    fix: "guard",
  },
  "INSERT without a key from a table that is dropped then": {
    setup: TU,
    script: `INSERT INTO "U" SELECT "id", "a" FROM "T";\nDROP TABLE IF EXISTS "T";`,
    sqlstate: "42P01",
    fix: "none",
  },
  "DELETE by a column that is renamed then": {
    setup: T,
    script: `DELETE FROM "T" WHERE "a" IS NULL;\nALTER TABLE "T" RENAME COLUMN "a" TO "c";`,
    sqlstate: "42703",
    fix: "guard",
  },
};
