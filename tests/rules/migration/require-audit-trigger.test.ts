import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readPage } from "../../support/rule-pages.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";
import { startPostgres } from "../../support/postgres.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id        String   @id
  firstName String
  birthDate DateTime
}

model Setting {
  id   String @id
  name String
}

model AuditLog {
  id         String   @id @default(dbgenerated("gen_random_uuid()"))
  actorId    String?
  action     String
  resource   String
  resourceId String
  createdAt  DateTime @default(now())
}
`;
const TABLES = `
CREATE TABLE "Patient" ("id" TEXT PRIMARY KEY, "firstName" TEXT NOT NULL, "birthDate" DATE NOT NULL);
CREATE TABLE "Setting" ("id" TEXT PRIMARY KEY, "name" TEXT NOT NULL);
CREATE TABLE "AuditLog" (
  "id" TEXT PRIMARY KEY DEFAULT gen_random_uuid(), "actorId" TEXT, "action" TEXT NOT NULL,
  "resource" TEXT NOT NULL, "resourceId" TEXT NOT NULL, "createdAt" TIMESTAMP(3) NOT NULL DEFAULT now()
);
`;
const NEXT = "prisma/migrations/20260201000000_next/migration.sql";

const RECORD = functionOf(
  "record",
  `INSERT INTO "AuditLog" ("action", "resource", "resourceId") VALUES (TG_OP, TG_TABLE_NAME, NEW."id");`,
);

function functionOf(name: string, body: string): string {
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$;\n`;
}

function trigger(fires: string, call = "record()", name = "t"): string {
  return `CREATE TRIGGER ${name} ${fires} ON "Patient" FOR EACH ROW EXECUTE FUNCTION ${call};\n`;
}

const ALL = "AFTER INSERT OR UPDATE OR DELETE";

async function findings(sql: string, schema = SCHEMA, settings: object = {}): Promise<string[]> {
  const folder = makeProject({
    "prisma/schema.prisma": schema,
    "prisma/migrations/20260101000000_init/migration.sql": TABLES,
    [NEXT]: sql,
  });
  const found = await lint(folder, { preset: "hipaa", ...settings });
  return found
    .filter(({ rule }) => rule === "require-audit-trigger")
    .map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
}

/** The events of which the one finding says that nothing records them; null when there is none. */
async function missing(sql: string): Promise<string | null> {
  const found = await findings(sql);
  expect(found.length).toBeLessThan(2);
  return /records (?<events>.+?) in an audit/u.exec(found[0] ?? "")?.groups?.events ?? null;
}

