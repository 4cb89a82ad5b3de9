import { createRequire } from "node:module";

import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { parseSql, plpgsqlError, TOO_DEEP } from "../../../src/languages/postgresql/wasm.ts";

const require = createRequire(import.meta.url);

function isLoaded(): boolean {
  return Object.keys(require.cache).some((file) => file.includes("libpg-query"));
}

describe("PostgreSQL's parser", () => {
  it("is loaded by the first script that holds a statement", () => {
    expect(isLoaded()).toBe(false);
    parseScript("-- nothing here\n");
    expect(isLoaded()).toBe(false);
    parseScript("SELECT 1");
    expect(isLoaded()).toBe(true);
  });

  it("says where it stumbled, in code points", () => {
    expect(parseSql("SELECT 'é😀' FROM FROM")).toEqual({
      ok: false,
      message: 'syntax error at or near "FROM"',
      cursor: 17,
    });
  });

  it("keeps control characters", () => {
    const outcome = parseSql("SELECT '\u0001\u001f'");
    expect(JSON.stringify(outcome)).toContain(String.raw`"sval":"\u0001\u001f"`);
  });

  it("answers the same before and after its module is ready", async () => {
    const sql = "CREATE TABLE a (b int DEFAULT 1, CHECK (b > 0))";
    const before = parseSql(sql);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(parseSql(sql)).toEqual(before);
  });

  it("is replaced after an overflow", () => {
    const deep = `SELECT ${"1+".repeat(20_000)}1`;
    expect(parseSql(deep)).toEqual({ ok: false, message: TOO_DEEP, cursor: 0 });
    expect(parseSql("SELECT 1").ok).toBe(true);
  });

  it("judges PL/pgSQL", () => {
    expect(plpgsqlError("DO $$ BEGIN NULL; END $$")).toBeNull();
    expect(plpgsqlError("DO $$ BEGIN x := 1; END $$")).toBe('"x" is not a known variable');
  });
});
