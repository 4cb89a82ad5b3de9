import rule from "../../../src/rules/migration/valid-row-level-security-policy.ts";
import { testOnSql } from "../../rule-tester.ts";

const TABLE = `CREATE TABLE t (id int, tenant uuid, owner text);\n`;
const HEAD = `CREATE POLICY p ON t USING (`;
/** A policy on one line, the second. */
const policy = (condition: string) => `${TABLE}${HEAD}${condition});`;
const CURRENT = `(SELECT NULLIF(current_setting('app.t', true), '')::uuid)`;

/** Where a stretch of the condition is. */
function placeIn(condition: string, part: string) {
  const column = HEAD.length + condition.lastIndexOf(part) + 1;
  return { line: 2, column, endLine: 2, endColumn: column + part.length };
}

/** Alternatives that hold where nothing is set. */
const OPEN = [
  `(SELECT current_setting('app.t', true)) IS NULL`,
  `(SELECT NULLIF(current_setting('app.t', true), '')::uuid) IS NULL`,
  `(SELECT current_setting('app.t', true)) = ''`,
  `'' = COALESCE((SELECT current_setting('app.t', true)), '')`,
];

/** A condition, the call in it, the fault, and the condition as `--fix` leaves it, null when it leaves it alone. */
const CALLS: [before: string, call: string, fault: string, after: string | null][] = [
  [
    `tenant = current_setting('app.t')::uuid`,
    `current_setting('app.t')`,
    "unset",
    `tenant = ${CURRENT}`,
  ],
  [
    `tenant = current_setting('app.t', false)::uuid`,
    `current_setting('app.t', false)`,
    "unset",
    `tenant = ${CURRENT}`,
  ],
  [
    `tenant = (SELECT NULLIF(current_setting('app.t'), '')::uuid)`,
    `current_setting('app.t')`,
    "unset",
    `tenant = ${CURRENT}`,
  ],
  [
    `owner = current_setting('app.t')`,
    `current_setting('app.t')`,
    "unset",
    `owner = (SELECT current_setting('app.t', true))`,
  ],
  [`owner IS DISTINCT FROM current_setting('app.t')`, `current_setting('app.t')`, "unset", null],
  [`NOT (owner = current_setting('app.t'))`, `current_setting('app.t')`, "unset", null],
  [`(current_setting('app.t') IS NULL) = (id = 1)`, `current_setting('app.t')`, "unset", null],
  [`owner <> ALL (SELECT current_setting('app.t'))`, `current_setting('app.t')`, "unset", null],
  [
    `tenant = current_setting('app.t', true)::uuid`,
    `current_setting('app.t', true)`,
    "empty",
    `tenant = ${CURRENT}`,
  ],
  [
    `tenant = (current_setting('app.t', true))::uuid`,
    `current_setting('app.t', true)`,
    "empty",
    `tenant = (SELECT (NULLIF(current_setting('app.t', true), ''))::uuid)`,
  ],
  [
    `tenant = CAST(current_setting('app.t', true) AS uuid)`,
    `current_setting('app.t', true)`,
    "empty",
    `tenant = (SELECT CAST(NULLIF(current_setting('app.t', true), '') AS uuid))`,
  ],
  [
    `tenant = ANY (current_setting('app.t', true)::uuid[])`,
    `current_setting('app.t', true)`,
    "empty",
    `tenant = ANY (NULLIF(current_setting('app.t', true), '')::uuid[])`,
  ],
  [
    `EXISTS (SELECT 1 FROM t AS o WHERE o.id = t.id AND o.tenant = current_setting('app.t', true)::uuid)`,
    `current_setting('app.t', true)`,
    "empty",
    `EXISTS (SELECT 1 FROM t AS o WHERE o.id = t.id AND o.tenant = NULLIF(current_setting('app.t', true), '')::uuid)`,
  ],
  [
    `tenant = NULLIF(current_setting('app.t', true), '')::uuid`,
    `current_setting('app.t', true)`,
    "perRow",
    `tenant = ${CURRENT}`,
  ],
  [
    `owner = COALESCE(current_setting('app.t', true), owner)`,
    `current_setting('app.t', true)`,
    "perRow",
    `owner = COALESCE((SELECT current_setting('app.t', true)), owner)`,
  ],
  [
    `current_setting('app.t', true) IN ('a', 'b')`,
    `current_setting('app.t', true)`,
    "perRow",
    `(SELECT current_setting('app.t', true)) IN ('a', 'b')`,
  ],
  [`tenant = auth.uid()`, `auth.uid()`, "perRow", `tenant = (SELECT auth.uid())`],
  [`auth.jwt() ->> 'org' = owner`, `auth.jwt()`, "perRow", `(SELECT auth.jwt()) ->> 'org' = owner`],
];

