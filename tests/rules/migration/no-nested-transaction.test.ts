import rule from "../../../src/rules/migration/no-nested-transaction.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a word on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

const MIGRATION = "/clinic/prisma/migrations/20260101000000_visits/migration.sql";
const settings = (prismaVersion: string) => ({ "prisma-sentinel": { prismaVersion } });

/** What Prisma writes to remove the value of an enum. */
const ENUM_CHANGE = `BEGIN;
CREATE TYPE "Role_new" AS ENUM ('A');
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`;

testOnSql("no-nested-transaction", rule, {
  valid: [
    ``,
    `CREATE TABLE t (a INT);`,
    `BEGIN;\nCREATE TABLE t (a INT);\nCOMMIT;`,
    `START TRANSACTION; SELECT 1; END; BEGIN; SELECT 1; COMMIT;`,
    `SELECT 1;\n${ENUM_CHANGE}\nSELECT 2;`,
    `BEGIN; SAVEPOINT a; SELECT 1; ROLLBACK TO SAVEPOINT a; RELEASE SAVEPOINT a; COMMIT;`,
    `BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT;`,
    `BEGIN; ROLLBACK;`,
    {
      name: "a batch job, alone in its migration",
      code: `DO $$ BEGIN LOOP UPDATE t SET a = 1; COMMIT; EXIT; END LOOP; END $$;`,
      filename: MIGRATION,
      settings: settings("6.19.0"),
    },
    {
      name: "the handler runs when the subtransaction is over",
      code: `DO $$ BEGIN UPDATE t SET a = 1; EXCEPTION WHEN others THEN COMMIT; END $$;`,
    },
    {
      name: "statement by statement",
      code: `SELECT 1; DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$;`,
      filename: MIGRATION,
      settings: settings("7.4.0"),
    },
    {
      name: "a procedure is called from where it may commit",
      code: `BEGIN; CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$; COMMIT;`,
    },
    {
      name: "a transaction around the whole script",
      code: `BEGIN; CREATE TABLE t (a INT); COMMIT;`,
      filename: MIGRATION,
      settings: settings("6.19.0"),
    },
    {
      name: "Prisma's own way to change an enum",
      code: `SELECT 1;\n${ENUM_CHANGE}`,
      filename: MIGRATION,
      settings: settings("6.19.0"),
    },
    {
      name: "a part, where statements are sent one by one",
      code: `SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3;`,
      filename: MIGRATION,
      settings: settings("7.4.0"),
    },
    {
      name: "a part, in a script that Prisma does not run",
      code: `SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3;`,
      settings: settings("6.19.0"),
    },
  ],
  invalid: [
    {
      code: `BEGIN;\nCREATE TABLE t (a INT);\n  START TRANSACTION;\nSELECT 1;\nCOMMIT;`,
      errors: [
        {
          message:
            "START stands in the transaction that line 1 has begun: it does nothing, and the first COMMIT ends both, so that what follows is no longer atomic. Remove it, or use SAVEPOINT.",
          ...at(3, 3, 5),
        },
      ],
    },
    {
      name: "the second COMMIT has nothing left to end",
      code: `BEGIN;\nBEGIN;\nSELECT 1;\nCOMMIT;\nCOMMIT;`,
      errors: [
        { messageId: "nested", ...at(2, 1, 5) },
        { messageId: "unopened", ...at(5, 1, 6) },
      ],
    },
    {
      name: "to get an index out of Prisma's transaction",
      code: `COMMIT;\nCREATE INDEX CONCURRENTLY i ON t (a);\nBEGIN;`,
      errors: [
        {
          message:
            "COMMIT ends a transaction that this script has not begun: before version 7.4 Prisma runs the script in one, which ends here, and what stands above stays when what follows fails. Remove it, or give what follows a migration of its own.",
          ...at(1, 1, 6),
        },
        {
          message:
            "BEGIN begins a transaction that is never committed: PostgreSQL rolls all of it back when the connection closes, together with Prisma's own note that the migration has run. End it with COMMIT.",
          ...at(3, 1, 5),
        },
      ],
    },
    {
      code: `begin;\nSELECT 1;\nrollback;`,
      errors: [
        {
          message:
            "rollback undoes all that was done since line 1, and Prisma records the migration as applied all the same. Write COMMIT, or remove these statements.",
          ...at(3, 1, 8),
        },
      ],
    },
    {
      name: "what COMMIT AND CHAIN begins",
      code: `BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2;`,
      errors: [{ messageId: "unclosed", ...at(1, 18, 6) }],
    },
    {
      code: `BEGIN;\nDO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$;\nEND;`,
      errors: [
        {
          message:
            "COMMIT fails here, because the DO block itself runs inside a transaction. Let the DO block stand alone in its migration, without BEGIN and EXCEPTION around COMMIT, or leave it out.",
          ...at(2, 33, 6),
        },
      ],
    },
    {
      code: `DO $$ BEGIN\n  BEGIN UPDATE t SET a = 1; ROLLBACK; EXCEPTION WHEN others THEN NULL; END;\nEND $$;`,
      errors: [
        {
          message:
            "ROLLBACK fails here, because a block with an EXCEPTION handler is a subtransaction. Let the DO block stand alone in its migration, without BEGIN and EXCEPTION around ROLLBACK, or leave it out.",
          ...at(2, 29, 8),
        },
      ],
    },
    {
      code: `DO $$ BEGIN EXECUTE 'COMMIT'; END $$;`,
      errors: [{ messageId: "insideBlock", ...at(1, 22, 6) }],
    },
    {
      name: "one query for the whole script",
      code: `SELECT 1; DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$;`,
      filename: MIGRATION,
      settings: settings("7.3"),
      errors: [{ messageId: "insideBlock", ...at(1, 43, 6) }],
    },
    {
      code: `SELECT 1;\nBEGIN; SELECT 2; COMMIT;`,
      filename: MIGRATION,
      settings: settings("6.19.0"),
      errors: [
        {
          message:
            "BEGIN begins a transaction for a part of this script, which Prisma 6.19.0 runs as one transaction: COMMIT keeps what stands above when what follows fails. Remove both, or give this part a migration of its own.",
          ...at(2, 1, 5),
        },
      ],
    },
    {
      name: "and what stands below",
      code: `BEGIN; SELECT 2; COMMIT; SELECT 3;`,
      filename: MIGRATION,
      settings: settings("^6"),
      errors: [{ messageId: "partial", ...at(1, 1, 5) }],
    },
  ],
});
