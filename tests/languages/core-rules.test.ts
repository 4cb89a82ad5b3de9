/** Rules for JavaScript that a config does not scope run on our files too: they may find nothing, never crash. */

import { Linter as Linter10 } from "eslint";
import { Linter as Linter9 } from "eslint9";
import { builtinRules as rules10 } from "eslint/use-at-your-own-risk";
import { builtinRules as rules9 } from "eslint9/use-at-your-own-risk";
import { expect, it } from "vitest";

import { createPostgresqlLanguage } from "../../src/languages/postgresql/language.ts";
import { createPrismaLanguage } from "../../src/languages/prisma/language.ts";
import { syntaxFixture } from "../support/prisma-texts.ts";

/* eslint-disable @typescript-eslint/no-deprecated -- There is no other list of ESLint's own rules. */
const versions = [
  { version: 9, linter: new Linter9() as unknown as Linter10, rules: rules9 },
  { version: 10, linter: new Linter10(), rules: rules10 },
];
/* eslint-enable @typescript-eslint/no-deprecated */

const sql = `-- A comment.
/* Another. */
CREATE TABLE "a" ("id" TEXT NOT NULL, CONSTRAINT "a_pkey" PRIMARY KEY ("id"));
DO $$ BEGIN ALTER TABLE "a" ADD COLUMN "b" INT; EXCEPTION WHEN duplicate_column THEN NULL; END $$;
SELEC 1;
`;

const texts = {
  prisma: ["comments", "models", "odd", "legacy"].map(syntaxFixture).join("\n"),
  postgresql: sql,
};

const ours = {
  languages: { prisma: createPrismaLanguage(), postgresql: createPostgresqlLanguage() },
};

/** ESLint 10.2 refuses rules on languages they do not name; rules of older plugins name none. */
function unscoped(rule: { meta?: object }): object {
  return { ...rule, meta: { ...rule.meta, languages: undefined } };
}

function configFor(language: string, name: string, rule: { meta?: object }): Linter10.Config {
  return {
    files: ["**/*.txt"],
    plugins: { ours, core: { rules: { [name]: unscoped(rule) } } },
    language: `ours/${language}`,
    linterOptions: { reportUnusedDisableDirectives: false },
    rules: { [`core/${name}`]: "error" },
  } as Linter10.Config;
}

const cases = versions.flatMap((tools) =>
  Object.entries(texts).map(([language, text]) => ({ ...tools, language, text })),
);

it.each(cases)(
  "all rules of ESLint $version run on $language without a crash or a finding",
  ({ linter, rules, language, text }) => {
    const problems: string[] = [];
    for (const [name, rule] of rules) {
      try {
        const found = linter.verify(text, configFor(language, name, rule), "file.txt");
        problems.push(...found.map(({ message }) => `${name}: ${message}`));
      } catch (error) {
        problems.push(`${name}: ${String(error)}`);
      }
    }
    expect(problems).toEqual([]);
    expect(rules.size).toBeGreaterThan(280);
  },
);
