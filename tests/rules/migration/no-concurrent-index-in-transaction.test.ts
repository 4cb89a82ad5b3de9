import rule from "../../../src/rules/migration/no-concurrent-index-in-transaction.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-concurrent-index-in-transaction", rule, {
  valid: [
    `CREATE INDEX CONCURRENTLY i ON t (a);`,
    `CREATE INDEX i ON t (a);`,
    `BEGIN; CREATE INDEX i ON t (a); COMMIT;`,
    {
      name: "the version of Prisma is not known",
      code: `CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1;`,
    },
    {
      name: "since 7.4 statements are sent one by one",
      code: `CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1;`,
      filename: "/clinic/prisma/migrations/20260101000000_a/migration.sql",
      settings: { "prisma-sentinel": { prismaVersion: "7.4.0" } },
    },
    `REFRESH MATERIALIZED VIEW CONCURRENTLY v;`,
  ],
  invalid: [
    {
      code: `BEGIN;\nCREATE INDEX CONCURRENTLY i ON t (a);\nCOMMIT;`,
      errors: [
        {
          message:
            "PostgreSQL refuses CONCURRENTLY between BEGIN and COMMIT (25001). Write the statement in a migration of its own.",
          ...at(2, 14, 12),
        },
      ],
    },
    {
      code: `DO $$ BEGIN DROP INDEX CONCURRENTLY i; END $$;`,
      errors: [{ messageId: "inBlock", ...at(1, 24, 12) }],
    },
    {
      code: `SET lock_timeout = '1s';\nREINDEX TABLE CONCURRENTLY t;`,
      filename: "/clinic/prisma/migrations/20260101000000_a/migration.sql",
      settings: { "prisma-sentinel": { prismaVersion: "6.2.1" } },
      errors: [{ messageId: "inScript", ...at(2, 15, 12) }],
    },
    {
      code: `BEGIN; ALTER TABLE t DETACH PARTITION p CONCURRENTLY; COMMIT;`,
      errors: [{ messageId: "inTransaction", ...at(1, 41, 12) }],
    },
  ],
});
