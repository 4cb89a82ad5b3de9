/** Every example of every page is linted: what is marked ❌ must be reported by its rule, ✅ must not. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../src/index.ts";
import { makeProject } from "./support/temporary-project.ts";

interface Example {
  code: string;
  language: "prisma" | "sql" | "ts";
  isWrong: boolean;
  options: Record<string, unknown> | null;
  /** The path after the language, for what depends on where a file lies. */
  path: string | null;
  line: number;
}

interface Page {
  text: string;
  examples: Example[];
  /** The schema that the page's other examples stand beside. */
  schema: string | null;
}

const FENCE = /^(?<marker>`{3,})(?<info>.*)\n(?<code>[\s\S]*?)^\k<marker>$/gmu;
const LABEL = /^(?<mark>❌|✅) \w+(?: with options `(?<options>\{.*\})`)?:$/u;
const LANGUAGES = ["prisma", "sql", "ts"] as const;

/** An example belongs to the last label above it; a heading ends that. */
function labelAbove(lines: readonly string[]): RegExpExecArray | null {
  for (const line of lines.toReversed()) {
    if (line.startsWith("## ")) return null;
    const label = LABEL.exec(line);
    if (label) return label;
  }
  return null;
}

function read(name: string): Page {
  const text = readFileSync(`docs/rules/${name}.md`, "utf8");
  const page: Page = { text, examples: [], schema: null };
  for (const match of text.matchAll(FENCE)) {
    const { info = "", code = "" } = match.groups ?? {};
    const before = text.slice(0, match.index).split("\n");
    if (info === "prisma schema") {
      page.schema = code;
      continue;
    }
    const [name, path = null] = info.split(" ");
    const language = LANGUAGES.find((known) => known === name);
    const label = labelAbove(before)?.groups;
    if (!language || !label) continue;
    const options =
      label.options === undefined ? null : (JSON.parse(label.options) as Record<string, unknown>);
    page.examples.push({
      code,
      language,
      isWrong: label.mark === "❌",
      options,
      path,
      line: before.length,
    });
  }
  return page;
}

const FILES = { prisma: "schema.prisma", sql: "migration.sql", ts: "src/encryption-map.ts" };
const LANGUAGE_CONFIGS = {
  prisma: { language: "prisma-sentinel/prisma" },
  sql: { language: "prisma-sentinel/postgresql" },
  ts: { languageOptions: { parser } },
};

/** The messages of one rule on one example; anything fatal fails the test. */
function messages(
  rule: string,
  { code, language, options, path }: Example,
  schema: string | null,
): string[] {
  const folder = makeProject({
    ...(schema === null ? {} : { "prisma/schema.prisma": schema }),
    ...(language === "ts" ? { [FILES.ts]: code } : {}),
    ...(path === null ? {} : { [path]: code }),
  });
  const linter = new Linter({ cwd: folder });
  const config = {
    files: ["**/*.{prisma,sql,ts}"],
    plugins: { "prisma-sentinel": sentinel },
    ...LANGUAGE_CONFIGS[language],
    rules: { [`prisma-sentinel/${rule}`]: options ? ["error", options] : "error" },
  } as unknown as Linter.Config;
  const file = path ?? FILES[language];
  const filename = path !== null || language === "ts" ? join(folder, file) : file;
  return linter.verify(code, [config], { filename }).map(({ fatal, message }) => {
    if (fatal) throw new Error(message);
    return message;
  });
}

const rules = Object.entries(sentinel.rules);

describe.each(rules)("docs of %s", (name, rule) => {
  it("has a page with examples of both kinds, and each option", () => {
    expect(existsSync(`docs/rules/${name}.md`)).toBe(true);
    const { text, examples } = read(name);
    expect(examples.some(({ isWrong }) => isWrong)).toBe(true);
    expect(examples.some(({ isWrong }) => !isWrong)).toBe(true);
    const [options] = rule.meta?.schema as { properties: Record<string, unknown> }[];
    for (const option of Object.keys(options?.properties ?? {}))
      expect(text).toContain(`\`${option}\``);
    for (const heading of ["Why it matters", "Rule details", "When not to use it", "References"]) {
      expect(text).toContain(`\n## ${heading}\n`);
    }
  });

  const { examples, schema } = existsSync(`docs/rules/${name}.md`)
    ? read(name)
    : { examples: [], schema: null };
  it.each(
    examples.map((example) => [example.line, example.isWrong ? "❌" : "✅", example] as const),
  )("line %i %s", (_line, _mark, example) => {
    const found = messages(name, example, schema);
    if (example.isWrong) expect(found).not.toEqual([]);
    else expect(found).toEqual([]);
  });
});

it("is found at the address that the rule gives", () => {
  for (const [name, rule] of rules) {
    expect(rule.meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`, "u"));
  }
});
