import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-row-security-without-policy.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";
import { startPostgres } from "../../support/postgres.ts";

const TABLE = `CREATE TABLE "Country" (code text);\n`;
const ENABLE = `ALTER TABLE "Country" ENABLE ROW LEVEL SECURITY;\n`;
const POLICY = `CREATE POLICY everybody ON "Country" FOR SELECT USING (true);\n`;
const RESTRICTIVE = `CREATE POLICY r ON "Country" AS RESTRICTIVE USING (code = 'AT');\n`;

testOnSql("no-row-security-without-policy", rule, {
  valid: [
    TABLE,
    TABLE + ENABLE + POLICY,
    TABLE + ENABLE + POLICY + RESTRICTIVE,
    { name: "turned off", code: TABLE + ENABLE + ENABLE.replace("ENABLE", "DISABLE") },
    {
      name: "dynamic SQL that may have made one",
      code: `${TABLE}${ENABLE}DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('CREATE POLICY p ON %I', t); END LOOP; END $$;`,
    },
  ],
  invalid: [
    {
      code: TABLE + ENABLE,
      errors: [
        {
          message:
            "'Country' is under row-level security, and no permissive policy lets anybody in: queries find no rows there and can write none, but for roles that pass all policies.",
          line: 2,
          column: 23,
          endLine: 2,
          endColumn: 48,
        },
      ],
    },
    {
      name: "restrictive policies let nobody in",
      code: TABLE + ENABLE + RESTRICTIVE,
      errors: [{ messageId: "closed", line: 2, column: 23, endLine: 2, endColumn: 48 }],
    },
    {
      name: "the policy is dropped",
      code: `${TABLE}${ENABLE}${POLICY}DROP POLICY everybody ON "Country";`,
      errors: [{ messageId: "closed", line: 2, column: 23, endLine: 2, endColumn: 48 }],
    },
  ],
});

describe("beside require-row-level-security", () => {
  const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id   String @id
  name String
}

model Country {
  code String @id
}
`;
  const SQL = `CREATE TABLE "Patient" ("id" TEXT PRIMARY KEY, "name" TEXT NOT NULL);
CREATE TABLE "Country" ("code" TEXT PRIMARY KEY);
ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Country" ENABLE ROW LEVEL SECURITY;
`;

  it("each table is reported by one of the two", async () => {
    const folder = makeProject({
      "prisma/schema.prisma": SCHEMA,
      "prisma/migrations/20260101000000_init/migration.sql": SQL,
    });
    const rules = ["require-row-level-security", "no-row-security-without-policy"];
    const all = await lint(folder, { preset: "strict" });
    expect(
      all
        .filter(({ rule }) => rules.includes(rule ?? ""))
        .map(({ rule, line }) => `${rule ?? ""}:${String(line)}`),
    ).toEqual(["no-row-security-without-policy:4", "require-row-level-security:5"]);
  });
});

it("is what PostgreSQL does", async () => {
  const database = await startPostgres();
  await database.exec(`CREATE ROLE app; ${TABLE} INSERT INTO "Country" VALUES ('AT');
    ${ENABLE} ${RESTRICTIVE} GRANT ALL ON "Country" TO app; SET ROLE app;`);
  expect((await database.query(`SELECT * FROM "Country"`)).rows).toEqual([]);
  await expect(database.exec(`INSERT INTO "Country" VALUES ('AT')`)).rejects.toThrow("row-level");
  await database.close();
});
