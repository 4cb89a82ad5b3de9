import { join } from "node:path";
import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-row-level-security.ts";
import { testOnSchemas, testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Clinic {
  id       String    @id @db.Uuid
  patients Patient[]
}

model Patient {
  id       String  @id @db.Uuid
  clinicId String  @db.Uuid
  clinic   Clinic  @relation(fields: [clinicId], references: [id])
  visits   Visit[]
}

model Visit {
  id        String  @id @db.Uuid
  patientId String  @db.Uuid
  patient   Patient @relation(fields: [patientId], references: [id])
}
`;
/** Reference data, of nobody. */
const COUNTRY = `
model Country {
  code   String @id
  region String
}
`;
const TABLES = `CREATE TABLE "Clinic" ("id" UUID PRIMARY KEY);
CREATE TABLE "Patient" ("id" UUID PRIMARY KEY, "clinicId" UUID NOT NULL);
CREATE TABLE "Visit" ("id" UUID PRIMARY KEY, "patientId" UUID NOT NULL);
`;
const COUNTRIES = `CREATE TABLE "Country" ("code" TEXT PRIMARY KEY, "region" TEXT NOT NULL);\n`;
const INIT = "prisma/migrations/20260101000000_init/migration.sql";
const NEXT = "prisma/migrations/20260201000000_next/migration.sql";
const PATH = "prisma/schema.prisma";

const policyOn = (table: string) => `CREATE POLICY p ON "${table}" USING (true);\n`;
const enable = (table: string) => `ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;\n`;
const guard = (table: string) => enable(table) + policyOn(table);

/** `file:line Table` of each finding. */
async function found(files: Record<string, string>, settings: object = {}): Promise<string[]> {
  const folder = makeProject({ [PATH]: SCHEMA, ...files });
  const all = await lint(folder, { preset: "hipaa", ...settings });
  return all
    .filter((finding) => finding.rule === "require-row-level-security")
    .map(({ file, line, message }) => {
      const named = /^[^:]*: ('.*)\.$/u.exec(message)?.[1] ?? /'\w+'/u.exec(message)?.[0];
      return `${file}:${String(line)} ${named ?? ""}`;
    });
}

const BOTH = [`${PATH}:10 'Patient'`, `${PATH}:17 'Visit'`];

describe("require-row-level-security", () => {
  it("names the tables of tenants and of patients that no migration guards", async () => {
    expect(await found({ [INIT]: TABLES })).toEqual(BOTH);
  });

  it("is content with row-level security and a policy", async () => {
    expect(await found({ [INIT]: TABLES + guard("Patient") + guard("Visit") })).toEqual([]);
  });

  it("asks what all migrations together have made", async () => {
    const later = `DROP POLICY p ON "Visit"; ALTER TABLE "Patient" DISABLE ROW LEVEL SECURITY;`;
    const init = TABLES + guard("Patient") + guard("Visit");
    const files = { [INIT]: init, [NEXT]: `${later} DROP POLICY p ON "Patient";` };
    expect(await found(files)).toEqual(BOTH);
  });

  it("counts scripts that the settings name", async () => {
    const files = { [INIT]: TABLES, "sql/rls.sql": guard("Patient") + guard("Visit") };
    expect(await found(files, { sql: ["sql/rls.sql"] })).toEqual([]);
  });

  it("leaves policies that are turned off to the rule on those, as long as that has a file", async () => {
    const files = { [INIT]: TABLES, [NEXT]: policyOn("Patient") + guard("Visit") };
    expect(await found(files)).toEqual([]);
    expect(await found(files, { baseline: "20260201" })).toEqual([BOTH[0]]);
  });

  it("is silent where dynamic SQL may have guarded the tables", async () => {
    const loop = `DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t); END LOOP; END $$;`;
    expect(await found({ [INIT]: TABLES + loop })).toEqual([]);
    const policies = loop.replace(
      "ALTER TABLE %I ENABLE ROW LEVEL SECURITY",
      "CREATE POLICY p ON %I",
    );
    expect(
      await found({ [INIT]: TABLES + enable("Patient") + enable("Visit") + policies }),
    ).toEqual([]);
  });

  it("is silent without migrations, and about tables that none makes", async () => {
    expect(await found({})).toEqual([]);
    expect(await found({ [INIT]: TABLES.split("\n").slice(0, 2).join("\n") })).toEqual([BOTH[0]]);
  });

  it("is silent for other databases", async () => {
    const mysql = SCHEMA.replace("postgresql", "mysql");
    expect(await found({ [PATH]: mysql, [INIT]: TABLES })).toEqual([]);
  });

  it("follows the setting that names the tenant", async () => {
    const files = { [PATH]: SCHEMA + COUNTRY, [INIT]: TABLES + COUNTRIES };
    expect(await found(files, { tenant: { model: "Clinic" } })).toEqual(BOTH);
    const settings = { tenant: { model: "Clinic", field: "region" } };
    expect(await found(files, settings)).toContain(`${PATH}:23 'Country'`);
  });

  it("belongs to an empty migration, all tables together", async () => {
    expect(await found({ [INIT]: TABLES, [NEXT]: "-- This is an empty migration.\n" })).toEqual([
      `${NEXT}:1 'Patient', 'Visit'`,
    ]);
  });

  it("belongs to the schema when no policy can be told", async () => {
    const files = { [INIT]: TABLES.replace('"clinicId"', '"clinic"'), [NEXT]: "" };
    expect(await found(files)).toEqual(BOTH);
  });

  it("belongs to the migration that makes the table, when that is known to be new", async () => {
    const [clinics, patients, ...others] = TABLES.split("\n");
    const files = { [INIT]: `${clinics ?? ""}\n${patients ?? ""}`, [NEXT]: others.join("\n") };
    expect(await found(files, { baseline: "20260101000000_init" })).toEqual([
      `${NEXT}:1 'Visit'`,
      BOTH[0],
    ]);
    expect(await found(files, { baseline: "20260201000000_next" })).toEqual(BOTH);
  });

  it("belongs to the schema when the parent is made later than the table", async () => {
    const [clinics, patients, ...others] = TABLES.split("\n");
    const files = { [INIT]: `${clinics ?? ""}\n${others.join("\n")}`, [NEXT]: patients ?? "" };
    expect(await found(files, { baseline: "20251231" })).toEqual([`${NEXT}:1 'Patient'`, BOTH[1]]);
  });
});

const folder = makeProject({ [PATH]: SCHEMA, [INIT]: TABLES });
const guarded = makeProject({
  [PATH]: SCHEMA,
  [INIT]: TABLES + guard("Patient") + enable("Visit"),
});

testOnSchemas("require-row-level-security, in the schema", rule, {
  valid: [],
  invalid: [
    {
      code: SCHEMA,
      filename: join(folder, PATH),
      errors: [
        {
          message:
            "No migration puts 'Patient' under row-level security: a query without its filter reads and writes the rows of every Clinic. Policies belong in a new migration.",
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 14,
        },
        { messageId: "off", line: 17, column: 7, endLine: 17, endColumn: 12 },
      ],
    },
    {
      code: SCHEMA,
      filename: join(guarded, PATH),
      errors: [{ messageId: "noPolicy", line: 17, column: 7, endLine: 17, endColumn: 12 }],
    },
    {
      name: "a patient without a tenant",
      code: SCHEMA.replaceAll(/Clinic\b/g, "Thing"),
      filename: join(folder, PATH),
      errors: [
        {
          message:
            "No migration puts 'Patient' under row-level security: a query without its filter reads and writes the rows of every patient. Policies belong in a new migration.",
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 14,
        },
        { messageId: "off", line: 17, column: 7, endLine: 17, endColumn: 12 },
      ],
    },
  ],
});

const CURRENT = "(SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)";
const OF_PATIENT = `ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Patient" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS tenant_isolation ON "Patient";
CREATE POLICY tenant_isolation ON "Patient"
    USING ("clinicId" = ${CURRENT})
    WITH CHECK ("clinicId" = ${CURRENT});
