import rule from "../../../src/rules/migration/no-duplicate-assignment.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-duplicate-assignment", rule, {
  valid: [
    `UPDATE t SET a = 1, b = 2, "A" = 3;`,
    `UPDATE t SET a[1] = 1, a[2] = 2, b.x = 1, b.y = 2;`,
    `UPDATE t SET (a, b) = (b, a), c = a;`,
    `INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET a = 1, b = 2;`,
    `INSERT INTO t VALUES (1, 1);`,
    // One assignment in each of two statements, and in each of two branches.
    `WITH first AS (UPDATE t SET a = 1 RETURNING *) UPDATE u SET a = 1;`,
    `MERGE INTO t USING u ON true WHEN MATCHED AND u.x THEN UPDATE SET a = 1 WHEN MATCHED THEN UPDATE SET a = 2;`,
    `UPDATE t SET a = 1, a = ;`,
    ``,
  ],
  invalid: [
    {
      code: `UPDATE "Visit"\n   SET "status" = 'DONE', "closedAt" = now(), "status" = 'BILLED';`,
      errors: [
        {
          message:
            "'status' is given a value twice in one statement: PostgreSQL refuses it, and the migration stops here. Remove the one that is wrong.",
          ...at(2, 47, 8),
        },
      ],
    },
    {
      code: `UPDATE t SET a = 1, A = 2, a = 3;`,
      errors: [
        { messageId: "duplicate", ...at(1, 21, 1) },
        { messageId: "duplicate", ...at(1, 28, 1) },
      ],
    },
    {
      code: `UPDATE t SET b = 1, (a, b) = (1, 2), a[1] = 2;`,
      errors: [
        { messageId: "duplicate", ...at(1, 25, 1) },
        { messageId: "duplicate", ...at(1, 38, 1) },
      ],
    },
    {
      code: `INSERT INTO t (a, b, a) VALUES (1, 2, 3) ON CONFLICT (b) DO UPDATE SET b = 1, b = 2;`,
      errors: [
        { messageId: "duplicate", data: { column: "a" }, ...at(1, 22, 1) },
        { messageId: "duplicate", data: { column: "b" }, ...at(1, 79, 1) },
      ],
    },
    {
      code: `MERGE INTO t USING u ON true WHEN MATCHED THEN UPDATE SET a = 1, a = 2 WHEN NOT MATCHED THEN INSERT (b, b) VALUES (1, 2);`,
      errors: [
        { messageId: "duplicate", ...at(1, 66, 1) },
        { messageId: "duplicate", ...at(1, 105, 1) },
      ],
    },
    {
      code: `WITH first AS (UPDATE t SET a = 1, a = 2 RETURNING *) SELECT * FROM first;`,
      errors: [{ messageId: "duplicate", ...at(1, 36, 1) }],
    },
    {
      code: `DO $$ BEGIN\n  UPDATE t SET a = 1, a = 2;\n  EXECUTE 'UPDATE t SET a = 1, a = 2';\nEND $$;`,
      errors: [
        { messageId: "duplicate", ...at(2, 23, 1) },
        { messageId: "duplicate", ...at(3, 32, 1) },
      ],
    },
  ],
});
