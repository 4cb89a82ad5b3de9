import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-duplicate-index.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const TABLE = `CREATE TABLE t (id int PRIMARY KEY, a text, b text UNIQUE);\n`;
const FIRST = `CREATE INDEX i ON t (a);\n`;

/** What does not make a second index over `a` the same as the first. */
const others = [
  "CREATE INDEX j ON t (a, b);",
  "CREATE INDEX j ON t (b, a);",
  "CREATE INDEX j ON t (a DESC);",
  "CREATE INDEX j ON t (a NULLS FIRST);",
  'CREATE INDEX j ON t (a COLLATE "C");',
  "CREATE INDEX j ON t (a text_pattern_ops);",
  "CREATE INDEX j ON t (lower(a));",
  "CREATE INDEX j ON t USING hash (a);",
  "CREATE INDEX j ON t (a) INCLUDE (b);",
  "CREATE INDEX j ON t (a) WHERE b IS NULL;",
  "DROP INDEX i; CREATE INDEX j ON t (a);",
  "ALTER INDEX i RENAME TO j;",
  "DO $$ BEGIN EXECUTE (SELECT 'DROP INDEX ' || x FROM y); END $$; CREATE INDEX j ON t (a);",
];

const doubles = [
  ["CREATE INDEX i ON t (a);", "CREATE INDEX j ON t (a ASC NULLS LAST);"],
  ["CREATE INDEX i ON t (a DESC);", "CREATE INDEX j ON t (a DESC NULLS FIRST);"],
  ["CREATE INDEX i ON t (lower(a));", "CREATE INDEX j ON t ((lower(t.a)));"],
  [
    "CREATE INDEX i ON t (a) WHERE b IS NULL AND id > 1;",
    "CREATE INDEX j ON t (a) WHERE (id > 1) AND b IS NULL;",
  ],
  ["CREATE UNIQUE INDEX i ON t (a);", "CREATE UNIQUE INDEX j ON t (a);"],
  ["CREATE UNIQUE INDEX i ON t (a);", "CREATE INDEX j ON t (a);"],
] as const;

testOnSql("no-duplicate-index", rule, {
  valid: [
    ...others.map((code) => `${TABLE}${FIRST}${code}`),
    `${TABLE}CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (a) NULLS NOT DISTINCT;`,
  ],
  invalid: [
    {
      code: `${TABLE}${FIRST}CREATE INDEX j ON t (a);`,
      errors: [
        {
          message: `'j' on 't' does nothing that 'i' does not do: each write keeps both up to date for no read. For a new migration: DROP INDEX IF EXISTS "j";`,
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 24,
        },
      ],
    },
    ...doubles.map(([first, second]) => ({
      code: `${TABLE}${first}\n${second}`,
      errors: [
        {
          messageId: "duplicate" as const,
          data: { index: "j", table: "t", by: "i", name: '"j"' },
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: second.length,
        },
      ],
    })),
    {
      name: "the plain one goes, though it came first",
      code: `${TABLE}${FIRST}CREATE UNIQUE INDEX j ON t (a);`,
      errors: [{ messageId: "duplicate", line: 2, column: 1, endLine: 2, endColumn: 24 }],
    },
    {
      name: "the index of a constraint",
      code: `CREATE SCHEMA app;\nCREATE TABLE app.t (id int PRIMARY KEY, b text UNIQUE);\nCREATE INDEX i ON app.t (id);\nCREATE UNIQUE INDEX j ON app.t (b);`,
      errors: [
        {
          messageId: "duplicate",
          data: { index: "i", table: "t", by: "t_pkey", name: '"app"."i"' },
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 29,
        },
        {
          messageId: "duplicate",
          data: { index: "j", table: "t", by: "t_b_key", name: '"app"."j"' },
          line: 4,
          column: 1,
          endLine: 4,
          endColumn: 35,
        },
      ],
    },
  ],
});

describe("no-duplicate-index beside a schema", () => {
  const FILE = "prisma/migrations/20260101000000_init/migration.sql";
  const SQL = `CREATE TABLE "T" ("id" TEXT PRIMARY KEY, "a" TEXT);
CREATE INDEX "T_a_idx" ON "T" ("a");
CREATE INDEX "by_hand" ON "T" ("a");
`;

  async function findings(sql: string, index: string, settings: object = {}): Promise<string[]> {
    const folder = makeProject({
      "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n\nmodel T {\n  id String  @id\n  a  String?\n\n${index}}\n`,
      [FILE]: sql,
    });
    return (await lint(folder, { preset: "recommended", ...settings }))
      .filter(({ rule: id }) => id === "no-duplicate-index" || id === "no-redundant-index")
      .map(
        ({ file, line, rule: id, message }) =>
          `${file}:${String(line)} ${id ?? ""} ${message.split(" ")[0] ?? ""}`,
      );
  }

  it("keeps the one that the schema declares, whichever came first", async () => {
    const reported = (line: number) => [`${FILE}:${String(line)} no-duplicate-index 'by_hand'`];
    expect(await findings(SQL, "  @@index([a])\n")).toEqual(reported(3));
    const lines = SQL.split("\n");
    const swapped = [lines[0], lines[2], lines[1], ""].join("\n");
    expect(await findings(swapped, "  @@index([a])\n")).toEqual(reported(2));
  });

  it("leaves two that the schema declares to no-redundant-index", async () => {
    const both = `  @@index([a])\n  @@index([a], map: "by_hand")\n`;
    expect(await findings(SQL, both)).toEqual([
      "prisma/schema.prisma:10 no-redundant-index @@index([a])",
    ]);
  });

  it("is silent about applied migrations", async () => {
    expect(await findings(SQL, "  @@index([a])\n", { baseline: "20260101000000_init" })).toEqual(
      [],
    );
  });
});