`;
const THROUGH_PATIENT = `EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Visit"."patientId"
          AND "Patient"."clinicId" = ${CURRENT}
    )`;
const OF_VISIT = `ALTER TABLE "Visit" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Visit" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS tenant_isolation ON "Visit";
CREATE POLICY tenant_isolation ON "Visit"
    USING (${THROUGH_PATIENT})
    WITH CHECK (${THROUGH_PATIENT});
`;

testOnSql("require-row-level-security, in migrations", rule, {
  valid: [
    { name: "not known to be new", code: TABLES, filename: join(folder, INIT) },
    { name: "no migration", code: "", filename: join(folder, "sql/later.sql") },
  ],
  invalid: [
    {
      name: "an empty migration",
      code: "-- This is an empty migration.",
      filename: join(folder, NEXT),
      errors: [
        {
          message:
            "Nothing stands in this migration yet, and these tables are not under row-level security: 'Patient', 'Visit'.",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 31,
          suggestions: [
            {
              desc: "Write the policies: 'app.clinic_id' says whose rows a query may see.",
              output: `-- This is an empty migration.\n\n${OF_PATIENT}\n${OF_VISIT}`,
            },
          ],
        },
      ],
    },
    {
      name: "a migration without a character",
      code: "",
      filename: join(folder, NEXT),
      errors: [
        {
          messageId: "newMigration",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 1,
          suggestions: [{ messageId: "write", output: `${OF_PATIENT}\n${OF_VISIT}` }],
        },
      ],
    },
    {
      name: "a new migration, with the line breaks that it has",
      code: TABLES.replaceAll("\n", "\r\n"),
      filename: join(folder, INIT),
      settings: { "prisma-sentinel": { baseline: "20251231" } },
      errors: [
        {
          message:
            "'Patient' is not under row-level security: a query without its filter reads and writes the rows of every Clinic.",
          line: 2,
          column: 14,
          endLine: 2,
          endColumn: 23,
          suggestions: [
            {
              messageId: "write",
              output: `${TABLES}\n${OF_PATIENT}`.replaceAll("\n", "\r\n"),
            },
          ],
        },
        {
          messageId: "newTable",
          line: 3,
          column: 14,
          endLine: 3,
          endColumn: 21,
          suggestions: [
            {
              messageId: "write",
              output: `${TABLES}\n${OF_VISIT}`.replaceAll("\n", "\r\n"),
            },
          ],
        },
      ],
    },
  ],
});
