import { expect, it } from "vitest";

import { removalOfOption } from "../../src/fixes/sql-vacuum.ts";
import { parseScript } from "../../src/languages/postgresql/parser.ts";

it.each([
  ["VACUUM FULL", "VACUUM"],
  ["VACUUM FULL VERBOSE t", "VACUUM VERBOSE t"],
  ["VACUUM (FULL) t, u", "VACUUM t, u"],
  ["VACUUM ( FULL on , ANALYZE ) t", "VACUUM ( ANALYZE ) t"],
  ["VACUUM (ANALYZE, FULL true) t", "VACUUM (ANALYZE) t"],
  ["VACUUM (ANALYZE, FULL 1, VERBOSE) t (a)", "VACUUM (ANALYZE, VERBOSE) t (a)"],
])("takes FULL out of %s", (sql, expected) => {
  const { tokens, body } = parseScript(sql);
  const option = tokens.find(({ value }) => value === "full")?.range ?? [0, 0];
  const [start, end] = removalOfOption(body[0]?.tokens ?? [], option);
  const result = sql.slice(0, start) + sql.slice(end);
  expect(result).toBe(expected);
  expect(parseScript(result).errors).toEqual([]);
});
