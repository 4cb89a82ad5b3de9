import rule from "../../../src/rules/migration/no-blocking-constraint.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-blocking-constraint", rule, {
  valid: [
    `ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i;`,
    `CREATE TABLE t (a INT); ALTER TABLE t ADD PRIMARY KEY (a);`,
    `ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);`,
    `CREATE TABLE t (a INT PRIMARY KEY, UNIQUE (a));`,
  ],
  invalid: [
    {
      code: `ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);`,
      errors: [
        {
          message:
            "UNIQUE builds its index while 't' is under an ACCESS EXCLUSIVE lock: nobody reads or writes it until the index is done. Create a unique index CONCURRENTLY in a migration of its own, and add the constraint USING INDEX.",
          ...at(1, 32, 6),
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD PRIMARY KEY (a);`,
      errors: [{ messageId: "builds", ...at(1, 19, 11) }],
    },
    {
      code: `ALTER TABLE t ADD COLUMN a INT UNIQUE;`,
      errors: [{ messageId: "builds", ...at(1, 32, 6) }],
    },
    {
      code: `ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (r WITH &&);`,
      errors: [{ messageId: "excludes", ...at(1, 32, 7) }],
    },
  ],
});
