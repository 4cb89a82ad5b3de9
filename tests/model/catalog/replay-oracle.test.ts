import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../../../src/model/catalog/replay.ts";
import { factsOf, migrations, opaqueTables } from "./facts.ts";
import { Oracle } from "./oracle.ts";
import { randomStatements } from "./random-ddl.ts";

const FIXTURES = new URL("../../fixtures/migrations/", import.meta.url);

let oracle: Oracle;

beforeAll(async () => {
  oracle = await Oracle.create();
});

afterAll(async () => {
  await oracle.close();
});

describe("the replayed catalog is PostgreSQL's own after", () => {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith(".sql"));
  it.each(names)("%s", async (name) => {
    const scripts = readFileSync(new URL(name, FIXTURES), "utf8").split("--- next migration ---\n");
    await oracle.reset();
    for (const script of scripts) expect(await oracle.run(script)).toBeNull();
    const catalog = replay(migrations(...scripts));
    expect(factsOf(catalog)).toEqual(await oracle.facts(opaqueTables(catalog)));
    expect(catalog.tainted).toBe(false);
  });
});

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
