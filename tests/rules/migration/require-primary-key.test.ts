import { expect, it } from "vitest";

import rule from "../../../src/rules/migration/require-primary-key.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

testOnSql("require-primary-key", rule, {
  valid: [
    "CREATE TABLE t (id int PRIMARY KEY);",
    "CREATE TABLE t (id int); ALTER TABLE t ADD PRIMARY KEY (id);",
    "CREATE TABLE t (id int NOT NULL); CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t ADD PRIMARY KEY USING INDEX i;",
    "CREATE TABLE t (id int); DROP TABLE t;",
    "CREATE TEMP TABLE t (id int);",
    "CREATE TABLE t AS SELECT 1 AS id;",
    "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE t PARTITION OF p DEFAULT;",
    "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (LIKE p INCLUDING ALL);",
    "CREATE FOREIGN TABLE t (id int) SERVER s;",
    `CREATE TABLE "_AToB" ("A" int NOT NULL, "B" int NOT NULL);`,
    `CREATE TABLE t (id int); DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE t ADD ' || x FROM y); END $$;`,
    "ALTER TABLE t ADD COLUMN id int;",
  ],
  invalid: [
    {
      code: `CREATE TABLE app."T" (id int UNIQUE);`,
      errors: [
        {
          message:
            "'T' has no primary key: the same row can be there twice, nothing can refer to it, and logical replication refuses to update or delete it.",
          line: 1,
          column: 14,
          endLine: 1,
          endColumn: 21,
        },
      ],
    },
    {
      code: "CREATE TABLE t (id int PRIMARY KEY);\nCREATE TABLE u (id int);\nALTER TABLE t DROP CONSTRAINT t_pkey;",
      errors: [
        {
          messageId: "missing",
          data: { table: "t" },
          line: 1,
          column: 14,
          endLine: 1,
          endColumn: 15,
        },
        {
          messageId: "missing",
          data: { table: "u" },
          line: 2,
          column: 14,
          endLine: 2,
          endColumn: 15,
        },
      ],
    },
  ],
});

it("leaves tables of models and applied migrations alone", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n\nmodel T {\n  id String @id\n}\n`,
    "prisma/migrations/20260101000000_init/migration.sql": `CREATE TABLE "T" ("id" TEXT NOT NULL); CREATE TABLE old (x int);`,
    "prisma/migrations/20260201000000_next/migration.sql": `ALTER TABLE old ADD y int; CREATE TABLE new (x int);`,
  });
  const found = await lint(folder, { preset: "recommended", baseline: "20260101000000_init" });
  const own = found.filter(({ rule: id }) => id === "require-primary-key");
  expect(own.map(({ file, column }) => `${file}:${String(column)}`)).toEqual([
    "prisma/migrations/20260201000000_next/migration.sql:41",
  ]);
});
