import { expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-join-unique.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** Two models, and one that joins them with these lines. */
const join = (name: string, ...lines: string[]) =>
  schema(
    `model User {\n  id String @id\n  rows ${name}[]\n}\nmodel Team {\n  id String @id\n  rows ${name}[]\n}\nmodel ${name} {\n${lines.map((line) => `  ${line}\n`).join("")}}`,
  );
const KEYS = [
  "id String @id",
  "userId String",
  "teamId String",
  "user User @relation(fields: [userId], references: [id])",
  "team Team @relation(fields: [teamId], references: [id])",
];

testOnSchemas("require-join-unique", rule, {
  valid: [
    join("UserTeam", ...KEYS, "@@unique([teamId, userId])"),
    join("UserTeam", ...KEYS.slice(1), "@@id([userId, teamId])"),
    { name: "one team at a time", code: join("TeamMember", ...KEYS, "@@unique([userId])") },
    {
      name: "a pair per role",
      code: join("TeamMember", ...KEYS, "role String", "@@unique([userId, teamId, role])"),
    },
    { name: "one that ends", code: join("TeamMember", ...KEYS, "leftAt DateTime?") },
    { name: "no join by its name", code: join("Invoice", ...KEYS) },
    {
      name: "more than a join",
      code: join("UserTeam", ...KEYS, "amount Int", "text String", "paidAt DateTime", "number Int"),
    },
  ],
  invalid: [
    {
      code: join("UserTeam", ...KEYS),
      output: join("UserTeam", ...KEYS, "", "@@unique([userId, teamId])").replace("\n  \n", "\n\n"),
      errors: [
        {
          message:
            "'UserTeam' joins 'User' with 'Team', and nothing keeps a pair from being there twice: removing one leaves the other. Make [userId, teamId] unique.",
          line: 13,
          column: 7,
          endLine: 13,
          endColumn: 15,
        },
      ],
    },
    {
      code: join("TeamMember", ...KEYS, "@@index([userId])"),
      output: join("TeamMember", ...KEYS, "@@unique([userId, teamId])", "@@index([userId])"),
      errors: [{ messageId: "repeats", line: 13, column: 7, endLine: 13, endColumn: 17 }],
    },
  ],
});

it("takes a unique of the migrations over some rows", async () => {
  const table =
    'CREATE TABLE "UserTeam" ("id" TEXT PRIMARY KEY, "userId" TEXT, "teamId" TEXT, "ended" BOOLEAN);\n';
  const found = async (sql: string) => {
    const folder = makeProject({
      "prisma/schema.prisma": join("UserTeam", ...KEYS),
      "prisma/migrations/20260101000000_init/migration.sql": table + sql,
    });
    const all = await lint(folder, { preset: "recommended", patterns: ["**/*.prisma"] });
    return all.filter(({ rule: name }) => name === "require-join-unique");
  };
  expect(await found("")).toMatchObject([{ line: 13, column: 7 }]);
  expect(
    await found('CREATE UNIQUE INDEX pair ON "UserTeam" ("userId", "teamId") WHERE NOT "ended";'),
  ).toEqual([]);
});
