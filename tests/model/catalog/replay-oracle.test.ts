import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../../../src/model/catalog/replay.ts";
import { factsOf, migrations, opaqueTables } from "./facts.ts";
import { Oracle } from "./oracle.ts";

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
