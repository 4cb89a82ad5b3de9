import { describe, expect, it } from "vitest";

import { rawCall } from "../../../src/model/client/calls.ts";
import { isContext, isOwn, settingChanges } from "../../../src/model/client/session-settings.ts";
import { fromCalls } from "./code.ts";

/** The settings of a raw query that is sent as it is written. */
function changesIn(sql: string) {
  const code = `p.$executeRawUnsafe(${JSON.stringify(sql)}, first, "second")`;
  return fromCalls(code, (node, scopes) => {
    const call = rawCall(node, scopes);
    return call && settingChanges(call, scopes, code);
  }).flat();
}

/** Names with what is said of them. */
function summaries(sql: string): string[] {
  return changesIn(sql).map(({ name, isLocal, isCleared, isAlone }) =>
    [name, isLocal && "local", isCleared && "cleared", isAlone && "alone"]
      .filter(Boolean)
      .join(" "),
  );
}

describe("settingChanges", () => {
  it.each([
    ["SET app.t = 'x'", ["app.t alone"]],
    ["SET LOCAL app.t TO 'x'", ["app.t local alone"]],
    ["/* for audits */ SET SESSION app.t = 'x';", ["app.t alone"]],
    ["SET ROLE reader", ["role alone"]],
    ["SET LOCAL SESSION AUTHORIZATION reader", ["session_authorization local alone"]],
    ["SELECT set_config('app.t', 'x', true)", ["app.t local alone"]],
    ["SELECT set_config('app.t', $1, 'x' = 'x')", []],
    [
      "SELECT set_config('a.b', 'x', true), set_config('a.c', 'y', false)::text",
      ["a.b local alone", "a.c alone"],
    ],
    ["SELECT set_config('app.t', 'x', true), now()", ["app.t local"]],
    ["SELECT set_config('app.t', id, true) FROM t", ["app.t local"]],
    ["SELECT set_config('app.t', 'x', true) WHERE $1", ["app.t local"]],
    ["WITH c AS (SELECT set_config('app.t', 'x', true)) SELECT * FROM c", ["app.t local"]],
    ["SET LOCAL app.t = 'x'; SELECT 1", ["app.t local"]],
    ["SELECT set_config($2, $1, true)", ["second local alone"]],
    ["SELECT set_config($1, 'x', true)", []],
    ["SET app.t = ''", ["app.t cleared alone"]],
    ["SET ROLE NONE", ["role cleared alone"]],
    ["SELECT set_config('app.t', NULL, false)", ["app.t cleared alone"]],
    ["RESET app.t; SET app.t TO DEFAULT; DISCARD ALL", []],
    ["ALTER ROLE r SET app.t = 'x'; ALTER DATABASE d SET app.t = 'x'", []],
    ["UPDATE t SET a = 1", []],
    ["SET app.t =", []],
  ])("reads %s", (sql, expected) => {
    expect(summaries(sql)).toEqual(expected);
  });

  it("tells where names and words stand", () => {
    const sql = `SET SESSION app.t = 'x'; SELECT set_config('app.u', 'x', false)`;
    const offset = `p.$executeRawUnsafe("`.length;
    expect(
      changesIn(sql).map(({ nameRange, scopeRange, localText }) => [
        ...[nameRange, scopeRange].map(
          (range) => range && sql.slice(range[0] - offset, range[1] - offset),
        ),
        localText,
      ]),
    ).toEqual([
      ["app.t", "SET SESSION", "SET LOCAL"],
      ["app.u", "false", "true"],
    ]);
  });
});

describe("isContext", () => {
  it.each([
    ["app.tenant_id", true, true],
    ["role", true, false],
    ["ROLE", true, false],
    ["session_authorization", true, false],
    ["statement_timeout", false, false],
    ["hnsw.ef_search", false, false],
  ])("of %s is %s", (name, context, own) => {
    expect([isContext({ name }), isOwn({ name })]).toEqual([context, own]);
  });
});
