import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import { locksOf } from "../../../src/model/migration/locks.ts";
import { startPostgres } from "../../support/postgres.ts";

const SETUP = `CREATE TABLE parent (id INT PRIMARY KEY);
CREATE TABLE child (id INT PRIMARY KEY, a INT, b TEXT CONSTRAINT named CHECK (b <> ''));
CREATE INDEX child_a ON child (a);
CREATE UNIQUE INDEX child_u ON child (a, b);
ALTER TABLE child ADD CONSTRAINT unchecked CHECK (a > 0) NOT VALID;
CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER audit AFTER UPDATE ON child EXECUTE FUNCTION audit();
CREATE POLICY mine ON child USING (true);`;

const STATEMENTS = [
  "ALTER TABLE child ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES parent (id);",
  "ALTER TABLE child ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES parent (id) NOT VALID;",
  "ALTER TABLE child ADD COLUMN p INT REFERENCES parent (id);",
  "ALTER TABLE child ADD CHECK (a > 0);",
  "ALTER TABLE child VALIDATE CONSTRAINT unchecked;",
  "ALTER TABLE child ADD COLUMN c INT;",
  "ALTER TABLE child DROP COLUMN b;",
  "ALTER TABLE child ALTER a SET NOT NULL;",
  "ALTER TABLE child ALTER a SET DEFAULT 1;",
  "ALTER TABLE child ALTER a SET STATISTICS 10;",
  "ALTER TABLE child ALTER b TYPE VARCHAR(10);",
  "ALTER TABLE child ADD UNIQUE (a);",
  "ALTER TABLE child ADD CONSTRAINT u UNIQUE USING INDEX child_u;",
  "ALTER TABLE child ENABLE ROW LEVEL SECURITY;",
  "ALTER TABLE child DISABLE TRIGGER audit;",
  "ALTER TABLE child RENAME TO kid;",
  "ALTER TABLE child RENAME COLUMN a TO z;",
  "CREATE INDEX ON child (b);",
  "DROP INDEX child_a;",
  "CREATE TRIGGER again AFTER UPDATE ON child EXECUTE FUNCTION audit();",
  "DROP TRIGGER audit ON child;",
  "CREATE POLICY yours ON child USING (true);",
  "DROP POLICY mine ON child;",
  "TRUNCATE child;",
  "DROP TABLE child;",
  "CREATE TABLE grandchild (id INT REFERENCES child (id));",
  "COMMENT ON TABLE child IS 'x';",
];

/** Modes of `pg_locks` that stop writers or readers, as the manual writes them. */
const MODES: Record<string, string> = {
  ShareLock: "SHARE",
  ShareRowExclusiveLock: "SHARE ROW EXCLUSIVE",
  AccessExclusiveLock: "ACCESS EXCLUSIVE",
};

describe("the locks that a statement takes", () => {
  let database: PGlite;
  let tables: Map<number, string>;
  beforeAll(async () => {
    database = await startPostgres();
    await database.exec(SETUP);
    const { rows } = await database.query<{ oid: number; relname: string }>(
      "SELECT oid::int, relname FROM pg_class WHERE relname IN ('parent', 'child')",
    );
    tables = new Map(rows.map(({ oid, relname }) => [oid, relname]));
  });
  afterAll(async () => {
    await database.close();
  });

  /** The strongest lock on each of the two tables that PostgreSQL holds after the statement. */
  async function held(sql: string): Promise<string[]> {
    await database.exec("BEGIN");
    await database.exec(sql);
    const { rows } = await database.query<{ relation: number; mode: string }>(
      "SELECT relation::int, mode FROM pg_locks WHERE locktype = 'relation'",
    );
    await database.exec("ROLLBACK");
    return strongest(
      rows.flatMap(({ relation, mode }) => {
        const table = tables.get(relation);
        const name = MODES[mode];
        return table && name ? [{ table, mode: name }] : [];
      }),
    );
  }

  const catalog = replay([{ name: "a", path: "/a", text: SETUP, script: parseScript(SETUP) }]);

  it.each(STATEMENTS)("%s", async (sql) => {
    const expected = parseScript(sql).body.flatMap((statement) =>
      locksOf(statement, catalog).map(({ table, mode }) => ({ table: table.relname, mode })),
    );
    expect(strongest(expected)).toEqual(await held(sql));
  });
});

function strongest(locks: readonly { table: string; mode: string }[]): string[] {
  const order = ["SHARE", "SHARE ROW EXCLUSIVE", "ACCESS EXCLUSIVE"];
  const best = new Map<string, number>();
  for (const { table, mode } of locks) {
    best.set(table, Math.max(best.get(table) ?? 0, order.indexOf(mode)));
  }
  return [...best].map(([table, mode]) => `${table}: ${order[mode] ?? ""}`).sort();
}
