import { describe, expect, it } from "vitest";

import { lint, makeProject } from "../../support/temporary-project.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id    String @id
  phone String
}
`;
const FIRST = "prisma/migrations/20260101000000_init/migration.sql";
const SECOND = "prisma/migrations/20260201000000_audit/migration.sql";
const FILES = {
  "prisma/schema.prisma": SCHEMA,
  [FIRST]: `CREATE TABLE "Patient" ("id" TEXT NOT NULL PRIMARY KEY);\n`,
  [SECOND]: `-- By hand\nCREATE TABLE "Audit" ("id" TEXT NOT NULL PRIMARY KEY);\n`,
};

async function findings(files: Record<string, string>, settings: object = {}): Promise<string[]> {
  const all = await lint(makeProject(files), { preset: "recommended", ...settings });
  return all
    .filter(({ rule }) => rule === "no-schema-drift")
    .map(
      ({ file, line, column, message }) => `${file}:${String(line)}:${String(column)} ${message}`,
    );
}

const MISSING =
  "prisma/schema.prisma:7:3 No migration gives 'Patient' the column 'phone' (20260101000000_init was the last to change the table): on a database that the migrations have made, queries for this model fail. `prisma migrate dev` would add it.";
const EXTRA =
  "No model stands for the table 'Audit' that the migrations make (20260201000000_audit was the last to change it): `prisma migrate dev` would drop it, with all its rows.";

describe("no-schema-drift", () => {
  it("reports in the schema what no migration makes, and in the migration what no model stands for", async () => {
    expect(await findings(FILES)).toEqual([`${SECOND}:2:14 ${EXTRA}`, MISSING]);
  });

  it("reports tables of applied migrations at the datasource", async () => {
    const found = await findings(FILES, { baseline: "20260201000000_audit" });
    expect(found).toEqual([`prisma/schema.prisma:1:12 ${EXTRA}`, MISSING]);
  });

  it("knows that a default goes with the type that it was converted from", async () => {
    const schema = SCHEMA.replace("phone String", "phone String?");
    const first = `CREATE TYPE "Kind" AS ENUM ('A'); CREATE TABLE "Patient" ("id" TEXT NOT NULL PRIMARY KEY, "phone" "Kind" DEFAULT 'A');`;
    const second = `ALTER TABLE "Patient" ALTER COLUMN "phone" TYPE TEXT; DROP TYPE "Kind" CASCADE;`;
    const files = { "prisma/schema.prisma": schema, [FIRST]: first };
    expect(await findings({ ...files, [SECOND]: second })).toEqual([]);
    const kept = second.replace(
      "DROP TYPE",
      `ALTER TABLE "Patient" ALTER COLUMN "phone" SET DEFAULT 'A'; DROP TYPE`,
    );
    expect(await findings({ ...files, [SECOND]: kept })).toEqual([
      expect.stringContaining("default"),
    ]);
  });

  it("leaves alone what prisma.config.ts calls external", async () => {
    const config = `export default { tables: { external: ["public.Audit"] } };\n`;
    expect(await findings({ ...FILES, "prisma.config.ts": config })).toEqual([MISSING]);
  });

  it("is silent without migrations", async () => {
    expect(await findings({ "prisma/schema.prisma": SCHEMA })).toEqual([]);
  });

  it("is silent for other databases", async () => {
    const schema = SCHEMA.replace("postgresql", "mysql");
    expect(await findings({ ...FILES, "prisma/schema.prisma": schema })).toEqual([]);
  });

  it("counts scripts that the settings name", async () => {
    const script = `ALTER TABLE "Patient" ADD COLUMN "phone" TEXT NOT NULL; DROP TABLE "Audit";\n`;
    expect(
      await findings({ ...FILES, "sql/later.sql": script }, { sql: ["sql/later.sql"] }),
    ).toEqual([]);
  });
});
