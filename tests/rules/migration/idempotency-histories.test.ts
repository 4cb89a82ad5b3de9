/** Whole histories on PostgreSQL: as they are, and fixed with each migration run twice. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createPostgresqlLanguage } from "../../../src/languages/postgresql/language.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { findUnsafeStatements } from "../../../src/model/catalog/idempotency.ts";
import rule from "../../../src/rules/migration/require-idempotent-ddl.ts";
import { Database } from "./idempotency-database.ts";

const EXAMPLE = "examples/clinic/prisma/migrations";
const FIXTURES = "tests/fixtures/migrations";

const UNFIT = new Set([
  // PostgreSQL runs CREATE INDEX CONCURRENTLY only where it stands alone.
  "if-not-exists.sql",
  // What runs in these depends on what another migration has made, which a script by itself does not tell.
  "do-exception.sql",
  "do-execute.sql",
  "do-if-not-exists.sql",
]);

/** A history by name: scripts in the order in which they are applied. */
const histories: { name: string; scripts: string[] }[] = [
  {
    name: "the clinic",
    scripts: readdirSync(EXAMPLE, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted()
      .map((name) => readFileSync(join(EXAMPLE, name, "migration.sql"), "utf8")),
  },
  ...readdirSync(FIXTURES)
    .filter((file) => file.endsWith(".sql") && !UNFIT.has(file))
    .map((file) => ({
      name: file,
      scripts: readFileSync(join(FIXTURES, file), "utf8").split("--- next migration ---"),
    })),
];

const linter = new Linter({ configType: "flat" });

const config = [
  {
    files: ["**/*.sql"],
    plugins: {
      "prisma-sentinel": {
        languages: { postgresql: createPostgresqlLanguage() },
        rules: { "require-idempotent-ddl": rule },
      },
    },
    language: "prisma-sentinel/postgresql",
    rules: { "prisma-sentinel/require-idempotent-ddl": "error" },
  },
] as unknown as Linter.Config[];

let database: Database;

beforeAll(async () => {
  database = await Database.open();
});

afterAll(async () => {
  await database.close();
});

/** The catalog that the scripts make; `run` applies each of them. */
async function catalogOf(
  scripts: readonly string[],
  run: (script: string) => Promise<void>,
): Promise<string[]> {
  await database.begin("");
  for (const script of scripts) await run(script);
  return database.catalog();
}

/** The scripts that PostgreSQL accepts: some of the example are wrong on purpose. */
async function applicable(scripts: readonly string[]): Promise<string[]> {
  await database.begin("");
  const accepted: string[] = [];
  for (const script of scripts) if ((await database.run(script)) === null) accepted.push(script);
  expect(accepted.length).toBeGreaterThan(scripts.length / 2);
  return accepted;
}

async function once(script: string): Promise<void> {
  expect(await database.run(script)).toBeNull();
}

describe.each(histories)("$name", ({ scripts }) => {
  it("fails on a second run where the rule says so, and nowhere else", async () => {
    await catalogOf(await applicable(scripts), async (script) => {
      await once(script);
      const catalog = await database.catalog();
      const refusal = await database.run(script);
      const findings = findUnsafeStatements(parseScript(script));
      if (refusal !== null || (await database.catalog()).join() !== catalog.join())
        expect(findings).not.toEqual([]);
      if (findings.some(({ sqlstate }) => sqlstate !== null)) expect(refusal).not.toBeNull();
    });
  });

  it("makes the same when each fixed script runs twice", async () => {
    const accepted = await applicable(scripts);
    const original = await catalogOf(accepted, once);
    const fixed = await catalogOf(accepted, async (script) => {
      const { output, messages } = linter.verifyAndFix(script, config, { filename: "x.sql" });
      await once(output);
      if (messages.length === 0) await once(output);
    });
    expect(fixed).toEqual(original);
  });
});
