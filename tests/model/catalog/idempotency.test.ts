import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { findUnsafeStatements } from "../../../src/model/catalog/idempotency.ts";
import type { UnsafeStatement } from "../../../src/model/catalog/idempotency.ts";

/** `ADD COLUMN c: 42701`; with what the scope tells behind it. */
function spell({ command, sqlstate, effect, scope }: UnsafeStatement): string {
  const notes = [
    ...(scope.isGuarded ? ["guarded"] : []),
    ...(scope.handlers.length > 0 ? ["handled"] : []),
    ...(scope.executed ? [scope.executed.isConstant ? "executed" : "computed"] : []),
  ];
  const outcome = sqlstate ?? effect ?? "duplicates";
  return [`${command.action} ${command.subject.name}: ${outcome}`, ...notes].join(" ");
}

function unsafe(script: string): string[] {
  return findUnsafeStatements(parseScript(script)).map(spell);
}

describe("what the script itself tells", () => {
  it("reports each statement on its own", () => {
    const script = `CREATE TABLE t (a INT); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); CREATE INDEX i ON t (a);`;
    expect(unsafe(script)).toEqual([
      "CREATE TABLE t: 42P07",
      "ADD CONSTRAINT c: 42710",
      "CREATE INDEX i: 42P07",
    ]);
  });

  it("knows nothing of what other scripts have made", () => {
    expect(unsafe(`ALTER TABLE t ALTER COLUMN a SET NOT NULL; DROP TABLE IF EXISTS u;`)).toEqual(
      [],
    );
  });

  it("follows an object through renaming", () => {
    expect(unsafe(`CREATE TABLE t2 (a INT); DROP TABLE t; ALTER TABLE t2 RENAME TO t;`)).toEqual(
      [],
    );
    expect(unsafe(`ALTER TABLE t RENAME TO s; ALTER TABLE s ADD COLUMN a INT;`)).toEqual([
      "RENAME TO t: 42P01",
      "ADD COLUMN a: 42701",
    ]);
  });

  it("carries out the commands of ALTER TABLE in PostgreSQL's order: drops first", () => {
    expect(unsafe(`ALTER TABLE t ADD COLUMN a INT, DROP COLUMN a;`)).toEqual([]);
  });

  it("takes unqualified names for those of public, or of the search path", () => {
    expect(unsafe(`DROP TABLE IF EXISTS public.t; CREATE TABLE t (a INT);`)).toEqual([]);
    expect(unsafe(`DROP TABLE IF EXISTS app.t; CREATE TABLE t (a INT);`)).toEqual([
      "CREATE TABLE t: 42P07",
    ]);
    expect(
      unsafe(`SET search_path = app; DROP TABLE IF EXISTS app.t; CREATE TABLE t (a INT);`),
    ).toEqual([]);
  });

  it("tells unquoted names from quoted ones as PostgreSQL does", () => {
    expect(
      unsafe(`DROP TABLE IF EXISTS "user"; CREATE TABLE USER_ (a INT); DROP TABLE user_;`),
    ).toEqual([]);
    expect(unsafe(`DROP TABLE IF EXISTS User2; CREATE TABLE "User2" (a INT);`)).toEqual([
      "CREATE TABLE User2: 42P07",
    ]);
  });

  it("passes over what does not parse", () => {
    expect(unsafe(`CREATE TABL x; CREATE TABLE t (a INT);`)).toEqual(["CREATE TABLE t: 42P07"]);
    expect(unsafe("")).toEqual([]);
  });

  it("leaves alone what can be done to rows twice", () => {
    expect(unsafe(`UPDATE t SET a = 1; DELETE FROM t; TRUNCATE t;`)).toEqual([]);
  });

  it("does not take variables and system columns for columns that are gone", () => {
    const script = `CREATE TABLE IF NOT EXISTS u (a INT); CREATE TEMP TABLE t (a INT);
      DO $$ DECLARE v INT := 1; BEGIN DELETE FROM t WHERE a = v AND ctid IS NOT NULL; END $$;`;
    expect(unsafe(script)).toEqual([]);
  });

  it("names what a second run would lose or leave behind", () => {
    expect(unsafe(`DROP TABLE t; ALTER TABLE u RENAME TO t;`)).toEqual([
      "DROP TABLE t: loses",
      "RENAME TO u: 42P01",
    ]);
    const swap = `ALTER TABLE t ADD COLUMN c INT; ALTER TABLE t DROP COLUMN b; ALTER TABLE t RENAME COLUMN c TO d;`;
    expect(unsafe(swap)).toEqual([
      "ADD COLUMN c: leaves",
      "DROP COLUMN b: 42703",
      "RENAME COLUMN c: 42701",
    ]);
  });
});

