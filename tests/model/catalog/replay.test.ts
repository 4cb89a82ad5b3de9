import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replay, replayHistory } from "../../../src/model/catalog/replay.ts";
import type { Catalog, Provenance } from "../../../src/model/catalog/types.ts";
import { factsOf, migrations } from "./facts.ts";

function factsAfter(...texts: string[]): string[] {
  return factsOf(replay(migrations(...texts)));
}

function columnsOf(catalog: Catalog, table: string): string[] {
  return [...(catalog.table(table)?.columns.keys() ?? [])];
}

describe("history", () => {
  const history = replayHistory(
    migrations(
      "CREATE TABLE t (a int); CREATE TYPE e AS ENUM ('x');",
      "ALTER TABLE t ADD COLUMN b int; ALTER TABLE t ADD COLUMN c int;",
      "SELECT 1;",
      "DROP TABLE t; ALTER TYPE e ADD VALUE 'y';",
      "CREATE TABLE t (z int);",
    ),
  );

  it.each([
    [0, []],
    [1, ["a"]],
    [2, ["a", "b", "c"]],
    [3, ["a", "b", "c"]],
    [4, []],
    [5, ["z"]],
    [99, ["z"]],
  ])("before file %d", (index, columns) => {
    expect(columnsOf(history.before(index), "t")).toEqual(columns);
    expect([...history.before(index).tables.keys()]).toEqual(
      columns.length === 0 ? [] : ["public.t"],
    );
  });

  it("knows enums at each point", () => {
    const values = (index: number) => history.before(index).enums.get("public.e")?.values;
    expect([0, 1, 3, 4, 5].map(values)).toEqual([undefined, ["x"], ["x"], ["x", "y"], ["x", "y"]]);
  });

  it("ends with the final catalog", () => {
    expect(factsOf(history.final)).toEqual(factsOf(history.before(5)));
    expect(factsOf(replayHistory([]).final)).toEqual([]);
  });
});

describe("table()", () => {
  const catalog = replay(
    migrations(`
      CREATE SCHEMA a; CREATE SCHEMA b;
      CREATE TABLE a.only (x int);
      CREATE TABLE a.twice (x int); CREATE TABLE b.twice (y int);
      CREATE TABLE a.shared (x int); CREATE TABLE shared (z int);
    `),
  );

  it("takes public, else the only one of that name", () => {
    expect(catalog.table("shared")?.schema).toBe("public");
    expect(catalog.table("only")?.schema).toBe("a");
    expect(catalog.table("twice")).toBeUndefined();
    expect(catalog.table("twice", "b")?.schema).toBe("b");
    expect(catalog.table("shared", "b")).toBeUndefined();
    expect(catalog.table("Only")).toBeUndefined();
  });
});

describe("provenance", () => {
  const files = migrations(
    `CREATE TABLE "T" ("id" int CONSTRAINT pk PRIMARY KEY, "n" int, UNIQUE ("n"));
     CREATE INDEX i ON "T" ("n");
     CREATE TYPE "E" AS ENUM ('x');`,
    `ALTER TABLE "T" ADD COLUMN "m" text, ALTER COLUMN "n" TYPE bigint;
     ALTER TABLE "T" ADD CONSTRAINT fk FOREIGN KEY ("n") REFERENCES "T" ("id");`,
    `DO $$ BEGIN
       ALTER TABLE "T" ADD COLUMN "inner" int;
       EXECUTE format('ALTER TABLE %I ADD COLUMN made int', 'T');
     END $$;`,
  );
  const table = replay(files).table("T");

  /** The file's index and the text that a fact comes from. */
  function from(origin: Provenance | undefined): [number, string] | null {
    const index = files.findIndex((file) => file.path === origin?.path);
    return origin === undefined ? null : [index, files[index]?.text.slice(...origin.range) ?? ""];
  }

  it.each([
    ["the table's name", table?.origin, 0, '"T"'],
    ["a column", table?.columns.get("id")?.origin, 0, '"id" int CONSTRAINT pk PRIMARY KEY'],
    ["an added column", table?.columns.get("m")?.origin, 1, '"m" text'],
    ["a changed type", table?.columns.get("n")?.origin, 1, 'ALTER COLUMN "n" TYPE bigint'],
    ["a column in a block", table?.columns.get("inner")?.origin, 2, '"inner" int'],
    [
      "a computed command",
      table?.columns.get("made")?.origin,
      2,
      "EXECUTE format('ALTER TABLE %I ADD COLUMN made int', 'T')",
    ],
    ["a primary key", table?.primaryKey?.origin, 0, "CONSTRAINT pk PRIMARY KEY"],
    ["a unique constraint", table?.uniques[0]?.origin, 0, 'UNIQUE ("n")'],
    ["an index", table?.indexes[0]?.origin, 0, 'CREATE INDEX i ON "T" ("n")'],
    [
      "a foreign key",
      table?.foreignKeys[0]?.origin,
      1,
      'CONSTRAINT fk FOREIGN KEY ("n") REFERENCES "T" ("id")',
    ],
  ])("of %s", (_what, origin, file, text) => {
    expect(from(origin)).toEqual([file, text]);
  });
});

