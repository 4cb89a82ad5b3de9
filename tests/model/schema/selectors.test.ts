import { describe, expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { buildSchemaModel } from "../../../src/model/schema/build.ts";
import {
  fieldSelector,
  fieldSelectorSchema,
  modelSelector,
  modelSelectorSchema,
  unusablePatterns,
} from "../../../src/model/schema/selectors.ts";
import type { Selector } from "../../../src/model/schema/selectors.ts";

const TEXT = `model Clinic {
  id       String @id
  patients Patient[]
  logs     AuditLog[]
}
model Patient {
  id        String   @id
  clinicId  String
  firstName String
  birthDate DateTime?
  tags      String[]
  role      Role
  email     String   @unique
  clinic    Clinic   @relation(fields: [clinicId], references: [id])
  visits    Visit[]
}
model Visit {
  id        String  @id
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id])
}
model AuditLog {
  id        String   @id
  clinicId  String
  createdAt DateTime
  clinic    Clinic   @relation(fields: [clinicId], references: [id])
}
model Draft {
  id String @id
}
enum Role {
  ADMIN
}
`;

const schema = buildSchemaModel([{ path: "schema.prisma", text: TEXT, ast: parseSchema(TEXT) }]);

function models(selector: Selector | undefined): string[] {
  const selects = modelSelector(selector);
  return [...schema.models.values()]
    .filter((model) => selects(model, schema, { traits: { tenant: ["Clinic"] } }))
    .map(({ name }) => name);
}

function fields(selector: Selector | undefined): string[] {
  const selects = fieldSelector(selector);
  return (schema.models.get("Patient")?.fields ?? [])
    .filter((field) => selects(field, schema, { traits: { tenant: ["Clinic"] } }))
    .map(({ name }) => name);
}

describe("models", () => {
  it.each<[Selector | undefined, string]>([
    [undefined, "Clinic Patient Visit AuditLog Draft"],
    ["Visit", "Visit"],
    ["visit", ""],
    ["*i*t", "Patient Visit"],
    ["/LOG$/i", "AuditLog"],
    ["/t$/g", "Patient Visit Draft"],
    ["@patient-linked", "Visit"],
    ["@append-only", "AuditLog"],
    ["@protected", "Patient Visit"],
    ["@tenant-scoped", "Patient AuditLog"],
    ["@tenant-scoped !@patient", "AuditLog"],
    ["!@tenant-scoped", "Clinic Visit Draft"],
    [["Visit", "Draft"], "Visit Draft"],
    [["@tenant-scoped", "Draft", "!Patient"], "AuditLog Draft"],
    [["!Visit", "!Draft"], "Clinic Patient AuditLog"],
    ["!Visit !Draft", "Clinic Patient AuditLog"],
    ["/(/", ""],
    ["!/(/", "Clinic Patient Visit AuditLog Draft"],
  ])("%j selects %s", (selector, names) => {
    expect(models(selector).join(" ")).toBe(names);
  });
});

describe("fields", () => {
  it.each<[Selector | undefined, string]>([
    ["@id", "id"],
    ["@unique", "email"],
    ["@foreign-key", "clinicId"],
    ["@tenant", "clinicId"],
    ["@relation", "clinic visits"],
    ["@list", "tags visits"],
    ["@list !@relation", "tags"],
    ["@optional", "birthDate"],
    ["@enum", "role"],
    ["@scalar @required", "id clinicId firstName email"],
    ["/^(first|last)Name$/", "firstName"],
  ])("%j selects %s", (selector, names) => {
    expect(fields(selector).join(" ")).toBe(names);
  });
});

it("names the expressions that cannot be used", () => {
  const [problem, ...others] = unusablePatterns([undefined, "Log", ["!/(/ @patient", "/a/"]]);
  expect(problem?.pattern).toBe("/(/");
  expect(problem?.problem).toContain("Unterminated group");
  expect(others).toEqual([]);
});

it.each<[string, boolean]>([
  ["AuditLog", true],
  ["!@patient /Log$/", true],
  [String.raw`/a\/b/i`, true],
  ["@patients", false],
  ["@list", false],
  ["", false],
  ["!!Log", false],
])("the JSON schema of models takes %j: %s", (text, isTaken) => {
  expect(new RegExp(modelSelectorSchema.pattern, "u").test(text)).toBe(isTaken);
  expect(new RegExp(fieldSelectorSchema.pattern, "u").test(text)).toBe(
    text === "@list" || (isTaken && !text.includes("@")),
  );
});
