import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-polymorphic-owner.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const file = (...lines: string[]) =>
  schema(
    `enum Kind {\n  USER\n  TEAM\n}\n\nmodel File {\n${["id String @id", ...lines].map((line) => `  ${line}\n`).join("")}}`,
  );

testOnSchemas("require-polymorphic-owner", rule, {
  valid: [
    file("ownerId String", "ownerType Kind", "@@index([ownerType, ownerId])"),
    {
      name: "beside a tenant",
      code: file(
        "clinicId String",
        "ownerId String",
        "ownerType Kind",
        "@@unique([clinicId, ownerType, ownerId])",
      ),
    },
    {
      name: "the id selects enough",
      code: file("objectId String", "objectKind Kind", "@@index([objectId])"),
    },
    { name: "what a step is called", code: file("stepId String", "stepType String") },
    { name: "things, not adjectives", code: file("variableId String", "tableId String") },
    {
      name: "a model of that name",
      code: `${file("resourceId String")}model Resource {\n  id String @id\n}\n`,
    },
    {
      name: "a relation",
      code:
        file("ownerId String", "owner User @relation(fields: [ownerId], references: [id])") +
        "model User {\n  id String @id\n  files File[]\n}\n",
    },
    { name: "another service's", code: file("externalResourceId String") },
    {
      name: "a log of whatever tables there are",
      code: schema(
        "model AuditLog {\n  id String @id\n  resource String\n  resourceId String\n  createdAt DateTime\n\n  @@index([resource, resourceId])\n}",
      ),
    },
  ],
  invalid: [
    {
      code: file("ownerId String"),
      errors: [
        {
          message:
            "Nothing says of which model 'File.ownerId' is the id: it has no relation, and no type beside it.",
          line: 12,
          column: 3,
          endLine: 12,
          endColumn: 10,
        },
      ],
    },
    {
      code: file("ownerId String", "ownerType String"),
      errors: [
        {
          message:
            "No index of 'File' holds 'ownerType' and 'ownerId': finding what belongs to one owner reads the whole table.",
          line: 12,
          column: 3,
          endLine: 12,
          endColumn: 10,
          suggestions: [
            {
              messageId: "addIndex",
              data: { type: "ownerType", id: "ownerId" },
              output: file(
                "ownerId String",
                "ownerType String",
                "",
                "@@index([ownerType, ownerId])",
              ).replace("\n  \n", "\n\n"),
            },
          ],
        },
        {
          message:
            "'File.ownerType' says of which model 'ownerId' is, and takes any text: with a typo the row belongs to nothing. Make it an enum, or let a CHECK name the models.",
          line: 13,
          column: 13,
          endLine: 13,
          endColumn: 19,
        },
      ],
    },
    {
      name: "commentable",
      code: file(
        "commentable_id Int",
        "commentable_type String",
        "@@index([commentable_type, commentable_id])",
      ),
      errors: [{ messageId: "freeType", line: 13, column: 20, endLine: 13, endColumn: 26 }],
    },
  ],
});

describe("beside migrations", () => {
  it("takes a CHECK for an enum, and an index of SQL for one of the schema", async () => {
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema.prisma": file("ownerId String", "ownerType String"),
      "prisma/migrations/20260101000000_init/migration.sql":
        'CREATE TABLE "File" ("id" TEXT PRIMARY KEY, "ownerId" TEXT NOT NULL, "ownerType" TEXT NOT NULL CHECK ("ownerType" IN (\'user\')));\nCREATE INDEX i ON "File"("ownerType", "ownerId");',
    });
    const all = await lint(folder, { preset: "strict", patterns: ["**/*.prisma"] });
    expect(all.filter(({ rule: name }) => name === "require-polymorphic-owner")).toEqual([]);
  });
});
