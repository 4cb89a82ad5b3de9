import { describe, expect, it } from "vitest";
import type { SqlNode, SqlScript } from "../../../src/languages/postgresql/ast.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import {
  conditionTests,
  declaredVariables,
  guardsAt,
  handledConditions,
  noteAssignments,
  refutedConditionTests,
} from "../../../src/model/catalog/guards.ts";
import type { GuardTest } from "../../../src/model/catalog/guards.ts";

function expression(condition: string): SqlNode | null {
  return parseScript(`SELECT ${condition}`).body[0] ?? null;
}

/** `-type x`: the type must be absent; `+constraint c of T (pg_constraint)`: it must be there. */
function spell(tests: readonly GuardTest[] | null): string[] | null {
  return (
    tests?.map(({ object, name, of, exists, source }) =>
      [
        `${exists ? "+" : "-"}${object} ${name ?? "?"}`,
        ...(of === null ? [] : [`of ${of}`]),
        `(${source})`,
      ].join(" "),
    ) ?? null
  );
}

function tests(condition: string): string[] | null {
  return spell(conditionTests(expression(condition)));
}

describe("a query that must give no row", () => {
  it.each([
    ["SELECT 1 FROM pg_constraint WHERE conname = 'T_fkey'", "-constraint T_fkey (pg_constraint)"],
    [
      `SELECT 1 FROM pg_constraint WHERE conname = 'x' AND conrelid = '"T"'::regclass`,
      "-constraint x of T (pg_constraint)",
    ],
    [
      `SELECT FROM pg_catalog.pg_constraint c WHERE c.conrelid = to_regclass('app."T"') AND c.conname::text = 'x' AND contype = 'f'`,
      "-constraint x of T (pg_constraint)",
    ],
    [
      "SELECT 1 FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.conname = 'x' AND t.relname = 'T'",
      "-constraint x of T (pg_constraint)",
    ],
    [
      "SELECT 1 FROM pg_constraint WHERE conname = 'x' AND conrelid = (SELECT oid FROM pg_class WHERE relname = 'T')",
      "-constraint x of T (pg_constraint)",
    ],
    [
      "SELECT 1 FROM pg_constraint WHERE conrelid = 'T'::regclass AND contype = 'p'",
      "-constraint ? of t (pg_constraint)",
    ],
    ["SELECT 1 FROM pg_type WHERE typname = 'Role'", "-type Role (pg_type)"],
    [
      "SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'Role' AND n.nspname = current_schema()",
      "-type Role (pg_type)",
    ],
    ["SELECT 1 FROM pg_class WHERE relname = 'T' AND relkind = 'r'", "-table T (pg_class)"],
    [
      "SELECT 1 FROM pg_class WHERE relname = 'T_idx' AND relkind IN ('i', 'I')",
      "-index T_idx (pg_class)",
    ],
    ["SELECT 1 FROM pg_class WHERE relname = 'T'", "-relation T (pg_class)"],
    [
      "SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'T' AND indexname = 'T_idx'",
      "-index T_idx of T (pg_indexes)",
    ],
    [
      `SELECT 1 FROM pg_enum WHERE enumlabel = 'ADMIN' AND enumtypid = '"Role"'::regtype`,
      "-enumValue ADMIN of Role (pg_enum)",
    ],
    [
      "SELECT 1 FROM pg_enum e JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'Role' AND e.enumlabel = 'ADMIN'",
      "-enumValue ADMIN of Role (pg_enum)",
    ],
    [
      "SELECT 1 FROM pg_enum WHERE enumlabel = 'ADMIN' AND enumtypid = (SELECT oid FROM pg_type WHERE typname = 'Role')",
      "-enumValue ADMIN of Role (pg_enum)",
    ],
    [
      "SELECT 1 FROM pg_policies WHERE tablename = 'T' AND policyname = 'own rows'",
      "-policy own rows of T (pg_policies)",
    ],
    [
      `SELECT 1 FROM pg_policy WHERE polname = 'p' AND polrelid = '"T"'::regclass`,
      "-policy p of T (pg_policy)",
    ],
    [
      `SELECT 1 FROM pg_trigger WHERE tgname = 't' AND tgrelid = '"T"'::regclass AND NOT tgisinternal`,
      "-trigger t of T (pg_trigger)",
    ],
    ["SELECT 1 FROM pg_proc WHERE proname = 'f'", "-function f (pg_proc)"],
    ["SELECT 1 FROM pg_extension WHERE extname = 'citext'", "-extension citext (pg_extension)"],
    ["SELECT 1 FROM pg_namespace WHERE nspname = 'app'", "-schema app (pg_namespace)"],
    [
      `SELECT 1 FROM pg_attribute WHERE attrelid = '"T"'::regclass AND attname = 'c' AND attnum > 0 AND NOT attisdropped`,
      "-column c of T (pg_attribute)",
    ],
    ["SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'app'", "-role app (pg_roles)"],
    [
      "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'T'",
      "-table T (information_schema.tables)",
    ],
    [
      "SELECT 1 FROM information_schema.columns WHERE table_name = 'T' AND 'c' = column_name",
      "-column c of T (information_schema.columns)",
    ],
    [
      "SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'x' AND table_name = 'T' AND constraint_type = 'FOREIGN KEY'",
      "-constraint x of T (information_schema.table_constraints)",
    ],
    [
      "SELECT 1 FROM information_schema.triggers WHERE trigger_name = 't' AND event_object_table = 'T'",
      "-trigger t of T (information_schema.triggers)",
    ],
  ])("%s", (query, expected) => {
    expect(tests(`NOT EXISTS (${query})`)).toEqual([expected]);
    expect(tests(`EXISTS (${query})`)).toEqual([expected.replace("-", "+")]);
    expect(tests(`(SELECT count(*) FROM (${query}) q) = 0`)).toBeNull();
  });

  it("is no test of absence when it asks for more than the object", () => {
    const nullable =
      "SELECT 1 FROM information_schema.columns WHERE table_name = 'T' AND column_name = 'c' AND is_nullable = 'NO'";
    expect(tests(`NOT EXISTS (${nullable})`)).toBeNull();
    expect(tests(`EXISTS (${nullable})`)).toEqual(["+column c of T (information_schema.columns)"]);
  });

  it("names several objects at once", () => {
    const types = "SELECT 1 FROM pg_type WHERE typname IN ('a', 'b')";
    expect(tests(`NOT EXISTS (${types})`)).toEqual(["-type a (pg_type)", "-type b (pg_type)"]);
    expect(tests(`EXISTS (${types})`)).toBeNull();
  });

  it("may compute the name", () => {
    expect(tests("NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = t || '_fkey')")).toEqual([
      "-constraint ? (pg_constraint)",
    ]);
  });

  it.each([
    `NOT EXISTS (SELECT 1 FROM "User" WHERE name = 'x')`,
    "NOT EXISTS (SELECT 1 FROM pg_type, generate_series(1, 2) WHERE typname = 'x')",
    "NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x' UNION SELECT 1 FROM pg_class)",
    "NOT EXISTS (SELECT 1 FROM pg_type)",
    "NOT EXISTS (SELECT 1 FROM constructor WHERE conname = 'x')",
    "current_setting('server_version_num')::int >= 140000",
    "true",
  ])("is not understood: %s", (condition) => {
    expect(tests(condition)).toBeNull();
  });
});

