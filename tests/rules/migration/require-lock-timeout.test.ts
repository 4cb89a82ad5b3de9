import rule from "../../../src/rules/migration/require-lock-timeout.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("require-lock-timeout", rule, {
  valid: [
    `SET lock_timeout = '2s'; ALTER TABLE t ADD COLUMN a INT;`,
    `SET LOCAL statement_timeout = '2s'; ALTER TABLE t ADD COLUMN a INT;`,
    `CREATE TABLE t (a INT); CREATE INDEX i ON t (a);`,
    `CREATE INDEX CONCURRENTLY i ON t (a);`,
    `ALTER TABLE t VALIDATE CONSTRAINT c;`,
    `INSERT INTO t VALUES (1);`,
  ],
  invalid: [
    {
      code: `-- First\nALTER TABLE t ADD COLUMN a INT;\nCREATE INDEX i ON t (a);`,
      output: `SET lock_timeout = '5s';\n\n-- First\nALTER TABLE t ADD COLUMN a INT;\nCREATE INDEX i ON t (a);`,
      errors: [
        {
          message:
            "This takes a lock of mode ACCESS EXCLUSIVE on 't' and waits for it without limit: while it waits behind one long query, all reads and writes wait behind it. Set lock_timeout first, and let the deployment try again.",
          ...at(2, 1, 11),
        },
      ],
    },
    {
      name: "a new table locks what it refers to",
      code: `CREATE TABLE t (a INT REFERENCES u (id));`,
      output: `SET LOCAL lock_timeout = '1min';\n\nCREATE TABLE t (a INT REFERENCES u (id));`,
      options: [{ timeout: "1min" }],
      settings: { "prisma-sentinel": { prismaVersion: "6.0.0" } },
      errors: [
        {
          messageId: "noTimeout",
          data: { mode: "SHARE ROW EXCLUSIVE", tables: "'u'", stopped: "writes" },
          ...at(1, 1, 12),
        },
      ],
    },
    {
      name: "above the comments of the statement, below those of the file",
      code: `/*\n  Warnings: none\n*/\n-- AlterTable\n-- Adds a\nALTER TABLE t ADD COLUMN a INT;`,
      output: `/*\n  Warnings: none\n*/\nSET lock_timeout = '5s';\n\n-- AlterTable\n-- Adds a\nALTER TABLE t ADD COLUMN a INT;`,
      errors: [{ messageId: "noTimeout", ...at(6, 1, 11) }],
    },
    {
      name: "not above what stands behind another statement or an empty line",
      code: `-- Header\n\nSELECT 1; -- one\nALTER TABLE t ADD COLUMN a INT;`,
      output: `-- Header\n\nSELECT 1; -- one\nSET lock_timeout = '5s';\n\nALTER TABLE t ADD COLUMN a INT;`,
      errors: [{ messageId: "noTimeout", ...at(4, 1, 11) }],
    },
    {
      code: `-- Header\r\n\r\n-- AlterTable\r\nALTER TABLE t ADD COLUMN a INT;`,
      output: `-- Header\r\n\r\nSET lock_timeout = '5s';\r\n\r\n-- AlterTable\r\nALTER TABLE t ADD COLUMN a INT;`,
      errors: [{ messageId: "noTimeout", ...at(4, 1, 11) }],
    },
    {
      name: "before the block, not within",
      code: `DO $$ BEGIN ALTER TABLE t ADD COLUMN a INT; END $$;`,
      output: `SET lock_timeout = '5s';\n\nDO $$ BEGIN ALTER TABLE t ADD COLUMN a INT; END $$;`,
      errors: [{ messageId: "noTimeout", ...at(1, 13, 11) }],
    },
  ],
});
