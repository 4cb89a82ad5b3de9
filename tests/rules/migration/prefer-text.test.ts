import rule from "../../../src/rules/migration/prefer-text.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("prefer-text", rule, {
  valid: [
    `CREATE TABLE "Patient" ("name" TEXT, "nick" VARCHAR, "code" CHAR(3), "n" NUMERIC(3), "t" TIMESTAMP(3));`,
    `CREATE TEMP TABLE batch (a VARCHAR(3));`,
    `SELECT a::varchar(3) FROM t; CREATE TYPE place AS (zip VARCHAR(3));`,
    `CREATE FUNCTION f(a VARCHAR(3)) RETURNS VARCHAR(3) LANGUAGE sql AS 'SELECT 1';`,
    `CREATE TABLE t (a app.varchar(3));`,
    `CREATE TABLE t (a VARCHAR(3)); ALTER TABLE t ALTER COLUMN a TYPE TEXT;`,
    `CREATE TABLE part PARTITION OF t (a WITH OPTIONS NOT NULL) FOR VALUES IN (1);`,
    { code: `CREATE TABLE t (zip VARCHAR(10));`, options: [{ ignoreColumns: ["t.zip"] }] },
    `CREATE TABLE t (a VARCHAR(3);`,
    ``,
  ],
  invalid: [
    {
      code: `CREATE TABLE "Patient" (\n    "familyName" VARCHAR(100) NOT NULL -- as on the card\n);`,
      errors: [
        {
          message:
            "'Patient.familyName' is limited by its type, VARCHAR(100): another length takes ACCESS EXCLUSIVE on 'Patient', and a shorter one rewrites all rows under it. A CHECK on TEXT can be validated while others write.",
          ...at(2, 18, 12),
          suggestions: [
            {
              desc: `Make it TEXT CHECK (char_length("familyName") <= 100); in the Prisma schema remove @db.VarChar.`,
              output: `CREATE TABLE "Patient" (\n    "familyName" TEXT CHECK (char_length("familyName") <= 100) NOT NULL -- as on the card\n);`,
            },
            {
              desc: "Make it TEXT; in the Prisma schema remove @db.VarChar.",
              output: `CREATE TABLE "Patient" (\n    "familyName" TEXT NOT NULL -- as on the card\n);`,
            },
          ],
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD COLUMN a character varying(3) [], ALTER COLUMN b TYPE varchar(9);`,
      errors: [
        {
          messageId: "limited",
          ...at(1, 28, 23),
          suggestions: [
            {
              messageId: "useText",
              output: `ALTER TABLE t ADD COLUMN a TEXT[], ALTER COLUMN b TYPE varchar(9);`,
            },
          ],
        },
        {
          messageId: "limited",
          ...at(1, 73, 10),
          suggestions: [
            {
              messageId: "useText",
              output: `ALTER TABLE t ADD COLUMN a character varying(3) [], ALTER COLUMN b TYPE TEXT;`,
            },
          ],
        },
      ],
    },
    {
      code: `DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD a VARCHAR(3)'; END $$;`,
      errors: [{ messageId: "limited", ...at(1, 42, 10), suggestions: 2 }],
    },
  ],
});
