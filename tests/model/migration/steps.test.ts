import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import { stepsOf } from "../../../src/model/migration/steps.ts";

/** `TYPE[ block][ transaction][ new]` of each statement; `new` when it finds the table `t` made by the script. */
function told(sql: string, earlier = ""): string[] {
  const file = { name: "a", path: "/a", text: earlier, script: parseScript(earlier) };
  return stepsOf(parseScript(sql), replay([file])).map(
    ({ statement, inBlock, inTransaction, isNew }) => {
      const flags = [
        inBlock ? "block" : "",
        inTransaction ? "transaction" : "",
        isNew({ relname: "t" }) ? "new" : "",
      ];
      return [statement.type, ...flags.filter((flag) => flag !== "")].join(" ");
    },
  );
}

describe("stepsOf", () => {
  it("goes through blocks, branches, loops and constant texts", () => {
    const sql = `DO $$ BEGIN
      IF true THEN CREATE TABLE a (); ELSE CREATE TABLE b (); END IF;
      FOR i IN 1..2 LOOP DROP TABLE c; END LOOP;
      EXECUTE 'CREATE INDEX ON d (e)';
    EXCEPTION WHEN others THEN DROP TABLE f;
    END $$;`;
    expect(told(sql)).toEqual([
      "SqlCreateStmt block",
      "SqlCreateStmt block",
      "SqlDropStmt block",
      "SqlIndexStmt block",
      "SqlDropStmt block",
    ]);
  });

  it("knows where the script's own transaction is open", () => {
    expect(told("BEGIN; DROP TABLE a; COMMIT; DROP TABLE b;")).toEqual([
      "SqlTransactionStmt",
      "SqlDropStmt transaction",
      "SqlTransactionStmt transaction",
      "SqlDropStmt",
    ]);
  });

  it.each([
    ["CREATE TABLE t ();", true],
    ["CREATE TABLE t AS SELECT 1;", true],
    ["SELECT 1 AS a INTO t;", true],
    ["CREATE TABLE u (); ALTER TABLE u RENAME TO t;", true],
    ["DO $$ BEGIN CREATE TABLE t (); END $$;", true],
    ["CREATE TABLE t (); DROP TABLE t;", false],
    ["CREATE TABLE t (); ALTER TABLE t RENAME TO u;", false],
    ["ALTER TABLE u RENAME TO t;", false],
    ["CREATE TABLE u ();", false],
  ])("tells own tables: %s", (sql, isNew) => {
    expect(told(`${sql} SELECT 1;`).at(-1)).toBe(isNew ? "SqlSelectStmt new" : "SqlSelectStmt");
  });

  it("tells own tables at each step, whatever comes later", () => {
    const sql = "CREATE TABLE t (); SELECT 1; DROP TABLE t; SELECT 2; CREATE TABLE t (); SELECT 3;";
    expect(told(sql)).toEqual([
      "SqlCreateStmt",
      "SqlSelectStmt new",
      "SqlDropStmt new",
      "SqlSelectStmt",
      "SqlCreateStmt",
      "SqlSelectStmt new",
    ]);
  });

  it("takes no table for its own that was there before", () => {
    const sql = "CREATE TABLE IF NOT EXISTS t (); SELECT 1;";
    expect(told(sql, "CREATE TABLE t (a INT);").at(-1)).toBe("SqlSelectStmt");
    expect(told(sql).at(-1)).toBe("SqlSelectStmt new");
  });
});
