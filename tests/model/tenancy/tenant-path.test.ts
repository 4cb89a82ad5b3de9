import { describe, expect, it } from "vitest";

import { tenantOf, tenantPath } from "../../../src/model/tenancy/tenant-path.ts";
import type { Settings } from "../../../src/settings.ts";
import { modelOfText } from "../../support/schemas.ts";

const CLINIC = modelOfText(`
model Clinic {
  id        String     @id
  users     User[]
  patients  Patient[]
  sent      Referral[] @relation("from")
  received  Referral[] @relation("to")
  documents Document[]
}
model User {
  id        String     @id
  clinicId  String
  clinic    Clinic     @relation(fields: [clinicId], references: [id])
  notes     Note[]
  sessions  Session[]
}
model Patient {
  id        String     @id
  clinicId  String
  clinic    Clinic     @relation(fields: [clinicId], references: [id])
  visits    Visit[]
  notes     Note[]
}
model Visit {
  id        String     @id
  patientId String
  patient   Patient    @relation(fields: [patientId], references: [id])
  parentId  String?
  parent    Visit?     @relation("next", fields: [parentId], references: [id])
  next      Visit[]    @relation("next")
  vitals    Vitals[]
}
model Vitals {
  id        String     @id
  visitId   String
  visit     Visit      @relation(fields: [visitId], references: [id])
}
model Note {
  id        String     @id
  authorId  String
  author    User       @relation(fields: [authorId], references: [id])
  patientId String
  patient   Patient    @relation(fields: [patientId], references: [id])
}
model Session {
  id        String     @id
  userId    String?
  user      User?      @relation(fields: [userId], references: [id])
}
model Referral {
  id        String     @id
  fromId    String?
  clinicId  String
  from      Clinic?    @relation("from", fields: [fromId], references: [id])
  to        Clinic     @relation("to", fields: [clinicId], references: [id])
}
model Document {
  id        String     @id
  clinicId  String?
  clinic    Clinic?    @relation(fields: [clinicId], references: [id])
}
model Import {
  id        String     @id
  clinic_id String
}
model Country {
  id        String     @id
}
`);

/** `patient.clinicId`: the fields to follow, then the column. */
function way(name: string, settings: Settings = {}, schema = CLINIC): string | null {
  const model = schema.models.get(name);
  const path = model && tenantPath(model, schema, settings);
  if (!path) return null;
  return [...path.parents.map(({ field }) => field.name), path.field.name].join(".");
}

describe("the way to the tenant", () => {
  it.each([
    ["Patient", "clinicId"],
    ["Visit", "patient.clinicId"],
    ["Vitals", "visit.patient.clinicId"],
  ])("of %s is %s", (name, expected) => {
    expect(way(name)).toBe(expected);
  });

  it("goes through what a record is about rather than through who wrote it", () => {
    expect(way("Note")).toBe("patient.clinicId");
  });

  it("begins with the key that is called after the tenant", () => {
    expect(way("Referral")).toBe("clinicId");
  });

  it("needs no relation where a column is called after the tenant", () => {
    expect(way("Import")).toBe("clinic_id");
  });

  it.each([
    ["the tenant itself", "Clinic"],
    ["what belongs to nobody", "Country"],
    ["a key that may be empty", "Document"],
    ["a parent that may be missing", "Session"],
  ])("of %s there is none", (_what, name) => {
    expect(way(name)).toBeNull();
  });
});

it("leads to the outermost tenant", () => {
  const schema = modelOfText(`
model Organization {
  id       String    @id
  projects Project[]
}
model Project {
  id     String       @id
  orgId  String
  org    Organization @relation(fields: [orgId], references: [id])
  tasks  Task[]
  labels Label[]
}
model Task {
  id        String  @id
  projectId String
  project   Project @relation(fields: [projectId], references: [id])
}
model Label {
  id        String  @id
  projectId String
  project   Project @relation(fields: [projectId], references: [id])
}
`);
  expect(tenantOf(schema, { traits: { tenant: ["Organization"] } })?.name).toBe("Organization");
  expect(way("Task", { traits: { tenant: ["Organization"] } }, schema)).toBe("project.orgId");
  expect(way("Project", { traits: { tenant: ["Organization"] } }, schema)).toBe("orgId");
});

const SHARED = modelOfText(`
model Account {
  id      String @id
  orgRef  Int
  folders Folder[]
}
model Folder {
  id      String  @id
  ownerId String
  owner   Account @relation(fields: [ownerId], references: [id])
}
`);

describe("the setting `tenant`", () => {
  it("names the model", () => {
    const settings = { tenant: { model: "Account" } };
    expect(tenantOf(SHARED, settings)?.name).toBe("Account");
    expect(way("Folder", settings, SHARED)).toBe("ownerId");
  });

  it("names the field", () => {
    const settings = { tenant: { model: "Account", field: "ownerId" } };
    expect(way("Folder", settings, SHARED)).toBe("ownerId");
    expect(way("Patient", { tenant: { model: "Clinic", field: "id" } })).toBe("id");
  });

  it("names no model of the schema", () => {
    expect(tenantOf(CLINIC, { tenant: { model: "Hospital" } })).toBeNull();
    expect(way("Patient", { tenant: { model: "Hospital" } })).toBeNull();
  });
});
