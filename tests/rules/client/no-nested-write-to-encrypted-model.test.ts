import { join } from "node:path";

import rule from "../../../src/rules/client/no-nested-write-to-encrypted-model.ts";
import { schema, testOnCode } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const SCHEMA = schema(`model Clinic {
  id       String    @id
  name     String
  patients Patient[]
  doctors  Doctor[]
}

model Patient {
  id       String  @id
  clinicId String
  clinic   Clinic  @relation(fields: [clinicId], references: [id])
  name     String
  ssn      String?
  visits   Visit[]
}

model Visit {
  id        String  @id
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id])
  notes     String
}

model Doctor {
  id       String @id
  clinicId String
  clinic   Clinic @relation(fields: [clinicId], references: [id])
  /// @encrypted
  phone    String
}`);

const MAP = `export const ENCRYPTED_FIELDS = { Patient: ["ssn"], Visit: ["notes"] };\n`;

function settingsOn(files: Record<string, string>) {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA,
    "src/encryption.ts": MAP,
    "package.json": "{}",
    ...files,
  });
  const encryptionMaps = [{ file: "src/encryption.ts", export: "ENCRYPTED_FIELDS" }];
  const path = join(folder, "prisma/schema.prisma");
  return { "prisma-sentinel": { root: folder, schema: path, encryptionMaps } };
}

const settings = settingsOn({});
const NESTED = "prisma.clinic.create({ data: { patients: { create: { ssn } } } })";

testOnCode("no-nested-write-to-encrypted-model", rule, {
  valid: [
    ...[
      "prisma.patient.create({ data: { ssn, clinic: { connect: { id } } } })",
      "prisma.clinic.create({ data: { name, patients: { create: { name } } } })",
      "prisma.clinic.create({ data: { patients: { create: { ssn: null } } } })",
      "prisma.clinic.create({ data: { patients: { create: { ssn: undefined } } } })",
      "prisma.clinic.create({ data: { patients: { create: { ssn: encrypt(ssn) } } } })",
      "prisma.clinic.create({ data: { patients: { create: { ssn: encrypted.ssn } } } })",
      "const safe = encryptFields('Patient', input); prisma.clinic.create({ data: { patients: { create: { ssn: safe.ssn } } } })",
      "prisma.clinic.create({ data: { patients: { create: encryptFields('Patient', input) } } })",
      "prisma.clinic.create({ data: { patients: { create: { ...input } } } })",
      "prisma.clinic.create({ data: { patients: { create: input } } })",
      "prisma.clinic.create({ data: { patients: { connect: { ssn } } } })",
      "prisma.clinic.create({ data: { patients: { connectOrCreate: { where: { ssn }, create: { name } } } } })",
      "prisma.clinic.findMany({ where: { patients: { some: { ssn } } } })",
      "prisma.clinic.create({ data: { doctors: { create: { phone } } } })",
      "prisma.clinic.create({ include: { patients: { create: { ssn } } } })",
      "prisma.ghost.create({ data: { patients: { create: { ssn } } } })",
      "store.clinic.create({ data: { patients: { create: { ssn } } } })",
    ].map((code) => ({ code, settings })),
    {
      name: "a package that walks through nested writes",
      code: NESTED,
      settings: settingsOn({
        "package.json": `{ "dependencies": { "prisma-extension-nested-operations": "^1.0.0" } }`,
      }),
    },
    {
      name: "a hook that walks through nested writes",
      code: NESTED,
      settings: settingsOn({
        "src/encryption.ts": `${MAP}const NESTED = ["create", "connectOrCreate"];\n`,
      }),
    },
    { name: "no map", code: NESTED, settings: settingsOn({ "src/encryption.ts": "" }) },
    {
      name: "names of any model",
      code: NESTED,
      settings: settingsOn({ "src/encryption.ts": `export const ENCRYPTED_FIELDS = ["ssn"];\n` }),
    },
  ],
  invalid: [
    {
      code: NESTED,
      settings,
      errors: [
        {
          messageId: "nested",
          data: {
            outer: "clinic",
            method: "create",
            model: "Patient",
            field: "ssn",
            accessor: "patient",
          },
          line: 1,
          column: 54,
          endLine: 1,
          endColumn: 57,
        },
      ],
    },
    {
      name: "every kind of nested write",
      code: `prisma.clinic.update({ where, data: { patients: {
  create: [{ ssn: a, name }, { name }],
  createMany: { data: [{ ssn: input.ssn }] },
  update: { where, data: { ssn: { set: value } } },
  updateMany: { where: { ssn }, data: { ssn: "123" } },
  upsert: { where, create: { ssn: b }, update: { ssn: c } },
  connectOrCreate: { where: { id }, create: { ssn: d } },
} } });
prisma.visit.update({ where, data: { notes, patient: { update: { ssn } } } });
prisma.clinic.upsert({ where, create: { patients: { create: { visits: { create: { notes } } } } }, update: {} });`,
      settings,
      errors: [
        { messageId: "nested", line: 2, column: 14, endLine: 2, endColumn: 17 },
        { messageId: "nested", line: 3, column: 26, endLine: 3, endColumn: 29 },
        { messageId: "nested", line: 4, column: 28, endLine: 4, endColumn: 31 },
        { messageId: "nested", line: 5, column: 41, endLine: 5, endColumn: 44 },
        { messageId: "nested", line: 6, column: 30, endLine: 6, endColumn: 33 },
        { messageId: "nested", line: 6, column: 50, endLine: 6, endColumn: 53 },
        { messageId: "nested", line: 7, column: 47, endLine: 7, endColumn: 50 },
        { messageId: "nested", line: 9, column: 66, endLine: 9, endColumn: 69 },
        {
          messageId: "nested",
          data: {
            outer: "clinic",
            method: "upsert",
            model: "Visit",
            field: "notes",
            accessor: "visit",
          },
          line: 10,
          column: 83,
          endLine: 10,
          endColumn: 88,
        },
      ],
    },
    {
      name: "data that is put together",
      code: `async function create(input) {
  const patient = { name: input.name };
  patient.ssn = input.ssn;
  return tx.clinic.create({ data: { name, ...(input.ssn && { patients: { create: patient } }) } });
}`,
      settings,
      errors: [{ messageId: "nested", line: 3, column: 11, endLine: 3, endColumn: 14 }],
    },
  ],
});
