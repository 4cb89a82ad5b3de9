/** What the suggestions write, run on PostgreSQL and asked by two tenants, by the owner, and by nobody. */

import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { rowSecuritySql } from "../../src/fixes/row-security.ts";
import { parseScript } from "../../src/languages/postgresql/parser.ts";
import { replay } from "../../src/model/catalog/replay.ts";
import { tenantPath } from "../../src/model/tenancy/tenant-path.ts";
import { modelOfText } from "../support/schemas.ts";
import { startPostgres } from "../support/postgres.ts";

const SCHEMA = modelOfText(`
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
  patientId String   @map("patient id") @db.Uuid
  number    Int
  patient   Patient  @relation(fields: [patientId], references: [id])
  vitals    Vitals[]

  @@id([patientId, number])
  @@map("visits \\"2026\\"")
}
model Vitals {
  id          Int    @id
  patientId   String @db.Uuid
  visitNumber Int
  pulse       Int
  visit       Visit  @relation(fields: [patientId, visitNumber], references: [patientId, number])

  @@schema("chart")
}
`);
const MIGRATION = `
CREATE SCHEMA chart;
CREATE TABLE "Clinic" ("id" UUID PRIMARY KEY);
CREATE TABLE "Patient" ("id" UUID PRIMARY KEY, "clinicId" UUID NOT NULL REFERENCES "Clinic");
CREATE TABLE "visits ""2026""" ("patient id" UUID NOT NULL REFERENCES "Patient", "number" INT, PRIMARY KEY ("patient id", "number"));
CREATE TABLE chart."Vitals" ("id" INT PRIMARY KEY, "patientId" UUID NOT NULL, "visitNumber" INT NOT NULL, "pulse" INT,
  FOREIGN KEY ("patientId", "visitNumber") REFERENCES "visits ""2026""");
`;
const uuid = (digit: number) => `00000000-0000-0000-0000-${String(digit).padStart(12, "0")}`;
const [EAST, WEST] = [uuid(1), uuid(2)];

function sqlFor(name: string, sql = MIGRATION, schema = SCHEMA): string | null {
  const file = { name: "m", path: "/m/migration.sql", text: sql, script: parseScript(sql) };
  const model = schema.models.get(name);
  const path = model && tenantPath(model, schema, { tenant: { model: "Clinic" } });
  const lines = model && path && rowSecuritySql(model, path, replay([file]), "app.clinic_id");
  return lines ? lines.join("\n") : null;
}

describe("the text", () => {
  it("compares the tenant's key, in the type that it has", () => {
    expect(sqlFor("Patient")).toBe(`ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Patient" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS tenant_isolation ON "Patient";
CREATE POLICY tenant_isolation ON "Patient"
    USING ("clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid))
    WITH CHECK ("clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid));`);
  });

  it("goes through parents", () => {
    expect(sqlFor("Vitals")).toContain(`    USING (EXISTS (
        SELECT 1 FROM "visits ""2026"""
        JOIN "Patient" ON "Patient"."id" = "visits ""2026"""."patient id"
        WHERE "visits ""2026"""."patient id" = "chart"."Vitals"."patientId" AND "visits ""2026"""."number" = "chart"."Vitals"."visitNumber"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ))
    WITH CHECK (EXISTS (`);
  });

  it.each([
    ["TEXT", "NULLIF(current_setting('app.clinic_id', true), '')))"],
    ["VARCHAR(30)", "NULLIF(current_setting('app.clinic_id', true), '')))"],
    ["BIGINT", "NULLIF(current_setting('app.clinic_id', true), '')::bigint))"],
    ["INTEGER", "NULLIF(current_setting('app.clinic_id', true), '')::integer))"],
  ])("casts to %s as need be", (type, expected) => {
    const sql = `CREATE TABLE "Patient" ("id" UUID, "clinicId" ${type});`;
    expect(sqlFor("Patient", sql)).toContain(expected);
  });

  it("is none where the tables lack what it takes", () => {
    expect(sqlFor("Patient", `CREATE TABLE "Patient" ("id" UUID);`)).toBeNull();
    const noKey = `CREATE TABLE "Patient" ("id" UUID, "clinicId" UUID); CREATE TABLE "visits ""2026""" ("number" INT);`;
    expect(sqlFor("Visit", noKey)).toBeNull();
    expect(sqlFor("Visit", `CREATE TABLE "visits ""2026""" ("patient id" UUID);`)).toBeNull();
  });
});

