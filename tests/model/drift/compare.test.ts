import { basename } from "node:path";
import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import { compareWithCatalog } from "../../../src/model/drift/compare.ts";
import type { Difference } from "../../../src/model/drift/types.ts";
import { isPostgres } from "../../../src/model/schema/build.ts";
import type { SchemaModel } from "../../../src/model/schema/types.ts";
import { migrationSql } from "../../support/schema-engine.ts";
import { modelOf, modelOfText, readSchema, schemaPaths } from "../../support/schemas.ts";

function differences(schema: SchemaModel, ...scripts: string[]): readonly Difference[] {
  const files = scripts.map((text, index) => {
    const name = `2026010${String(index + 1)}000000_step`;
    return { name, path: `/m/${name}/migration.sql`, text, script: parseScript(text) };
  });
  return compareWithCatalog(schema, replay(files));
}

/** `kind table.name expected|found` of each difference. */
function told(schema: string, ...scripts: string[]): string[] {
  return differences(modelOfText(schema), ...scripts).map(
    ({ kind, table, name, expected, found }) => {
      const values = expected === "" && found === "" ? "" : ` ${expected}|${found}`;
      return `${kind} ${table}.${name}${values}`;
    },
  );
}

describe("what Prisma Migrate writes for a schema is what the schema describes", () => {
  for (const path of schemaPaths()) {
    it(basename(path), async ({ skip }) => {
      const files = readSchema(path);
      const schema = modelOf(files);
      if (!isPostgres(schema)) return skip("not for PostgreSQL");
      const sql = await migrationSql(files).catch(() => null);
      if (sql === null) return skip("the engine rejects it");
      expect(differences(schema, sql)).toEqual([]);
    });
  }
});

const PATIENT = `model Patient {
  id        String    @id
  mrn       String    @unique
  born      DateTime? @db.Date
  tags      String[]
  clinicId  String
  clinic    Clinic    @relation(fields: [clinicId], references: [id])
  status    Status    @default(ACTIVE)
  @@index([clinicId])
}
model Clinic {
  id       String    @id @default(uuid())
  patients Patient[]
}
enum Status {
  ACTIVE
  CLOSED
}
`;
const SQL = `CREATE TYPE "Status" AS ENUM ('ACTIVE', 'CLOSED');
CREATE TABLE "Clinic" ("id" TEXT NOT NULL PRIMARY KEY);
CREATE TABLE "Patient" ("id" TEXT NOT NULL, "mrn" TEXT NOT NULL, "born" DATE, "tags" TEXT[], "clinicId" TEXT NOT NULL,
  "status" "Status" NOT NULL DEFAULT 'ACTIVE', CONSTRAINT "Patient_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Patient_mrn_key" ON "Patient"("mrn");
CREATE INDEX "Patient_clinicId_idx" ON "Patient"("clinicId");
ALTER TABLE "Patient" ADD FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id");
`;

