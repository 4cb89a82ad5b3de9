import { expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { unqualifiedNames } from "../../../src/model/migration/unqualified-names.ts";

function names(sql: string): string[] {
  return unqualifiedNames(parseScript(sql)).map(({ name, range }) => {
    expect(sql.slice(...range).replaceAll('"', "")).toBe(name);
    return name;
  });
}

it("finds relations in statements of every kind", () => {
  expect(
    names(
      `CREATE TABLE a AS SELECT * FROM b JOIN x.y ON true;
       ALTER TABLE c ADD FOREIGN KEY (i) REFERENCES d (i);
       CREATE VIEW e AS SELECT 1; GRANT SELECT ON f TO auditor; COMMENT ON TABLE g IS '';
       INSERT INTO h SELECT * FROM (SELECT * FROM "I") AS sub;
       DROP SEQUENCE j, x.k;
       LOCK TABLE l; VACUUM m;`,
    ),
  ).toEqual(["a", "b", "c", "d", "e", "f", "h", "I", "j", "l", "m"]);
});

it("finds those in DO blocks and EXECUTE", () => {
  expect(
    names(`DO $$ BEGIN IF EXISTS (SELECT 1 FROM a) THEN EXECUTE 'DROP TABLE b'; END IF; END $$;`),
  ).toEqual(["a", "b"]);
});

it("passes over what is no relation of a schema", () => {
  expect(
    names(
      `CREATE TEMP TABLE a (i INT); INSERT INTO a VALUES (1);
       SELECT 1 INTO TEMP b; SELECT * FROM b;
       WITH RECURSIVE c AS (SELECT 1 UNION SELECT * FROM c) SELECT * FROM c, pg_class;
       SELECT * FROM x.t AS d FOR UPDATE OF d;
       DROP TYPE e; DROP FUNCTION f; DROP INDEX g; DROP ROLE h; DROP SCHEMA i;`,
    ),
  ).toEqual([]);
});

it("stops where the search path is set", () => {
  expect(names(`DROP TABLE a; SET LOCAL search_path = x; DROP TABLE b;`)).toEqual(["a"]);
  expect(names(`SET lock_timeout = 1; DROP TABLE a;`)).toEqual(["a"]);
});
