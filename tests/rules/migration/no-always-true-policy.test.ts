import { join } from "node:path";

import rule from "../../../src/rules/migration/no-always-true-policy.ts";
import { testOnSql } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const TABLE = `CREATE TABLE t (id int);\n`;
/** A policy on the second line, and where its condition stands. */
const invalid = (before: string, condition: string, after = ")") => ({
  code: `${TABLE}${before}${condition}${after};`,
  at: {
    line: 2,
    column: before.length + 1,
    endLine: 2,
    endColumn: before.length + condition.length + 1,
  },
});
const all = invalid("CREATE POLICY p ON t USING (", "true");
const check = invalid("CREATE POLICY p ON t FOR UPDATE USING (id = 1) WITH CHECK (", "true");
const remove = invalid("CREATE POLICY p ON t FOR DELETE TO authenticated USING (", "1 = 1");

const project = makeProject({
  "prisma/schema.prisma": `datasource db {
  provider = "postgresql"
}

model Patient {
  id   String @id
  name String
}
`,
});
const inProject = (code: string) => ({
  code,
  filename: join(project, "prisma/migrations/20260101000000_init/migration.sql"),
});
const PATIENT = `CREATE TABLE "Patient" ("id" TEXT PRIMARY KEY);\n`;

testOnSql("no-always-true-policy", rule, {
  valid: [
    `${TABLE}CREATE POLICY p ON t USING (id = 1) WITH CHECK (id = 1);`,
    { name: "closed", code: `${TABLE}CREATE POLICY p ON t FOR UPDATE USING (false);` },
    {
      name: "what everybody may read",
      code: `${TABLE}CREATE POLICY p ON t FOR SELECT USING (true);`,
    },
    {
      name: "what everybody may tell",
      code: `${TABLE}CREATE POLICY p ON t FOR INSERT WITH CHECK (true);`,
    },
    { name: "a role that may", code: `${TABLE}CREATE POLICY p ON t TO service USING (true);` },
    {
      name: "narrowed by a restrictive policy",
      code: `${TABLE}CREATE POLICY p ON t USING (true); CREATE POLICY r ON t AS RESTRICTIVE USING (id = 1);`,
    },
    { name: "restrictive", code: `${TABLE}CREATE POLICY p ON t AS RESTRICTIVE USING (true);` },
    {
      name: "altered later",
      code: `${TABLE}CREATE POLICY p ON t USING (true); ALTER POLICY p ON t USING (id = 1);`,
    },
    { name: "not the same", code: `${TABLE}CREATE POLICY p ON t USING (1 = 2 OR NULL = NULL);` },
    { name: "another operator", code: `${TABLE}CREATE POLICY p ON t USING (1 <> 1);` },
  ],
  invalid: [
    {
      code: all.code,
      errors: [
        {
          message:
            "'p' lets every row of 't' be read, changed and deleted, whosever it is: row-level security guards nothing there.",
          ...all.at,
        },
      ],
    },
    {
      code: check.code,
      errors: [
        {
          message:
            "'p' lets any row be written into 't', also in another's name: its WITH CHECK holds for all.",
          ...check.at,
        },
      ],
    },
    { code: remove.code, errors: [{ messageId: "rows", ...remove.at }] },
    ...["'t'::boolean", "CAST('true' AS boolean)", "id = 1 OR true", "true AND 'x' = 'x'"]
      .map((condition) => invalid("CREATE POLICY p ON t USING (", condition))
      .map(({ code, at }) => ({ code, errors: [{ messageId: "rows", ...at }] })),
    {
      name: "of a role that the options name",
      code: `${TABLE}CREATE POLICY p ON t TO app USING (true);`,
      options: [{ roles: ["app"] }],
      errors: [{ messageId: "rows", line: 2, column: 36, endLine: 2, endColumn: 40 }],
    },
    {
      name: "narrowed for another command",
      code: `${TABLE}CREATE POLICY p ON t USING (true); CREATE POLICY r ON t AS RESTRICTIVE FOR DELETE USING (id = 1);`,
      errors: [{ messageId: "rows", line: 2, column: 29, endLine: 2, endColumn: 33 }],
    },
    {
      name: "altered to be open",
      code: `${TABLE}CREATE POLICY p ON t USING (id = 1);\nALTER POLICY p ON t USING (true);`,
      errors: [{ messageId: "rows", line: 3, column: 28, endLine: 3, endColumn: 32 }],
    },
    {
      name: "records of patients are not for everybody to read",
      ...inProject(`${PATIENT}CREATE POLICY p ON "Patient" FOR SELECT USING (true);`),
      errors: [
        {
          message:
            "'p' lets every row of 'Patient' be read, whosever it is: row-level security guards nothing there.",
          line: 2,
          column: 48,
          endLine: 2,
          endColumn: 52,
        },
      ],
    },
    {
      name: "nor to write",
      ...inProject(`${PATIENT}CREATE POLICY p ON "Patient" FOR INSERT WITH CHECK (true);`),
      errors: [{ messageId: "newRows", line: 2, column: 53, endLine: 2, endColumn: 57 }],
    },
  ],
});
