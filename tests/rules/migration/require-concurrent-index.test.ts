import rule from "../../../src/rules/migration/require-concurrent-index.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("require-concurrent-index", rule, {
  valid: [
    `CREATE INDEX CONCURRENTLY i ON t (a);`,
    `CREATE TABLE t (a INT); CREATE INDEX i ON t (a);`,
    `SELECT 1 AS a INTO t; CREATE INDEX i ON t (a);`,
    { name: "an index that no migration has made", code: `DROP INDEX IF EXISTS i;` },
    `REINDEX INDEX CONCURRENTLY i;`,
    `ALTER TABLE t DETACH PARTITION p CONCURRENTLY;`,
  ],
  invalid: [
    {
      code: `CREATE UNIQUE INDEX i ON t (a);`,
      errors: [
        {
          message:
            "The index is built while 't' is under a SHARE lock: nobody writes to it until that is done. Build it CONCURRENTLY, in a migration of its own.",
          ...at(1, 1, 19),
          suggestions: [
            { messageId: "concurrently", output: `CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);` },
          ],
        },
      ],
    },
    {
      name: "beside another statement it might fail",
      code: `SELECT 1;\nCREATE INDEX i ON t (a);`,
      errors: [{ messageId: "create", ...at(2, 1, 12) }],
    },
    {
      code: `REINDEX TABLE t;`,
      errors: [
        {
          messageId: "reindex",
          ...at(1, 1, 13),
          suggestions: [{ messageId: "concurrently", output: `REINDEX TABLE CONCURRENTLY t;` }],
        },
      ],
    },
    {
      code: `ALTER TABLE t DETACH PARTITION p;`,
      errors: [
        {
          messageId: "detach",
          ...at(1, 15, 16),
          suggestions: [
            { messageId: "concurrently", output: `ALTER TABLE t DETACH PARTITION p CONCURRENTLY;` },
          ],
        },
      ],
    },
  ],
});
