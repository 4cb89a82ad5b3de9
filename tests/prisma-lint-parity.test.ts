/** prisma-lint's rules and ours, held against each other by running both. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../src/index.ts";
import { COUNTERPARTS } from "../src/model/schema/lint-comments.ts";
import { AGREEMENTS, DIFFERENCES } from "./prisma-lint-cases.ts";
import type { Agreement } from "./prisma-lint-cases.ts";
import { lint, makeProject } from "./support/temporary-project.ts";

type Case = Omit<Agreement, "wrong" | "right">;

const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n\n';

/** What is used of prisma-lint, whose package has no types. */
interface PrismaLint {
  definitions: { ruleName: string; configSchema: { parse(options: unknown): unknown } }[];
  lint(input: { rules: object[]; fileName: string; sourceCode: string }): { ruleName: string }[];
}

async function loadPrismaLint(): Promise<PrismaLint> {
  const at = (path: string): string => pathToFileURL(`node_modules/prisma-lint/dist/${path}`).href;
  const rules = (await import(at("rule-definitions.js"))) as {
    default: PrismaLint["definitions"];
  };
  const linter = (await import(at("lint-prisma-source-code.js"))) as {
    lintPrismaSourceCode: PrismaLint["lint"];
  };
  return { definitions: rules.default, lint: linter.lintPrismaSourceCode };
}

const prismaLint = await loadPrismaLint();

function isReportedByThem(schema: string, { theirs, theirOptions }: Case): boolean {
  const ruleDefinition = prismaLint.definitions.find(({ ruleName }) => ruleName === theirs);
  if (!ruleDefinition) throw new Error(`prisma-lint has no rule ${theirs}`);
  const ruleConfig = ruleDefinition.configSchema.parse(theirOptions ?? {});
  const rules = [{ ruleDefinition, ruleConfig }];
  const input = { rules, fileName: "schema.prisma", sourceCode: `${HEAD}${schema}\n` };
  return prismaLint.lint(input).length > 0;
}

function isReportedByUs(schema: string, { ours, options }: Case): boolean {
  const config = {
    files: ["**/*.prisma"],
    plugins: { "prisma-sentinel": sentinel },
    language: "prisma-sentinel/prisma",
    rules: { [`prisma-sentinel/${ours}`]: options ? ["error", options] : "error" },
  } as unknown as Linter.Config;
  const messages = new Linter().verify(`${HEAD}${schema}\n`, [config], {
    filename: "schema.prisma",
  });
  if (messages.some(({ fatal }) => fatal)) throw new Error("not linted");
  return messages.length > 0;
}

const agreements = AGREEMENTS.flatMap((one) => [
  ...one.wrong.map((schema) => ({ ...one, schema, isWrong: true })),
  ...one.right.map((schema) => ({ ...one, schema, isWrong: false })),
]);

describe("agreement", () => {
  it.each(agreements)("$theirs, $ours: $schema", ({ schema, isWrong, ...one }) => {
    expect(isReportedByThem(schema, one)).toBe(isWrong);
    expect(isReportedByUs(schema, one)).toBe(isWrong);
  });

  it("has an example of each kind for each rule", () => {
    const theirs = prismaLint.definitions.map(({ ruleName }) => ruleName).sort();
    expect([...new Set(AGREEMENTS.map((one) => one.theirs))].sort()).toEqual(theirs);
    for (const { wrong, right } of AGREEMENTS)
      expect(Math.min(wrong.length, right.length)).toBeGreaterThan(0);
  });
});

describe("difference", () => {
  it.each(DIFFERENCES)("$theirs, $ours: $why", ({ schema, reportedBy, ...one }) => {
    expect(isReportedByThem(schema, one)).toBe(reportedBy === "them");
    expect(isReportedByUs(schema, one)).toBe(reportedBy === "us");
  });

  it("takes an enum of another file for what it is", async () => {
    // prisma-lint reads one file at a time, and holds the type for a relation.
    const user = "model User {\n  id String @id\n  userRole UserRole\n}\n";
    const role = "enum UserRole {\n  ADMIN\n}\n";
    const one = { theirs: "field-name-mapping-snake-case", ours: "" };
    expect(isReportedByThem(user, one)).toBe(false);
    expect(isReportedByThem(`${user}\n${role}`, one)).toBe(true);
    const folder = makeProject({
      "prisma/schema/main.prisma": HEAD,
      "prisma/schema/role.prisma": role,
      "prisma/schema/user.prisma": user,
    });
    const conventions = [{ kinds: "column", case: "snake_case", derived: true }];
    const config: Linter.Config = {
      files: ["**/*.prisma"],
      rules: { "prisma-sentinel/naming-convention": ["error", { conventions }] },
    };
    const findings = await lint(folder, { patterns: ["**/user.prisma"], also: [config] });
    expect(findings.find(({ rule }) => rule === "naming-convention")).toMatchObject({
      file: "prisma/schema/user.prisma",
      line: 3,
    });
  });
});

describe("the page", () => {
  /** The rows of the table: prisma-lint's rule, and ours. */
  const rows = [
    ...readFileSync("docs/coming-from-prisma-lint.md", "utf8").matchAll(
      /^\| `(?<theirs>[a-z]+-[\w-]+)` +\| (?<ours>[^|]+?) +\|/gmu,
    ),
  ].map(({ groups }) => ({ theirs: groups?.["theirs"] ?? "", ours: groups?.["ours"] ?? "" }));

  it("has a row for each of their rules, with our counterparts", () => {
    const theirs = prismaLint.definitions.map(({ ruleName }) => ruleName).sort();
    expect(rows.map((row) => row.theirs)).toEqual(theirs);
    expect(Object.keys(COUNTERPARTS).sort()).toEqual(theirs);
    for (const row of rows) {
      const ours = new Set(
        AGREEMENTS.filter((one) => one.theirs === row.theirs).map((one) => one.ours),
      );
      for (const name of ours) expect(row.ours).toContain(`\`${name}\``);
    }
  });
});