const TABLES = ["Patient", "Visit", "Vitals"] as const;
const NAMES = { Patient: `"Patient"`, Visit: `"visits ""2026"""`, Vitals: `chart."Vitals"` };
const KEYS = { Patient: `"id"`, Visit: `"patient id"`, Vitals: `"patientId"` };
/** A row of the patient whose number is `$1`, for each table. */
const INSERTS = {
  Patient: (tenant: string) => `INSERT INTO "Patient" VALUES ('${uuid(9)}', '${tenant}')`,
  Visit: (tenant: string) => `INSERT INTO "visits ""2026""" VALUES ('${patientOf(tenant)}', 9)`,
  Vitals: (tenant: string) =>
    `INSERT INTO chart."Vitals" VALUES (9, '${patientOf(tenant)}', 1, 60)`,
};

function patientOf(tenant: string): string {
  return tenant === EAST ? uuid(11) : uuid(12);
}

describe.each(["app", "owner"])("on PostgreSQL, as %s", (role) => {
  let database: PGlite;

  beforeAll(async () => {
    database = await startPostgres();
    await database.exec(`
      CREATE ROLE owner; CREATE ROLE app;
      GRANT CREATE ON SCHEMA public TO owner; GRANT CREATE ON DATABASE postgres TO owner;
      SET ROLE owner;
      ${MIGRATION}
      GRANT USAGE ON SCHEMA chart TO app;
      GRANT ALL ON ALL TABLES IN SCHEMA public, chart TO app;
      INSERT INTO "Clinic" VALUES ('${EAST}'), ('${WEST}');
      INSERT INTO "Patient" VALUES ('${uuid(11)}', '${EAST}'), ('${uuid(12)}', '${WEST}');
      INSERT INTO "visits ""2026""" SELECT "id", 1 FROM "Patient";
      INSERT INTO chart."Vitals" VALUES (1, '${uuid(11)}', 1, 70), (2, '${uuid(12)}', 1, 80);
    `);
    for (const name of TABLES) {
      const sql = sqlFor(name) ?? "";
      await database.exec(sql);
      await database.exec(sql);
    }
  });
  afterAll(() => database.close());

  /** Runs a query in a transaction for a tenant, or for none, and takes it back. */
  async function as(tenant: string | null, sql: string): Promise<unknown[]> {
    await database.exec(`RESET ROLE; BEGIN; SET LOCAL ROLE ${role};`);
    try {
      if (tenant !== null)
        await database.query("SELECT set_config('app.clinic_id', $1, true)", [tenant]);
      return (await database.query(sql)).rows;
    } finally {
      await database.exec("ROLLBACK");
    }
  }

  it.each(TABLES)("%s shows each tenant its own rows", async (table) => {
    const query = `SELECT ${KEYS[table]} AS key FROM ${NAMES[table]}`;
    expect(await as(EAST, query)).toEqual([{ key: patientOf(EAST) }]);
    expect(await as(WEST, query)).toEqual([{ key: patientOf(WEST) }]);
  });

  it.each(TABLES)("%s shows nothing to nobody, before a context and after one", async (table) => {
    const query = `SELECT * FROM ${NAMES[table]}`;
    expect(await as(null, query)).toEqual([]);
    expect(await as(EAST, query)).toHaveLength(1);
    expect(await as(null, query)).toEqual([]);
  });

  it.each(TABLES)("%s takes new rows of the tenant alone", async (table) => {
    await expect(as(EAST, INSERTS[table](EAST))).resolves.toEqual([]);
    await expect(as(EAST, INSERTS[table](WEST))).rejects.toThrow("row-level security");
    await expect(as(null, INSERTS[table](EAST))).rejects.toThrow("row-level security");
  });

  it.each(TABLES)("%s lets no row be moved, changed or deleted from outside", async (table) => {
    const [name, key] = [NAMES[table], KEYS[table]];
    const others = `${key} = '${patientOf(WEST)}'`;
    expect(
      await as(EAST, `UPDATE ${name} SET ${key} = ${key} WHERE ${others} RETURNING 1`),
    ).toEqual([]);
    expect(await as(EAST, `DELETE FROM ${name} WHERE ${others} RETURNING 1`)).toEqual([]);
    expect(await as(null, `DELETE FROM ${name} RETURNING 1`)).toEqual([]);
    const move =
      table === "Patient"
        ? `UPDATE "Patient" SET "clinicId" = '${WEST}'`
        : `UPDATE ${name} SET ${key} = '${patientOf(WEST)}'`;
    await expect(as(EAST, move)).rejects.toThrow("row-level security");
  });
});
