/** Scripts that run once, and what happens when they run again. */

export interface IdempotencyCase {
  /** What must be there for the script to run. */
  setup?: string;
  script: string;
  /** PostgreSQL's error on the second run; null when there is none. */
  sqlstate: string | null;
  /** Why it is reported although PostgreSQL says nothing. */
  silently?: "duplicates" | "loses" | "leaves";
  /**
   * `short`: has a form of its own; `guard`: needs a DO block; `none`: cannot be made safe without changing what it
   * means. Nothing to fix when it is not reported.
   */
  fix?: "short" | "guard" | "none";
}

const T = `CREATE TABLE "T" ("id" TEXT NOT NULL, "a" TEXT, "b" INTEGER);`;
const U = `CREATE TABLE "U" ("id" TEXT NOT NULL, CONSTRAINT "U_pkey" PRIMARY KEY ("id"));`;
const TU = T + U;
const ROLE = `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');`;
const AUDIT = `CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`;
const PARTITIONED = `
  CREATE TABLE "P" ("id" INTEGER) PARTITION BY RANGE ("id");
  CREATE TABLE "P1" ("id" INTEGER);`;

export const CASES: Record<string, IdempotencyCase> = {
  // ---- tables ----
  "CREATE TABLE": {
    script: `CREATE TABLE "T" (\n    "id" TEXT NOT NULL,\n\n    CONSTRAINT "T_pkey" PRIMARY KEY ("id")\n);`,
    sqlstate: "42P07",
    fix: "short",
  },
  "CREATE UNLOGGED TABLE in a schema": {
    setup: `CREATE SCHEMA "app";`,
    script: `CREATE UNLOGGED TABLE "app"."T" ("id" TEXT);`,
    sqlstate: "42P07",
    fix: "short",
  },
  "CREATE TABLE IF NOT EXISTS": {
    script: `CREATE TABLE IF NOT EXISTS "T" ("id" TEXT);`,
    sqlstate: null,
  },
  "CREATE TABLE AS": {
    script: `CREATE TABLE "T" AS SELECT 1 AS a;`,
    sqlstate: "42P07",
    fix: "short",
  },
  "SELECT INTO": { script: `SELECT 1 AS a INTO "T";`, sqlstate: "42P07", fix: "none" },
  "a temporary table": {
    script: `CREATE TEMP TABLE x AS SELECT 1 AS a; CREATE INDEX ON x (a); DROP TABLE x;`,
    sqlstate: null,
  },
  "DROP TABLE": { setup: T, script: `DROP TABLE "T";`, sqlstate: "42P01", fix: "short" },
  "DROP TABLE of several": {
    setup: TU,
    script: `DROP TABLE "T", "U" CASCADE;`,
    sqlstate: "42P01",
    fix: "short",
  },
  "a table made and dropped": { script: `CREATE TABLE x (a INT); DROP TABLE x;`, sqlstate: null },
  "a table dropped before it is made": {
    script: `DROP TABLE IF EXISTS "T"; ${T} CREATE INDEX "T_a_idx" ON "T"("a"); ALTER TABLE "T" ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id");`,
    sqlstate: null,
  },
  "a dropped table that is referenced by then": {
    setup: T,
    script: `DROP TABLE IF EXISTS "U"; ${U} ALTER TABLE "T" ADD CONSTRAINT "T_a_fkey" FOREIGN KEY ("a") REFERENCES "U"("id");`,
    sqlstate: "2BP01",
    fix: "none",
  },
  "a cascading drop takes the foreign key along": {
    setup: T,
    script: `DROP TABLE IF EXISTS "U" CASCADE; ${U} ALTER TABLE "T" ADD CONSTRAINT "T_a_fkey" FOREIGN KEY ("a") REFERENCES "U"("id");`,
    sqlstate: null,
  },
  "a new table in the place of the old one": {
    setup: T,
    script: `CREATE TABLE "T2" ("id" TEXT); INSERT INTO "T2" SELECT "id" FROM "T"; DROP TABLE "T"; ALTER TABLE "T2" RENAME TO "T";`,
    sqlstate: null,
  },
  "a renamed table whose key keeps its name": {
    script: `CREATE TABLE "T" ("id" TEXT CONSTRAINT "T_pkey" PRIMARY KEY); ALTER TABLE "T" RENAME TO "S";`,
    sqlstate: "42P07",
    fix: "none",
  },
  "a table dropped for one that is renamed": {
    setup: TU,
    script: `DROP TABLE "T"; ALTER TABLE "U" RENAME TO "T";`,
    sqlstate: "42P01",
    fix: "none",
  },
  // ---- columns ----
  "ADD COLUMN": {
    setup: T,
    script: `ALTER TABLE "T" ADD COLUMN     "c" TEXT;`,
    sqlstate: "42701",
    fix: "short",
  },
  "ADD without COLUMN": {
    setup: T,
    script: `ALTER TABLE "T" ADD "c" TEXT;`,
    sqlstate: "42701",
    fix: "short",
  },
  "ADD COLUMN with inline constraints": {
    setup: TU,
    script: `ALTER TABLE "T" ADD COLUMN "c" TEXT UNIQUE REFERENCES "U"("id"), ADD COLUMN d SERIAL;`,
    sqlstate: "42701",
    fix: "short",
  },
  "DROP COLUMN": {
    setup: T,
    script: `ALTER TABLE "T" DROP COLUMN "a",\nDROP "b";`,
    sqlstate: "42703",
    fix: "short",
  },
  "a column dropped and added": {
    setup: T,
    script: `ALTER TABLE "T" DROP COLUMN "a",\nADD COLUMN "a" INTEGER;`,
    sqlstate: null,
  },
  "an index that goes with its column": {
    setup: T,
    script: `ALTER TABLE "T" DROP COLUMN "a", ADD COLUMN "a" INTEGER; CREATE INDEX "T_a_idx" ON "T"("a");`,
    sqlstate: null,
  },
  "RENAME COLUMN": {
    setup: T,
    script: `ALTER TABLE "T" RENAME COLUMN "a" TO "c";`,
    sqlstate: "42703",
    fix: "guard",
  },
  "ALTER COLUMN": {
    setup: T,
    script: `ALTER TABLE "T" ALTER COLUMN "a" SET NOT NULL, ALTER COLUMN "b" SET DATA TYPE BIGINT, ALTER COLUMN "b" SET DEFAULT 1;`,
    sqlstate: null,
  },
  "ALTER COLUMN of one that is renamed then": {
    setup: T,
    script: `ALTER TABLE "T" ALTER COLUMN "a" SET NOT NULL; ALTER TABLE "T" RENAME COLUMN "a" TO "c";`,
    sqlstate: "42703",
    fix: "guard",
  },
  "a table altered and then renamed": {
    setup: T,
    script: `ALTER TABLE "T" ADD COLUMN "c" TEXT; ALTER TABLE "T" ALTER COLUMN "a" SET NOT NULL; ALTER TABLE "T" RENAME TO "S";`,
    sqlstate: "42P01",
    fix: "short",
  },
  "a table altered and then dropped": {
    setup: TU + `ALTER TABLE "T" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "U"("id");`,
    script: `ALTER TABLE "T" DROP CONSTRAINT "f"; DROP TABLE "T";`,
    sqlstate: "42P01",
    fix: "short",
  },
  "ADD IDENTITY": {
    setup: T,
    script: `ALTER TABLE "T" ALTER COLUMN "b" SET NOT NULL; ALTER TABLE "T" ALTER COLUMN "b" ADD GENERATED ALWAYS AS IDENTITY;`,
    sqlstate: "55000",
    fix: "guard",
  },
  "a column that only carries data over": {
    setup: T,
    script: `ALTER TABLE "T" ADD COLUMN "c" TEXT; UPDATE "T" SET "c" = "a"; ALTER TABLE "T" DROP COLUMN "b"; ALTER TABLE "T" RENAME COLUMN "c" TO "d";`,
    sqlstate: "42703",
    fix: "none",
  },
  // ---- indexes ----
  "CREATE INDEX": {
    setup: T,
    script: `CREATE INDEX "T_a_idx" ON "T"("a");`,
    sqlstate: "42P07",
    fix: "short",
  },
  "CREATE UNIQUE INDEX": {
    setup: T,
    script: `CREATE UNIQUE INDEX "T_a_key" ON "T"("a" DESC);`,
    sqlstate: "42P07",
    fix: "short",
  },
  "CREATE INDEX CONCURRENTLY": {
    setup: T,
    script: `CREATE INDEX CONCURRENTLY "T_a_idx" ON "T"("a");`,
    sqlstate: "42P07",
    fix: "short",
  },
  "CREATE INDEX without a name": {
    setup: T,
    script: `CREATE INDEX ON "T"("a");`,
    sqlstate: null,
    silently: "duplicates",
    fix: "none",
  },
  "an index on a column that is dropped then": {
    setup: T,
    script: `CREATE INDEX IF NOT EXISTS "i" ON "T"("a"); ALTER TABLE "T" DROP COLUMN "a";`,
    sqlstate: "42703",
    fix: "guard",
  },
  "DROP INDEX": {
    setup: T + `CREATE INDEX i ON "T"("a");`,
    script: `DROP INDEX "i";`,
    sqlstate: "42704",
    fix: "short",
  },
  "DROP INDEX CONCURRENTLY": {
    setup: T + `CREATE INDEX i ON "T"("a");`,
    script: `DROP INDEX CONCURRENTLY "i";`,
    sqlstate: "42704",
    fix: "short",
  },
  "an index dropped and made": {
    setup: T + `CREATE INDEX i ON "T"("a");`,
    script: `DROP INDEX "i"; CREATE UNIQUE INDEX "i" ON "T"("a");`,
    sqlstate: null,
  },
  "an index swapped in": {
    setup: T + `CREATE INDEX i ON "T"("a");`,
    script: `CREATE UNIQUE INDEX "i2" ON "T"("a"); DROP INDEX "i"; ALTER INDEX "i2" RENAME TO "i";`,
    sqlstate: null,
  },
  "RENAME INDEX": {
    setup: T + `CREATE INDEX i ON "T"("a");`,
    script: `ALTER INDEX "i" RENAME TO "j";`,
    sqlstate: "42P01",
    fix: "short",
  },
  // ---- constraints ----
  "ADD FOREIGN KEY": {
    setup: TU,
    script: `-- AddForeignKey\nALTER TABLE "T" ADD CONSTRAINT "T_a_fkey" FOREIGN KEY ("a") REFERENCES "U"("id") ON DELETE SET NULL ON UPDATE CASCADE; -- done\n`,
    sqlstate: "42710",
    fix: "guard",
  },
  "ADD CHECK": {
    setup: T,
    script: `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0) NOT VALID;`,
    sqlstate: "42710",
    fix: "guard",
  },
  "ADD UNIQUE": {
    setup: T,
    script: `ALTER TABLE "T" ADD CONSTRAINT "T_a_key" UNIQUE ("a");`,
    sqlstate: "42P07",
    fix: "guard",
  },
  "ADD PRIMARY KEY": {
    setup: T,
    script: `ALTER TABLE "T" ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id");`,
    sqlstate: "42P16",
    fix: "guard",
  },
  "ADD PRIMARY KEY without a name": {
    setup: T,
    script: `ALTER TABLE "T" ADD PRIMARY KEY ("id");`,
    sqlstate: "42P16",
    fix: "guard",
  },
  "ADD UNIQUE USING INDEX": {
    setup: T + `CREATE UNIQUE INDEX "i" ON "T"("a");`,
    script: `ALTER TABLE "T" ADD CONSTRAINT "T_a_key" UNIQUE USING INDEX "i";`,
    sqlstate: "42704",
    fix: "guard",
  },
  "ADD UNIQUE USING an INDEX made beside it": {
    setup: T,
    script: `CREATE UNIQUE INDEX "i" ON "T"("a"); ALTER TABLE "T" ADD CONSTRAINT "T_a_key" UNIQUE USING INDEX "i";`,
    sqlstate: "42P07",
    silently: "leaves",
    fix: "none",
  },
  "a primary key put on another index": {
    setup: `CREATE TABLE "T" ("id" TEXT NOT NULL CONSTRAINT "T_pkey" PRIMARY KEY); CREATE UNIQUE INDEX "i" ON "T"("id");`,
    script: `ALTER TABLE "T" DROP CONSTRAINT "T_pkey",\nADD CONSTRAINT "T_pkey" PRIMARY KEY USING INDEX "i";`,
    sqlstate: "42704",
    fix: "guard",
  },
  "ADD UNIQUE USING INDEX of the same name": {
    setup: T + `CREATE UNIQUE INDEX "i" ON "T"("a");`,
    script: `ALTER TABLE "T" ADD CONSTRAINT "i" UNIQUE USING INDEX "i";`,
    sqlstate: "55000",
    fix: "guard",
  },
  "ADD PRIMARY KEY USING INDEX": {
    setup: T + `CREATE UNIQUE INDEX "i" ON "T"("id");`,
    script: `ALTER TABLE "T" ADD CONSTRAINT "T_pkey" PRIMARY KEY USING INDEX "i";`,
    sqlstate: "42704",
    fix: "guard",
  },
  "RENAME of a trigger": {
    setup:
      T + AUDIT + `CREATE TRIGGER a AFTER INSERT ON "T" FOR EACH ROW EXECUTE FUNCTION audit();`,
    script: `ALTER TRIGGER a ON "T" RENAME TO b;`,
    sqlstate: "42704",
    fix: "guard",
  },
  "CREATE TRIGGER on a table dropped then": {
    setup: T + AUDIT,
    script: `CREATE TRIGGER a AFTER INSERT ON "T" FOR EACH ROW EXECUTE FUNCTION audit(); DROP TABLE "T";`,
    sqlstate: "42P01",
    fix: "guard",
  },
  "CREATE INDEX on a table renamed then": {
    setup: T,
    script: `CREATE INDEX "i" ON "T"("a"); ALTER TABLE "T" RENAME TO "S";`,
    sqlstate: "42P01",
    fix: "guard",
  },
  "ADD CONSTRAINT on a table renamed then": {
    setup: T,
    script: `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0); ALTER TABLE "T" RENAME TO "S";`,
    sqlstate: "42P01",
    fix: "short",
  },
  "RENAME COLUMN of a table renamed then": {
    setup: T,
    script: `ALTER TABLE "T" RENAME COLUMN "a" TO "c"; ALTER TABLE "T" RENAME TO "S";`,
    sqlstate: "42P01",
    fix: "short",
  },
  "RENAME of an index that is a key's": {
    setup: U,
    script: `ALTER INDEX "U_pkey" RENAME TO "U_key"; ALTER TABLE "U" RENAME CONSTRAINT "U_key" TO "U_id";`,
    sqlstate: "42P01",
    fix: "guard",
  },
  "a column dropped that is referenced by then": {
    setup: T + U,
    script: `ALTER TABLE "U" DROP COLUMN "id", ADD COLUMN "id" TEXT PRIMARY KEY; ALTER TABLE "T" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "U"("id");`,
    sqlstate: "2BP01",
    fix: "none",
  },
  "ADD FOREIGN KEY without a name": {
    setup: TU,
    script: `ALTER TABLE "T" ADD FOREIGN KEY ("a") REFERENCES "U"("id");`,
    sqlstate: null,
    silently: "duplicates",
    fix: "none",
  },
  "ADD UNIQUE without a name": {
    setup: T,
    script: `ALTER TABLE "T" ADD UNIQUE ("a");`,
    sqlstate: null,
    silently: "duplicates",
    fix: "none",
  },
  "DROP CONSTRAINT": {
    setup: T + `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0);`,
    script: `ALTER TABLE "T" DROP CONSTRAINT "c";`,
    sqlstate: "42704",
    fix: "short",
  },
  "a constraint dropped and added": {
    setup: T + `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0);`,
    script: `ALTER TABLE "T" DROP CONSTRAINT "c"; ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 1);`,
    sqlstate: null,
  },
  "a constraint dropped if it exists and added": {
    setup: T,
    script: `ALTER TABLE "T" DROP CONSTRAINT IF EXISTS "c"; ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 1);`,
    sqlstate: null,
  },
  "a primary key that is referenced by then": {
    setup: T + U,
    script: `ALTER TABLE "U" DROP CONSTRAINT "U_pkey", ADD CONSTRAINT "U_pkey" PRIMARY KEY ("id"); ALTER TABLE "T" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "U"("id");`,
    sqlstate: "2BP01",
    fix: "none",
  },
  "RENAME CONSTRAINT": {
    setup: U,
    script: `ALTER TABLE "U" RENAME CONSTRAINT "U_pkey" TO "U_key";`,
    sqlstate: "42704",
    fix: "guard",
  },
  "VALIDATE CONSTRAINT": {
    setup: T + `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0) NOT VALID;`,
    script: `ALTER TABLE "T" VALIDATE CONSTRAINT "c";`,
    sqlstate: null,
  },
  "several commands with constraints among them": {
    setup: TU,
    script: `ALTER TABLE "T" DROP COLUMN "b",\nADD COLUMN     "c" TEXT,\nADD CONSTRAINT "T_pkey" PRIMARY KEY ("id"),\n-- the owner\nADD CONSTRAINT "T_a_fkey" FOREIGN KEY ("a") REFERENCES "U"("id");`,
    sqlstate: "42703",
    fix: "guard",
  },
  "several constraints and nothing else": {
    setup: TU,
    script: `ALTER TABLE "T" ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id"), ADD CONSTRAINT "T_a_key" UNIQUE ("a");`,
    sqlstate: "42P16",
    fix: "guard",
  },
  "ATTACH PARTITION": {
    setup: PARTITIONED,
    script: `ALTER TABLE "P" ATTACH PARTITION "P1" FOR VALUES FROM (0) TO (10);`,
    sqlstate: "42809",
    fix: "guard",
  },
  // ---- types ----
  "CREATE TYPE AS ENUM": {
    script: `-- CreateEnum\nCREATE TYPE "Role" AS ENUM ('USER', 'it''s');`,
    sqlstate: "42710",
    fix: "guard",
  },
  "CREATE TYPE in a schema": {
    setup: `CREATE SCHEMA "App";`,
    script: `CREATE TYPE "App"."Role" AS ENUM ('A');`,
    sqlstate: "42710",
    fix: "guard",
  },
  "CREATE TYPE of several attributes": {
    script: `CREATE TYPE address AS (street TEXT, city TEXT);`,
    sqlstate: "42710",
    fix: "guard",
  },
  "CREATE TYPE AS RANGE": {
    script: `CREATE TYPE span AS RANGE (subtype = int4);`,
    sqlstate: "42710",
    fix: "guard",
  },
  "CREATE DOMAIN": {
    script: `CREATE DOMAIN email AS TEXT CHECK (VALUE LIKE '%@%');`,
    sqlstate: "42710",
    fix: "guard",
  },
  "a type with the name of a built-in one": {
    script: `CREATE TYPE "path" AS ENUM ('A');`,
    sqlstate: "42710",
    fix: "guard",
  },
  "DROP TYPE": { setup: ROLE, script: `DROP TYPE "Role";`, sqlstate: "42704", fix: "short" },
  "a dropped type that is used by then": {
    script: `DROP TYPE IF EXISTS "Role"; ${ROLE} CREATE TABLE IF NOT EXISTS "T" ("role" "Role");`,
    sqlstate: "2BP01",
    fix: "none",
  },
  "ALTER TYPE ADD VALUE": {
    setup: ROLE,
    script: `ALTER TYPE "Role" ADD VALUE 'GUEST' BEFORE 'USER';`,
    sqlstate: "42710",
    fix: "short",
  },
  "ALTER TYPE RENAME VALUE": {
    setup: ROLE,
    script: `ALTER TYPE "Role" RENAME VALUE 'USER' TO 'MEMBER';`,
    sqlstate: "22023",
    fix: "guard",
  },
  "ALTER TYPE RENAME": {
    setup: ROLE,
    script: `ALTER TYPE "Role" RENAME TO "Rank";`,
    sqlstate: "42704",
    fix: "guard",
  },
  "Prisma's removal of an enum value": {
    setup: ROLE + `CREATE TABLE "T" ("role" "Role" NOT NULL DEFAULT 'USER');`,
    script: `BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER');
ALTER TABLE "T" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "T" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "T" ALTER COLUMN "role" SET DEFAULT 'USER';
COMMIT;`,
    sqlstate: null,
  },
  // ---- policies, triggers, functions ----
  "CREATE POLICY": {
    setup: T,
    script: `ALTER TABLE "T" ENABLE ROW LEVEL SECURITY;\nCREATE POLICY "tenant's" ON "T" USING ("a" = 'x');`,
    sqlstate: "42710",
    fix: "guard",
  },
  "a policy dropped and made": {
    setup: T,
    script: `DROP POLICY IF EXISTS p ON "T"; CREATE POLICY p ON "T" USING (true);`,
    sqlstate: null,
  },
  "DROP POLICY": {
    setup: T + `CREATE POLICY p ON "T" USING (true);`,
    script: `DROP POLICY p ON "T"; DROP TABLE "T";`,
    sqlstate: "42P01",
    fix: "short",
  },
  "RENAME of a policy": {
    setup: T + `CREATE POLICY p ON "T" USING (true);`,
    script: `ALTER POLICY p ON "T" RENAME TO q;`,
    sqlstate: "42710",
    fix: "guard",
  },
  "CREATE TRIGGER": {
    setup: T + AUDIT,
    script: `CREATE TRIGGER audit_t AFTER INSERT ON "T" FOR EACH ROW EXECUTE FUNCTION audit();`,
    sqlstate: "42710",
    fix: "short",
  },
  "CREATE CONSTRAINT TRIGGER": {
    setup: T + AUDIT,
    script: `CREATE CONSTRAINT TRIGGER "Audit" AFTER INSERT ON "T" FOR EACH ROW EXECUTE FUNCTION audit();`,
    sqlstate: "42710",
    fix: "short",
  },
  "DROP TRIGGER": {
    setup:
      T + AUDIT + `CREATE TRIGGER a AFTER INSERT ON "T" FOR EACH ROW EXECUTE FUNCTION audit();`,
    script: `DROP TRIGGER a ON "T";`,
    sqlstate: "42704",
    fix: "short",
  },
  "CREATE FUNCTION": {
    script: `CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT a $$;`,
    sqlstate: "42723",
    fix: "short",
  },
  "functions of one name": {
    script: `CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'; CREATE OR REPLACE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a';`,
    sqlstate: null,
  },
  "CREATE PROCEDURE": {
    script: `CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';`,
    sqlstate: "42723",
    fix: "short",
  },
  "DROP FUNCTION": {
    setup: AUDIT,
    script: `DROP FUNCTION audit();`,
    sqlstate: "42883",
    fix: "short",
  },
  "a dropped function that a trigger calls by then": {
    setup: T,
    script: `DROP FUNCTION IF EXISTS audit(); ${AUDIT} DROP TRIGGER IF EXISTS a ON "T"; CREATE TRIGGER a AFTER INSERT ON "T" FOR EACH ROW EXECUTE FUNCTION audit();`,
    sqlstate: "2BP01",
    fix: "none",
  },
  // ---- views, sequences, schemas, extensions, roles ----
  "CREATE VIEW": {
    setup: T,
    script: `CREATE VIEW "V" AS SELECT "id" FROM "T";`,
    sqlstate: "42P07",
    fix: "short",
  },
  "CREATE OR REPLACE VIEW": {
    setup: T,
    script: `CREATE OR REPLACE VIEW "V" AS SELECT "id" FROM "T";`,
    sqlstate: null,
  },
  "CREATE MATERIALIZED VIEW": {
    setup: T,
    script: `CREATE MATERIALIZED VIEW "V" AS SELECT "id" FROM "T";`,
    sqlstate: "42P07",
    fix: "short",
  },
  "DROP VIEW": {
    setup: `CREATE VIEW v AS SELECT 1;`,
    script: `DROP VIEW v;`,
    sqlstate: "42P01",
    fix: "short",
  },
  "DROP MATERIALIZED VIEW": {
    setup: `CREATE MATERIALIZED VIEW v AS SELECT 1;`,
    script: `DROP MATERIALIZED VIEW v;`,
    sqlstate: "42P01",
    fix: "short",
  },
  "RENAME of a view": {
    setup: `CREATE VIEW v AS SELECT 1;`,
    script: `ALTER VIEW v RENAME TO w;`,
    sqlstate: "42P01",
    fix: "short",
  },
  "CREATE SEQUENCE": { script: `CREATE SEQUENCE s START 5;`, sqlstate: "42P07", fix: "short" },
  "DROP SEQUENCE": {
    setup: `CREATE SEQUENCE s;`,
    script: `DROP SEQUENCE s;`,
    sqlstate: "42P01",
    fix: "short",
  },
  "CREATE SCHEMA": { script: `CREATE SCHEMA "app";`, sqlstate: "42P06", fix: "short" },
  "CREATE SCHEMA with its objects": {
    script: `CREATE SCHEMA app CREATE TABLE t (a INT);`,
    sqlstate: "42P06",
    fix: "guard",
  },
  "DROP SCHEMA": {
    setup: `CREATE SCHEMA app;`,
    script: `DROP SCHEMA app CASCADE;`,
    sqlstate: "3F000",
    fix: "short",
  },
  "RENAME SCHEMA": {
    setup: `CREATE SCHEMA app;`,
    script: `ALTER SCHEMA app RENAME TO shop;`,
    sqlstate: "3F000",
    fix: "guard",
  },
  "SET SCHEMA": {
    setup: T + `CREATE SCHEMA app;`,
    script: `ALTER TABLE "T" SET SCHEMA app;`,
    sqlstate: "42P01",
    fix: "short",
  },
  "CREATE EXTENSION IF NOT EXISTS": {
    script: `CREATE EXTENSION IF NOT EXISTS plpgsql;`,
    sqlstate: null,
  },
  "CREATE ROLE": { script: `CREATE ROLE auditor NOLOGIN;`, sqlstate: "42710", fix: "guard" },
  "DROP ROLE": {
    setup: `CREATE ROLE auditor;`,
    script: `DROP ROLE auditor;`,
    sqlstate: "42704",
    fix: "short",
  },
  "what can be repeated": {
    setup: T,
    script: `ALTER TABLE "T" ENABLE ROW LEVEL SECURITY; ALTER TABLE "T" FORCE ROW LEVEL SECURITY; COMMENT ON TABLE "T" IS 'x'; GRANT SELECT ON "T" TO PUBLIC; ALTER TABLE "T" REPLICA IDENTITY FULL;`,
    sqlstate: null,
  },
  // ---- guards ----
  "a guard that asks for the type": {
    script: `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'Role') THEN CREATE TYPE "Role" AS ENUM ('A'); END IF; END $$;`,
    sqlstate: null,
  },
  "a guard around several statements": {
    setup: T,
    script: `DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'T' AND column_name = 'c') THEN
    ALTER TABLE "T" ADD COLUMN "c" TEXT;
    CREATE INDEX "T_c_idx" ON "T"("c");
  END IF;
END $$;`,
    sqlstate: null,
  },
  "a guard that leaves early": {
    setup: T,
    script: `DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN RETURN; END IF; ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0); END $$;`,
    sqlstate: null,
  },
  "a guard around a column and a wrong one around another": {
    setup: T,
    script: `DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'T') THEN
    ALTER TABLE "T" ADD COLUMN "c" TEXT;
  END IF;
END $$;`,
    sqlstate: "42701",
    fix: "short",
  },
  "a handler for the right class": {
    setup: T,
    script: `DO $$ BEGIN ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0); EXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
    sqlstate: null,
  },
  "duplicate_object for UNIQUE": {
    setup: T,
    script: `DO $$ BEGIN ALTER TABLE "T" ADD CONSTRAINT "c" UNIQUE ("a"); EXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
    sqlstate: "42P07",
    fix: "short",
  },
  "duplicate_object for PRIMARY KEY": {
    setup: T,
    script: `DO $$ BEGIN ALTER TABLE "T" ADD CONSTRAINT "c" PRIMARY KEY ("id"); EXCEPTION WHEN duplicate_object THEN RAISE NOTICE 'there'; END $$;`,
    sqlstate: "42P16",
    fix: "short",
  },
  "duplicate_table for UNIQUE": {
    setup: T,
    script: `DO $$ BEGIN ALTER TABLE "T" ADD CONSTRAINT "c" UNIQUE ("a"); EXCEPTION WHEN duplicate_table THEN NULL; END $$;`,
    sqlstate: null,
  },
  "no guard in a DO block": {
    setup: T,
    script: `DO $$\nBEGIN\n    ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("b" > 0);\n    ALTER TABLE "T" ADD COLUMN "d" TEXT;\nEND\n$$;`,
    sqlstate: "42710",
    fix: "guard",
  },
  "EXECUTE of a constant": {
    setup: T,
    script: `DO $$ BEGIN EXECUTE 'ALTER TABLE "T" ADD COLUMN "c" TEXT'; EXECUTE $q$CREATE INDEX i ON "T"("c")$q$; END $$;`,
    sqlstate: "42701",
    fix: "short",
  },
  "EXECUTE of a computed text": {
    setup: T,
    script: `DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['T'] LOOP EXECUTE format('CREATE POLICY p ON %I USING (true)', t); END LOOP; END $$;`,
    sqlstate: "42710",
    fix: "none",
  },
  "EXECUTE that drops before": {
    setup: T,
    script: `DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['T'] LOOP EXECUTE format('DROP POLICY IF EXISTS p ON %I', t); EXECUTE format('CREATE POLICY p ON %I USING (true)', t); END LOOP; END $$;`,
    sqlstate: null,
  },
  "a body in single quotes": {
    setup: T,
    script: `DO 'BEGIN ALTER TABLE "T" ADD CONSTRAINT c CHECK (b > 0); END';`,
    sqlstate: "42710",
    fix: "none",
  },
  "a statement with $$ in it": {
    setup: T,
    script: `ALTER TABLE "T" ADD CONSTRAINT "c" CHECK ("a" <> $$it's$$);`,
    sqlstate: "42710",
    fix: "guard",
  },
  "a string of several lines": {
    setup: T,
    script: `ALTER TABLE "T"\n  ADD CONSTRAINT "c" CHECK ("a" <> 'one\ntwo');`,
    sqlstate: "42710",
    fix: "guard",
  },
  "names with quotes and capitals": {
    setup: `CREATE TABLE "it's ""T""" ("a" TEXT);`,
    script: `ALTER TABLE "it's ""T""" ADD CONSTRAINT "it's ""c""" UNIQUE ("a");`,
    sqlstate: "42P07",
    fix: "guard",
  },
  "a name that PostgreSQL cuts": {
    setup: T,
    script: `ALTER TABLE "T" ADD CONSTRAINT "${"x".repeat(70)}" CHECK ("b" > 0);`,
    sqlstate: "42710",
    fix: "guard",
  },
  "a search_path of its own": {
    setup: `CREATE SCHEMA app;`,
    script: `SET search_path TO app; CREATE TABLE t (a INT); ALTER TABLE app.t ADD COLUMN b INT;`,
    sqlstate: "42P07",
    fix: "short",
  },
};
