/** squawk's rules and ours, held against each other by running both. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../src/index.ts";
import { AGREEMENTS, DIFFERENCES } from "./squawk-cases.ts";
import type { Agreement } from "./squawk-cases.ts";
import { hasSquawk, isSquawkRule, squawkRules } from "./support/squawk.ts";
import { makeProject } from "./support/temporary-project.ts";

type Case = Omit<Agreement, "wrong" | "right">;

const FIRST = "prisma/migrations/20260101000000_before/migration.sql";
const SECOND = "prisma/migrations/20260201000000_change/migration.sql";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

enum Role {
  ADMIN
  AUDITOR
}
`;

/** Whether our rule finds something in a migration that follows on what was there before. */
async function isReportedByUs(sql: string, { ours, options, before = "", settings = {} }: Case) {
  const cwd = makeProject({ "prisma/schema.prisma": SCHEMA, [FIRST]: before, [SECOND]: sql });
  const config = {
    files: ["**/*.sql"],
    plugins: { "prisma-sentinel": sentinel },
    language: "prisma-sentinel/postgresql",
    rules: { [`prisma-sentinel/${ours}`]: options ? ["error", options] : "error" },
    settings: { "prisma-sentinel": settings },
  } as unknown as ESLint.Options["overrideConfig"] & object;
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config });
  const [result] = await eslint.lintFiles([join(cwd, SECOND)]);
  if (result === undefined || result.fatalErrorCount > 0) throw new Error("not linted");
  return result.messages.length > 0;
}

const agreements = AGREEMENTS.flatMap((one) => [
  ...one.wrong.map((sql) => ({ ...one, sql, isWrong: true })),
  ...one.right.map((sql) => ({ ...one, sql, isWrong: false })),
]);

describe("agreement", () => {
  it.each(agreements)("$ours: $sql", async ({ sql, isWrong, ...one }) => {
    expect(await isReportedByUs(sql, one)).toBe(isWrong);
  });

  it.skipIf(!hasSquawk).each(agreements)("$squawk: $sql", ({ squawk, sql, isWrong, flags }) => {
    expect(squawkRules(sql, flags).has(squawk)).toBe(isWrong);
  });

  it("has an example of each kind for each rule", () => {
    for (const { wrong, right } of AGREEMENTS)
      expect(Math.min(wrong.length, right.length)).toBeGreaterThan(0);
  });
});

describe("difference", () => {
  it.each(DIFFERENCES)("$ours, $why: $sql", async ({ sql, reportedBy, ...one }) => {
    expect(await isReportedByUs(sql, one)).toBe(reportedBy === "us");
  });

  it.skipIf(!hasSquawk).each(DIFFERENCES)(
    "$squawk, $why: $sql",
    ({ squawk, sql, reportedBy, flags }) => {
      expect(squawkRules(sql, flags).has(squawk)).toBe(reportedBy === "squawk");
    },
  );
});

describe("the page", () => {
  /** The rows of the table: squawk's rule, and ours. */
  const rows = [
    ...readFileSync("docs/coming-from-squawk.md", "utf8").matchAll(
      /^\| `(?<squawk>[a-z-]+)` +\| (?<ours>[^|]+)\|/gmu,
    ),
  ].map(({ groups }) => ({
    squawk: groups?.squawk ?? "",
    ours: [...(groups?.ours ?? "").matchAll(/`(?<rule>[a-z-]+)`/gu)].map(([, rule]) => rule),
  }));

  it("has each of squawk's 38 rules once", () => {
    expect(rows).toHaveLength(38);
    expect(new Set(rows.map(({ squawk }) => squawk)).size).toBe(38);
  });

  it.skipIf(!hasSquawk).each(rows)("$squawk is a rule of squawk's", ({ squawk }) => {
    expect(isSquawkRule(squawk)).toBe(true);
  });

  it("names rules that the examples prove", () => {
    const proved = new Set(AGREEMENTS.map(({ squawk, ours }) => `${squawk} ${ours}`));
    for (const { squawk, ours } of rows)
      for (const rule of ours) expect(proved).toContain(`${squawk} ${rule}`);
  });
});
