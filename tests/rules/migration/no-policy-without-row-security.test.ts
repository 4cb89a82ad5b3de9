import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-policy-without-row-security.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const TABLE = `CREATE TABLE "Patient" (clinic int);\n`;
const POLICY = `CREATE POLICY of_clinic ON "Patient" USING (clinic = 1);\n`;
const ENABLE = `ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;\n`;

testOnSql("no-policy-without-row-security", rule, {
  valid: [
    TABLE + ENABLE + POLICY,
    { name: "turned on afterwards", code: TABLE + POLICY + ENABLE },
    { name: "no policy", code: TABLE },
    { name: "dropped later", code: `${TABLE}${POLICY}DROP POLICY of_clinic ON "Patient";` },
    { name: "a table that no migration makes", code: POLICY },
    {
      name: "dynamic SQL that may have turned it on",
      code: `${TABLE}${POLICY}DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t); END LOOP; END $$;`,
    },
  ],
  invalid: [
    {
      code: `${TABLE}${POLICY}CREATE POLICY other ON "Patient" USING (clinic = 2);\n`,
      errors: [
        {
          message:
            "Row-level security of 'Patient' is off: PostgreSQL keeps the policies there and asks none, so every row is open to whoever can query the table.",
          line: 2,
          column: 15,
          endLine: 2,
          endColumn: 24,
          suggestions: [
            {
              desc: "Turn row-level security on, for the table's owner too.",
              output: `${TABLE}${ENABLE}${ENABLE.replace("ENABLE", "FORCE")}${POLICY}CREATE POLICY other ON "Patient" USING (clinic = 2);\n`,
            },
          ],
        },
      ],
    },
    {
      name: "turned off again",
      code: `${TABLE}${ENABLE}${POLICY}ALTER TABLE "Patient" DISABLE ROW LEVEL SECURITY;`,
      errors: [{ messageId: "idle", line: 4, column: 23, endLine: 4, endColumn: 49 }],
    },
    {
      name: "a loop",
      code: `${TABLE}DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['Patient'] LOOP
  EXECUTE format('CREATE POLICY p ON %I USING (clinic = 1)', t);
END LOOP; END $$;`,
      errors: [{ messageId: "idle", line: 3, column: 3, endLine: 3, endColumn: 64 }],
    },
    {
      name: "in a block, with its indentation",
      code: `${TABLE}DO $$ BEGIN\n    ${POLICY}END $$;`,
      errors: [
        {
          messageId: "idle",
          line: 3,
          column: 19,
          endLine: 3,
          endColumn: 28,
          suggestions: [
            {
              messageId: "enable",
              output: `${TABLE}DO $$ BEGIN\n    ${ENABLE}    ${ENABLE.replace("ENABLE", "FORCE")}    ${POLICY}END $$;`,
            },
          ],
        },
      ],
    },
  ],
});

describe("across migrations", () => {
  const at = (name: string) => `prisma/migrations/${name}/migration.sql`;
  const [INIT, NEXT] = [at("20260101000000_init"), at("20260201000000_next")];
  const SCHEMA = { "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n` };

  async function found(files: Record<string, string>, settings: object = {}): Promise<string[]> {
    const folder = makeProject({ ...SCHEMA, ...files });
    const all = await lint(folder, { preset: "recommended", ...settings });
    return all
      .filter((finding) => finding.rule === "no-policy-without-row-security")
      .map(({ file, line }) => `${file}:${String(line)}`);
  }

  it("reports where it was turned off, or else the first policy that is not history", async () => {
    const off = ENABLE.replace("ENABLE", "DISABLE");
    expect(await found({ [INIT]: TABLE + ENABLE + POLICY, [NEXT]: off })).toEqual([`${NEXT}:1`]);
    const files = { [INIT]: TABLE + POLICY, [NEXT]: POLICY.replace("of_clinic", "other") };
    expect(await found(files)).toEqual([`${INIT}:2`]);
    expect(await found(files, { baseline: "20260101000000_init" })).toEqual([`${NEXT}:1`]);
    expect(await found(files, { baseline: "20260201000000_next" })).toEqual([]);
  });
});
