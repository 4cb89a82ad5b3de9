/** What the rule on transaction-local settings says of PostgreSQL, asked of PostgreSQL. */

import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres } from "../../support/postgres.ts";

let database: PGlite;

beforeAll(async () => {
  database = await startPostgres();
  await database.exec(`
    CREATE ROLE reader;
    CREATE TABLE visits (tenant text);
    INSERT INTO visits VALUES ('a'), ('b');
    ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
    CREATE POLICY p ON visits USING (tenant = current_setting('app.t', true));
    GRANT SELECT ON visits TO reader;
  `);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.exec("RESET ROLE; RESET SESSION AUTHORIZATION; RESET app.t;");
});

/** The value of a setting on this connection, for whatever query comes next; empty when it has none. */
async function valueOf(setting: string): Promise<string> {
  const { rows } = await database.query<{ value: string }>(
    "SELECT coalesce(current_setting($1, true), '') AS value",
    [setting],
  );
  return rows[0]?.value ?? "";
}

/** A statement before the fix, after it, and the setting that it makes. */
const FIXES = [
  ["SELECT set_config('app.t', 'a', false)", "SELECT set_config('app.t', 'a', true)", "app.t"],
  ["SET app.t = 'a'", "SET LOCAL app.t = 'a'", "app.t"],
  ["SET SESSION ROLE reader", "SET LOCAL ROLE reader", "role"],
  [
    "SET SESSION AUTHORIZATION reader",
    "SET LOCAL SESSION AUTHORIZATION reader",
    "session_authorization",
  ],
] as const;

describe.each(FIXES)("%s", (before, after, setting) => {
  let without: string;
  beforeEach(async () => {
    without = await valueOf(setting);
  });

  it("outlives its transaction", async () => {
    await database.transaction((tx) => tx.exec(before));
    expect(await valueOf(setting)).not.toBe(without);
  });

  it("ends with it once it is local", async () => {
    await database.transaction(async (tx) => {
      await tx.exec(after);
      const { rows } = await tx.query("SELECT current_setting($1) AS value", [setting]);
      expect(rows).not.toEqual([{ value: without }]);
    });
    expect(await valueOf(setting)).toBe(without);
  });

  it("is nothing for the next query when it is local and alone", async () => {
    await database.query(after);
    expect(await valueOf(setting)).toBe(without);
  });
});

it("is seen by the statement that makes it", async () => {
  await database.exec("SET ROLE reader");
  const { rows } = await database.query(
    "WITH c AS MATERIALIZED (SELECT set_config('app.t', 'a', true)) SELECT tenant FROM c, visits",
  );
  expect(rows).toEqual([{ tenant: "a" }]);
});

it("compares names without their case", async () => {
  await database.exec("SET App.T = 'a'");
  expect(await valueOf("app.t")).toBe("a");
});
