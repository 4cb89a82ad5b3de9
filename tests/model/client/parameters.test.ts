import { describe, expect, it } from "vitest";

import { parameterise } from "../../../src/model/client/parameters.ts";
import { fromCalls } from "./code.ts";

/** What becomes of the `${}` of a template, as `index:quoting:position:column`. */
function parameterised(sql: string): string | null {
  const [result = null] = fromCalls(`sink(\`${sql}\`)`, (node) => {
    const [argument] = node.type === "CallExpression" ? node.arguments : [];
    if (argument?.type !== "TemplateLiteral") return null;
    const found = parameterise(argument);
    if (found?.kind === "setting") return `${found.isLocal ? "local " : ""}${found.name}`;
    return (
      found?.placeholders
        .map(({ index, quoting, position, column }) =>
          [index, quoting, position, column ?? "-"].join(":"),
        )
        .join(" ") ?? null
    );
  });
  return result;
}

describe("parameterise", () => {
  it.each([
    ["SELECT * FROM t WHERE a = ${x}", "0:none:value:a"],
    ["SELECT * FROM t u WHERE u.a <> '${x}'", "0:whole:value:a"],
    ["SELECT * FROM t WHERE a = '${x}'::uuid", "0:whole:value:-"],
    ["SELECT * FROM t WHERE a ILIKE '%${x}%'", "0:partial:value:a"],
    ["SELECT * FROM t WHERE a = '${x} ${y}' AND b = ${z}", "0:partial:value:a 2:none:value:b"],
    ["SELECT * FROM t WHERE a IN (${x}, '${y}')", "0:none:list:a 1:whole:list:a"],
    ["SELECT * FROM t WHERE a NOT BETWEEN ${x} AND ${y}", "0:none:value:a 1:none:value:a"],
    ["SELECT * FROM t LIMIT ${x} OFFSET ${y}", "0:none:value:- 1:none:value:-"],
    ["SELECT * FROM t WHERE lower(a) = '${x}'", "0:whole:value:-"],
    ["SELECT * FROM (SELECT 1 FROM t WHERE a = ${x}) s", "0:none:value:a"],
    ["INSERT INTO t (a, b) VALUES ('${x}', 1), (2, ${y})", "0:whole:value:a 1:none:value:b"],
    ["UPDATE t SET a = ${x} WHERE b = ${y};", "0:none:value:a 1:none:value:b"],
    ["SET LOCAL app.tenant = '${x}'", "local app.tenant"],
    ["SET app.tenant TO '${x}';", "app.tenant"],
  ])("reads %s", (sql, expected) => {
    expect(parameterised(sql)).toBe(expected);
  });

  it.each([
    "SELECT * FROM t",
    "SELECT * FROM ${x}",
    "SELECT * FROM t WHERE ${x} = 1",
    "SELECT * FROM t WHERE ${x}",
    "SELECT ${x} FROM t",
    "SELECT * FROM t ORDER BY ${x}",
    "SELECT * FROM t GROUP BY ${x}",
    'SELECT * FROM t WHERE a = \\"${x}\\"',
    "SELECT * FROM t WHERE a = 1 -- ${x}",
    "SELECT * FROM t WHERE a = E'${x}'",
    "SELECT * FROM t WHERE a = '${x}''s'",
    "SELECT * FROM t WHERE a = $1 AND b = ${x}",
    "SELECT * FROM t WHERE a = ${x}; SELECT 1",
    "SELECT * FROM t WHERE a = ${x} AND ${y}",
    "SELECT * FROM t WHERE a = ANY(${x})",
    "SET LOCAL app.tenant = '${x}-${y}'",
    "SET LOCAL app.tenant = 'clinic-${x}'",
    "CREATE DATABASE a OWNER ${x}",
    "ALTER TABLE t ALTER a SET DEFAULT '${x}'",
    "not SQL ${x}",
  ])("leaves %s alone", (sql) => {
    expect(parameterised(sql)).toBeNull();
  });
});