describe("other forms", () => {
  const type = "FROM pg_type WHERE typname = 'x'";
  it.each([
    [`to_regclass('public."T"') IS NULL`, "-relation T (to_regclass)"],
    [`to_regclass('T') IS NOT NULL`, "+relation t (to_regclass)"],
    [`to_regtype('"Role"') IS NULL`, "-type Role (to_regtype)"],
    [`to_regprocedure('public.audit(text, int)') IS NULL`, "-function audit (to_regprocedure)"],
    ["to_regclass(v) IS NULL", "-relation ? (to_regclass)"],
    [`(SELECT count(*) ${type}) = 0`, "-type x (pg_type)"],
    [`0 < (SELECT count(1) ${type})`, "+type x (pg_type)"],
    [`(SELECT count(*) = 0 ${type})`, "-type x (pg_type)"],
    [`count(*) = 0 ${type}`, "-type x (pg_type)"],
    [`(SELECT oid ${type}) IS NULL`, "-type x (pg_type)"],
    [`(SELECT 1 ${type}) IS NOT NULL`, "+type x (pg_type)"],
    ["'x' NOT IN (SELECT typname FROM pg_type)", "-type x (pg_type)"],
    ["'x' IN (SELECT typname FROM pg_type)", "+type x (pg_type)"],
    [`(EXISTS (SELECT 1 ${type})) = false`, "-type x (pg_type)"],
    [`EXISTS (SELECT 1 ${type}) IS NOT TRUE`, "-type x (pg_type)"],
    [`NOT NOT EXISTS (SELECT 1 ${type})`, "+type x (pg_type)"],
    [`NOT coalesce((SELECT true ${type}), false)`, "-type x (pg_type)"],
  ])("%s", (condition, expected) => {
    expect(tests(condition)).toEqual([expected]);
  });

  it.each(["(SELECT count(*) FROM pg_type WHERE typname = 'x') < 2"])(
    "says nothing: %s",
    (condition) => {
      expect(tests(condition)).toBeNull();
    },
  );
});

