import { describe, expect, it } from "vitest";

import { mergeEdits } from "../../src/fixes/edit.ts";
import { makeSafe } from "../../src/fixes/sql.ts";
import type { GuardOptions } from "../../src/fixes/sql.ts";
import { parseScript } from "../../src/languages/postgresql/parser.ts";
import { findUnsafeStatements } from "../../src/model/catalog/idempotency.ts";

const CATALOG: GuardOptions = { guardStyle: "catalog", postgresVersion: 13 };

/** The script with the edits of its unsafe statements; each statement's are made together. */
function fixed(text: string, options: GuardOptions = CATALOG): string {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const unsafe = findUnsafeStatements(parseScript(text));
  const statements = [...new Set(unsafe.map(({ statement }) => statement))];
  const edits = statements.flatMap((statement) => {
    const own = unsafe.filter((one) => one.statement === statement);
    return makeSafe(own, { text, lineBreak }, options).filter((edit) => edit !== null);
  });
  const distinct = [...new Map(edits.map((edit) => [edit.range.join(), edit])).values()];
  if (distinct.length === 0) return text;
  const { range, text: replaced } = mergeEdits(text, distinct);
  return text.slice(0, range[0]) + replaced + text.slice(range[1]);
}

describe("short forms", () => {
  it.each([
    [`CREATE TABLE "T" (a INT)`, `CREATE TABLE IF NOT EXISTS "T" (a INT)`],
    [`create unlogged table t (a int)`, `create unlogged table IF NOT EXISTS t (a int)`],
    [
      `CREATE UNIQUE INDEX CONCURRENTLY "i" ON t (a)`,
      `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "i" ON t (a)`,
    ],
    [`CREATE /* one */ VIEW v AS SELECT 1`, `CREATE OR REPLACE /* one */ VIEW v AS SELECT 1`],
    [
      `CREATE MATERIALIZED VIEW v AS SELECT 1`,
      `CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1`,
    ],
    [`CREATE SCHEMA app`, `CREATE SCHEMA IF NOT EXISTS app`],
    [`CREATE EXTENSION citext`, `CREATE EXTENSION IF NOT EXISTS citext`],
    [`ALTER TYPE r ADD VALUE 'a' AFTER 'b'`, `ALTER TYPE r ADD VALUE IF NOT EXISTS 'a' AFTER 'b'`],
    [`DROP MATERIALIZED VIEW v`, `DROP MATERIALIZED VIEW IF EXISTS v`],
    [`DROP INDEX CONCURRENTLY "i"`, `DROP INDEX CONCURRENTLY IF EXISTS "i"`],
    [`DROP POLICY p ON t`, `DROP POLICY IF EXISTS p ON t`],
    [`ALTER TABLE ONLY t RENAME TO s`, `ALTER TABLE IF EXISTS ONLY t RENAME TO s`],
    [`ALTER MATERIALIZED VIEW v RENAME TO w`, `ALTER MATERIALIZED VIEW IF EXISTS v RENAME TO w`],
    [`ALTER TABLE t ADD a INT, DROP b`, `ALTER TABLE t ADD IF NOT EXISTS a INT, DROP IF EXISTS b`],
    [
      `ALTER TABLE t DROP CONSTRAINT c, ADD COLUMN a INT; DROP TABLE t;`,
      `ALTER TABLE IF EXISTS t DROP CONSTRAINT IF EXISTS c, ADD COLUMN IF NOT EXISTS a INT; DROP TABLE IF EXISTS t;`,
    ],
    [
      `ALTER TABLE t DROP COLUMN IF EXISTS a; DROP TABLE t;`,
      `ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS a; DROP TABLE IF EXISTS t;`,
    ],
  ])("%s", (before, after) => {
    expect(fixed(before)).toBe(after);
  });

  it("drops a trigger first where PostgreSQL cannot replace it", () => {
    const create = `CREATE TRIGGER "t" AFTER INSERT ON "app"."T" EXECUTE FUNCTION f()`;
    expect(fixed(`  ${create};`)).toBe(`  DROP TRIGGER IF EXISTS "t" ON "app"."T";\n  ${create};`);
    expect(fixed(create, { ...CATALOG, postgresVersion: 14 })).toBe(
      create.replace("CREATE", "CREATE OR REPLACE"),
    );
  });
});

