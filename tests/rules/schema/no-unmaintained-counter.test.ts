import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/no-unmaintained-counter.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const team = (counter: string) =>
  schema(
    `model Team {\n  id String @id\n  ${counter}\n  members Member[]\n}\n\nmodel Member {\n  id String @id\n  teamId String\n  team Team @relation(fields: [teamId], references: [id])\n}`,
  );

testOnSchemas("no-unmaintained-counter", rule, {
  valid: [
    team("seatCount Int @default(0)"),
    { name: "measured once", code: team("memberCount Int") },
    { name: "no number", code: team('memberCount String @default("0")') },
    { name: "a number of something", code: team("count Int @default(0)") },
  ],
  invalid: [
    {
      code: team("memberCount Int @default(0)"),
      errors: [
        {
          message:
            "'Team.memberCount' counts 'members', and no trigger and no code of this project writes it: it keeps the number of its first day. Ask for _count instead, or let a trigger keep it.",
          line: 7,
          column: 3,
          endLine: 7,
          endColumn: 14,
        },
      ],
    },
    {
      code: team("numberOfMembers BigInt @default(0)"),
      errors: [{ messageId: "unmaintained", line: 7, column: 3, endLine: 7, endColumn: 18 }],
    },
  ],
});

const TABLES =
  'CREATE TABLE "Team" ("id" TEXT PRIMARY KEY, "memberCount" INTEGER NOT NULL DEFAULT 0);\nCREATE TABLE "Member" ("id" TEXT PRIMARY KEY, "teamId" TEXT NOT NULL);\n';

/** How many findings there are beside a module and a migration. */
async function count(module: string, sql = ""): Promise<number> {
  const folder = makeProject({
    "package.json": "{}",
    "prisma/schema.prisma": team("memberCount Int @default(0)"),
    "prisma/migrations/20260101000000_init/migration.sql": TABLES + sql,
    "src/teams.ts": module,
  });
  const found = await lint(folder, { preset: "strict", patterns: ["**/*.prisma"] });
  return found.filter(({ rule: name }) => name === "no-unmaintained-counter").length;
}

describe("in a project", () => {
  it.each([
    ["nothing", "export {};", 1],
    ["a selection", "db.team.findMany({ select: { memberCount: true } });", 1],
    ["an order", 'db.team.findMany({ orderBy: { memberCount: "desc" } });', 1],
    ["a type", "interface Row { memberCount: number }", 1],
    ["a reading", "if (team.memberCount > 3) stop();", 1],
    ["an increment", "db.team.update({ where, data: { memberCount: { increment: 1 } } });", 0],
    ["an assignment", "data.memberCount = members.length;", 0],
    ["raw SQL", 'db.$executeRaw`UPDATE "Team" SET "memberCount" = 1`;', 0],
    ["what does not parse", "memberCount (", 0],
  ])("beside %s", async (_what, module, expected) => {
    expect(await count(module)).toBe(expected);
  });

  it("takes a trigger for what keeps the number", async () => {
    const trigger =
      'CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\nCREATE TRIGGER keep AFTER INSERT ON "Member" FOR EACH ROW EXECUTE FUNCTION keep();';
    expect(await count("export {};", trigger)).toBe(0);
  });
});
