import rule from "../../../src/rules/migration/no-duplicate-permissive-policy.ts";
import { testOnSql } from "../../rule-tester.ts";

const TABLE = `CREATE TABLE t (id int);\nCREATE POLICY first ON t USING (id = 1);\n`;

testOnSql("no-duplicate-permissive-policy", rule, {
  valid: [
    TABLE,
    { name: "restrictive", code: `${TABLE}CREATE POLICY p ON t AS RESTRICTIVE USING (id = 2);` },
    {
      name: "other commands",
      code: `CREATE TABLE t (id int); CREATE POLICY a ON t FOR SELECT USING (id = 1); CREATE POLICY b ON t FOR INSERT WITH CHECK (id = 1);`,
    },
    {
      name: "other roles",
      code: `CREATE TABLE t (id int); CREATE POLICY a ON t TO app USING (id = 1); CREATE POLICY b ON t TO support, reports USING (id < 9);`,
    },
    {
      name: "another table",
      code: `${TABLE}CREATE TABLE u (id int); CREATE POLICY first ON u USING (id = 2);`,
    },
    {
      name: "dropped and made again",
      code: `${TABLE}DROP POLICY first ON t; CREATE POLICY second ON t USING (id = 2);`,
    },
  ],
  invalid: [
    {
      code: `${TABLE}CREATE POLICY second ON t FOR SELECT TO support USING (id < 9);`,
      errors: [
        {
          message:
            "'second' and 'first' are both asked for SELECT on 't': a row passes when either lets it, and each costs time for each row. Make one policy of them, or say AS RESTRICTIVE where both must hold.",
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 21,
        },
      ],
    },
    {
      name: "several",
      code: `CREATE TABLE t (id int);
CREATE POLICY a ON t FOR SELECT TO app USING (id = 1);
CREATE POLICY b ON t FOR UPDATE TO app, support USING (id = 1);
CREATE POLICY c ON t TO app USING (id = 2);`,
      errors: [
        {
          messageId: "duplicate",
          data: { policy: "c", table: "t", others: "'a', 'b'", commands: "SELECT, UPDATE" },
          line: 4,
          column: 15,
          endLine: 4,
          endColumn: 16,
        },
      ],
    },
  ],
});