describe("require-audit-trigger", () => {
  it("reports a table of patients without a trigger, and no other", async () => {
    expect(await findings("")).toEqual([
      "5:7 No trigger of 'Patient', which holds health data, records INSERT, UPDATE and DELETE in an audit table: what is changed past the application leaves no trace.",
    ]);
  });

  it("reports memberships with a role, named tokens and grants of access", async () => {
    const models = [
      "enum Role {\n  ADMIN\n  GUEST\n}\n\nmodel MemberInWorkspace {\n  id   String @id\n  role Role\n}",
      "model InfraToken {\n  id    String @id\n  label String\n  token String\n}",
      "model Access {\n  id            String @id\n  granteeUserId String?\n}",
      "model MemberNote {\n  id   String @id\n  text String\n}",
    ];
    const names = ["MemberInWorkspace", "InfraToken", "Access", "MemberNote"];
    const tables = names.map((name) => `CREATE TABLE "${name}" ("id" TEXT PRIMARY KEY);`);
    const found = await findings(tables.join("\n"), `${SCHEMA}\n${models.join("\n\n")}\n`);
    const about = names.filter((name) => found.some((message) => message.includes(`'${name}'`)));
    expect(about).toEqual(["MemberInWorkspace", "InfraToken", "Access"]);
  });

  it("offers a trigger that calls the function of the others", async () => {
    const sql = `${RECORD}${trigger(ALL).replace("Patient", "Setting")}`;
    expect(await findings(sql)).toEqual([
      `5:7 No trigger of 'Patient', which holds health data, records INSERT, UPDATE and DELETE in an audit table: what is changed past the application leaves no trace. For a new migration: DROP TRIGGER IF EXISTS "Patient_audit" ON "Patient"; CREATE TRIGGER "Patient_audit" AFTER INSERT OR UPDATE OR DELETE ON "Patient" FOR EACH ROW EXECUTE FUNCTION "record"();`,
    ]);
  });

  it.each([
    ["needs a column that the table lacks", `VALUES (TG_OP, TG_TABLE_NAME, NEW."name")`],
    ["speaks of one table alone", `VALUES (TG_OP, 'Setting', NEW."id")`],
  ])("offers none when the function %s", async (_why, values) => {
    const insert = `INSERT INTO "AuditLog" ("action", "resource", "resourceId") ${values};`;
    const sql = `${functionOf("record", insert)}${trigger(ALL).replace("Patient", "Setting")}`;
    expect((await findings(sql))[0]).not.toContain("For a new migration");
  });

  it("takes a free name, and only the events that are missing", async () => {
    const sql = `${RECORD}${trigger("AFTER INSERT", "record()", `"Patient_audit"`)}`;
    expect((await findings(sql))[0]).toContain(
      `CREATE TRIGGER "Patient_audit1" AFTER UPDATE OR DELETE ON "Patient"`,
    );
  });

  it.each([
    ["all events", `${RECORD}${trigger(ALL)}`, null],
    ["a statement's", `${RECORD}${trigger(ALL).replace("ROW", "STATEMENT")}`, null],
    [
      "several triggers",
      `${RECORD}${trigger("AFTER INSERT")}${trigger("AFTER UPDATE OR DELETE", "record()", "u")}`,
      null,
    ],
    ["one event", `${RECORD}${trigger("AFTER DELETE")}`, "INSERT and UPDATE"],
    [
      "before the change",
      `${RECORD}${trigger(ALL.replace("AFTER", "BEFORE"))}`,
      "INSERT, UPDATE and DELETE",
    ],
    [
      "some columns",
      `${RECORD}${trigger(`AFTER INSERT OR DELETE OR UPDATE OF "firstName"`)}`,
      "UPDATE",
    ],
    [
      "each of its columns",
      `${RECORD}${trigger(`AFTER INSERT OR DELETE OR UPDATE OF "firstName", "id"`)}${trigger(`AFTER UPDATE OF "birthDate"`, "record()", "u")}`,
      null,
    ],
    [
      "disabled",
      `${RECORD}${trigger(ALL)}ALTER TABLE "Patient" DISABLE TRIGGER t;`,
      "INSERT, UPDATE and DELETE",
    ],
    [
      "dropped",
      `${RECORD}${trigger(ALL)}DROP TRIGGER t ON "Patient";`,
      "INSERT, UPDATE and DELETE",
    ],
    [
      "a function that records nothing",
      `${functionOf("touch", `NEW."firstName" := 'x';`)}${trigger(ALL, "touch()")}`,
      "INSERT, UPDATE and DELETE",
    ],
    [
      "a helper that records",
      `${RECORD.replace("record()", "helper()")}${functionOf("record", "PERFORM helper();")}${trigger(ALL)}`,
      null,
    ],
    [
      "a helper in SQL",
      `CREATE FUNCTION helper(w text) RETURNS void LANGUAGE sql AS $$ INSERT INTO patient_history VALUES (w) $$;${functionOf("record", "PERFORM helper('x');")}${trigger(ALL)}`,
      null,
    ],
    [
      "a helper in SQL that reads",
      `CREATE FUNCTION helper() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;${functionOf("record", "PERFORM helper();")}${trigger(ALL)}`,
      "INSERT, UPDATE and DELETE",
    ],
    ["of an extension", trigger(ALL, "moddatetime()"), "INSERT, UPDATE and DELETE"],
    ["unknown: a function that no migration makes", trigger(ALL, "audit.if_modified_func()"), null],
    [
      "unknown: computed text",
      `${functionOf("record", "EXECUTE TG_ARGV[0];")}${trigger(ALL)}`,
      null,
    ],
    [
      "unknown: computed triggers",
      `DO $$ BEGIN EXECUTE (SELECT 'CREATE TRIGGER ' || x FROM y); END $$;`,
      null,
    ],
    ["no table", `DROP TABLE "Patient";`, null],
  ])("with %s", async (_what, sql, expected) => {
    expect(await missing(sql)).toBe(expected);
  });

  it.each([
    ["Role", "  name String\n", "says who may do what"],
    ["RolePermission", "  name String\n", "says who may do what"],
    ["ApiKey", "  name String\n", "says who may do what"],
    ["User", "  role String\n", "says who may do what"],
    ["TeamMember", "  role String\n", "says who may do what"],
    ["User", "  isAdmin Boolean\n", "says who may do what"],
    ["Invoice", "  number String\n", "is about money"],
    ["PaymentMethod", "  brand String\n", "is about money"],
    ["JobRole", "  name String\n", null],
    ["User", "  name String\n", null],
    ["ConversationMember", "  role String\n", null],
    ["InvoiceTemplate", "  name String\n", null],
    ["LineItem", "  name String\n", null],
    ["PaymentLog", "  createdAt DateTime\n", null],
  ])("judges %s with%s", async (model, field, concern) => {
    const schema = `datasource db {\n  provider = "postgresql"\n}\n\nmodel ${model} {\n  id String @id\n${field}}\n`;
    const found = await findings(`CREATE TABLE "${model}" ("id" TEXT PRIMARY KEY);`, schema);
    expect(found.map((message) => /which (?<why>[^,]+),/u.exec(message)?.groups?.why)).toEqual(
      concern === null ? [] : [concern],
    );
  });

  it("is silent for other databases", async () => {
    expect(await findings("", SCHEMA.replace("postgresql", "mysql"))).toEqual([]);
  });
});

describe("the SQL that it offers", () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await startPostgres();
    await database.exec(TABLES);
  });
  afterAll(async () => {
    await database.close();
  });

  it("records INSERT, UPDATE and DELETE, and can be run twice", async () => {
    const { text } = readPage("require-audit-trigger");
    const rewrite = /## Safe rewrite[\s\S]*?```sql\n(?<sql>[\s\S]*?)```/u.exec(text)?.groups?.sql;
    const definition = rewrite?.slice(0, rewrite.indexOf("DROP TRIGGER")) ?? "";
    const [message = ""] = await findings(
      `${definition}${trigger(ALL, "record_change()").replace("Patient", "Setting")}`,
    );
    const offered = message.slice(message.indexOf("DROP TRIGGER"));
    expect(offered).toContain(`"record_change"()`);
    for (const sql of [rewrite ?? "", `${definition}${offered}`])
      for (let run = 0; run < 2; run++) await database.exec(sql);
    await database.exec(`
      INSERT INTO "Patient" VALUES ('p1', 'Ada', '1815-12-10');
      UPDATE "Patient" SET "firstName" = 'Augusta';
      DELETE FROM "Patient";
    `);
    const { rows } = await database.query(
      `SELECT "action", "resource", "resourceId" FROM "AuditLog" ORDER BY "createdAt", "action" DESC`,
    );
    const row = { resource: "Patient", resourceId: "p1" };
    expect(rows).toHaveLength(3);
    for (const action of ["INSERT", "UPDATE", "DELETE"])
      expect(rows).toContainEqual({ action, ...row });
  });
});
