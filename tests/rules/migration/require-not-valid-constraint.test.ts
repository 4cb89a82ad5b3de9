import rule from "../../../src/rules/migration/require-not-valid-constraint.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("require-not-valid-constraint", rule, {
  valid: [
    `ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID;`,
    `ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;`,
    `CREATE TABLE t (a INT); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);`,
    `ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);`,
    `ALTER TABLE t VALIDATE CONSTRAINT c;`,
  ],
  invalid: [
    {
      code: `ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);`,
      errors: [
        {
          message:
            "The foreign key is checked against all rows under a SHARE ROW EXCLUSIVE lock on 't' and 'u': nobody writes there until that is done. Add it NOT VALID, and VALIDATE it in a later migration.",
          ...at(1, 32, 11),
          suggestions: [
            {
              messageId: "addNotValid",
              output: `ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID;`,
            },
          ],
        },
      ],
    },
    {
      code: `ALTER TABLE t ADD CHECK (a > 0), ADD COLUMN b INT;`,
      errors: [
        {
          messageId: "check",
          ...at(1, 19, 5),
          suggestions: [
            {
              messageId: "addNotValid",
              output: `ALTER TABLE t ADD CHECK (a > 0) NOT VALID, ADD COLUMN b INT;`,
            },
          ],
        },
      ],
    },
  ],
});
