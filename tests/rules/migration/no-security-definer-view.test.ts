import { expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-security-definer-view.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";
import { startPostgres } from "../../support/postgres.ts";

const TABLE = "CREATE TABLE t (id int PRIMARY KEY);\n";
const ON = "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\n";
const VIEW = "CREATE VIEW v AS SELECT id FROM t;";
const PLACE = { line: 3, column: 13, endLine: 3, endColumn: 14 };

testOnSql("no-security-definer-view", rule, {
  valid: [
    `${TABLE}${VIEW}`,
    `${TABLE}${ON}${VIEW} ALTER VIEW v SET (security_invoker = true);`,
    `${TABLE}${ON}CREATE VIEW v WITH (security_invoker) AS SELECT id FROM t;`,
    `${TABLE}${ON}ALTER TABLE t FORCE ROW LEVEL SECURITY; ${VIEW}`,
    `${TABLE}${ON}${VIEW} ALTER TABLE t DISABLE ROW LEVEL SECURITY;`,
    `${TABLE}${ON}${VIEW} DROP VIEW v;`,
    `${TABLE}${ON}CREATE VIEW v AS WITH t AS (SELECT 1 AS id) SELECT id FROM t;`,
    `${TABLE}${ON}CREATE VIEW v AS SELECT 1 AS t;`,
    `${TABLE}${ON}CREATE MATERIALIZED VIEW v AS SELECT id FROM t;`,
    `${TABLE}${ON}${VIEW} DO $$ BEGIN EXECUTE (SELECT 'ALTER VIEW v SET ' || x FROM y); END $$;`,
    "CREATE VIEW v AS SELECT id FROM unknown;",
  ],
  invalid: [
    {
      code: `${TABLE}${ON}${VIEW}`,
      errors: [
        {
          message:
            "'v' reads 't' with the rights of its owner, whom row-level security does not bind: who may read the view sees the rows of all tenants. Force row-level security on 't'; from PostgreSQL 15 on a view can have security_invoker.",
          ...PLACE,
        },
      ],
    },
    {
      name: "in a subquery",
      code: `${TABLE}${ON}CREATE VIEW v AS SELECT 1 WHERE EXISTS (SELECT 1 FROM public.t);`,
      errors: [{ messageId: "definerBefore15", ...PLACE }],
    },
    {
      name: "through another view, whatever that one is",
      code: `${TABLE}${ON}CREATE VIEW w WITH (security_invoker) AS SELECT id FROM t; CREATE VIEW v AS SELECT id FROM w;`,
      errors: [{ messageId: "definerBefore15", line: 3, column: 72, endLine: 3, endColumn: 73 }],
    },
  ],
});

it("gives SQL that PostgreSQL 15 runs, twice", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n`,
    "prisma/migrations/20260101000000_init/migration.sql": `${TABLE}${ON}${VIEW}`,
  });
  const found = await lint(folder, { preset: "hipaa", postgresVersion: 15 });
  const message = found.find(({ rule: id }) => id === "no-security-definer-view")?.message ?? "";
  const sql = message.slice(message.indexOf("ALTER VIEW"));
  const database = await startPostgres();
  await database.exec(`${TABLE}${ON}${VIEW}
    INSERT INTO t VALUES (1); CREATE ROLE clinic; GRANT SELECT ON t, v TO clinic; SET ROLE clinic;`);
  const count = async () => (await database.query("SELECT FROM v")).rows.length;
  expect(await count()).toBe(1);
  await database.exec(`RESET ROLE; ${sql} ${sql} SET ROLE clinic;`);
  expect(await count()).toBe(0);
  await database.close();
});