describe("differences", () => {
  it("are none where both agree", () => {
    expect(told(PATIENT, SQL)).toEqual([]);
  });

  it.each([
    [`DROP TABLE "Clinic" CASCADE;`, ["missingTable Clinic.Clinic"]],
    [`ALTER TABLE "Patient" DROP COLUMN "born";`, ["missingColumn Patient.born"]],
    [`ALTER TABLE "Patient" ADD COLUMN "ssn" TEXT;`, ["extraColumn Patient.ssn |text"]],
    [
      `ALTER TABLE "Patient" ALTER "born" TYPE TIMESTAMPTZ;`,
      ["differentType Patient.born date|timestamptz"],
    ],
    [
      `ALTER TABLE "Patient" ALTER "born" SET NOT NULL;`,
      ["differentNullability Patient.born NULL|NOT NULL"],
    ],
    [`ALTER TABLE "Patient" ALTER "status" DROP DEFAULT;`, ["missingDefault Patient.status"]],
    [`ALTER TABLE "Clinic" ALTER "id" SET DEFAULT gen_random_uuid();`, ["extraDefault Clinic.id"]],
    [`DROP INDEX "Patient_mrn_key";`, ["missingUnique Patient.mrn"]],
    [`DROP INDEX "Patient_clinicId_idx";`, ["missingIndex Patient.clinicId"]],
    // The type, the index and the foreign key are part of what needs them.
    [
      `ALTER TABLE "Patient" DROP COLUMN "status"; DROP TYPE "Status";`,
      ["missingColumn Patient.status"],
    ],
    [`ALTER TABLE "Patient" DROP COLUMN "clinicId";`, ["missingColumn Patient.clinicId"]],
    [`CREATE INDEX "late" ON "Patient"("born");`, ["extraIndex Patient.'late' (born)"]],
    [`CREATE UNIQUE INDEX "one" ON "Patient"("born");`, ["extraUnique Patient.born |one"]],
    [
      `ALTER TABLE "Patient" DROP CONSTRAINT "Patient_clinicId_fkey";`,
      ["missingForeignKey Patient.clinicId Clinic|"],
    ],
    [
      `ALTER TABLE "Patient" ADD FOREIGN KEY ("mrn") REFERENCES "Clinic"("id");`,
      ["extraForeignKey Patient.mrn |Clinic"],
    ],
    [`ALTER TABLE "Patient" DROP CONSTRAINT "Patient_pkey";`, ["missingPrimaryKey Patient.id id|"]],
    [
      `ALTER TABLE "Patient" DROP CONSTRAINT "Patient_pkey", ADD PRIMARY KEY ("mrn");`,
      ["differentPrimaryKey Patient.id id|mrn"],
    ],
    [`CREATE TABLE "Audit" ("id" TEXT PRIMARY KEY);`, ["extraTable Audit.Audit"]],
    [`CREATE TYPE "Role" AS ENUM ('A');`, ["extraEnum Role.Role"]],
    [`ALTER TYPE "Status" ADD VALUE 'OPEN';`, ["extraEnumValue Status.OPEN"]],
    [
      `ALTER TYPE "Status" ADD VALUE 'OPEN'; ALTER TYPE "Status" ADD VALUE 'HELD';`,
      ["extraEnumValues Status.'OPEN', 'HELD'"],
    ],
    [
      `ALTER TYPE "Status" RENAME VALUE 'CLOSED' TO 'SHUT';`,
      ["missingEnumValue Status.CLOSED", "extraEnumValue Status.SHUT"],
    ],
  ])("%s", (script, expected) => {
    expect(told(PATIENT, SQL, script)).toEqual(expected);
  });

  it.each(["VIEW", "MATERIALIZED VIEW"])("are none of a model that reads a %s", (kind) => {
    const schema = `${PATIENT}model Rank {\n  id String @id\n}\n`;
    const view = `CREATE ${kind} "Rank" AS SELECT "id" FROM "Patient";\n`;
    expect(told(schema, SQL)).toEqual(["missingTable Rank.Rank"]);
    expect(told(schema, SQL, view)).toEqual([]);
  });

  it("tells a type that no column has", () => {
    expect(told(`${PATIENT}enum Colour {\n  RED\n}\n`, SQL)).toEqual(["missingEnum Colour.Colour"]);
  });

  it("tells several indexes of one model together", () => {
    const schema = PATIENT.replace(
      "@@index([clinicId])",
      "$&\n  @@index([born])\n  @@index([status, born])",
    );
    expect(told(schema, SQL)).toEqual(["missingIndexes Patient.(born), (status, born)"]);
  });

  it.each([
    ["an index under another name", `ALTER INDEX "Patient_clinicId_idx" RENAME TO "idx_clinic";`],
    [
      "a unique constraint for a unique index",
      `DROP INDEX "Patient_mrn_key"; ALTER TABLE "Patient" ADD UNIQUE ("mrn");`,
    ],
    [
      "a partial index that the schema cannot express",
      `CREATE INDEX ON "Patient"("born") WHERE "born" IS NOT NULL;`,
    ],
    [
      "a partial index for a declared one",
      `DROP INDEX "Patient_clinicId_idx"; CREATE INDEX ON "Patient"("clinicId") WHERE "born" IS NULL;`,
    ],
    ["an expression index", `CREATE INDEX ON "Patient"(lower("mrn"));`],
    ["a CHECK", `ALTER TABLE "Patient" ADD CHECK ("mrn" <> '');`],
    [
      "a value of an enum before another",
      `ALTER TYPE "Status" RENAME TO "S"; CREATE TYPE "Status" AS ENUM ('CLOSED', 'ACTIVE'); ALTER TABLE "Patient" ALTER "status" DROP DEFAULT, ALTER "status" TYPE "Status" USING "status"::text::"Status", ALTER "status" SET DEFAULT 'ACTIVE'; DROP TYPE "S";`,
    ],
    ["Prisma's own table", `CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY);`],
    [
      "a table in a schema that Prisma does not look at",
      `CREATE SCHEMA audit; CREATE TABLE audit.log ("id" TEXT);`,
    ],
    ["a domain", `CREATE DOMAIN mrn AS TEXT; ALTER TABLE "Patient" ALTER "mrn" TYPE mrn;`],
    ["a list that may not be null", `ALTER TABLE "Patient" ALTER "tags" SET NOT NULL;`],
  ])("are no matter of %s", (_, script) => {
    expect(told(PATIENT, SQL, script)).toEqual([]);
  });

  it("are not known of a table whose columns are not", () => {
    expect(told(`model A {\n  id Int @id\n}`, `CREATE TABLE "A" AS SELECT 1 AS x;`)).toEqual([]);
  });

  it("are not known without any table", () => {
    expect(told(PATIENT, `CREATE EXTENSION citext;`)).toEqual([]);
  });

  it("ask for no foreign keys where Prisma keeps relations itself", () => {
    const datasource = `datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n`;
    const script = `ALTER TABLE "Patient" DROP CONSTRAINT "Patient_clinicId_fkey";`;
    expect(told(datasource + PATIENT, SQL, script)).toEqual([]);
  });

  it("name the join table of a relation once", () => {
    const schema = `model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}`;
    const tables = `CREATE TABLE "A" ("id" INT PRIMARY KEY); CREATE TABLE "B" ("id" INT PRIMARY KEY);`;
    expect(told(schema, tables)).toEqual(["missingTable _AToB.bs"]);
    const join = `CREATE TABLE "_AToB" ("A" INT NOT NULL, "B" INT NOT NULL);`;
    expect(told(schema, tables, join)).toEqual([]);
  });

  it("say which migration last touched the table", () => {
    const [difference] = differences(
      modelOfText(PATIENT),
      SQL,
      `ALTER TABLE "Patient" DROP COLUMN "born", ADD COLUMN "late" TEXT;`,
    );
    expect(difference?.touched?.path).toBe("/m/20260102000000_step/migration.sql");
  });
});
