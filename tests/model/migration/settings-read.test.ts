import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { settingsReadIn } from "../../../src/model/migration/settings-read.ts";

function readIn(...scripts: string[]) {
  const { names, isComplete } = settingsReadIn(scripts.map(parseScript));
  return { names: [...names.values()].sort(), isComplete };
}

describe("settingsReadIn", () => {
  it.each([
    ["a policy", `CREATE POLICY p ON t USING (id = current_setting('app.t', true)::uuid);`],
    ["its own schema", `ALTER TABLE t ALTER c SET DEFAULT pg_catalog.current_setting('app.t');`],
    ["quotes", `SELECT "current_setting"('app.t');`],
    ["capitals and a cast", `SELECT CURRENT_SETTING ( 'app.t'::text, TRUE );`],
    ["an escape string", `SELECT current_setting(E'app.t');`],
    [
      "PL/pgSQL",
      `CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN current_setting('app.t'); END $$;`,
    ],
    [
      "SQL",
      `CREATE FUNCTION f() RETURNS text LANGUAGE sql STABLE AS $f$ SELECT current_setting('app.t', true) $f$;`,
    ],
    [
      "SQL in quotes",
      `CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT current_setting(''app.t'')';`,
    ],
    [
      "dynamic SQL",
      `DO $$ BEGIN EXECUTE 'CREATE POLICY p ON t USING (id = current_setting(''app.t''))'; END $$;`,
    ],
    [
      "dynamic SQL in two quotes",
      `DO ' BEGIN EXECUTE ''SELECT current_setting(''''app.t'''')''; END ';`,
    ],
    ["a statement that does not parse", `CREATE POLICY p ON USING (current_setting('app.t'));`],
  ])("reads %s", (_, sql) => {
    expect(readIn(sql)).toEqual({ names: ["app.t"], isComplete: true });
  });

  it.each([
    ["a variable", "SELECT current_setting(name);"],
    ["a concatenation", "SELECT current_setting('app.' || name);"],
    ["a placeholder of format()", "SELECT format('current_setting(''app.%s'')', name);"],
    ["a name that is formatted", "SELECT format('current_setting(%L)', name);"],
    ["the end of a text", "SELECT 'current_setting(' || x;"],
  ])("knows that it cannot read %s", (_, sql) => {
    expect(readIn(sql)).toEqual({ names: [], isComplete: false });
  });

  it.each([
    ["comments", "-- current_setting(name)\n/* current_setting('app.t') */ SELECT 1;"],
    ["descriptions", "COMMENT ON TABLE t IS 'see current_setting(name)';"],
    ["the bare name", "SELECT 'current_setting()', 'current_setting';"],
    ["a column", "SELECT current_setting FROM t;"],
    ["other functions", "SELECT set_config('app.t', 'x', true);"],
  ])("passes over %s", (_, sql) => {
    expect(readIn(sql)).toEqual({ names: [], isComplete: true });
  });

  it("joins scripts, and keeps names as written", () => {
    const first = "SELECT current_setting('app.tenantId'), current_setting('app.user');";
    const second = "SELECT current_setting('APP.USER');";
    expect(readIn(first, second).names).toEqual(["APP.USER", "app.tenantId"]);
    expect(readIn(first, "SELECT current_setting(x)").isComplete).toBe(false);
    expect(readIn()).toEqual({ names: [], isComplete: true });
  });
});
