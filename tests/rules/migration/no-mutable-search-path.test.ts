import rule from "../../../src/rules/migration/no-mutable-search-path.ts";
import { testOnSql } from "../../rule-tester.ts";

const MADE = "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql";
const BODY = "AS $$ SELECT 1 $$;";
const ALL = [{ functions: "all" as const }];

testOnSql("no-mutable-search-path", rule, {
  valid: [
    `${MADE} ${BODY}`,
    `${MADE} SECURITY DEFINER SET search_path = '' ${BODY}`,
    `${MADE} SECURITY DEFINER SET search_path = pg_catalog, app ${BODY}`,
    `${MADE} SECURITY DEFINER ${BODY} ALTER FUNCTION app.f() SET search_path = app;`,
    `${MADE} SECURITY DEFINER ${BODY} ALTER FUNCTION app.f() SECURITY INVOKER;`,
    `${MADE} SECURITY DEFINER ${BODY} DROP FUNCTION app.f();`,
    `${MADE} SECURITY DEFINER BEGIN ATOMIC SELECT 1; END;`,
    `CREATE FUNCTION f() RETURNS int LANGUAGE c SECURITY DEFINER AS 'lib', 'f';`,
    `${MADE} SECURITY DEFINER ${BODY} DO $$ BEGIN EXECUTE (SELECT 'ALTER FUNCTION ' || x FROM y); END $$;`,
    { code: `${MADE} SET search_path = '' ${BODY}`, options: ALL },
  ],
  invalid: [
    {
      code: `${MADE} SECURITY DEFINER ${BODY}`,
      errors: [
        {
          message:
            "'f' runs with the rights of its owner and finds tables and functions by the search path of the caller, who can have it use his own in place of yours. Add SET search_path = '' and name each object with its schema.",
          line: 1,
          column: 17,
          endLine: 1,
          endColumn: 22,
        },
      ],
    },
    {
      name: "made definer later",
      code: `${MADE} ${BODY}\nALTER FUNCTION app.f() SECURITY DEFINER;`,
      errors: [{ messageId: "definer", line: 1, column: 17, endLine: 1, endColumn: 22 }],
    },
    {
      name: "another setting",
      code: `CREATE PROCEDURE f() LANGUAGE plpgsql SECURITY DEFINER SET work_mem = '1MB' AS $$ BEGIN END $$;`,
      errors: [{ messageId: "definer", line: 1, column: 18, endLine: 1, endColumn: 19 }],
    },
    {
      code: `${MADE} ${BODY}`,
      options: ALL,
      errors: [
        {
          message:
            "'f' finds tables and functions by the search path of the caller: it does something else where that differs. Add SET search_path = '' and name each object with its schema.",
          line: 1,
          column: 17,
          endLine: 1,
          endColumn: 22,
        },
      ],
    },
  ],
});
