import rule from "../../../src/rules/migration/no-rename.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-rename", rule, {
  valid: [
    `CREATE TABLE a (x INT); ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME COLUMN x TO y;`,
    `ALTER TABLE t ADD COLUMN x INT; ALTER TABLE t RENAME COLUMN x TO y;`,
    `ALTER TYPE a RENAME TO b;`,
    `ALTER INDEX a RENAME TO b;`,
    `ALTER TABLE t RENAME CONSTRAINT a TO b;`,
  ],
  invalid: [
    {
      code: `ALTER TABLE t RENAME COLUMN a TO b;`,
      errors: [
        {
          message:
            "From here on 'a' of 't' is 'b': every query of code that is still running fails. Keep the column's name and map it with @map, or add the new one beside it, copy, and drop the old one later.",
          ...at(1, 15, 6),
        },
      ],
    },
    {
      name: "columns of a table that is renamed as well",
      code: `ALTER TABLE t RENAME COLUMN a TO b;\nALTER TABLE t RENAME TO u;\nALTER TABLE u RENAME COLUMN c TO d;\nALTER TABLE v RENAME COLUMN c TO d;`,
      errors: [
        { messageId: "table", ...at(2, 15, 6) },
        { messageId: "column", ...at(4, 15, 6) },
      ],
    },
    {
      code: `DO $$ BEGIN ALTER TABLE t RENAME TO u; END $$;`,
      errors: [{ messageId: "table", data: { name: "t", to: "u" }, ...at(1, 27, 6) }],
    },
  ],
});