describe("what PostgreSQL would refuse", () => {
  it("changes nothing, and does not stop what follows", () => {
    const facts = factsAfter(`
      CREATE TABLE t (a int PRIMARY KEY);
      CREATE TABLE t (b text);
      ALTER TABLE t ADD COLUMN a text, ADD PRIMARY KEY (a), DROP COLUMN nothing;
      ALTER TABLE t RENAME COLUMN nothing TO something;
      ALTER TABLE t RENAME CONSTRAINT nothing TO something;
      ALTER TABLE nothing ADD COLUMN a int;
      DROP TABLE nothing;
      DROP INDEX t_pkey;
      CREATE INDEX t_pkey ON t (a);
      CREATE TYPE e AS ENUM ('x');
      CREATE TYPE e AS ENUM ('y');
      ALTER TYPE e RENAME VALUE 'z' TO 'y';
      ALTER TYPE nothing ADD VALUE 'x';
      CREATE TABLE broken (;
      CREATE TABLE u (a int);
    `);
    expect(facts).toEqual([
      "column public.t.a int4, not null, no default",
      "column public.u.a int4, null, no default",
      "enum public.e {x}",
      "primary key public.t.t_pkey (a)",
      "table public.t",
      "table public.u",
    ]);
  });
});

describe("dynamic SQL", () => {
  function isTainted(body: string, declare = ""): boolean {
    const block = `DO $$ ${declare} BEGIN ${body} END $$;`;
    return replay(migrations("CREATE TABLE t (a int);", block)).tainted;
  }

  it.each([
    "EXECUTE command_of('t');",
    "EXECUTE 'ALTER TABLE ' || name_of('t') || ' DROP COLUMN a';",
    "EXECUTE format('CREATE %s x', kind_of('t'));",
    "FOR r IN SELECT name FROM settings LOOP EXECUTE format('DROP TABLE %I', r.name); END LOOP;",
  ])("taints the catalog when it may be DDL: %s", (body) => {
    expect(isTainted(body)).toBe(true);
  });

  it.each([
    "EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name_of('t'));",
    "EXECUTE format('CREATE POLICY %I ON %I USING (true)', p, t);",
    "EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', p, t);",
    "EXECUTE 'GRANT SELECT ON ' || name_of('t') || ' TO app';",
    "EXECUTE format('UPDATE %I SET a = 1', name_of('t'));",
    "EXECUTE 'ALTER TABLE t ADD COLUMN b int';",
    "EXECUTE format('ALTER TABLE %I ADD COLUMN b int', 't');",
    "EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', 't', name_of('t'));",
  ])("leaves it clean when it is not, or is known: %s", (body) => {
    expect(isTainted(body)).toBe(false);
  });

  it("is found through variables", () => {
    expect(isTainted("EXECUTE command;", "DECLARE command text := 'SELECT 1';")).toBe(false);
    expect(isTainted("EXECUTE command;", "DECLARE command text := make();")).toBe(true);
    expect(isTainted("command := command || make(); EXECUTE command;")).toBe(true);
  });

  it("taints from its file on", () => {
    const history = replayHistory(
      migrations("SELECT 1;", "DO $$ BEGIN EXECUTE made(); END $$;", "SELECT 1;"),
    );
    expect([0, 1, 2, 3].map((index) => history.before(index).tainted)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("makes absence unknown: a guarded statement then runs", () => {
    const guarded = `DO $$ BEGIN
      EXECUTE made();
      IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'x') THEN
        CREATE TABLE seen (a int);
      END IF;
    END $$;`;
    expect(replay(migrations("CREATE TABLE t (a int);", guarded)).table("seen")).toBeDefined();
    expect(
      replay(migrations("CREATE TABLE t (a int);", guarded.replace("EXECUTE made();", ""))).table(
        "seen",
      ),
    ).toBeUndefined();
  });

  it("of another language is not followed", () => {
    expect(replay(migrations("DO LANGUAGE plv8 $$ plv8.execute('…') $$;")).tainted).toBe(true);
  });
});

describe("conditions that the catalog cannot judge", () => {
  it("are taken to hold", () => {
    const facts = factsAfter(`DO $$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'app') THEN
        CREATE TABLE first (a int);
      ELSE
        CREATE TABLE second (a int);
      END IF;
      IF (SELECT count(*) FROM "User") > 10 THEN
        CREATE TABLE third (a int);
      END IF;
    END $$;`);
    expect(facts.filter((fact) => fact.startsWith("table"))).toEqual([
      "table public.first",
      "table public.third",
    ]);
  });

  it("do not end the block", () => {
    const facts = factsAfter(`DO $$ BEGIN
      IF (SELECT count(*) FROM "User") > 10 THEN RETURN; END IF;
      CREATE TABLE t ();
    END $$;`);
    expect(facts).toEqual(["table public.t"]);
  });
});

describe("opaque tables", () => {
  const catalog = replay(
    migrations(`
      CREATE TABLE base (a int);
      CREATE TABLE made AS SELECT 1 AS x;
      CREATE TABLE child (b int) INHERITS (base);
      CREATE TABLE like_unknown (LIKE unknown, c int);
      CREATE TABLE like_known (LIKE base);
      ALTER TABLE made ADD COLUMN y int;
    `),
  );
  it.each([
    ["base", false, ["a"]],
    ["made", true, ["y"]],
    ["child", true, ["a", "b"]],
    ["like_unknown", true, ["c"]],
    ["like_known", false, ["a"]],
  ])("%s", (table, opaque, columns) => {
    expect(catalog.table(table)?.opaque).toBe(opaque);
    expect(columnsOf(catalog, table)).toEqual(columns);
  });
});

it("survives scripts cut anywhere", () => {
  const folder = new URL("../../fixtures/migrations/", import.meta.url);
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, at) => {
        const end = Math.floor(text.length * at);
        const catalog = replay(migrations(text.slice(0, end), text.slice(end)));
        expect(catalog.tables).toBeInstanceOf(Map);
      },
    ),
    { numRuns: 200 },
  );
});