describe("guards on the catalog", () => {
  it("leaves comments where they are, and the semicolon", () => {
    const script = `-- CreateEnum
CREATE TYPE "Role" AS ENUM ('A'); -- roles

/* done */
`;
    expect(fixed(script)).toBe(`-- CreateEnum
DO $$
BEGIN
    IF to_regtype('"Role"') IS NULL THEN
        CREATE TYPE "Role" AS ENUM ('A');
    END IF;
END
$$; -- roles

/* done */
`);
  });

  it("keeps the line breaks of the file", () => {
    const script = `ALTER TABLE "T"\r\n  ADD CONSTRAINT "c" CHECK (a > 0);\r\n`;
    expect(fixed(script)).toBe(
      [
        `DO $$`,
        `BEGIN`,
        `    IF NOT EXISTS (`,
        `        SELECT 1 FROM pg_constraint`,
        `        WHERE conrelid = '"T"'::regclass AND conname = 'c'`,
        `    ) THEN`,
        `        ALTER TABLE "T"`,
        `          ADD CONSTRAINT "c" CHECK (a > 0);`,
        `    END IF;`,
        `END`,
        `$$;`,
        ``,
      ].join("\r\n"),
    );
  });

  it("splits ALTER TABLE so that each constraint has a guard of its own", () => {
    const script = `ALTER TABLE "T" DROP COLUMN "a", -- old
ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id"),
ADD COLUMN     "b" TEXT;`;
    expect(fixed(script)).toBe(`ALTER TABLE "T" DROP COLUMN IF EXISTS "a", -- old
ADD COLUMN IF NOT EXISTS     "b" TEXT;

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conrelid = '"T"'::regclass AND conname = 'T_pkey'
    ) THEN
        ALTER TABLE "T" ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id");
    END IF;
END
$$;`);
  });

  it("ends the plain commands before those that it takes away", () => {
    const script = `ALTER TABLE t ADD COLUMN a INT, -- one
ADD CONSTRAINT c UNIQUE (a);`;
    expect(fixed(script, { ...CATALOG, guardStyle: "exception" }))
      .toBe(`ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT; -- one


DO $$
BEGIN
    ALTER TABLE t ADD CONSTRAINT c UNIQUE (a);
EXCEPTION
    WHEN duplicate_table THEN NULL;
END
$$;`);
  });

  it("keeps a drop together with what puts the dropped back", () => {
    const script = `ALTER TABLE t DROP CONSTRAINT p, ADD CONSTRAINT p PRIMARY KEY USING INDEX i;`;
    expect(fixed(script)).toBe(`DO $$
BEGIN
    IF to_regclass('"i"') IS NOT NULL THEN
        ${script.slice(0, -1)};
    END IF;
END
$$;`);
  });

  it("asks of a rename that it is not done yet", () => {
    expect(fixed(`ALTER TYPE "a"."b" RENAME VALUE 'x' TO 'y''s';`)).toBe(`DO $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM pg_enum
        WHERE enumtypid = '"a"."b"'::regtype AND enumlabel = 'x'
    ) AND NOT EXISTS (
        SELECT 1 FROM pg_enum
        WHERE enumtypid = '"a"."b"'::regtype AND enumlabel = 'y''s'
    ) THEN
        ALTER TYPE "a"."b" RENAME VALUE 'x' TO 'y''s';
    END IF;
END
$$;`);
  });

  it("does not stumble over a table that is gone", () => {
    expect(fixed(`ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME TO s;`)).toBe(
      `ALTER TABLE IF EXISTS t RENAME COLUMN a TO b; ALTER TABLE IF EXISTS t RENAME TO s;`,
    );
    expect(fixed(`CREATE POLICY p ON t USING (true); DROP TABLE t;`)).toContain(
      `to_regclass('"t"') IS NOT NULL`,
    );
  });

  it("quotes a body that has dollars in it, and leaves its strings as they are", () => {
    const script = `ALTER TABLE t ADD CONSTRAINT c CHECK (a <> $$\n$guard$\n$$);`;
    expect(fixed(script)).toMatch(
      /^DO \$guard1\$\n[^]*\(a <> \$\$\n\$guard\$\n\$\$\);\n[^]*\$guard1\$;$/,
    );
  });

  it("writes an IF into a block that is there", () => {
    const script = `DO $$
BEGIN
  ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
END
$$;`;
    expect(fixed(script)).toBe(`DO $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM pg_constraint
      WHERE conrelid = '"t"'::regclass AND conname = 'c'
  ) THEN
      ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
  END IF;
END
$$;`);
  });

  it("makes a handler catch what it lets through", () => {
    const script = (caught: string) =>
      `DO $$ BEGIN ALTER TABLE t ADD UNIQUE (a), ADD CONSTRAINT c UNIQUE (b); EXCEPTION WHEN ${caught} THEN NULL; END $$`;
    const named = script("duplicate_object").replace("ADD UNIQUE (a), ", "");
    expect(fixed(named)).toBe(
      named.replace("duplicate_object", "duplicate_object OR duplicate_table"),
    );
  });
});

describe("other styles", () => {
  const exception: GuardOptions = { guardStyle: "exception", postgresVersion: 13 };
  const none: GuardOptions = { guardStyle: "none", postgresVersion: 13 };

  it("catches the errors of a second run", () => {
    expect(fixed(`ALTER TABLE t ADD CONSTRAINT c UNIQUE (a);`, exception)).toBe(`DO $$
BEGIN
    ALTER TABLE t ADD CONSTRAINT c UNIQUE (a);
EXCEPTION
    WHEN duplicate_table THEN NULL;
END
$$;`);
  });

  it("writes no block at all", () => {
    const script = `CREATE TYPE r AS ENUM ('a');\nALTER TABLE t ADD COLUMN a INT, ADD CONSTRAINT c UNIQUE (a);`;
    expect(fixed(script, none)).toBe(script.replace("COLUMN", "COLUMN IF NOT EXISTS"));
  });
});

describe("what no edit can make safe", () => {
  it.each([
    `CREATE INDEX ON t (a);`,
    `ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (b);`,
    `DO 'BEGIN ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); END';`,
    `DO $$ DECLARE n text := 't'; BEGIN EXECUTE format('DROP TABLE %I', n); END $$;`,
  ])("%s", (script) => {
    expect(findUnsafeStatements(parseScript(script))).toHaveLength(1);
    expect(fixed(script)).toBe(script);
  });
});
