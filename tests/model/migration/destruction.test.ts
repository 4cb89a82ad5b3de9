import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import type { Catalog } from "../../../src/model/catalog/types.ts";
import { destructions } from "../../../src/model/migration/destruction.ts";

function catalogOf(sql: string): Catalog {
  return replay([{ name: "init", path: "/init", text: sql, script: parseScript(sql) }]);
}

const BEFORE = catalogOf(`CREATE TABLE "Visit" ("id" TEXT, "note" TEXT NOT NULL);
CREATE TABLE "Bill" ("id" TEXT, "visitId" TEXT);`);

/** `kind table.column`, with what is known of it. */
function destroyed(sql: string, before: Catalog = BEFORE): string[] {
  return destructions(parseScript(sql), before).map(
    ({ kind, name, column, isCascade, isRecreated, copiedBy, isReplaced }) =>
      [
        kind,
        column === null ? name : `${name}.${column}`,
        ...(isCascade ? ["cascade"] : []),
        ...(isRecreated ? ["recreated"] : []),
        ...(copiedBy ? ["copied"] : []),
        ...(isReplaced ? ["replaced"] : []),
      ].join(" "),
  );
}

describe("destructions", () => {
  it.each([
    [
      `DROP TABLE "Visit", b."Bill" CASCADE;`,
      ["dropTable Visit cascade", "dropTable Bill cascade"],
    ],
    [
      `ALTER TABLE "Visit" DROP COLUMN "note", ALTER COLUMN "id" DROP NOT NULL;`,
      ["dropColumn Visit.note", "dropNotNull Visit.id"],
    ],
    [`DROP SCHEMA s CASCADE; DROP DATABASE d;`, ["dropSchema s cascade", "dropDatabase d"]],
    [`TRUNCATE "Visit", "Bill" CASCADE;`, ["truncate Visit cascade", "truncate Bill cascade"]],
    [`DO $$ BEGIN IF true THEN EXECUTE 'DROP TABLE "Visit"'; END IF; END $$;`, ["dropTable Visit"]],
    [
      `DO $$ BEGIN FOR i IN 1..2 LOOP DROP TABLE "Visit"; END LOOP; EXCEPTION WHEN others THEN TRUNCATE "Bill"; END $$;`,
      ["dropTable Visit", "truncate Bill"],
    ],
  ])("finds what %s takes away", (sql, expected) => {
    expect(destroyed(sql)).toEqual(expected);
  });

  it.each([
    `CREATE TABLE t (a INT NOT NULL); ALTER TABLE t DROP COLUMN a; TRUNCATE t; DROP TABLE t;`,
    `CREATE TEMP TABLE t AS SELECT * FROM "Visit"; DROP TABLE t;`,
    `SELECT * INTO TEMP TABLE t FROM "Visit"; DROP TABLE t;`,
    `CREATE TABLE t (a INT); ALTER TABLE t RENAME TO u; DROP TABLE u;`,
    `ALTER TABLE "Visit" ADD COLUMN a INT; ALTER TABLE "Visit" RENAME COLUMN a TO b; ALTER TABLE "Visit" DROP COLUMN b;`,
    `DROP TABLE IF EXISTS "Never"; ALTER TABLE "Visit" DROP COLUMN IF EXISTS "never";`,
    `DROP SCHEMA s; DROP INDEX i; DROP TYPE e; DROP VIEW v; ALTER VIEW v ALTER COLUMN a DROP DEFAULT;`,
  ])("finds nothing in %s", (sql) => {
    expect(destroyed(sql)).toEqual([]);
  });

  it("takes IF EXISTS for a loss where it cannot be known what is there", () => {
    const tainted = catalogOf(
      `DO $$ DECLARE s text := current_user; BEGIN EXECUTE 'CREATE TABLE ' || s || ' (a INT)'; END $$;`,
    );
    expect(destroyed(`DROP TABLE IF EXISTS "Never";`, tainted)).toEqual(["dropTable Never"]);
  });

  it("tells what IF NOT EXISTS has not made", () => {
    expect(
      destroyed(`CREATE TABLE IF NOT EXISTS "Visit" ("id" TEXT); DROP TABLE "Visit";`),
    ).toEqual(["dropTable Visit"]);
  });

  it("tells columns that are added again, empty", () => {
    expect(destroyed(`ALTER TABLE "Visit" DROP COLUMN "note", ADD COLUMN "note" INT;`)).toEqual([
      "dropColumn Visit.note recreated",
    ]);
  });

  it("tells what has been copied before", () => {
    expect(
      destroyed(
        `ALTER TABLE "Visit" ADD COLUMN "text" TEXT; UPDATE "Visit" SET "text" = upper("note"); ALTER TABLE "Visit" DROP COLUMN "note", DROP COLUMN "id";`,
      ),
    ).toEqual(["dropColumn Visit.note copied", "dropColumn Visit.id"]);
    expect(
      destroyed(`INSERT INTO "Bill" ("id") SELECT "id" FROM "Visit"; DROP TABLE "Visit";`),
    ).toEqual(["dropTable Visit copied"]);
  });

  it("does not take a join for a copy of a table, nor a NULL for a loss of values", () => {
    expect(
      destroyed(`UPDATE "Bill" SET "id" = v."id" FROM "Visit" v; DROP TABLE "Visit";`),
    ).toEqual(["dropTable Visit"]);
    expect(
      destroyed(
        `UPDATE "Visit" SET "id" = "note"; ALTER TABLE "Visit" ALTER COLUMN "note" DROP NOT NULL;`,
      ),
    ).toEqual(["dropNotNull Visit.note"]);
  });

  it.each([
    `CREATE TABLE "Visit_new" ("id" TEXT); INSERT INTO "Visit_new" SELECT "id" FROM "Visit"; DROP TABLE "Visit"; ALTER TABLE "Visit_new" RENAME TO "Visit";`,
    `ALTER TABLE "Visit" RENAME TO "Visit_old"; CREATE TABLE "Visit" ("id" TEXT); INSERT INTO "Visit" SELECT "id" FROM "Visit_old"; DROP TABLE "Visit_old";`,
  ])("tells a table that is built anew: %s", (sql) => {
    expect(destroyed(sql)).toEqual([expect.stringMatching(/^dropTable \w+ copied replaced$/u)]);
  });

  it("tells a column that is built anew", () => {
    expect(
      destroyed(
        `ALTER TABLE "Visit" ADD COLUMN n INT; UPDATE "Visit" SET n = "note"::int; ALTER TABLE "Visit" DROP COLUMN "note"; ALTER TABLE "Visit" RENAME COLUMN n TO "note";`,
      ),
    ).toEqual(["dropColumn Visit.note copied replaced"]);
  });
});
