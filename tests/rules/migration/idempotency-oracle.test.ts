/** What the rule says, and what its fixes do, against PostgreSQL itself. */

import { Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createPostgresqlLanguage } from "../../../src/languages/postgresql/language.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { findUnsafeStatements } from "../../../src/model/catalog/idempotency.ts";
import rule from "../../../src/rules/migration/require-idempotent-ddl.ts";
import type { Settings } from "../../../src/settings.ts";
import { CASES } from "./idempotency-cases.ts";
import type { IdempotencyCase } from "./idempotency-cases.ts";
import { GUARD_CASES } from "./idempotency-guard-cases.ts";
import { RARE_CASES } from "./idempotency-rare-cases.ts";
import { Database } from "./idempotency-database.ts";

const plugin = {
  languages: { postgresql: createPostgresqlLanguage() },
  rules: { "require-idempotent-ddl": rule },
};

const linter = new Linter({ configType: "flat" });

function fix(script: string, settings: Settings): { output: string; left: number } {
  const config = {
    files: ["**/*.sql"],
    plugins: { "prisma-sentinel": plugin },
    language: "prisma-sentinel/postgresql",
    rules: { "prisma-sentinel/require-idempotent-ddl": "error" },
    settings: { "prisma-sentinel": settings },
  } as unknown as Linter.Config;
  const { output, messages } = linter.verifyAndFix(script, [config], { filename: "x.sql" });
  // What a runner without DO blocks makes of them is a matter of its own.
  const left = messages.filter(({ messageId }) => messageId !== "splits").length;
  return { output, left };
}

const cases = Object.entries({ ...CASES, ...RARE_CASES, ...GUARD_CASES }).map(([name, one]) => ({
  name,
  ...one,
}));

let database: Database;

beforeAll(async () => {
  database = await Database.open();
});

afterAll(async () => {
  await database.close();
});

function findingsOf({ script }: IdempotencyCase) {
  return findUnsafeStatements(parseScript(script));
}

describe("a second run of the script as it is", () => {
  it.each(cases)("$name", async ({ setup = "", script, sqlstate, silently }) => {
    await database.begin(setup);
    expect(await database.run(script)).toBeNull();
    const catalog = await database.catalog();
    const refusal = await database.run(script);
    expect(refusal?.sqlstate ?? null).toBe(sqlstate);

    const findings = findingsOf({ script, sqlstate });
    const failing = findings.filter((one) => one.sqlstate !== null && one.swallowedBy === null);
    expect(failing[0]?.sqlstate ?? null).toBe(sqlstate);
    const isSilent = findings.some((one) => one.sqlstate === null);
    expect(isSilent).toBe(silently !== undefined || isLossy(findings));
    if (silently === "duplicates") expect(await database.catalog()).not.toEqual(catalog);
  });
});

/** Losses and leftovers show on a second run that gets so far: the failures before it keep it from that. */
function isLossy(findings: ReturnType<typeof findUnsafeStatements>): boolean {
  return findings.some(({ effect }) => effect !== null);
}

/** What PostgreSQL has confirmed: most fixes are the same in all styles. */
const confirmed = new Set<string>();

/** Expects of a fixed script that it makes what the script made, and the same again when it runs twice. */
async function expectSameTwice({ setup = "", script }: IdempotencyCase, output: string) {
  const question = JSON.stringify([setup, script, output]);
  if (confirmed.has(question)) return;
  const catalog = await catalogAfter(setup, script);
  await database.begin(setup);
  expect(await database.run(output)).toBeNull();
  expect(await database.catalog()).toEqual(catalog);
  expect(await database.run(output)).toBeNull();
  expect(await database.catalog()).toEqual(catalog);
  confirmed.add(question);
}

const catalogs = new Map<string, string[]>();

async function catalogAfter(setup: string, script: string): Promise<string[]> {
  const question = JSON.stringify([setup, script]);
  const known = catalogs.get(question);
  if (known) return known;
  await database.begin(setup);
  await database.run(script);
  const catalog = await database.catalog();
  catalogs.set(question, catalog);
  return catalog;
}

const styles: Settings[] = [
  { guardStyle: "catalog" },
  { guardStyle: "exception" },
  { guardStyle: "none" },
  { guardStyle: "catalog", postgresVersion: 16 },
];

describe.each(styles)("the fixed script with %o", (settings) => {
  const isFixed = ({ fix: how }: IdempotencyCase) =>
    how === "short" || (how === "guard" && settings.guardStyle !== "none");
  const reported = cases.filter(({ fix: how }) => how !== undefined);

  it.each(reported.filter(isFixed))("$name", async (one) => {
    const { output, left } = fix(one.script, settings);
    expect(left).toBe(0);
    expect(parseScript(output).errors).toEqual([]);
    expect(fix(output, settings).output).toBe(output);
    await expectSameTwice(one, output);
  });

  it.each(reported.filter((one) => !isFixed(one)))("$name stays reported", ({ script }) => {
    expect(fix(script, settings).left).toBeGreaterThan(0);
  });
});
