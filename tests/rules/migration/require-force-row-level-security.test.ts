import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/require-force-row-level-security.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";
import { startPostgres } from "../../support/postgres.ts";

const TABLE = `CREATE TABLE "Patient" (clinic int);\n`;
const POLICY = `CREATE POLICY p ON "Patient" USING (clinic = 1);\n`;

testOnSql("require-force-row-level-security", rule, {
  valid: [
    `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;\nALTER TABLE "Patient" FORCE ROW LEVEL SECURITY;`,
    `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`,
    { name: "off", code: `${TABLE}${POLICY}` },
    {
      name: "turned off later",
      code: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY; ALTER TABLE "Patient" DISABLE ROW LEVEL SECURITY;`,
    },
    {
      name: "dropped later",
      code: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY; DROP TABLE "Patient";`,
    },
    {
      name: "a table that no migration makes",
      code: `ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;`,
    },
    {
      name: "a loop that forces",
      code: `${TABLE}DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['Patient'] LOOP EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t); EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t); END LOOP; END $$;`,
    },
    {
      name: "dynamic SQL that may have forced it",
      code: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY; DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t); END LOOP; END $$;`,
    },
  ],
  invalid: [
    {
      code: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;\n${POLICY}`,
      output: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\n${POLICY}`,
      errors: [
        {
          message:
            "The policies of 'Patient' do not bind the owner of the table, which Prisma usually connects as: its queries see every row. Say FORCE ROW LEVEL SECURITY too.",
          line: 2,
          column: 23,
          endLine: 2,
          endColumn: 48,
        },
      ],
    },
    {
      name: "without a policy FORCE would lock everybody out",
      code: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;`,
      output: null,
      errors: [{ messageId: "notForced", line: 2, column: 23, endLine: 2, endColumn: 48 }],
    },
    {
      name: "NO FORCE is meant",
      code: `${TABLE}${POLICY}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;\nALTER TABLE "Patient" NO FORCE ROW LEVEL SECURITY;`,
      output: null,
      errors: [{ messageId: "notForced", line: 4, column: 23, endLine: 4, endColumn: 50 }],
    },
    {
      name: "in a block",
      code: `${TABLE}${POLICY}DO $$ BEGIN\n  ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;\nEND $$;`,
      output: `${TABLE}${POLICY}DO $$ BEGIN\n  ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\nEND $$;`,
      errors: [{ messageId: "notForced", line: 4, column: 25, endLine: 4, endColumn: 50 }],
    },
    {
      name: "a loop, reported once",
      code: `${TABLE}CREATE TABLE "Visit" (id int);
DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['Patient', 'Visit'] LOOP
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
END LOOP; END $$;`,
      output: null,
      errors: [
        {
          messageId: "notForced",
          data: { tables: "'Patient', 'Visit'" },
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 64,
        },
      ],
    },
  ],
});

describe("across migrations", () => {
  const at = (name: string) => `prisma/migrations/${name}/migration.sql`;
  const FILES = {
    "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n`,
    [at("20260101000000_init")]: `${TABLE}ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;\n`,
    [at("20260201000000_policy")]: POLICY,
  };

  async function found(files: Record<string, string>, settings: object = {}): Promise<string[]> {
    const all = await lint(makeProject(files), { preset: "hipaa", ...settings });
    return all
      .filter((finding) => finding.rule === "require-force-row-level-security")
      .map(({ file, line }) => `${file}:${String(line)}`);
  }

  it("reports what is left when all have run", async () => {
    expect(await found(FILES)).toEqual([`${at("20260101000000_init")}:2`]);
    const forced = `ALTER TABLE "Patient" FORCE ROW LEVEL SECURITY;`;
    expect(await found({ ...FILES, [at("20260301000000_force")]: forced })).toEqual([]);
  });

  it("leaves applied migrations alone", async () => {
    expect(await found(FILES, { baseline: "20260101000000_init" })).toEqual([]);
  });
});

describe("on PostgreSQL", () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await startPostgres();
    await database.exec(`CREATE ROLE owner; GRANT CREATE ON SCHEMA public TO owner; SET ROLE owner;
      ${TABLE}${POLICY} INSERT INTO "Patient" VALUES (1), (2);`);
  });
  afterAll(() => database.close());

  it("the owner passes the policies until they are forced", async () => {
    const count = async () => (await database.query(`SELECT * FROM "Patient"`)).rows.length;
    await database.exec(`ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;`);
    expect(await count()).toBe(2);
    const fixed = `ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`;
    await database.exec(fixed);
    await database.exec(fixed);
    expect(await count()).toBe(1);
  });
});
