/** Testers of rules, one for each kind of file. Every invalid case pins its message and its whole location. */

import type { RuleDefinition } from "@eslint/core";
import { RuleTester as ClientRuleTester } from "@typescript-eslint/rule-tester";
import type { TSESLint } from "@typescript-eslint/utils";
import { RuleTester } from "eslint";
import { afterAll, describe, it } from "vitest";

import { createPostgresqlLanguage } from "../src/languages/postgresql/language.ts";
import { createPrismaLanguage } from "../src/languages/prisma/language.ts";

RuleTester.describe = describe;
RuleTester.it = it;
ClientRuleTester.afterAll = afterAll;
ClientRuleTester.describe = describe;
ClientRuleTester.it = it;

const plugins = {
  "prisma-sentinel": {
    languages: { prisma: createPrismaLanguage(), postgresql: createPostgresqlLanguage() },
  },
};

type Tests = Parameters<RuleTester["run"]>[2];

function runIn(language: string, name: string, rule: RuleDefinition, tests: Tests): void {
  const tester = new RuleTester({ plugins, language });
  const assertionOptions = { requireMessage: true, requireLocation: true };
  tester.run(name, rule, { assertionOptions, ...tests });
}

/** Runs the cases of a rule on Prisma schemas. */
export function testOnSchemas(name: string, rule: RuleDefinition, tests: Tests): void {
  runIn("prisma-sentinel/prisma", name, rule, tests);
}

/** Runs the cases of a rule on SQL scripts. */
export function testOnSql(name: string, rule: RuleDefinition, tests: Tests): void {
  runIn("prisma-sentinel/postgresql", name, rule, tests);
}

type ClientTests = Parameters<ClientRuleTester["run"]>[2];

/** Runs the cases of a rule on TypeScript. */
export function testOnCode(name: string, rule: RuleDefinition, tests: ClientTests): void {
  const tester = new ClientRuleTester();
  tester.run(name, rule as unknown as TSESLint.RuleModule<string, readonly unknown[]>, tests);
}

/** A schema with the head that makes it one for PostgreSQL. */
export function schema(body: string): string {
  return `datasource db {\n  provider = "postgresql"\n}\n\n${body}\n`;
}
