import rule from "../../../src/rules/migration/no-domain-constraint.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-domain-constraint", rule, {
  valid: [
    `CREATE DOMAIN mrn AS TEXT;`,
    `CREATE DOMAIN mrn AS TEXT COLLATE "C" DEFAULT '' NULL;`,
    `ALTER DOMAIN mrn DROP CONSTRAINT mrn_check; ALTER DOMAIN mrn DROP NOT NULL; ALTER DOMAIN mrn SET DEFAULT '';`,
    `ALTER DOMAIN mrn VALIDATE CONSTRAINT mrn_check; ALTER DOMAIN mrn RENAME TO number;`,
    `CREATE TABLE t (a mrn NOT NULL CHECK (a <> ''));`,
    `CREATE DOMAIN mrn AS TEXT CHECK (VALUE <> ''`,
    ``,
  ],
  invalid: [
    {
      code: `CREATE DOMAIN "app"."mrn" AS TEXT NOT NULL CONSTRAINT filled CHECK (VALUE <> '');`,
      errors: [
        {
          message:
            "Domain 'mrn' gets a constraint, and to change it later every table that uses the domain is read in one statement, with writing to all of them locked out. Put the CHECK or NOT NULL on the columns.",
          ...at(1, 35, 8),
        },
        { messageId: "carries", ...at(1, 44, 37) },
      ],
    },
    {
      code: `ALTER DOMAIN mrn ADD CHECK (VALUE <> '');\nALTER DOMAIN mrn SET NOT NULL;`,
      errors: [
        {
          message:
            "ALTER DOMAIN … ADD CONSTRAINT reads every table with a column of domain 'mrn' under a SHARE lock: nothing can be written to any of them until it is done. Put the CHECK or NOT NULL on the columns, table by table.",
          ...at(1, 22, 19),
        },
        {
          messageId: "checks",
          data: { action: "ALTER DOMAIN … SET NOT NULL", domain: "mrn" },
          ...at(2, 1, 29),
        },
      ],
    },
    {
      code: `ALTER DOMAIN mrn ADD CONSTRAINT filled CHECK (VALUE <> '') NOT VALID;`,
      errors: [{ messageId: "carries", ...at(1, 22, 47) }],
    },
    {
      code: `DO $$ BEGIN\n  EXECUTE 'CREATE DOMAIN mrn AS TEXT NOT NULL';\n  ALTER DOMAIN mrn SET NOT NULL;\nEND $$;`,
      errors: [
        { messageId: "carries", ...at(2, 38, 8) },
        { messageId: "checks", ...at(3, 3, 29) },
      ],
    },
  ],
});
