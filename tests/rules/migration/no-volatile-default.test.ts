import rule from "../../../src/rules/migration/no-volatile-default.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-volatile-default", rule, {
  valid: [
    `ALTER TABLE t ADD COLUMN a INT DEFAULT 1;`,
    `ALTER TABLE t ADD COLUMN a TIMESTAMPTZ DEFAULT now();`,
    `ALTER TABLE t ADD COLUMN a UUID;`,
    `ALTER TABLE t ALTER a SET DEFAULT gen_random_uuid();`,
    `CREATE TABLE t (a UUID DEFAULT gen_random_uuid()); ALTER TABLE t ADD COLUMN b UUID DEFAULT gen_random_uuid();`,
    `ALTER TABLE t ADD COLUMN a INT GENERATED ALWAYS AS (b + 1) VIRTUAL;`,
  ],
  invalid: [
    {
      code: `ALTER TABLE t ADD COLUMN a UUID DEFAULT gen_random_uuid();`,
      errors: [
        {
          message:
            "gen_random_uuid() gives each row its own value, so PostgreSQL writes all of 't' anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done. Add the column without a default, set the default, and fill the rows in batches.",
          ...at(1, 41, 17),
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD COLUMN a BIGSERIAL;`,
      errors: [{ messageId: "sequence", ...at(1, 28, 9) }],
    },
    {
      code: `ALTER TABLE t ADD COLUMN a INT GENERATED ALWAYS AS (b + 1) STORED;`,
      errors: [{ messageId: "generated", ...at(1, 32, 34) }],
    },
  ],
});
