import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/prefer-enum.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const visit = (line: string, more = "") =>
  schema(`model Visit {\n  id String @id\n  ${line}\n}${more}`);
const ENUM = "\nenum VisitStatus {\n  BOOKED\n  DONE\n}";

testOnSchemas("prefer-enum", rule, {
  valid: [
    visit("status VisitStatus", ENUM),
    visit("mimeType String"),
    visit('payloadType String @default("application/json")'),
    visit('outputType String @default("application/vnd.api+json")'),
    visit("state String"),
    visit("billingState String"),
    visit("status String @db.Char(2)"),
    visit("type String @db.VarChar(3)"),
    visit("status String @db.Uuid"),
    visit("insuranceState String @db.VarChar(50)"),
    {
      name: "a log names any table that there will be",
      code: schema("model AuditLog {\n  id String @id\n  entityId String\n  entityType String\n}"),
    },
    visit("statusText String"),
    visit("type String @unique"),
    visit("roles String[]"),
  ],
  invalid: [
    ...["@db.VarChar(50)", "@db.Char(20)", "@db.VarChar", "@db.Text", "@db.Citext"].map(
      (nativeType) => ({
        code: visit(`role String ${nativeType}`),
        errors: [{ messageId: "freeText" as const, line: 7, column: 8, endLine: 7, endColumn: 14 }],
      }),
    ),
    {
      name: "of which model an id is",
      code: visit("itemId String\n  itemType String"),
      errors: [{ messageId: "freeText", line: 8, column: 12, endLine: 8, endColumn: 18 }],
    },
    {
      code: visit("status String"),
      errors: [
        {
          message:
            "'Visit.status' takes any text: a typo is stored, and code that compares it never meets it. Make it an enum, or let a CHECK name the values.",
          line: 7,
          column: 10,
          endLine: 7,
          endColumn: 16,
        },
      ],
    },
    {
      code: visit("status String?", ENUM),
      errors: [
        {
          messageId: "freeText",
          line: 7,
          column: 10,
          endLine: 7,
          endColumn: 16,
          suggestions: [
            {
              messageId: "useEnum",
              data: { name: "VisitStatus" },
              output: visit("status VisitStatus?", ENUM),
            },
          ],
        },
      ],
    },
    {
      name: "many at once, but for the one that has an enum",
      code: visit(
        "status String\n  kind String?\n  visitType String\n  priority String\n  ownerId String\n  ownerType String",
        ENUM,
      ),
      errors: [
        {
          message:
            "4 fields of 'Visit' take any text, 'kind', 'visitType', 'priority' and 'ownerType': a typo is stored, and code that compares it never meets it. Make them enums, or let CHECKs name the values.",
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 12,
        },
        {
          messageId: "freeText",
          line: 7,
          column: 10,
          endLine: 7,
          endColumn: 16,
          suggestions: [
            {
              messageId: "useEnum",
              output: visit(
                "status VisitStatus\n  kind String?\n  visitType String\n  priority String\n  ownerId String\n  ownerType String",
                ENUM,
              ),
            },
          ],
        },
      ],
    },
    {
      name: "each by itself, if asked for",
      code: visit("kind String\n  visitType String\n  priority String"),
      options: [{ each: true }],
      errors: [
        { messageId: "freeText", line: 7, column: 8, endLine: 7, endColumn: 14 },
        { messageId: "freeText", line: 8, column: 13, endLine: 8, endColumn: 19 },
        { messageId: "freeText", line: 9, column: 12, endLine: 9, endColumn: 18 },
      ],
    },
    {
      name: "a default would have to change as well",
      code: visit('status String @default("booked")', ENUM),
      errors: [{ messageId: "freeText", line: 7, column: 10, endLine: 7, endColumn: 16 }],
    },
  ],
});

describe("beside migrations", () => {
  it("takes a CHECK for an enum", async () => {
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema.prisma": visit("status String\n  kind String"),
      "prisma/migrations/20260101000000_init/migration.sql":
        'CREATE TABLE "Visit" ("id" TEXT PRIMARY KEY, "status" TEXT NOT NULL CHECK ("status" IN (\'a\')), "kind" TEXT NOT NULL);',
    });
    const found = await lint(folder, { preset: "strict", patterns: ["**/*.prisma"] });
    expect(found.filter(({ rule: name }) => name === "prefer-enum")).toMatchObject([{ line: 8 }]);
  });
});
