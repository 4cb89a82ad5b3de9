import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import { isA } from "../../../src/model/catalog/tree.ts";
import { factsOf, migrations, opaqueTables } from "./facts.ts";
import { Oracle } from "./oracle.ts";
import { randomStatements } from "./random-ddl.ts";

const TESTS = new URL("../../", import.meta.url);
const EXAMPLES = new URL("../examples/", TESTS);

/** Files whose scripts run one after the other in an empty database. */
const HISTORIES = ["fixtures/migrations/", "fixtures/catalog/"].flatMap((folder) =>
  sqlFilesIn(new URL(folder, TESTS)),
);

/** Scripts that are written to be parsed: not all of their statements run. */
const SCRIPTS = sqlFilesIn(new URL("fixtures/sql/", TESTS));

function sqlFilesIn(folder: URL): { name: string; url: URL }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .map((name) => ({ name, url: new URL(name, folder) }));
}

let oracle: Oracle;

beforeAll(async () => {
  oracle = await Oracle.create();
});

afterAll(async () => {
  await oracle.close();
});

describe("the replayed catalog is PostgreSQL's own after", () => {
  it.each(HISTORIES)("$name", async ({ url }) => {
    await expectSameFacts(readFileSync(url, "utf8").split("--- next migration ---\n"));
  });

  it.each(["clinic", "clinic-clean"])("the migrations of the example %s", async (example) => {
    const folder = new URL(`${example}/prisma/migrations/`, EXAMPLES);
    const scripts = readdirSync(folder)
      .filter((name) => existsSync(new URL(`${name}/migration.sql`, folder)))
      .sort()
      .map((name) => readFileSync(new URL(`${name}/migration.sql`, folder), "utf8"));
    expect(await runAccepted(scripts.join("\n"))).toBeGreaterThan(10);
  });

  it.each(SCRIPTS)("what PostgreSQL takes of $name", async ({ url }) => {
    await runAccepted(readFileSync(url, "utf8"));
  });
});

/** Runs each statement on its own, and expects the same facts of those that PostgreSQL takes; tells their number. */
async function runAccepted(text: string): Promise<number> {
  const statements = parseScript(text)
    .body.filter((statement) => !isA(statement, "SqlTransactionStmt"))
    .map(({ range }) => text.slice(...range));
  const accepted = await acceptedStatements(statements);
  const catalog = replay(migrations(...accepted));
  expect(factsOf(catalog)).toEqual(await oracle.facts(opaqueTables(catalog)));
  return accepted.length;
}

async function expectSameFacts(scripts: readonly string[]): Promise<void> {
  await oracle.reset();
  for (const script of scripts) expect(await oracle.run(script)).toBeNull();
  const catalog = replay(migrations(...scripts));
  expect(factsOf(catalog)).toEqual(await oracle.facts(opaqueTables(catalog)));
  expect([...catalog.uncertain]).toEqual([]);
}

const SEEDS = 320;
const BATCH = 40;

describe("the replayed catalog is PostgreSQL's own after random DDL", () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, index) => index * BATCH);
  it.each(batches)(`seeds from %d, ${String(BATCH)} of them`, async (first) => {
    for (let seed = first; seed < first + BATCH; seed++) {
      const accepted = await acceptedStatements(randomStatements(seed, 14));
      const catalog = replay(migrations(...accepted));
      const script = accepted.join(";\n");
      expect({ seed, script, facts: factsOf(catalog) }).toEqual({
        seed,
        script,
        facts: await oracle.facts(opaqueTables(catalog)),
      });
    }
  });
});

/** Those that PostgreSQL takes, run one after the other in an empty database. */
async function acceptedStatements(statements: readonly string[]): Promise<string[]> {
  const accepted: string[] = [];
  await oracle.reset();
  for (const statement of statements)
    if ((await oracle.run(statement)) === null) accepted.push(statement);
  return accepted;
}
