import rule from "../../../src/rules/schema/require-timestamptz.ts";
import { schema, testOnSchemas, testOnSql } from "../../rule-tester.ts";

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
