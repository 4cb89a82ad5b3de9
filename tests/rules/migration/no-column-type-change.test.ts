import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-column-type-change.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("no-column-type-change", rule, {
  valid: [
    `CREATE TABLE t (a INT); ALTER TABLE t ALTER a TYPE BIGINT;`,
    `ALTER TABLE t ALTER a SET DEFAULT 1;`,
  ],
  invalid: [
    {
      code: `ALTER TABLE t ALTER COLUMN a TYPE NUMERIC(10, 2);`,
      errors: [
        {
          message:
            "No migration says what 'a' of 't' was: unless its values are stored alike, PostgreSQL writes the whole table anew under an ACCESS EXCLUSIVE lock. Add a new column, copy in batches, and switch over.",
          ...at(1, 35, 14),
        },
      ],
    },
  ],
});

describe("no-column-type-change, by what earlier migrations have made", () => {
  async function findings(change: string): Promise<string[]> {
    const folder = makeProject({
      "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n`,
      "prisma/migrations/20260101000000_init/migration.sql": `CREATE TABLE t (a INT, b VARCHAR(20), c TEXT[], d NUMERIC(8, 2), e CITEXT, f CITEXT[], g TEXT, h XML);`,
      "prisma/migrations/20260102000000_change/migration.sql": change,
    });
    const found = await lint(folder, { preset: "strict", patterns: ["**/20260102*/*.sql"] });
    return found
      .filter(({ rule: name }) => name === "no-column-type-change")
      .map(({ column, message }) => `${String(column)} ${message.split(" PostgreSQL")[0] ?? ""}`);
  }

  it.each([
    ["ALTER TABLE t ALTER b TYPE TEXT;", []],
    ["ALTER TABLE t ALTER b TYPE VARCHAR;", []],
    ["ALTER TABLE t ALTER b TYPE VARCHAR(40);", []],
    ["ALTER TABLE t ALTER d TYPE NUMERIC(10, 2);", []],
    ["ALTER TABLE t ALTER e TYPE TEXT;", []],
    ["ALTER TABLE t ALTER e TYPE VARCHAR;", []],
    ["ALTER TABLE t ALTER g TYPE CITEXT;", []],
    ["ALTER TABLE t ALTER b TYPE public.citext;", []],
    ["ALTER TABLE t ALTER h TYPE TEXT;", []],
    ["ALTER TABLE t ALTER e TYPE VARCHAR(40);", ["28 From citext to varchar"]],
    ["ALTER TABLE t ALTER f TYPE TEXT[];", ["28 From citext[] to text[]"]],
    ["ALTER TABLE t ALTER h TYPE CITEXT;", ["28 From xml to citext"]],
    ["ALTER TABLE t ALTER a TYPE BIGINT;", ["28 From int4 to int8"]],
    ["ALTER TABLE t ALTER a TYPE TEXT USING a::text;", ["28 From int4 to text"]],
    ["ALTER TABLE t ALTER c TYPE TEXT;", ["28 From text[] to text"]],
  ])("%s", async (change, expected) => {
    expect(await findings(change)).toEqual(expected);
  });
});
