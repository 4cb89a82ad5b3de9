/** Every example of every page is linted: what is marked ❌ must be reported by its rule, ✅ must not. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../src/index.ts";
import { readPage } from "./support/rule-pages.ts";
import type { Example, Page } from "./support/rule-pages.ts";
import { makeProject } from "./support/temporary-project.ts";

const FILES = { prisma: "schema.prisma", sql: "migration.sql", ts: "src/encryption-map.ts" };
const MIGRATION = "prisma/migrations/20260101000000_init/migration.sql";
const RULE_LANGUAGES = {
  prisma: "prisma-sentinel/prisma",
  sql: "prisma-sentinel/postgresql",
  ts: "js/js",
};
const LANGUAGE_CONFIGS = {
  prisma: { language: RULE_LANGUAGES.prisma },
  sql: { language: RULE_LANGUAGES.sql },
  ts: { languageOptions: { parser } },
};

function isFor(rule: string, language: Example["language"]): boolean {
  const languages = new Map(Object.entries(sentinel.rules)).get(rule)?.meta?.languages;
  return languages?.includes(RULE_LANGUAGES[language]) === true;
}

/** The messages of one rule on one example; anything fatal fails the test. */
function messages(
  rule: string,
  { code, language, options, path }: Example,
  { schema, migration, modules }: Pick<Page, "schema" | "migration" | "modules">,
): string[] {
  const folder = makeProject({
    ...(schema === null ? {} : { "prisma/schema.prisma": schema }),
    ...(language === "ts" ? { [FILES.ts]: code } : {}),
    ...(language === "ts" ? modules : {}),
    ...(language !== "sql" && migration !== null ? { [MIGRATION]: migration } : {}),
    ...(path === null ? {} : { [path]: code }),
  });
  const linter = new Linter({ cwd: folder });
  const verify = (text: string, name: string, of: Example["language"]): string[] => {
    if (!isFor(rule, of)) return [];
    const config = {
      files: ["**/*.{prisma,sql,ts}"],
      plugins: { "prisma-sentinel": sentinel },
      ...LANGUAGE_CONFIGS[of],
      rules: { [`prisma-sentinel/${rule}`]: options ? ["error", options] : "error" },
    } as unknown as Linter.Config;
    return linter.verify(text, [config], { filename: name }).map(({ fatal, message }) => {
      if (fatal) throw new Error(message);
      return message;
    });
  };
  const file = path ?? FILES[language];
  const filename = path !== null || language === "ts" ? join(folder, file) : file;
  const found = verify(code, filename, language);
  // What is wrong with SQL beside a schema may be reported in either.
  if (language !== "sql" || path === null || schema === null) return found;
  return [...found, ...verify(schema, join(folder, "prisma/schema.prisma"), "prisma")];
}

const rules = Object.entries(sentinel.rules);

describe.each(rules)("docs of %s", (name, rule) => {
  it("has a page with examples of both kinds, and each option", () => {
    expect(existsSync(`docs/rules/${name}.md`)).toBe(true);
    const { text, examples } = readPage(name);
    expect(examples.some(({ isWrong }) => isWrong)).toBe(true);
    expect(examples.some(({ isWrong }) => !isWrong)).toBe(true);
    const [options] = rule.meta?.schema as { properties: Record<string, unknown> }[];
    for (const option of Object.keys(options?.properties ?? {}))
      expect(text).toContain(`\`${option}\``);
    for (const heading of ["Why it matters", "Rule details", "When not to use it", "References"]) {
      expect(text).toContain(`\n## ${heading}\n`);
    }
  });

  const { examples, ...beside } = existsSync(`docs/rules/${name}.md`)
    ? readPage(name)
    : { examples: [], schema: null, migration: null, modules: {} };
  it.each(
    examples.map((example) => [example.line, example.isWrong ? "❌" : "✅", example] as const),
  )("line %i %s", (_line, _mark, example) => {
    const found = messages(name, example, beside);
    if (example.isWrong) expect(found).not.toEqual([]);
    else expect(found).toEqual([]);
  });
});

it("is found at the address that the rule gives", () => {
  for (const [name, rule] of rules) {
    expect(rule.meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`, "u"));
  }
});
