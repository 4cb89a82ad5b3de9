/** `settings.baseline`, for every rule that reads SQL: applied migrations are history, and nothing is said of them. */

import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../../../src/index.ts";
import { summaries } from "../../../src/rules/index.ts";
import { readPage } from "../../support/rule-pages.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const POSTGRESQL = "prisma-sentinel/postgresql";
const SCHEMA = `datasource db {\n  provider = "postgresql"\n}\n`;
const MIGRATION = "20260107120000_change";

/** What it says in migrations depends on which is the newest, or on the baseline itself: see its own tests. */
const SPEAKS_OF_MODELS = "require-row-level-security";

const rules = Object.entries(summaries)
  .filter(([, { languages }]) => languages.some((language) => language === POSTGRESQL))
  .map(([name]) => name)
  .filter((name) => name !== SPEAKS_OF_MODELS);

/** What is wrong by rules whose pages show none of it in SQL alone. */
const UNSHOWN: Readonly<Record<string, string>> = {
  "require-append-only-grants": `CREATE TABLE "AuditLog" ("id" TEXT PRIMARY KEY, "action" TEXT NOT NULL);`,
  "require-foreign-key-index": `CREATE TABLE "Log" ("id" TEXT PRIMARY KEY);
CREATE TABLE "Line" ("logId" TEXT REFERENCES "Log" ("id"));`,
};

/** Something wrong of each rule: the first example of its page that can be a migration. */
function wrongMigration(rule: string): { sql: string; options: object | null; schema: string } {
  const unshown = UNSHOWN[rule];
  if (unshown !== undefined) return { sql: unshown, options: null, schema: SCHEMA };
  const { examples, schema } = readPage(rule);
  const example = examples.find(
    ({ language, isWrong, path }) =>
      language === "sql" && isWrong && (path === null || path.includes("/2026")),
  );
  return {
    sql: example?.code ?? "",
    options: example?.options ?? null,
    schema: schema ?? SCHEMA,
  };
}

/** How many findings a rule has on its wrong migration. */
async function count(rule: string, baseline: string | undefined): Promise<number> {
  const { sql, options, schema } = wrongMigration(rule);
  const folder = makeProject({
    "prisma/schema.prisma": schema.includes("datasource") ? schema : `${SCHEMA}\n${schema}`,
    [`prisma/migrations/${MIGRATION}/migration.sql`]: sql,
  });
  const settings = { "prisma-sentinel": baseline === undefined ? {} : { baseline } };
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ["**/*.sql"],
      plugins: { "prisma-sentinel": sentinel },
      language: POSTGRESQL,
      settings,
      rules: { [`prisma-sentinel/${rule}`]: options ? ["error", options] : "error" },
    },
  });
  const results = await eslint.lintFiles(["**/*.sql"]);
  return results.flatMap(({ messages }) => messages).length;
}

describe.each(rules)("baseline and %s", (rule) => {
  it.each([undefined, "20260106", "20260107115959", "20260107120000_an_earlier_one"])(
    "speaks of a migration after %s",
    async (baseline) => {
      expect(await count(rule, baseline)).toBeGreaterThan(0);
    },
  );

  it.each(["20260107120000", MIGRATION, "20260107", "20260108000000_a_later_one"])(
    "is silent up to %s",
    async (baseline) => {
      expect(await count(rule, baseline)).toBe(0);
    },
  );
});

describe("a baseline that is not there", () => {
  const files = {
    "prisma/schema.prisma": SCHEMA,
    "prisma/migrations/migration_lock.toml": `provider = "postgresql"\n`,
    [`prisma/migrations/${MIGRATION}/migration.sql`]: `SELECT 1;`,
  };
  const problems = async (baseline: string, all: Record<string, string> = files) => {
    const findings = await lint(makeProject(all), { preset: "recommended", baseline });
    return findings.map(({ file, message }) => `${file}: ${message}`);
  };

  it("is said in the schema", async () => {
    expect(await problems("20260107120000_chnage")).toEqual([
      `prisma/schema.prisma: settings["prisma-sentinel"].baseline is "20260107120000_chnage", and prisma/migrations has no migration of that name; did you mean "20260107120000_change"?`,
    ]);
    expect(await problems("init")).toEqual([
      `prisma/schema.prisma: settings["prisma-sentinel"].baseline is "init", and prisma/migrations has no migration of that name.`,
    ]);
  });

  it("is fine when it is a point in time, or when there are no migrations yet", async () => {
    expect(await problems("20260101000000")).toEqual([]);
    expect(await problems("init", { "prisma/schema.prisma": SCHEMA })).toEqual([]);
  });
});