describe("blocks", () => {
  it("says under which wrong guard a statement stands", () => {
    const guarded = `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'other') THEN CREATE TYPE x AS ENUM ('a'); END IF; END $$`;
    expect(unsafe(guarded)).toEqual(["CREATE TYPE x: 42710 guarded"]);
    const handled = `DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c UNIQUE (a); EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
    expect(unsafe(handled)).toEqual(["ADD CONSTRAINT c: 42P07 handled"]);
  });

  it("does not take a handler that raises again for one that catches", () => {
    const script = `DO $$ BEGIN CREATE TYPE x AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN RAISE; END $$`;
    expect(unsafe(script)).toEqual(["CREATE TYPE x: 42710"]);
  });

  it("undoes what a caught failure undoes", () => {
    const script = `DO $$ BEGIN DROP TABLE IF EXISTS t; CREATE TYPE x AS ENUM ('a'); EXCEPTION WHEN others THEN NULL; END $$;
      CREATE TABLE t (a INT);`;
    expect(unsafe(script)).toEqual(["CREATE TYPE x: 42710 handled", "CREATE TABLE t: 42P07"]);
  });

  it("sees nested blocks and handlers around them", () => {
    const script = `DO $$ BEGIN BEGIN CREATE TYPE x AS ENUM ('a'); EXCEPTION WHEN duplicate_table THEN NULL; END; EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
    expect(unsafe(script)).toEqual([]);
  });

  it.each([
    `IF (SELECT count(*) FROM t) = 0 THEN CREATE TYPE x AS ENUM ('a'); END IF;`,
    `IF to_regtype('y') IS NULL AND (SELECT count(*) FROM t) = 0 THEN CREATE TYPE x AS ENUM ('a'); END IF;`,
    `FOR r IN SELECT a FROM t LOOP CREATE TYPE x AS ENUM ('a'); END LOOP;`,
    `EXECUTE (SELECT command FROM t);`,
  ])("reports nothing that it cannot prove: %s", (body) => {
    expect(unsafe(`DO $$ DECLARE r record; BEGIN ${body} END $$`)).toEqual([]);
  });

  it("knows nothing any more after dynamic SQL that may drop", () => {
    const drop = `DO $$ BEGIN EXECUTE (SELECT 'DROP TABLE ' || n FROM t); END $$;`;
    expect(unsafe(`${drop} CREATE TABLE x (a INT);`)).toEqual([]);
    expect(unsafe(`CREATE TABLE x (a INT); ${drop}`)).toEqual([]);
  });

  it("still knows all after dynamic SQL that only makes things", () => {
    const create = `DO $$ BEGIN EXECUTE format('CREATE POLICY p ON %I USING (true)', (SELECT n FROM t)); END $$;`;
    expect(unsafe(`CREATE TABLE x (a INT); ${create}`)).toEqual(["CREATE TABLE x: 42P07"]);
  });

  it("reads the text of EXECUTE", () => {
    expect(unsafe(`DO $$ BEGIN EXECUTE 'DROP TABLE t'; END $$`)).toEqual([
      "DROP TABLE t: 42P01 executed",
    ]);
    const computed = `DO $$ DECLARE n text := 't'; BEGIN EXECUTE format('DROP TABLE %I', n); END $$`;
    expect(unsafe(computed)).toEqual(["DROP TABLE t: 42P01 computed"]);
  });

  it("does not run the bodies of functions", () => {
    const script = `CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE t (a INT); END $$;`;
    expect(unsafe(script)).toEqual([]);
  });
});
