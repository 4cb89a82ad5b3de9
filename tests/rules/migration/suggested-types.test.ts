/** What the rules about types and names suggest or fix, run on PostgreSQL. */

import { Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import sentinel from "../../../src/index.ts";
import { Database } from "./idempotency-database.ts";

let database: Database;

beforeAll(async () => {
  database = await Database.open();
});

afterAll(() => database.close());

function verify(rule: string, sql: string, options: object[] = []): Linter.LintMessage[] {
  const config = {
    files: ["**/*.sql"],
    plugins: { "prisma-sentinel": sentinel },
    language: "prisma-sentinel/postgresql",
    rules: { [`prisma-sentinel/${rule}`]: ["error", ...options] },
  } as unknown as Linter.Config;
  return new Linter({ cwd: "/nowhere" }).verify(sql, [config], { filename: "migration.sql" });
}

function apply(
  sql: string,
  { range: [start, end], text }: { range: [number, number]; text: string },
): string {
  return sql.slice(0, start) + text + sql.slice(end);
}

/** The script after each suggestion for its first finding. */
function suggested(rule: string, sql: string, options: object[] = []): string[] {
  const [first] = verify(rule, sql, options);
  return (first?.suggestions ?? []).map(({ fix }) => apply(sql, fix));
}

async function catalogOf(sql: string, setup = ""): Promise<string[]> {
  await database.begin(setup);
  expect(await database.run(sql)).toBeNull();
  return database.catalog();
}

describe("suggestions", () => {
  it("number rows by BIGINT", async () => {
    const sql = `CREATE TABLE t (id SERIAL PRIMARY KEY);`;
    const [wide = ""] = suggested("prefer-bigint", sql);
    expect(await catalogOf(wide)).toEqual(
      await catalogOf(`CREATE TABLE t (id BIGSERIAL PRIMARY KEY);`),
    );
    expect(verify("prefer-bigint", wide)).toEqual([]);
  });

  it("make identity columns that take what SERIAL takes", async () => {
    const [identity = ""] = suggested(
      "prefer-identity",
      `CREATE TABLE t (id SERIAL NOT NULL PRIMARY KEY, a INT);`,
    );
    const rows = `INSERT INTO t (a) VALUES (1); INSERT INTO t (id, a) VALUES (7, 2); INSERT INTO t VALUES (DEFAULT, 3);`;
    expect(await catalogOf(identity + rows)).toContainEqual(
      expect.stringMatching(/column t\.id integertrued/u),
    );
    expect(verify("prefer-identity", identity)).toEqual([]);
  });

  it.each(["VARCHAR(3) NOT NULL", "CHAR(3) DEFAULT 'x'"])("keep the limit of %s", async (type) => {
    const rule = type.startsWith("C") ? "no-char-type" : "prefer-text";
    const sql = `CREATE TABLE t (a ${type});`;
    const [checked = "", plain = ""] = suggested(rule, sql);
    const tooLong = `INSERT INTO t VALUES ('long');`;
    await catalogOf(`${checked} INSERT INTO t VALUES ('abc');`);
    expect(await database.run(tooLong)).toMatchObject({ sqlstate: "23514" });
    await catalogOf(plain + tooLong);
    expect(verify(rule, checked)).toEqual([]);
    expect(verify(rule, plain)).toEqual([]);
  });

  it("put enum values where the script says", async () => {
    const setup = `CREATE TYPE e AS ENUM ('a', 'c');`;
    const sql = `ALTER TYPE e ADD VALUE 'b' BEFORE 'c'; ALTER TYPE e ADD VALUE 'b2';`;
    const finding = suggested("require-enum-value-position", sql);
    expect(finding).toEqual([
      `ALTER TYPE e ADD VALUE 'b' BEFORE 'c'; ALTER TYPE e ADD VALUE 'b2' AFTER 'b';`,
    ]);
    expect(await catalogOf(finding[0] ?? "", setup)).toContainEqual("type e ea,b,b2,c");
  });

  it("name the schema that the table is in", async () => {
    const setup = `CREATE SCHEMA app;`;
    const sql = `CREATE TABLE app.t (a INT); ALTER TABLE t ADD COLUMN b INT;`;
    const [qualified = ""] = suggested("require-schema-qualified-name", sql, [{ always: true }]);
    expect(await catalogOf(qualified, setup)).toContainEqual(expect.stringContaining("app.t.b"));
    expect(verify("require-schema-qualified-name", qualified, [{ always: true }])).toEqual([]);
  });

  it("leave a VACUUM that runs", async () => {
    await database.begin(`CREATE TABLE t (a INT);`);
    for (const sql of ["VACUUM FULL t", "VACUUM (FULL, ANALYZE) t", "VACUUM (ANALYZE, FULL) t"]) {
      const [plain = ""] = suggested("no-vacuum-full", sql);
      expect(plain).not.toContain("FULL");
      expect(await database.run(plain)).toBeNull();
    }
  });
});

describe("fixes", () => {
  it("write the names that PostgreSQL makes of long ones", async () => {
    const long = "a".repeat(62);
    const sql = `CREATE TABLE "${long}éé" ("${long}""x" INT, ${long}bcd INT);\nCREATE INDEX ${long}xyz ON "${long}éé" (${long}bcd);`;
    let fixed = sql;
    for (const { fix } of verify("no-long-identifier", sql).toReversed())
      if (fix) fixed = apply(fixed, fix);
    // The two that begin with the same 63 bytes are one name, and left alone.
    expect(
      verify("no-long-identifier", fixed).every(({ messageId }) => messageId === "collides"),
    ).toBe(true);
    expect(fixed).not.toBe(sql);
    expect(await catalogOf(fixed)).toEqual(await catalogOf(sql));
  });
});
