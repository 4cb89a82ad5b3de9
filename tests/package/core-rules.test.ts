/**
 * Configs that do not scope ESLint's own rules by `files` run them on schemas and scripts too. Whatever such
 * a rule says there, it must not crash: a crash would end the run for all files.
 */

import { readFileSync } from "node:fs";

import { Linter } from "eslint";
import { builtinRules } from "eslint/use-at-your-own-risk";
import { describe, expect, it } from "vitest";

import { createPostgresqlLanguage } from "../../src/languages/postgresql/language.ts";
import { createPrismaLanguage } from "../../src/languages/prisma/language.ts";

interface Eslint9 {
  Linter: typeof Linter;
}

// The alias of ESLint 9 has no types of its own name.
const { Linter: Linter9 } = (await import("eslint9" as string)) as Eslint9;

const plugins = {
  "prisma-sentinel": {
    languages: { prisma: createPrismaLanguage(), postgresql: createPostgresqlLanguage() },
  },
};

const clinic = new URL("../../examples/clinic/prisma/", import.meta.url);

const files = [
  {
    name: "schema.prisma",
    language: "prisma-sentinel/prisma",
    text: readFileSync(new URL("schema.prisma", clinic), "utf8"),
  },
  {
    name: "migration.sql",
    language: "prisma-sentinel/postgresql",
    text: readFileSync(
      new URL("migrations/20260316190000_row_level_security/migration.sql", clinic),
      "utf8",
    ),
  },
  { name: "broken.prisma", language: "prisma-sentinel/prisma", text: "\uFEFFmodel A {\r\n  id \n" },
  { name: "broken.sql", language: "prisma-sentinel/postgresql", text: "SELECT 1;;\nCREATE (\t" },
  { name: "empty.prisma", language: "prisma-sentinel/prisma", text: "" },
  { name: "empty.sql", language: "prisma-sentinel/postgresql", text: "" },
];

/** A parsing error, or the file is not linted at all. */
function isOfNoRule({ ruleId }: Linter.LintMessage): boolean {
  return ruleId === null;
}

function crashesOf(LinterClass: typeof Linter, { name, language, text }: (typeof files)[number]) {
  const linter = new LinterClass();
  const crashes: string[] = [];
  for (const rule of builtinRules.keys()) {
    const config = {
      // A pattern like `**/*` alone would match no file that nothing else matches.
      files: ["**/*.prisma", "**/*.sql"],
      plugins,
      language,
      rules: { [rule]: "error" },
    } as unknown as Linter.Config;
    try {
      const { messages } = linter.verifyAndFix(text, config, { filename: name });
      crashes.push(...messages.filter(isOfNoRule).map(({ message }) => `${rule}: ${message}`));
    } catch (error) {
      crashes.push(
        `${rule}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`,
      );
    }
  }
  return crashes;
}

describe.each([
  ["ESLint 10", Linter],
  ["ESLint 9.38", Linter9],
])("all rules of %s", (_, LinterClass) => {
  it.each(files)("do not crash on $name", (file) => {
    expect(LinterClass.version).toMatch(LinterClass === Linter9 ? /^9\.38\./u : /^10\./u);
    expect(builtinRules.size).toBeGreaterThan(250);
    expect(crashesOf(LinterClass, file)).toEqual([]);
  });
});
