import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-relation.ts";
import { testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const PATIENT = "model Patient {\n  id   String @id\n  name String\n}\n\n";
const visit = (...lines: string[]) =>
  `model Visit {\n${["id        String @id", ...lines].map((line) => `  ${line}\n`).join("")}}\n`;
const silent = (name: string, code: string) => ({ name, code });

testOnSchemas("require-relation", rule, {
  valid: [
    silent("a model that is not there", visit("patientId String")),
    silent("another type", PATIENT + visit("patientId Int")),
    silent("another native type", PATIENT + visit("patientId String @db.Uuid")),
    silent("one of a pair", PATIENT + visit("patientId String", "patientType String")),
    silent("copied with its name", PATIENT + visit("patientId String", "patientName String")),
    silent("somebody else's patient", PATIENT + visit("epicPatientId String")),
    silent("an id of one's own", `${PATIENT}model Visit {\n  patientId String @id\n}\n`),
    silent(
      "what other services number",
      `model Message {\n  id String @id\n}\n${visit("messageId String")}`,
    ),
    silent(
      "an account of Auth.js",
      `model User {\n  id String @id\n}\nmodel Account {\n  id String @id\n  userId String\n  providerAccountId String\n}\n`,
    ),
    silent(
      "a log, which outlives its patient",
      `${PATIENT}model AuditLog {\n  id String @id\n  patientId String\n  createdAt DateTime\n}\n`,
    ),
    silent(
      "a key of two columns",
      `model Patient {\n  clinic String\n  id String\n  @@id([clinic, id])\n}\n${visit("patientId String")}`,
    ),
    silent(
      "two models of one name in words",
      `model UserRole {\n  id String @id\n}\nmodel User_Role {\n  id String @id\n}\n${visit("userRoleId String")}`,
    ),
  ],
  invalid: [
    {
      name: "no foreign keys in the database",
      code: `datasource db {\n  provider     = "postgresql"\n  relationMode = "prisma"\n}\n\n${PATIENT}${visit("patientId String")}`,
      errors: [
        {
          message:
            "'Visit.patientId' holds the id of 'Patient', and no relation says so: the client, which stands in for foreign keys (relationMode = \"prisma\"), keeps it when the row that it names is deleted.",
          line: 13,
          column: 3,
          endLine: 13,
          endColumn: 12,
          suggestions: [
            {
              messageId: "addUnchecked",
              output:
                'datasource db {\n  provider     = "postgresql"\n  relationMode = "prisma"\n}\n\nmodel Patient {\n  id     String  @id\n  name   String\n  visits Visit[]\n}\n\nmodel Visit {\n  id        String  @id\n  patientId String\n  patient   Patient @relation(fields: [patientId], references: [id])\n}\n',
            },
          ],
        },
      ],
    },
    {
      code: PATIENT + visit("patientId String"),
      errors: [
        {
          message:
            "'Visit.patientId' holds the id of 'Patient', and no relation says so: the database takes any value, and keeps it when the row that it names is gone.",
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 12,
          suggestions: [
            {
              messageId: "add",
              output:
                "model Patient {\n  id     String  @id\n  name   String\n  visits Visit[]\n}\n\nmodel Visit {\n  id        String  @id\n  patientId String\n  patient   Patient @relation(fields: [patientId], references: [id])\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "unique, optional, snake case",
      code: PATIENT + visit("patient_id String? @unique"),
      errors: [
        {
          messageId: "untied",
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 13,
          suggestions: [
            {
              messageId: "add",
              output:
                "model Patient {\n  id    String @id\n  name  String\n  visit Visit?\n}\n\nmodel Visit {\n  id        String @id\n  patient_id String? @unique\n  patient Patient? @relation(fields: [patient_id], references: [id])\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "a role; a name is taken, so nothing is offered",
      code: `${PATIENT}${visit("primaryPatientId String", "primaryPatient String")}`,
      errors: [{ messageId: "untied", line: 8, column: 3, endLine: 8, endColumn: 19 }],
    },
    {
      name: "the two are related already, so the relation needs a name",
      code: `model User {\n  id String @id\n  visits Visit[]\n}\n${visit("userId String", "createdByUserId String", "user User @relation(fields: [userId], references: [id])")}`,
      errors: [{ messageId: "untied", line: 8, column: 3, endLine: 8, endColumn: 18 }],
    },
    {
      name: "a UUID is no other service's",
      code: `model Message {\n  id String @id @db.Uuid\n}\n${visit("messageId String @db.Uuid")}`,
      errors: [
        {
          messageId: "untied",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 12,
          suggestions: [
            {
              messageId: "add",
              output:
                "model Message {\n  id     String  @id @db.Uuid\n  visits Visit[]\n}\nmodel Visit {\n  id        String  @id\n  messageId String  @db.Uuid\n  message   Message @relation(fields: [messageId], references: [id])\n}\n",
            },
          ],
        },
      ],
    },
  ],
});

describe("a schema of several files", () => {
  it("reports in the file of the key", async () => {
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema/schema.prisma": 'datasource db {\n  provider = "postgresql"\n}\n',
      "prisma/schema/patient.prisma": PATIENT,
      "prisma/schema/visit.prisma": visit("patientId String"),
    });
    const findings = await lint(folder, { preset: "strict", schema: "prisma/schema" });
    expect(findings.filter(({ rule }) => rule === "require-relation")).toMatchObject([
      { file: "prisma/schema/visit.prisma", line: 3, column: 3 },
    ]);
  });
});

describe("migrations", () => {
  it("may tie what the schema does not", async () => {
    const found = async (key: string) => {
      const folder = makeProject({
        "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n${PATIENT}${visit("patientId String", "clinicId String")}`,
        "prisma/migrations/20260101000000_init/migration.sql": `CREATE TABLE "Patient" ("id" TEXT, "name" TEXT, "clinicId" TEXT, PRIMARY KEY ("id"), UNIQUE ("clinicId", "id"));
CREATE TABLE "Visit" ("id" TEXT PRIMARY KEY, "patientId" TEXT, "clinicId" TEXT${key});\n`,
      });
      const findings = await lint(folder, { preset: "hipaa", patterns: ["**/*.prisma"] });
      return findings.filter(({ rule: name }) => name === "require-relation");
    };
    expect(await found("")).toMatchObject([{ line: 11, column: 3 }]);
    const key = ', FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient" ("clinicId", "id")';
    expect(await found(key)).toEqual([]);
  });
});
