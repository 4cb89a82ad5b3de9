import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-timestamptz.ts";
import { schema, testOnSchemas, testOnSql } from "../../rule-tester.ts";
import { fix, lint, makeProject } from "../../support/temporary-project.ts";

testOnSchemas("require-timestamptz", rule, {
  valid: [
    schema(
      "model Visit {\n  id   String   @id\n  at   DateTime @db.Timestamptz(3)\n  day  DateTime @db.Date\n  hour DateTime @db.Time\n}",
    ),
    'datasource db {\n  provider = "mysql"\n}\n\nmodel Visit {\n  id String   @id\n  at DateTime\n}\n',
  ],
  invalid: [
    {
      code: schema("model Visit {\n  id   String   @id\n  at   DateTime\n  text String\n}"),
      output: schema(
        "model Visit {\n  id   String   @id\n  at   DateTime @db.Timestamptz(3)\n  text String\n}",
      ),
      errors: [
        {
          messageId: "noTimeZone",
          data: { model: "Visit", field: "at" },
          line: 7,
          column: 8,
          endLine: 7,
          endColumn: 16,
        },
      ],
    },
    {
      name: "a written precision is kept, and an optional field stays one",
      code: schema("model Visit {\n  id String    @id\n  at DateTime? @db.Timestamp(0)\n}"),
      output: schema("model Visit {\n  id String    @id\n  at DateTime? @db.Timestamptz(0)\n}"),
      errors: [{ messageId: "noTimeZone", line: 7, column: 16, endLine: 7, endColumn: 32 }],
    },
    {
      name: "the precision that the schema mostly uses",
      code: schema(
        "model Visit {\n  id String     @id\n  a  DateTime   @db.Timestamptz(6)\n  b  DateTime[]\n}",
      ),
      output: schema(
        "model Visit {\n  id String     @id\n  a  DateTime   @db.Timestamptz(6)\n  b  DateTime[] @db.Timestamptz(6)\n}",
      ),
      errors: [{ messageId: "noTimeZone", line: 8, column: 6, endLine: 8, endColumn: 14 }],
    },
    {
      name: "many at once, each with its precision; the day of the calendar by itself",
      code: schema(
        "model Visit {\n  id  String   @id\n  a   DateTime\n  b   DateTime @db.Timestamp(0)\n  dob DateTime\n  c   DateTime @default(now())\n}",
      ),
      output: schema(
        "model Visit {\n  id  String   @id\n  a   DateTime @db.Timestamptz(3)\n  b   DateTime @db.Timestamptz(0)\n  dob DateTime\n  c   DateTime @default(now()) @db.Timestamptz(3)\n}",
      ),
      errors: [
        {
          message:
            "3 fields of 'Visit' are stored as timestamp without time zone, 'a', 'b' and 'c': what moment they mean depends on who reads them.",
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 12,
        },
        {
          messageId: "calendarDate",
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 15,
          suggestions: [
            {
              messageId: "useDate",
              output: schema(
                "model Visit {\n  id  String   @id\n  a   DateTime\n  b   DateTime @db.Timestamp(0)\n  dob DateTime @db.Date\n  c   DateTime @default(now())\n}",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "each by itself, if asked for",
      code: schema("model A {\n  id String @id\n  a DateTime\n  b DateTime\n  c DateTime\n}"),
      output: schema(
        "model A {\n  id String @id\n  a DateTime @db.Timestamptz(3)\n  b DateTime @db.Timestamptz(3)\n  c DateTime @db.Timestamptz(3)\n}",
      ),
      options: [{ each: true }],
      errors: [
        { messageId: "noTimeZone", line: 7, column: 5, endLine: 7, endColumn: 13 },
        { messageId: "noTimeZone", line: 8, column: 5, endLine: 8, endColumn: 13 },
        { messageId: "noTimeZone", line: 9, column: 5, endLine: 9, endColumn: 13 },
      ],
    },
    {
      name: "a day of the calendar",
      code: schema("model Person {\n  id          String   @id\n  dateOfBirth DateTime\n}"),
      errors: [
        {
          messageId: "calendarDate",
          data: { model: "Person", field: "dateOfBirth" },
          line: 7,
          column: 15,
          endLine: 7,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useDate",
              output: schema(
                "model Person {\n  id          String   @id\n  dateOfBirth DateTime @db.Date\n}",
              ),
            },
          ],
        },
      ],
    },
  ],
});

testOnSql("require-timestamptz", rule, {
  valid: [
    "CREATE TABLE t (at timestamptz, day date);",
    "CREATE TABLE t (at timestamp with time zone);",
    {
      name: "changed later",
      code: "CREATE TABLE t (at timestamp);\nALTER TABLE t ALTER COLUMN at TYPE timestamptz;",
    },
  ],
  invalid: [
    {
      code: "CREATE TABLE t (\n  at TIMESTAMP(3) NOT NULL\n);",
      errors: [
        {
          messageId: "noTimeZoneColumn",
          data: { table: "t", column: "at" },
          line: 2,
          column: 6,
          endLine: 2,
          endColumn: 18,
          suggestions: [
            {
              messageId: "useTimestamptz",
              data: { type: "TIMESTAMPTZ(3)" },
              output: "CREATE TABLE t (\n  at TIMESTAMPTZ(3) NOT NULL\n);",
            },
          ],
        },
      ],
    },
    {
      code: "CREATE TABLE t (id int);\nALTER TABLE t ADD COLUMN at timestamp without time zone;",
      errors: [
        {
          messageId: "noTimeZoneColumn",
          line: 2,
          column: 29,
          endLine: 2,
          endColumn: 56,
          suggestions: [
            {
              messageId: "useTimestamptz",
              data: { type: "TIMESTAMPTZ" },
              output: "CREATE TABLE t (id int);\nALTER TABLE t ADD COLUMN at TIMESTAMPTZ;",
            },
          ],
        },
      ],
    },
  ],
});

describe("beside migrations", () => {
  const MODEL = schema(
    "model Visit {\n  id String @id\n  a DateTime\n  b DateTime\n  c DateTime\n  d DateTime\n  e DateTime\n  f DateTime\n  g DateTime\n}",
  );

  it("offers the columns that a database has together, and fixes new ones", async () => {
    const old = ["a", "b", "c", "d", "e", "f"].map((name) => `"${name}" TIMESTAMP(3) NOT NULL`);
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema.prisma": MODEL,
      "prisma/migrations/20260101000000_init/migration.sql": `CREATE TABLE "Visit" ("id" TEXT PRIMARY KEY, ${old.join(", ")});`,
    });
    const options = { preset: "strict" as const, patterns: ["**/*.prisma"] };
    const found = await lint(folder, options);
    expect(found.filter(({ rule: name }) => name === "require-timestamptz")).toMatchObject([
      {
        line: 5,
        column: 7,
        message:
          "6 fields of 'Visit' are stored as timestamp without time zone, 'a', 'b', 'c', 'd' and 2 more: what moment they mean depends on who reads them.",
      },
      { line: 13, column: 5 },
    ]);
    await fix(folder, options);
    const text = readFileSync(join(folder, "prisma/schema.prisma"), "utf8");
    expect(text).toContain("a DateTime\n");
    expect(text).toContain("g DateTime @db.Timestamptz(3)\n");
  });
});