testOnSql("valid-row-level-security-policy", rule, {
  valid: [
    policy(`tenant = ${CURRENT}`),
    policy(`owner = (SELECT current_setting('app.t', true))`),
    policy(`tenant = (SELECT auth.uid())`),
    {
      name: "a setting of PostgreSQL's own",
      code: policy(`(SELECT current_setting('role')) = owner`),
    },
    { name: "a name that only run time knows", code: policy(`owner = current_setting(owner)`) },
    { name: "nobody knows the function", code: policy(`may_see(id)`) },
    {
      name: "rows, not elements",
      code: policy(`owner = ANY (string_to_array(current_setting('app.t', true), ','))`).replace(
        "string_to_array(current_setting('app.t', true), ',')",
        "(SELECT string_to_array(current_setting('app.t', true), ','))",
      ),
    },
    {
      name: "dropped later",
      code: `${policy("tenant = auth.uid()")}\nDROP POLICY p ON t;`,
    },
    {
      name: "altered later",
      code: `${policy("tenant = auth.uid()")}\nALTER POLICY p ON t USING (tenant = (SELECT auth.uid()));`,
    },
    {
      name: "a function that may give something else for each row",
      code: `CREATE FUNCTION me() RETURNS uuid LANGUAGE sql AS $$ SELECT gen_random_uuid() $$;\n${policy("tenant = me()")}`,
    },
    {
      name: "the function looks at the row",
      code: `CREATE FUNCTION mine(uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$;\n${policy("mine(tenant)")}`,
    },
    {
      name: "new rows are held against USING",
      code: `${TABLE}CREATE POLICY p ON t FOR UPDATE USING (id = 1);`,
    },
    {
      name: "another policy finds the rows",
      code: `${TABLE}CREATE POLICY r ON t FOR SELECT USING (id = 1); CREATE POLICY p ON t WITH CHECK (id = 1);`,
    },
    {
      name: "a restrictive policy narrows new rows alone",
      code: `${TABLE}CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE WITH CHECK (id = 1);`,
    },
    {
      name: "of the role that is asked for",
      code: `${TABLE}CREATE POLICY p ON t TO app USING (id = 1);`,
      options: [{ roles: ["app"] }],
    },
    {
      name: "only while a setting has a value",
      code: policy(`(SELECT current_setting('app.t', true)) IS NOT NULL AND id = 1`),
    },
    {
      name: "only together with something else",
      code: policy(`(SELECT current_setting('app.t', true)) IS NULL AND id = 1`),
    },
    {
      name: "another value",
      code: policy(`(SELECT current_setting('app.t', true)) = 'all'`),
    },
    {
      name: "a default that is not the empty text",
      code: policy(`COALESCE((SELECT current_setting('app.t', true)), 'none') = ''`),
    },
    {
      name: "a restrictive policy that is silent then",
      code: `${TABLE}CREATE POLICY p ON t AS RESTRICTIVE USING ((SELECT current_setting('app.t', true)) IS NULL);`,
    },
    {
      name: "a restrictive policy may hold for all",
      code: `${TABLE}CREATE POLICY p ON t AS RESTRICTIVE USING (id = 1);`,
      options: [{ roles: ["app"] }],
    },
  ],
  invalid: [
    ...CALLS.map(([before, call, fault, after]) => ({
      code: policy(before),
      output: after === null ? null : policy(after),
      errors: [{ messageId: fault, ...placeIn(before, call) }],
    })),
    ...OPEN.map((open) => ({ open, condition: `tenant = ${CURRENT} OR (id = 1 OR ${open})` })).map(
      ({ open, condition }) => ({
        code: policy(condition),
        errors: [
          {
            message:
              "Where current_setting('app.t') is not set, 'p' lets every row of 't' through: a query that forgets its context sees the rows of all. Let who may see all of them have a role of its own.",
            ...placeIn(condition, open),
          },
        ],
      }),
    ),
    {
      name: "messages",
      code: `${TABLE}CREATE POLICY p ON t USING (owner = current_setting('app.a') OR tenant = current_setting('app.b', true)::uuid OR tenant = auth.uid());`,
      output: `${TABLE}CREATE POLICY p ON t USING (owner = (SELECT current_setting('app.a', true)) OR tenant = (SELECT NULLIF(current_setting('app.b', true), '')::uuid) OR tenant = (SELECT auth.uid()));`,
      errors: [
        {
          message:
            "current_setting('app.a') raises an error where nothing has set it, and with it every query of 't' fails. With `true` as its second argument it is NULL, which no row matches.",
          line: 2,
          column: 37,
          endLine: 2,
          endColumn: 61,
        },
        {
          message:
            "Once a transaction has set current_setting('app.b') and ended, it is an empty text on that connection: the cast raises an error, and with it every query of 't' without a context fails. NULLIF(…, '') makes it NULL.",
          line: 2,
          column: 74,
          endLine: 2,
          endColumn: 104,
        },
        {
          message:
            "auth.uid() is called once for each row of 't' that a query looks at. In a sub-select, (SELECT …), PostgreSQL calls it once a query.",
          line: 2,
          column: 123,
          endLine: 2,
          endColumn: 133,
        },
      ],
    },
    {
      name: "both clauses",
      code: `${TABLE}CREATE POLICY p ON t USING (tenant = auth.uid()) WITH CHECK (tenant = auth.uid());`,
      output: `${TABLE}CREATE POLICY p ON t USING (tenant = (SELECT auth.uid())) WITH CHECK (tenant = (SELECT auth.uid()));`,
      errors: [
        {
          message:
            "2 calls in the policy 'p', auth.uid() the first, are made once for each row of 't' that a query looks at or writes. In a sub-select, (SELECT …), PostgreSQL makes each once a query.",
          line: 2,
          column: 38,
          endLine: 2,
          endColumn: 48,
        },
      ],
    },
    {
      name: "what ALTER POLICY set last",
      code: `${policy("id = 1")}\nALTER POLICY p ON t USING (tenant = auth.uid());`,
      output: `${policy("id = 1")}\nALTER POLICY p ON t USING (tenant = (SELECT auth.uid()));`,
      errors: [{ messageId: "perRow", line: 3, column: 37, endLine: 3, endColumn: 47 }],
    },
    {
      name: "a function of the project's own",
      code: `CREATE FUNCTION me() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT auth.uid() $$;\n${TABLE}CREATE POLICY p ON t USING (tenant = me());`,
      output: `CREATE FUNCTION me() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT auth.uid() $$;\n${TABLE}CREATE POLICY p ON t USING (tenant = (SELECT me()));`,
      errors: [{ messageId: "perRow", line: 3, column: 38, endLine: 3, endColumn: 42 }],
    },
    {
      name: "in a block",
      code: `${TABLE}DO $$ BEGIN\n  CREATE POLICY p ON t USING (tenant = auth.uid());\nEND $$;`,
      output: `${TABLE}DO $$ BEGIN\n  CREATE POLICY p ON t USING (tenant = (SELECT auth.uid()));\nEND $$;`,
      errors: [{ messageId: "perRow", line: 3, column: 40, endLine: 3, endColumn: 50 }],
    },
    {
      name: "made by a loop: reported once, where it is made",
      code: `${TABLE}CREATE TABLE u (tenant uuid);
DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['t', 'u'] LOOP
  EXECUTE format('CREATE POLICY p ON %I USING (tenant = current_setting(''app.t'')::uuid)', n);
END LOOP; END $$;`,
      output: null,
      errors: [{ messageId: "unset", line: 4, column: 3, endLine: 4, endColumn: 95 }],
    },
    {
      name: "INSERT without WITH CHECK lets nothing in",
      code: `${TABLE}CREATE POLICY p ON t FOR INSERT;`,
      errors: [
        {
          message: "'p' has no WITH CHECK: PostgreSQL passes it over, as if it were not there.",
          line: 2,
          column: 15,
          endLine: 2,
          endColumn: 16,
        },
      ],
    },
    {
      name: "without USING nothing is found",
      code: `${TABLE}CREATE POLICY p ON t FOR SELECT;\nCREATE POLICY q ON t FOR UPDATE WITH CHECK (id = 1);\nCREATE POLICY r ON t WITH CHECK (id = 1);`,
      errors: [
        {
          messageId: "noExpression",
          data: { policy: "p", clause: "USING" },
          line: 2,
          column: 15,
          endLine: 2,
          endColumn: 16,
        },
        {
          message:
            "'q' has WITH CHECK and no USING, and no other policy lets rows of 't' be changed: that finds none.",
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 16,
        },
        {
          messageId: "noUsing",
          data: { policy: "r", table: "t", verb: "read" },
          line: 4,
          column: 15,
          endLine: 4,
          endColumn: 16,
        },
      ],
    },
    {
      name: "for every role",
      code: `${TABLE}CREATE POLICY p ON t FOR SELECT USING (id = 1);\nCREATE POLICY q ON t TO PUBLIC USING (id = 2);`,
      options: [{ roles: ["app", "Reports"] }],
      errors: [
        {
          message:
            "'p' is for every role. Name those that queries run as (app, Reports), so that it opens nothing to others.",
          line: 2,
          column: 15,
          endLine: 2,
          endColumn: 16,
          suggestions: [
            {
              desc: "Let it be for 'app' alone.",
              output: `${TABLE}CREATE POLICY p ON t FOR SELECT TO "app" USING (id = 1);\nCREATE POLICY q ON t TO PUBLIC USING (id = 2);`,
            },
            {
              messageId: "addRole",
              output: `${TABLE}CREATE POLICY p ON t FOR SELECT TO "Reports" USING (id = 1);\nCREATE POLICY q ON t TO PUBLIC USING (id = 2);`,
            },
          ],
        },
        {
          messageId: "everybody",
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 16,
          suggestions: [
            {
              messageId: "addRole",
              output: `${TABLE}CREATE POLICY p ON t FOR SELECT USING (id = 1);\nCREATE POLICY q ON t TO "app" USING (id = 2);`,
            },
            {
              messageId: "addRole",
              output: `${TABLE}CREATE POLICY p ON t FOR SELECT USING (id = 1);\nCREATE POLICY q ON t TO "Reports" USING (id = 2);`,
            },
          ],
        },
      ],
    },
  ],
});
