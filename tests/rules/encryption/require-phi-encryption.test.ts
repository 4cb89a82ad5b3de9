import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/encryption/require-phi-encryption.ts";
import { testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";
import { testOnMaps } from "./map-tester.ts";

testOnSchemas("require-phi-encryption", rule, {
  valid: [
    "model Patient {\n  id String @id\n  /// @encrypted\n  ssn String\n  /// @not-phi a code of our own\n  lastName String\n}\n",
    {
      name: "of an organisation",
      code: "model Clinic {\n  id String @id\n  phone String\n  email String\n}\n",
    },
    {
      name: "excluded by the settings",
      code: "model Patient {\n  id  String @id\n  ssn String\n}\n",
      settings: { "prisma-sentinel": { phi: { exclude: ["Patient.ssn"] } } },
    },
    {
      code: "model Patient {\n  id  String @id\n  ssn String\n}\n",
      options: [{ reportIn: "map" }],
    },
    {
      code: "model Patient {\n  id    String @id\n  notes String\n}\n",
      options: [{ minConfidence: 1 }],
    },
    {
      name: "the administration of a clinical record",
      code: "model Patient {\n  id String @id\n}\n\nmodel ShoulderExamination {\n  id         String @id\n  patientId  String\n  signedBy   String\n  sheetPrice String\n}\n",
    },
  ],
  invalid: [
    {
      name: "the content of a clinical record",
      code: "model Patient {\n  id String @id\n}\n\nmodel ShoulderExamination {\n  id          String @id\n  patientId   String\n  clickSounds String\n}\n",
      options: [{ reportIn: "schema" }],
      errors: [
        {
          message:
            "'ShoulderExamination.clickSounds' is content of a patient's clinical record and is not encrypted: whoever reads the table or a backup reads it.",
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 14,
          suggestions: [
            {
              messageId: "annotateEncrypted",
              output:
                "model Patient {\n  id String @id\n}\n\nmodel ShoulderExamination {\n  id          String @id\n  patientId   String\n  /// @encrypted\n  clickSounds String\n}\n",
            },
            {
              messageId: "annotateHarmless",
              output:
                "model Patient {\n  id String @id\n}\n\nmodel ShoulderExamination {\n  id          String @id\n  patientId   String\n  /// @not-phi \n  clickSounds String\n}\n",
            },
          ],
        },
      ],
    },
    {
      code: "model Patient {\n  id          String   @id\n  ssn         String?\n  dateOfBirth DateTime @db.Date\n}\n",
      errors: [
        {
          messageId: "unencrypted",
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 6,
          suggestions: [
            {
              messageId: "annotateEncrypted",
              output:
                "model Patient {\n  id          String   @id\n  /// @encrypted\n  ssn         String?\n  dateOfBirth DateTime @db.Date\n}\n",
            },
            {
              messageId: "annotateHarmless",
              output:
                "model Patient {\n  id          String   @id\n  /// @not-phi \n  ssn         String?\n  dateOfBirth DateTime @db.Date\n}\n",
            },
          ],
        },
        {
          messageId: "unencryptedDate",
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 14,
          suggestions: [
            {
              messageId: "annotateHarmless",
              output:
                "model Patient {\n  id          String   @id\n  ssn         String?\n  /// @not-phi \n  dateOfBirth DateTime @db.Date\n}\n",
            },
          ],
        },
      ],
    },
  ],
});

testOnMaps("require-phi-encryption", rule, {
  valid: [
    'export const MAP = { Patient: ["ssn", "firstName"] };',
    {
      name: "a part that is not known proves nothing",
      code: 'export const MAP = { Patient: ["ssn", ...load()] };',
    },
    { code: 'export const MAP = { Patient: ["ssn"] };', options: [{ reportIn: "schema" }] },
    { name: "names of any model", code: 'export const MAP = ["ssn", "firstName"];' },
    {
      name: "models that may be missing",
      code: 'export const MAP = { User: ["email"], ...more() };',
    },
  ],
  invalid: [
    {
      code: "export const MAP = {\n  Patient: [\n    'ssn',\n  ],\n};",
      errors: [
        {
          messageId: "unmapped",
          data: { model: "Patient", fields: "firstName" },
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: 10,
          suggestions: [
            {
              messageId: "addToMap",
              data: { field: "firstName" },
              output: "export const MAP = {\n  Patient: [\n    'ssn',\n    'firstName',\n  ],\n};",
            },
          ],
        },
      ],
    },
    {
      name: "a model that the map has no entry for",
      code: "export const MAP = {\n  User: ['email'],\n};",
      errors: [
        {
          messageId: "unmappedModels",
          data: { models: "Patient (ssn, firstName)" },
          line: 1,
          column: 20,
          endLine: 1,
          endColumn: 21,
          suggestions: [
            {
              messageId: "addModel",
              data: { model: "Patient", fields: "ssn, firstName" },
              output:
                "export const MAP = {\n  User: ['email'],\n  Patient: ['ssn', 'firstName'],\n};",
            },
          ],
        },
      ],
    },
    {
      name: "as the others are called, and written",
      code: 'export const MAP = { user: new Set(["email"]) } as const;',
      errors: [
        {
          messageId: "unmappedModels",
          suggestions: [
            {
              messageId: "addModel",
              output:
                'export const MAP = {\n  user: new Set(["email"]),\n  patient: new Set(["ssn", "firstName"]),\n} as const;',
            },
          ],
        },
      ],
    },
    {
      name: "with nothing to write it like",
      code: 'export const MAP = ["User.email"];',
      errors: [{ messageId: "unmappedModels", suggestions: null }],
    },
  ],
});

describe("beside code that encrypts what it writes", () => {
  const schema =
    'datasource db {\n  provider = "postgresql"\n}\n\nmodel Patient {\n  id    String @id\n  ssn   String\n  email String\n}\n';

  it.each([
    ["nothing encrypted", "db.patient.create({ data: { ssn, email } });", [7, 8]],
    ["a field encrypted", "db.patient.create({ data: { ssn: encryptField(ssn), email } });", [8]],
    ["that of another model", "db.employee.create({ data: { ssn: encryptField(ssn) } });", [7, 8]],
  ])("reports, with %s", async (_what, code, lines) => {
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema.prisma": schema,
      "src/patients.ts": `${code}\nexport {};\n`,
    });
    const found = await lint(folder, { preset: "hipaa", patterns: ["**/*.prisma"] });
    expect(
      found.filter(({ rule: name }) => name === "require-phi-encryption").map(({ line }) => line),
    ).toEqual(lines);
  });
});
