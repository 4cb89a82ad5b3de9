import { describe, expect, it } from "vitest";

import {
  encryptedWrites,
  fieldAtPath,
  mayEncryptWrites,
} from "../../../src/model/client/encrypted-writes.ts";
import { parseModule } from "../../../src/project/modules.ts";
import { schemaOf } from "./code.ts";

function paths(code: string): string[] {
  const module = parseModule(code, "/src/patients.ts");
  if (!module.ok) throw new Error(module.message);
  return encryptedWrites(module.program).map((path) => path.join("."));
}

describe("encryptedWrites", () => {
  it.each([
    ["a call", "db.patient.create({ data: { id, ssn: encrypt(ssn) } })", ["patient.ssn"]],
    [
      "a method that is waited for",
      "prisma.patient.update({ where, data: { ssn: await this.crypto.encryptField(ssn) } })",
      ["patient.ssn"],
    ],
    [
      "a value that may be absent",
      "tx.patient.updateMany({ data: { ssn: ssn ? encrypt(ssn) : null, notes: notes && encrypt(notes) } })",
      ["patient.ssn", "patient.notes"],
    ],
    [
      "a spread",
      "db.patient.update({ data: { ...(ssn ? { ssn: encrypt(ssn) } : {}), ...(a && { notes: encrypt(a) }) } })",
      ["patient.ssn", "patient.notes"],
    ],
    [
      "both sides of an upsert",
      "db.patient.upsert({ where, create: { ssn: encrypt(a) }, update: { notes: encrypt(b) } })",
      ["patient.ssn", "patient.notes"],
    ],
    [
      "rows",
      "db.patient.createMany({ data: rows.map((row) => ({ ssn: encrypt(row.ssn) })) })",
      ["patient.ssn"],
    ],
    [
      "names",
      "const ssn = encrypt(raw); const data = { ssn }; data.notes = encrypt(n); db.patient.create({ data })",
      ["patient.ssn", "patient.notes"],
    ],
    [
      "a name that says so",
      "db.patient.create({ data: { ssn: encryptedSsn, notes: result.encrypted } })",
      ["patient.ssn", "patient.notes"],
    ],
    [
      "a relation",
      "db.patient.update({ data: { visits: { create: [{ notes: encrypt(n) }] } } })",
      ["patient.visits.notes"],
    ],
    ["plain text", "db.patient.create({ data: { ssn, notes: body.notes } })", []],
    ["decryption", "db.patient.create({ data: { ssn: decrypt(row.ssn) } })", []],
    ["a switch", "db.patient.create({ data: { ssn: isEncrypted } })", []],
    ["a read", "db.patient.findMany({ data: { ssn: encrypt(ssn) } })", []],
    ["no model", "create({ data: { ssn: encrypt(ssn) } })", []],
    ["names in a circle", "let a = b; let b = { ...a, ...b }; db.patient.create({ data: a })", []],
  ])("finds in %s", (_what, code, expected) => {
    expect(paths(code)).toEqual(expected);
  });
});

describe("mayEncryptWrites", () => {
  it("is true only for modules that name both", () => {
    expect(mayEncryptWrites("db.patient.create({ data: { ssn: encrypt(ssn) } })")).toBe(true);
    expect(mayEncryptWrites("export const encrypt = (text) => seal(text)")).toBe(false);
    expect(mayEncryptWrites('import crypto from "crypto"; db.patient.create({ data })')).toBe(
      false,
    );
  });
});

describe("fieldAtPath", () => {
  const schema = schemaOf(
    "model Patient {\n  id String @id\n  visits Visit[]\n}\n\nmodel Visit {\n  id String @id\n  notes String\n  patientId String\n  patient Patient @relation(fields: [patientId], references: [id])\n}\n",
  );

  it.each([
    ["visit.notes", "notes"],
    ["patient.visits.notes", "notes"],
    ["patient.where.notes", undefined],
    ["patient", undefined],
    ["invoice.notes", undefined],
  ])("%s", (path, name) => {
    expect(fieldAtPath(path.split("."), schema)?.name).toBe(name);
  });
});
