/** What the rule on policies says of PostgreSQL, and what its fixes do, asked of PostgreSQL. */

import type { PGlite } from "@electric-sql/pglite";
import { Linter } from "eslint";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import sentinel from "../../../src/index.ts";
import { startPostgres } from "../../support/postgres.ts";

const TABLES = `
  CREATE TABLE visits (id int, tenant uuid, owner text);
  ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
`;
const uuid = (digit: number) => `00000000-0000-0000-0000-00000000000${String(digit)}`;

let database: PGlite;

beforeAll(async () => {
  database = await startPostgres();
  await database.exec(`
    CREATE ROLE app;
    ${TABLES}
    INSERT INTO visits VALUES (1, '${uuid(1)}', 'a'), (2, '${uuid(2)}', 'b');
    CREATE SCHEMA auth;
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE
      AS $$ SELECT NULLIF(current_setting('request.uid', true), '')::uuid $$;
    GRANT USAGE ON SCHEMA auth TO app;
    GRANT ALL ON visits TO app;
  `);
});
afterAll(() => database.close());

/** Each test has a connection on which nothing was set yet. */
let fresh = 0;
beforeEach(() => {
  fresh += 1;
});

const named = (sql: string) => sql.replaceAll("app.t", `app.t${String(fresh)}`);

/** Runs a query as `app`, with policies of its own, and takes all of it back. */
async function under(policies: string, query: string, setting?: string): Promise<unknown[]> {
  await database.exec("BEGIN");
  try {
    await database.exec(named(policies));
    await database.exec("SET LOCAL ROLE app");
    if (setting !== undefined)
      for (const name of [named("app.t"), "request.uid"])
        await database.query("SELECT set_config($1, $2, true)", [name, setting]);
    return (await database.query(named(query))).rows;
  } finally {
    await database.exec("ROLLBACK");
  }
}

const ALL = "SELECT id FROM visits ORDER BY id";
const insert = (id: number) => `INSERT INTO visits VALUES (${String(id)})`;
const policy = (condition: string) => `CREATE POLICY p ON visits USING (${condition});`;

describe("policies without an expression", () => {
  it("let nothing in and nothing be seen", async () => {
    await expect(under("CREATE POLICY p ON visits FOR INSERT", insert(3))).rejects.toThrow(
      "row-level",
    );
    expect(await under("CREATE POLICY p ON visits FOR SELECT", ALL)).toEqual([]);
    expect(await under("CREATE POLICY p ON visits", ALL)).toEqual([]);
  });

  it("hold nothing back when they are restrictive", async () => {
    const both = `${policy("true")} CREATE POLICY r ON visits AS RESTRICTIVE;`;
    expect(await under(both, ALL)).toHaveLength(2);
  });
});

describe("USING and WITH CHECK", () => {
  it("USING serves for both", async () => {
    expect(await under(policy("id = 3"), insert(3))).toEqual([]);
    await expect(under(policy("id = 3"), insert(4))).rejects.toThrow("row-level");
    await expect(under(policy("id = 1"), "UPDATE visits SET id = 4")).rejects.toThrow("row-level");
  });

  it("WITH CHECK alone finds nothing", async () => {
    const check = "CREATE POLICY p ON visits WITH CHECK (id = 1)";
    expect(await under(check, ALL)).toEqual([]);
    expect(await under(check, insert(1))).toEqual([]);
    await expect(under(check, `${insert(1)} RETURNING id`)).rejects.toThrow("row-level");
    const update = `CREATE POLICY r ON visits FOR SELECT USING (true);
      CREATE POLICY p ON visits FOR UPDATE WITH CHECK (id = 1);`;
    expect(await under(update, "UPDATE visits SET owner = 'c' RETURNING id")).toEqual([]);
  });
});

describe("alternatives for when nothing is set", () => {
  it("let every row through, before a context and after one", async () => {
    const set = "SELECT set_config('app.t', 'a', true)";
    const open = (alternative: string) =>
      policy(`owner = current_setting('app.t', true) OR ${alternative}`);
    expect(await under(open("current_setting('app.t', true) IS NULL"), ALL)).toHaveLength(2);
    await under("", set);
    expect(await under(open("current_setting('app.t', true) = ''"), ALL)).toHaveLength(2);
    expect(await under(open("current_setting('app.t', true) = ''"), ALL, "a")).toHaveLength(1);
  });
});

describe("settings", () => {
  it("fail where nothing has made them", async () => {
    const strict = policy("tenant = current_setting('app.t')::uuid");
    await expect(under(strict, ALL)).rejects.toThrow("unrecognized configuration parameter");
  });

  it("are an empty text after the transaction that made them", async () => {
    const lenient = policy("tenant = current_setting('app.t', true)::uuid");
    expect(await under(lenient, ALL)).toEqual([]);
    expect(await under(lenient, ALL, uuid(1))).toEqual([{ id: 1 }]);
    await expect(under(lenient, ALL)).rejects.toThrow("invalid input syntax for type uuid");
  });
});

/** What `--fix` makes of a policy. */
function fixed(sql: string): string {
  const config = {
    files: ["**/*.sql"],
    plugins: { "prisma-sentinel": sentinel },
    language: "prisma-sentinel/postgresql",
    rules: { "prisma-sentinel/valid-row-level-security-policy": "error" },
  } as unknown as Linter.Config;
  const { output } = new Linter().verifyAndFix(TABLES + sql, [config], { filename: "p.sql" });
  return output.slice(TABLES.length);
}

describe.each([
  ["tenant = current_setting('app.t')::uuid", uuid(1)],
  ["tenant = (current_setting('app.t', true))::uuid", uuid(1)],
  ["tenant = CAST(current_setting('app.t', false) AS uuid)", uuid(1)],
  ["tenant = NULLIF(current_setting('app.t', true), '')::uuid", uuid(1)],
  ["tenant = COALESCE(auth.uid(), NULL)", uuid(1)],
  ["owner = current_setting('app.t') AND id < 2", "a"],
  ["current_setting('app.t') = owner OR current_setting('app.t')::text = 'nobody'", "a"],
])("after --fix, %s", (condition, setting) => {
  const before = policy(condition);
  const after = fixed(before);

  it("shows the same rows to who is meant", async () => {
    expect(after).not.toBe(before);
    expect(fixed(after)).toBe(after);
    expect(await under(before, ALL, setting)).toEqual([{ id: 1 }]);
    expect(await under(after, ALL, setting)).toEqual([{ id: 1 }]);
  });

  it("shows nothing to nobody, and does not fail", async () => {
    expect(await under(after, ALL)).toEqual([]);
    expect(await under(after, ALL, setting)).toHaveLength(1);
    expect(await under(after, ALL)).toEqual([]);
  });

  it("asks once a query", async () => {
    const plan = async (sql: string) =>
      JSON.stringify(await under(sql, "EXPLAIN SELECT id FROM visits", setting));
    expect(await plan(before)).not.toContain("InitPlan");
    expect(await plan(after)).toContain("InitPlan");
  });
});
