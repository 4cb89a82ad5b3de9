import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/require-enum-value-position.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

testOnSql("require-enum-value-position", rule, {
  valid: [
    `ALTER TYPE priority ADD VALUE 'MEDIUM' BEFORE 'HIGH';`,
    `ALTER TYPE priority ADD VALUE IF NOT EXISTS 'URGENT' AFTER 'HIGH';`,
    `ALTER TYPE priority RENAME VALUE 'LOW' TO 'LOWEST';`,
    `CREATE TYPE priority AS ENUM ('LOW');`,
    // Added twice: the second time nothing happens.
    `ALTER TYPE priority ADD VALUE 'A' AFTER 'HIGH'; ALTER TYPE priority ADD VALUE IF NOT EXISTS 'A';`,
    `ALTER TYPE priority ADD VALUE 'A' AFTER;`,
    ``,
  ],
  invalid: [
    {
      code: `ALTER TYPE "app"."Priority" ADD VALUE 'URGENT';`,
      errors: [
        {
          message:
            "ADD VALUE without BEFORE or AFTER puts 'URGENT' at the end of 'Priority', wherever it belongs: ORDER BY and comparisons follow that order, which cannot be changed later.",
          ...at(1, 39, 8),
        },
      ],
    },
    {
      // Where the end is, an earlier statement tells.
      code: `ALTER TYPE t ADD VALUE 'A' BEFORE 'X';\nALTER TYPE t ADD VALUE IF NOT EXISTS 'B' /* last */;`,
      errors: [
        {
          messageId: "unplaced",
          ...at(2, 38, 3),
          suggestions: [
            {
              desc: "Add the value AFTER 'A'.",
              output: `ALTER TYPE t ADD VALUE 'A' BEFORE 'X';\nALTER TYPE t ADD VALUE IF NOT EXISTS 'B' AFTER 'A' /* last */;`,
            },
          ],
        },
      ],
    },
    {
      // Between single quotes no suggestion is made.
      code: `DO $$ BEGIN\n  ALTER TYPE t ADD VALUE 'A';\n  EXECUTE 'ALTER TYPE t ADD VALUE ''B''';\nEND $$;`,
      errors: [
        { messageId: "unplaced", ...at(2, 26, 3) },
        { messageId: "unplaced", ...at(3, 35, 5) },
      ],
    },
  ],
});

describe("beside a schema", () => {
  const schema = (values: string) =>
    `datasource db {\n  provider = "postgresql"\n}\n\nenum Priority {\n${values}\n\n  @@map("priority")\n}\n`;
  const first = `CREATE TYPE "priority" AS ENUM ('LOW', 'HIGH');\n`;

  const findings = async (values: string, second: string, rules = {}) => {
    const folder = makeProject({
      "prisma/schema.prisma": schema(values),
      "prisma/migrations/20260101000000_init/migration.sql": first,
      "prisma/migrations/20260201000000_add/migration.sql": second,
    });
    const found = await lint(folder, { preset: "strict", patterns: ["**/*.sql"], ...rules });
    return found
      .filter(({ rule: name }) => name === "require-enum-value-position")
      .map(({ line, message }) => `${String(line)} ${message.split(":")[0] ?? ""}`);
  };

  const add = (value: string) => `ALTER TYPE "priority" ADD VALUE '${value}';\n`;

  it("lets values pass that belong at the end", async () => {
    expect(await findings("  LOW\n  HIGH\n  URGENT", add("URGENT"))).toEqual([]);
    const both = add("URGENT") + add("last");
    expect(await findings(`  LOW\n  HIGH\n  URGENT\n  LAST @map("last")`, both)).toEqual([]);
  });

  it("reports values that belong elsewhere", async () => {
    const misplaced =
      "ADD VALUE puts 'MEDIUM' at the end of 'priority', and the Prisma schema has it elsewhere";
    expect(await findings("  LOW\n  MEDIUM\n  HIGH", add("MEDIUM"))).toEqual([`1 ${misplaced}`]);
    // The first of the two takes the end from the second.
    const both = add("URGENT") + add("MEDIUM");
    expect(await findings("  LOW\n  HIGH\n  MEDIUM\n  URGENT", both)).toEqual([`2 ${misplaced}`]);
  });

  it("says nothing where the schema has the values in the order of the alphabet", async () => {
    const sorted = "  ADMIN\n  HIGH\n  LOW\n  USER";
    expect(await findings(sorted, add("ADMIN"))).toEqual([]);
    expect(await findings("  ADMIN\n  HIGH\n  LOW", add("ADMIN"))).toHaveLength(1);
  });

  it("says nothing of a type that is made anew later", async () => {
    const anew = `${add("MEDIUM")}CREATE TYPE "new" AS ENUM ('LOW', 'MEDIUM', 'HIGH');\nDROP TYPE "priority";\nALTER TYPE "new" RENAME TO "priority";\n`;
    expect(await findings("  LOW\n  MEDIUM\n  HIGH", anew)).toEqual([]);
  });

  it("says nothing of values that the schema has no more", async () => {
    expect(await findings("  LOW\n  HIGH", add("MEDIUM"))).toEqual([]);
  });

  it("asks for a position in types that only SQL knows", async () => {
    const own = `CREATE TYPE mood AS ENUM ('sad');\nALTER TYPE mood ADD VALUE 'glad';\n`;
    expect(await findings("  LOW\n  HIGH", own)).toEqual([
      "2 ADD VALUE without BEFORE or AFTER puts 'glad' at the end of 'mood', wherever it belongs",
    ]);
    const dropped = `${own}DROP TYPE mood;\n`;
    expect(await findings("  LOW\n  HIGH", dropped)).toEqual([]);
  });
});
