/** The clinic shows a defect for every rule, its clean twin none; and its migrations run on PostgreSQL, twice. */

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import sentinel from "../src/index.ts";
import { fix, lint } from "./support/temporary-project.ts";
import type { Finding } from "./support/temporary-project.ts";
import { startPostgres } from "./support/postgres.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-example-")));
mkdirSync(join(scratch, ".git"));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** A copy of an example as a repository of its own. */
function copyOf(name: string, to = name): string {
  const folder = join(scratch, to);
  cpSync(join("examples", name), folder, { recursive: true });
  mkdirSync(join(folder, ".git"));
  return folder;
}

/** The options that the clinic gives to the rules that do nothing without. */
async function conventions(): Promise<Linter.Config[]> {
  const { href } = pathToFileURL("examples/clinic/conventions.mjs");
  const module = (await import(href)) as { default: Linter.Config };
  return [module.default];
}

describe("the clinic", () => {
  let findings: Finding[];
  beforeAll(async () => {
    findings = await lint(copyOf("clinic"), {
      preset: "all",
      prismaVersion: "6.19.0",
      also: await conventions(),
    });
  });

  it("has a finding for every rule", () => {
    const found = new Set(findings.map(({ rule }) => rule));
    expect([...found].sort()).toEqual(Object.keys(sentinel.rules).sort());
  });

  it("has findings in all three languages", () => {
    for (const ending of [".prisma", ".sql", ".ts"]) {
      expect(findings.some(({ file }) => file.endsWith(ending))).toBe(true);
    }
  });

  it("is fixed for good: a second fix changes nothing", async () => {
    const folder = copyOf("clinic", "fixed");
    await fix(folder, { preset: "hipaa" });
    const once = allText(folder);
    await fix(folder, { preset: "hipaa" });
    expect(allText(folder)).toEqual(once);
    expect(once).not.toEqual(allText(join(scratch, "clinic")));
  });
});

function allText(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /\.(?:prisma|sql|ts)$/u.test(name)).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("the clean twin", () => {
  it.each(["strict", "hipaa"] as const)("has no finding in the preset %s", async (preset) => {
    expect(await lint(copyOf("clinic-clean", `clean-${preset}`), { preset })).toEqual([]);
  });

  it("has migrations that run, and run again", async () => {
    const database = await startPostgres();
    const folder = "examples/clinic-clean/prisma/migrations";
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith(".toml")) continue;
      const script = readFileSync(join(folder, name, "migration.sql"), "utf8");
      await database.exec(script);
      await database.exec(script);
    }
    await database.close();
  });
});
