import type { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import { lint, makeProject } from "../../support/temporary-project.ts";
import { startPostgres } from "../../support/postgres.ts";

const MIGRATION = "prisma/migrations/20260101000000_init/migration.sql";
const SET = {
  models: "CareTeamMember",
  fields: ["patientId"],
  where: `"role" = 'PRIMARY' AND ended_at IS NULL`,
};

function schemaWith(index = ""): string {
  return `datasource db {
  provider = "postgresql"
}

model CareTeamMember {
  id        String    @id
  patientId String    @map("patient_id")
  role      String
  active    Boolean
  endedAt   DateTime? @map("ended_at")
${index}}
`;
}

const TABLE = `CREATE TABLE "CareTeamMember" ("id" TEXT PRIMARY KEY, "patient_id" TEXT NOT NULL, "role" TEXT NOT NULL, "active" BOOL, "ended_at" TIMESTAMPTZ);\n`;

async function findings(sql: string, set: object = SET, schema = schemaWith()): Promise<string[]> {
  const folder = makeProject({ "prisma/schema.prisma": schema, [MIGRATION]: sql });
  const rules: Linter.RulesRecord = {
    "prisma-sentinel/require-partial-unique": ["error", { sets: [set] }],
  };
  const found = await lint(folder, {
    preset: "recommended",
    also: [{ files: ["**/*.prisma"], rules }],
  });
  return found
    .filter(({ rule }) => rule === "require-partial-unique")
    .map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
}

function index(on: string, where: string): string {
  return `${TABLE}CREATE UNIQUE INDEX i ON "CareTeamMember" (${on})${where};`;
}

const WHERE = ` WHERE role = 'PRIMARY' AND ended_at IS NULL`;
const FOUND = [
  `5:7 Nothing keeps 'CareTeamMember' from having several rows with the same 'patientId' where "role" = 'PRIMARY' AND ended_at IS NULL: two requests at once make two. For a new migration: CREATE UNIQUE INDEX IF NOT EXISTS "CareTeamMember_patient_id_key" ON "CareTeamMember" ("patient_id") WHERE "role" = 'PRIMARY' AND ended_at IS NULL;`,
];

describe("require-partial-unique", () => {
  it.each([
    ["none", TABLE, FOUND],
    ["the index", index("patient_id", WHERE), []],
    [
      "its condition in another order and spelling",
      index("patient_id", ` WHERE ("CareTeamMember".ended_at IS NULL) AND 'PRIMARY'::text = role`),
      [],
    ],
    ["an index over more rows", index("patient_id", ` WHERE ended_at IS NULL`), []],
    ["an index over all rows", index("patient_id", ""), []],
    ["an index over fewer rows", index("patient_id", `${WHERE} AND active`), FOUND],
    [
      "another condition",
      index("patient_id", ` WHERE role = 'primary' AND ended_at IS NULL`),
      FOUND,
    ],
    ["an index over more columns", index("patient_id, active", WHERE), FOUND],
    ["an index over an expression", index("lower(patient_id)", WHERE), FOUND],
    ["an index that is not unique", index("patient_id", WHERE).replace("UNIQUE ", ""), FOUND],
    ["a constraint", `${TABLE}ALTER TABLE "CareTeamMember" ADD UNIQUE (patient_id);`, []],
    [
      "computed indexes",
      `${TABLE}DO $$ BEGIN EXECUTE (SELECT 'CREATE INDEX ' || x FROM y); END $$;`,
      [],
    ],
    ["no table", "SELECT 1;", []],
  ])("with %s", async (_what, sql, expected) => {
    expect(await findings(sql)).toEqual(expected);
  });

  it.each([
    ["raw", `where: raw("role = 'PRIMARY' AND (ended_at IS NULL)")`, 0],
    ["an object", `where: { role: "PRIMARY", endedAt: null }`, 0],
    ["part of it", `where: { endedAt: null }`, 0],
    ["something else", `where: { role: "OTHER" }`, 1],
    ["not null", `where: { endedAt: { not: null } }`, 1],
  ])("takes the schema's word: %s", async (_what, where, count) => {
    const schema = schemaWith(`\n  @@unique([patientId], ${where})\n`);
    expect(await findings(TABLE, SET, schema)).toHaveLength(count);
  });

  it.each([
    ["active", "active IS TRUE", 0],
    ["active", "active = true", 0],
    ["NOT active", "active = false", 0],
    ["NOT active", "active IS FALSE", 0],
    ["active", "active = false", 1],
    ["role <> 'x'", "'x' <> role", 1],
    ["role IN ('a', 'b')", "role = ANY (ARRAY['a', 'b'])", 0],
  ])("holds %s against %s", async (wanted, where, count) => {
    const sql = index("patient_id", ` WHERE ${where}`);
    expect(await findings(sql, { ...SET, where: wanted })).toHaveLength(count);
  });

  it("speaks of models that have the fields alone", async () => {
    expect(await findings(TABLE, { ...SET, fields: ["other"] })).toEqual([]);
    expect(await findings(TABLE, { ...SET, models: "Other" })).toEqual([]);
  });

  it("reports a condition that is none", async () => {
    expect(await findings(TABLE, { ...SET, where: "role = " })).toEqual([
      "1:1 The option where 'role = ' is no condition of SQL, and what it should require is not checked.",
    ]);
  });

  it("gives SQL that runs twice, and refuses the second row", async () => {
    const [message = ""] = await findings(TABLE);
    const sql = message.slice(message.indexOf("CREATE UNIQUE"));
    const database = await startPostgres();
    await database.exec(TABLE);
    await database.exec(sql);
    await database.exec(sql);
    const insert = (id: string, role: string) =>
      database.exec(`INSERT INTO "CareTeamMember" VALUES ('${id}', 'p', '${role}', true, NULL)`);
    await insert("1", "PRIMARY");
    await insert("2", "OTHER");
    await insert("3", "OTHER");
    await expect(insert("4", "PRIMARY")).rejects.toThrow("duplicate key");
    await database.close();
  });
});

describe("in a project without migrations", () => {
  const team = (line: string, flag = '\n  previewFeatures = ["partialIndexes"]') =>
    `generator client {\n  provider = "prisma-client"${flag}\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n\nmodel Team {\n  id   String @id\n  org  String\n  role String\n${line}}\n`;
  const messages = async (text: string) => {
    const folder = makeProject({ "package.json": "{}", "prisma/schema.prisma": text });
    const sets = [{ models: "Team", fields: ["org"], where: "role = 'MAIN'" }];
    const also = [
      {
        files: ["**/*.prisma"],
        rules: { "prisma-sentinel/require-partial-unique": ["error", { sets }] },
      },
    ] as Linter.Config[];
    const found = await lint(folder, { preset: "recommended", patterns: ["**/*.prisma"], also });
    return found
      .filter(({ rule: name }) => name === "require-partial-unique")
      .map(({ message }) => message);
  };

  it("asks the schema, where it can say so", async () => {
    expect(await messages(team(""))).toEqual([
      `Nothing keeps 'Team' from having several rows with the same 'org' where role = 'MAIN': two requests at once make two. Declare it: @@unique([org], where: raw("role = 'MAIN'"))`,
    ]);
    expect(await messages(team(`\n  @@unique([org], where: raw("role = 'MAIN'"))\n`))).toEqual([]);
    expect(await messages(team("", ""))).toEqual([]);
  });
});
