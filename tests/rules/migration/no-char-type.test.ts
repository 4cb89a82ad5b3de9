import rule from "../../../src/rules/migration/no-char-type.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-char-type", rule, {
  valid: [
    `CREATE TABLE "Address" ("country" TEXT, "zip" VARCHAR(10));`,
    // The type of one byte of PostgreSQL's own catalogs.
    `CREATE TABLE t (kind "char");`,
    `CREATE TEMP TABLE batch (a CHAR(3));`,
    `SELECT a::char(3) FROM t;`,
    `CREATE TABLE t (a CHAR(3)); ALTER TABLE t ALTER COLUMN a TYPE TEXT;`,
    { code: `CREATE TABLE t (country CHAR(2));`, options: [{ ignoreColumns: ["country"] }] },
    `CREATE TABLE t (a CHAR(3);`,
    ``,
  ],
  invalid: [
    {
      code: `CREATE TABLE "Address" (\n    "country" CHAR(2) NOT NULL\n);`,
      errors: [
        {
          message:
            "'Address.country' is CHAR(2): shorter values are padded with spaces, which some operations count and others do not, and nothing is saved by it.",
          ...at(2, 15, 7),
          suggestions: [
            {
              desc: `Make it TEXT CHECK (char_length("country") <= 2); in the Prisma schema remove @db.Char.`,
              output: `CREATE TABLE "Address" (\n    "country" TEXT CHECK (char_length("country") <= 2) NOT NULL\n);`,
            },
            {
              desc: "Make it TEXT; in the Prisma schema remove @db.Char.",
              output: `CREATE TABLE "Address" (\n    "country" TEXT NOT NULL\n);`,
            },
          ],
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD a CHAR, ADD b NATIONAL CHARACTER (3), ADD c bpchar, ALTER COLUMN d TYPE character(4);`,
      errors: [
        {
          messageId: "padded",
          ...at(1, 21, 4),
          suggestions: [
            {
              messageId: "useText",
              output: `ALTER TABLE t ADD a TEXT CHECK (char_length(a) <= 1), ADD b NATIONAL CHARACTER (3), ADD c bpchar, ALTER COLUMN d TYPE character(4);`,
            },
            {
              messageId: "useText",
              output: `ALTER TABLE t ADD a TEXT, ADD b NATIONAL CHARACTER (3), ADD c bpchar, ALTER COLUMN d TYPE character(4);`,
            },
          ],
        },
        { messageId: "padded", ...at(1, 33, 22), suggestions: 2 },
        { messageId: "padded", ...at(1, 63, 6), suggestions: 1 },
        { messageId: "padded", ...at(1, 91, 12), suggestions: 1 },
      ],
    },
    {
      code: `DO $$ BEGIN\n  CREATE TABLE t (a CHAR(3)[]);\nEND $$;`,
      errors: [
        {
          messageId: "padded",
          ...at(2, 21, 9),
          suggestions: [
            {
              messageId: "useText",
              output: `DO $$ BEGIN\n  CREATE TABLE t (a TEXT[]);\nEND $$;`,
            },
          ],
        },
      ],
    },
  ],
});
