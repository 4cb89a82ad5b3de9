import rule from "../../../src/rules/migration/no-unsafe-not-null.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-unsafe-not-null", rule, {
  valid: [
    `ALTER TABLE t ADD COLUMN a INT;`,
    `ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT 0;`,
    `ALTER TABLE t ADD COLUMN a SERIAL NOT NULL;`,
    `ALTER TABLE t ADD COLUMN a INT NOT NULL GENERATED ALWAYS AS IDENTITY;`,
    `CREATE TABLE t (b INT); ALTER TABLE t ADD COLUMN a INT NOT NULL;`,
    `TRUNCATE t; ALTER TABLE t ADD COLUMN a INT NOT NULL;`,
    `UPDATE t SET a = 1 WHERE a IS NULL; ALTER TABLE t ALTER a SET NOT NULL;`,
    `DELETE FROM t WHERE a IS NULL; ALTER TABLE t ALTER a SET NOT NULL;`,
    `ALTER TABLE t ADD CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t ALTER a SET NOT NULL;`,
    `ALTER TABLE t ALTER a TYPE BOOLEAN USING (a IS NOT NULL); ALTER TABLE t ALTER a SET NOT NULL;`,
    `UPDATE t SET b = 1; ALTER TABLE t RENAME b TO a; ALTER TABLE t ALTER a SET NOT NULL;`,
    `ALTER TABLE t ADD COLUMN a INT DEFAULT 1, ALTER a SET NOT NULL;`,
  ],
  invalid: [
    {
      code: `ALTER TABLE t ADD COLUMN a INT NOT NULL;`,
      errors: [
        {
          message:
            "'t' gets the required column 'a' without a default: as soon as the table has one row, PostgreSQL refuses (23502) and the deployment stops here. Add it without NOT NULL, fill it, and require it in a later migration.",
          ...at(1, 32, 8),
          suggestions: [{ messageId: "dropNotNull", output: `ALTER TABLE t ADD COLUMN a INT;` }],
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD COLUMN a INT PRIMARY KEY;`,
      errors: [{ messageId: "addsRequired", ...at(1, 32, 11) }],
    },
    {
      code: `UPDATE t SET b = 1;\nALTER TABLE t ALTER a SET NOT NULL;`,
      errors: [{ messageId: "setsNotNull", data: { column: "'a'", table: "t" }, ...at(2, 23, 12) }],
    },
    {
      name: "several columns of one statement",
      code: `ALTER TABLE t ADD COLUMN a INT NOT NULL,\nADD COLUMN b INT,\nADD COLUMN c INT NOT NULL,\nADD COLUMN d TEXT NOT NULL,\nALTER e SET NOT NULL,\nALTER f SET NOT NULL;`,
      errors: [
        {
          message:
            "'t' gets the required columns 'a', 'c' and 'd' without defaults: as soon as the table has one row, PostgreSQL refuses (23502) and the deployment stops here. Add them without NOT NULL, fill them, and require them in a later migration.",
          ...at(1, 32, 8),
          suggestions: [
            {
              messageId: "dropSeveral",
              output: `ALTER TABLE t ADD COLUMN a INT,\nADD COLUMN b INT,\nADD COLUMN c INT,\nADD COLUMN d TEXT,\nALTER e SET NOT NULL,\nALTER f SET NOT NULL;`,
            },
          ],
        },
        {
          message:
            "'e' and 'f' of 't' become required, and no UPDATE before it fills the rows where they are null: one of them is enough for PostgreSQL to refuse (23502). It also reads the whole table under an ACCESS EXCLUSIVE lock. Fill them first.",
          ...at(5, 9, 12),
        },
      ],
    },
    {
      name: "what comes afterwards is too late",
      code: `ALTER TABLE t ALTER a SET NOT NULL; UPDATE t SET a = 1;`,
      errors: [{ messageId: "setsNotNull", ...at(1, 23, 12) }],
    },
    {
      code: `DO $$ BEGIN ALTER TABLE t ALTER a SET NOT NULL; END $$;`,
      errors: [{ messageId: "setsNotNull", ...at(1, 35, 12) }],
    },
  ],
});
