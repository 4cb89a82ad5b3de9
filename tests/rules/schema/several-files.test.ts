/** A schema of several files is one: relations, enums and traits hold across them, and each finding stands where its fix goes. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

import { engineDatamodel } from "../../support/prisma-engine.ts";
import { fix, lint, makeProject } from "../../support/temporary-project.ts";
import type { Finding } from "../../support/temporary-project.ts";

const FILES = {
  "package.json": "{}",
  "prisma/schema/schema.prisma": 'datasource db {\n  provider = "postgresql"\n}\n',
  "prisma/schema/enums.prisma": "enum VisitStatus {\n  BOOKED\n  DONE\n}\n",
  "prisma/schema/patients.prisma": `model Patient {
  id          String    @id @default(uuid(7)) @db.Uuid
  dateOfBirth String
  diagnosis   String
  createdAt   DateTime  @default(now()) @db.Timestamptz(3)
  updatedAt   DateTime  @updatedAt @db.Timestamptz(3)
  deletedAt   DateTime? @db.Timestamptz(3)

  visits Visit[]
}
`,
  "prisma/schema/visits.prisma": `model Visit {
  id        String   @id @default(uuid(7)) @db.Uuid
  patientId String   @db.Uuid
  status    String
  createdAt DateTime @default(now()) @db.Timestamptz(3)
  updatedAt DateTime @updatedAt @db.Timestamptz(3)

  patient Patient @relation(fields: [patientId], references: [id], onDelete: Cascade)
}

model Referral {
  id        String    @id @default(uuid(7)) @db.Uuid
  patientId String    @db.Uuid
  createdAt DateTime  @default(now()) @db.Timestamptz(3)
  updatedAt DateTime  @updatedAt @db.Timestamptz(3)
  deletedAt DateTime? @db.Timestamptz(3)
}
`,
};
const OPTIONS = { preset: "strict" as const, patterns: ["**/*.prisma"] };

describe("a schema of several files", () => {
  let folder: string;
  let found: Finding[];
  beforeAll(async () => {
    folder = makeProject(FILES);
    found = await lint(folder, OPTIONS);
  });

  it.each([
    ["require-soft-delete", "a model linked to a patient of another file", 1, 7],
    ["prefer-enum", "a field whose enum is in another file", 4, 13],
    ["require-foreign-key-index", "a key to a model of another file", 8, 37],
    ["no-cascade-to-protected-model", "a cascade from a model of another file", 8, 78],
    ["require-relation", "the id of a model of another file", 13, 3],
  ])("%s reports %s where it is", (name, _what, line, column) => {
    const file = "prisma/schema/visits.prisma";
    expect(found.filter(({ rule }) => rule === name)).toMatchObject([{ file, line, column }]);
  });

  it("is fixed file by file, and Prisma takes it still", async () => {
    await fix(folder, OPTIONS);
    const texts = Object.keys(FILES)
      .filter((path) => path.endsWith(".prisma"))
      .map((path): [string, string] => [path, readFileSync(join(folder, path), "utf8")]);
    const { models } = await engineDatamodel(texts);
    expect(models.map(({ name }) => name).sort()).toEqual(["Patient", "Referral", "Visit"]);
    const fixed = new Map(texts);
    expect(fixed.get("prisma/schema/patients.prisma")).toBe(FILES["prisma/schema/patients.prisma"]);
    expect(fixed.get("prisma/schema/visits.prisma")).toContain("  @@index([patientId])\n");
    expect(fixed.get("prisma/schema/visits.prisma")).toContain(
      "  deletedAt DateTime? @db.Timestamptz(3)\n",
    );
  });
});
