import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-unique.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const provider = (...lines: string[]) =>
  schema(
    `model Provider {\n${["id    String @id", "orgId String", ...lines].map((line) => `  ${line}\n`).join("")}}`,
  );
const SETS = [{ sets: [{ models: "Provider", fields: ["orgId", "/^npi/"], because: "Claims." }] }];

testOnSchemas("require-unique", rule, {
  valid: [
    provider("npi   String"),
    { code: provider("npi   String @unique"), options: SETS },
    { code: provider("npi   String", "", "@@unique([npi, orgId])"), options: SETS },
    {
      code: provider("npi   String", "", "@@id([orgId, npi])").replace(" @id\n", "\n"),
      options: SETS,
    },
    {
      name: "within something else",
      code: provider("npi   String", "", "@@unique([orgId, npi])"),
      options: [{ sets: [{ fields: ["npi"], within: "orgId" }] }],
    },
    { name: "no such field", code: provider("name  String"), options: SETS },
    {
      name: "but for deleted rows",
      code: provider("npi   String", "", '@@unique([orgId, npi], where: raw("deleted IS NULL"))'),
      options: SETS,
    },
    {
      name: "ciphertext",
      code: provider("/// @encrypted", "npi   String"),
      options: SETS,
    },
  ],
  invalid: [
    {
      name: "another unique within the same",
      code: provider("npi   String", "user  String @unique"),
      options: [{ sets: [{ fields: ["npi"], within: ["orgId", "user"] }] }],
      output: provider("npi   String @unique", "user  String @unique"),
      errors: [{ messageId: "repeats", line: 8, column: 3, endLine: 8, endColumn: 6 }],
    },
    {
      code: provider("npi   String"),
      options: SETS,
      output: provider("npi   String", "", "@@unique([orgId, npi])").replace("\n  \n", "\n\n"),
      errors: [
        {
          message:
            "Nothing keeps 'orgId' and 'npi' of 'Provider' from being there twice. Claims. Make [orgId, npi] unique.",
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 6,
        },
      ],
    },
    {
      name: "alone, and a wider unique does not help",
      code: provider("npi   String", "", "@@unique([orgId, npi])"),
      options: [{ sets: [{ fields: ["npi"] }] }],
      output: provider("npi   String @unique", "", "@@unique([orgId, npi])"),
      errors: [{ messageId: "repeats", line: 8, column: 3, endLine: 8, endColumn: 6 }],
    },
  ],
});

describe("with migrations", () => {
  const SCHEMA =
    "model Clinic {\n  id String @id\n  patients Patient[]\n}\nmodel Patient {\n  id String @id\n  clinicId String\n  mrn String\n  birthDate DateTime\n  clinic Clinic @relation(fields: [clinicId], references: [id])\n}";
  const TABLE =
    'CREATE TABLE "Patient" ("id" TEXT PRIMARY KEY, "clinicId" TEXT NOT NULL, "mrn" TEXT NOT NULL, "deletedAt" TIMESTAMPTZ);\n';
  const FACILITY = SCHEMA.replace("mrn String", "facilityId String\n  mrn String");
  const found = async (sql: string, models = SCHEMA) => {
    const folder = makeProject({
      "prisma/schema.prisma": schema(models),
      "prisma/migrations/20260101000000_init/migration.sql": sql,
    });
    const all = await lint(folder, {
      preset: "hipaa",
      patterns: ["**/*.prisma"],
      traits: { tenant: ["Clinic"] },
    });
    return all.filter(({ rule: name }) => name === "require-unique").map(({ message }) => message);
  };

  it("asks for record numbers that do not repeat in a tenant", async () => {
    expect(await found(TABLE)).toEqual([
      "Nothing keeps 'clinicId' and 'mrn' of 'Patient' from being there twice. Two patients with one record number are one chart. Make [clinicId, mrn] unique.",
    ]);
  });

  it("lets each facility number its own", async () => {
    const index = 'CREATE UNIQUE INDEX mrn ON "Patient" ("facilityId", "mrn");\n';
    expect(
      await found(TABLE.replace('"mrn"', '"facilityId" TEXT NOT NULL, "mrn"') + index, FACILITY),
    ).toEqual([]);
  });

  it("takes an index that was written by hand", async () => {
    const index =
      'CREATE UNIQUE INDEX mrn ON "Patient" ("clinicId", lower("mrn")) WHERE "deletedAt" IS NULL;\n';
    expect(await found(TABLE + index)).toEqual([]);
  });
});