describe("AND, OR, NOT", () => {
  const a = "EXISTS (SELECT 1 FROM pg_type WHERE typname = 'a')";
  const b = "EXISTS (SELECT 1 FROM pg_type WHERE typname = 'b')";
  it.each([
    [`${a} AND NOT ${b}`, ["+type a (pg_type)", "-type b (pg_type)"]],
    [`NOT (${a} OR ${b})`, ["-type a (pg_type)", "-type b (pg_type)"]],
    [`${a} AND now() > '2026-01-01'`, ["+type a (pg_type)"]],
    [`${a} OR ${b}`, null],
    [`${a} OR (${b} AND ${a})`, ["+type a (pg_type)"]],
    [`NOT (${a} AND ${b})`, null],
  ])("%s", (condition, expected) => {
    expect(tests(condition)).toEqual(expected);
  });

  it("turns round in ELSE", () => {
    const condition = expression(`${a} OR ${b}`);
    expect(spell(refutedConditionTests(condition))).toEqual([
      "-type a (pg_type)",
      "-type b (pg_type)",
    ]);
  });
});

function blockOf(script: SqlScript) {
  const [statement] = script.body;
  if (statement?.type !== "SqlDoStmt" || statement.body === null)
    throw new Error("not an opened DO block");
  return statement.body;
}

/** The guards of the statement that starts with `marker`. */
function guardsOf(text: string, marker: string) {
  const at = text.indexOf(marker);
  const { tests, handled } = guardsAt(blockOf(parseScript(text)), [at, at + marker.length]);
  return { tests: spell(tests), handled: [...handled] };
}

describe("guards of a statement in a block", () => {
  it("are the conditions around it", () => {
    const text = `DO $$ BEGIN
      IF to_regclass('t') IS NOT NULL THEN
        IF to_regtype('a') IS NULL THEN CREATE TYPE a AS ENUM ();
        ELSIF to_regtype('b') IS NULL THEN CREATE TYPE b AS ENUM ();
        ELSE DROP TYPE c;
        END IF;
      END IF;
    END $$`;
    expect(guardsOf(text, "CREATE TYPE a").tests).toEqual([
      "+relation t (to_regclass)",
      "-type a (to_regtype)",
    ]);
    expect(guardsOf(text, "CREATE TYPE b").tests).toEqual([
      "+relation t (to_regclass)",
      "+type a (to_regtype)",
      "-type b (to_regtype)",
    ]);
    expect(guardsOf(text, "DROP TYPE c").tests).toEqual([
      "+relation t (to_regclass)",
      "+type a (to_regtype)",
      "+type b (to_regtype)",
    ]);
  });

  it("are variables assigned before", () => {
    const text = `DO $$
      DECLARE
        declared boolean := EXISTS (SELECT 1 FROM pg_type WHERE typname = 'a');
        selected boolean;
        counted int;
        assigned boolean;
        mixed boolean;
      BEGIN
        SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'b') INTO selected;
        SELECT count(*) INTO counted FROM pg_type WHERE typname = 'c';
        assigned := to_regtype('d') IS NULL;
        mixed := true;
        IF now() > '2026-01-01' THEN mixed := false; END IF;
        IF NOT declared AND NOT selected AND counted = 0 AND assigned AND mixed THEN
          CREATE TYPE x AS ENUM ();
        END IF;
        PERFORM 1 FROM pg_type WHERE typname = 'e';
        IF NOT FOUND THEN
          CREATE TYPE e AS ENUM ();
        END IF;
      END $$`;
    expect(guardsOf(text, "CREATE TYPE x").tests).toEqual([
      "-type a (pg_type)",
      "-type b (pg_type)",
      "-type c (pg_type)",
      "-type d (to_regtype)",
    ]);
    expect(guardsOf(text, "CREATE TYPE e").tests).toEqual(["-type e (pg_type)"]);
  });

  it("are an early RETURN", () => {
    const text = `DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x') THEN RETURN; END IF;
      CREATE TYPE x AS ENUM ();
    END $$`;
    expect(guardsOf(text, "CREATE TYPE x").tests).toEqual(["-type x (pg_type)"]);
  });

  it("are the handlers of the blocks around it, unless they raise again", () => {
    const text = `DO $$ BEGIN
      BEGIN
        CREATE TYPE x AS ENUM ();
      EXCEPTION
        WHEN duplicate_object OR SQLSTATE '42P07' THEN RAISE NOTICE 'there already';
        WHEN undefined_table THEN RAISE;
      END;
      CREATE TYPE y AS ENUM ();
    EXCEPTION WHEN others THEN NULL;
    END $$`;
    expect(guardsOf(text, "CREATE TYPE x").handled).toEqual([
      "others",
      "duplicate_object",
      "duplicate_table",
    ]);
    expect(guardsOf(text, "CREATE TYPE y").handled).toEqual(["others"]);
    expect([...handledConditions(blockOf(parseScript(text)))]).toEqual(["others"]);
  });

  it("forgets nothing of the declarations", () => {
    const text = `DO $$ DECLARE v boolean := to_regtype('x') IS NULL; w int; BEGIN w := 1; END $$`;
    const block = blockOf(parseScript(text));
    const variables = declaredVariables(block.declarations);
    for (const statement of block.body) noteAssignments(statement, variables);
    expect([...variables.keys()]).toEqual(["v", "w"]);
    expect(spell(conditionTests(expression("v"), variables))).toEqual(["-type x (to_regtype)"]);
  });
});
