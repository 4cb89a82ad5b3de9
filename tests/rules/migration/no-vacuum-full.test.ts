import rule from "../../../src/rules/migration/no-vacuum-full.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

/** A VACUUM whose FULL, at this column, is left out by the suggestion. */
const without = (code: string, column: number, output: string) => ({
  code,
  errors: [
    {
      messageId: "rewrites",
      ...at(1, column, 4),
      suggestions: [{ messageId: "plainVacuum", output }],
    },
  ],
});

testOnSql("no-vacuum-full", rule, {
  valid: [
    `VACUUM; VACUUM "AuditLog"; VACUUM (ANALYZE, VERBOSE) "AuditLog"; ANALYZE "AuditLog";`,
    `VACUUM (FULL false) t; VACUUM (FULL off) t; VACUUM (FULL 0) t;`,
    `VACUUM "full";`,
    `ALTER TABLE t CLUSTER ON i;`,
    `VACUUM FULL FULL t;`,
    ``,
  ],
  invalid: [
    {
      code: `VACUUM FULL "AuditLog", "app"."Visit";`,
      errors: [
        {
          message:
            "VACUUM FULL rewrites 'AuditLog' and 'Visit' under ACCESS EXCLUSIVE: nobody can read or write there until it is done, and the disk must hold everything twice. pg_repack does the same beside running queries.",
          ...at(1, 8, 4),
          suggestions: [
            {
              desc: "Leave out FULL: the space is free for new rows, and nobody waits.",
              output: `VACUUM "AuditLog", "app"."Visit";`,
            },
          ],
        },
      ],
    },
    without(`VACUUM FULL;`, 8, `VACUUM;`),
    without(`VACUUM FULL /* all */ ANALYZE t;`, 8, `VACUUM /* all */ ANALYZE t;`),
    without(`VACUUM (FULL) t;`, 9, `VACUUM t;`),
    without(`VACUUM (FULL true, ANALYZE) t;`, 9, `VACUUM (ANALYZE) t;`),
    without(`VACUUM (VERBOSE, FULL on) t;`, 18, `VACUUM (VERBOSE) t;`),
    without(`VACUUM (VERBOSE, full 1, ANALYZE) t;`, 18, `VACUUM (VERBOSE, ANALYZE) t;`),
    {
      // A comment would go with it.
      code: `VACUUM (FULL, /* all */ ANALYZE) t;`,
      errors: [{ messageId: "rewrites", ...at(1, 9, 4) }],
    },
    {
      code: `CLUSTER t USING i;\nCLUSTER;`,
      errors: [
        {
          messageId: "rewrites",
          data: { command: "CLUSTER", tables: "'t'" },
          ...at(1, 1, 7),
        },
        {
          messageId: "rewrites",
          data: { command: "CLUSTER", tables: "every table" },
          ...at(2, 1, 7),
        },
      ],
    },
    {
      code: `DO $$ BEGIN\n  EXECUTE 'CLUSTER t USING i';\nEND $$;`,
      errors: [{ messageId: "rewrites", ...at(2, 12, 7) }],
    },
  ],
});
