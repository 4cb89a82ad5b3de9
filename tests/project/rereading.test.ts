/** What is read, asked and parsed when files are linted, and linted once more: counted, not timed. */

import { join } from "node:path";
import { Linter } from "eslint";
import { beforeEach, describe, expect, it, vi } from "vitest";

import sentinel from "../../src/index.ts";
import { lint, makeProject, writeIn } from "../support/temporary-project.ts";

const read = vi.hoisted(() => ({ files: [] as string[], scripts: [] as string[] }));
/** The files that `stat` was asked about. */
const asked = vi.hoisted(() => ({ paths: [] as string[] }));

vi.mock(import("node:fs"), async (importOriginal) => {
  const original = await importOriginal();
  const readFileSync = new Proxy(original.readFileSync, {
    apply(target, receiver, parameters: Parameters<typeof original.readFileSync>) {
      const path = String(parameters[0]);
      if (path.endsWith(".sql")) read.files.push(path.split("/").at(-2) ?? "");
      return Reflect.apply(target, receiver, parameters);
    },
  });
  const statSync = new Proxy(original.statSync, {
    apply(target, receiver, parameters: Parameters<typeof original.statSync>) {
      asked.paths.push(String(parameters[0]));
      return Reflect.apply(target, receiver, parameters) as unknown;
    },
  });
  return { ...original, readFileSync, statSync };
});

vi.mock(import("../../src/languages/postgresql/parser.ts"), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    parseScript: (text) => {
      read.scripts.push(text);
      return original.parseScript(text);
    },
  };
});

const replayed = vi.hoisted(() => ({ times: 0 }));

vi.mock(import("../../src/model/catalog/replay.ts"), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    replayHistory: (files) => {
      replayed.times++;
      return original.replayHistory(files);
    },
  };
});

const MIGRATIONS = 40;
const nameOf = (index: number) => `2026010100${String(index).padStart(4, "0")}_step`;
const fileOf = (index: number) => `prisma/migrations/${nameOf(index)}/migration.sql`;
const sqlOf = (index: number) => `CREATE TABLE "T${String(index)}" ("id" TEXT PRIMARY KEY);\n`;
const SCHEMA = `datasource db {\n  provider = "postgresql"\n}\n\n${Array.from(
  { length: MIGRATIONS },
  (_, index) => `model T${String(index)} {\n  id String @id\n}\n`,
).join("\n")}`;

async function differences(folder: string): Promise<string[]> {
  const found = await lint(folder, { preset: "recommended", patterns: ["**/*.prisma"] });
  return found
    .filter(({ rule }) => rule === "no-schema-drift")
    .map(({ message }) => message.split(":")[0] ?? "");
}

describe("one more lint of a schema", () => {
  beforeEach(() => {
    read.files = [];
    read.scripts = [];
  });

  it("reads and parses the migration that has changed, and no other", async () => {
    const indexes = Array.from({ length: MIGRATIONS }, (_, index) => index);
    const folder = makeProject({
      "prisma/schema.prisma": SCHEMA,
      ...Object.fromEntries(indexes.map((index) => [fileOf(index), sqlOf(index)])),
    });
    expect(await differences(folder)).toEqual([]);
    expect(read.files.toSorted()).toEqual(indexes.map(nameOf));
    expect(read.scripts).toHaveLength(MIGRATIONS);

    read.files = [];
    read.scripts = [];
    expect(await differences(folder)).toEqual([]);
    expect(read).toEqual({ files: [], scripts: [] });

    const edited = `${sqlOf(7)}ALTER TABLE "T3" ADD COLUMN "more" TEXT;\n`;
    writeIn(folder, fileOf(7), edited);
    expect(await differences(folder)).toHaveLength(1);
    expect(read).toEqual({ files: [nameOf(7)], scripts: [edited] });
  });
});

describe("a run over all migrations", () => {
  it("looks for the version of Prisma once, also where there is none", async () => {
    const indexes = Array.from({ length: MIGRATIONS }, (_, index) => index);
    const folder = makeProject({
      "prisma/schema.prisma": SCHEMA,
      ...Object.fromEntries(indexes.map((index) => [fileOf(index), sqlOf(index)])),
    });
    asked.paths = [];
    await lint(folder, { preset: "strict", patterns: ["**/*.sql"] });
    const manifests = asked.paths.filter((path) => path.endsWith("package.json"));
    expect(manifests).toContain(`${folder}/node_modules/prisma/package.json`);
    expect(manifests).toEqual([...new Set(manifests)]);
  });
});

describe("migrations without a schema", () => {
  it("are replayed once, not for each of them", async () => {
    const indexes = Array.from({ length: MIGRATIONS }, (_, index) => index);
    const folder = makeProject(
      Object.fromEntries(indexes.map((index) => [fileOf(index), sqlOf(index)])),
    );
    replayed.times = 0;
    await lint(folder, { preset: "strict", patterns: ["**/*.sql"] });
    expect(replayed.times).toBe(1);
  });
});

describe("typing in a schema", () => {
  const schema = `datasource db {\n  provider = "postgresql"\n}\n\nmodel Patient {\n  id  Int    @id\n  ssn String\n}\n`;
  const writer = (value: string) =>
    `export const add = (ssn) => prisma.patient.create({ data: { ssn: ${value} } });\n`;

  it("asks all modules again when the file is saved or another is linted, not at each keystroke", async () => {
    const folder = makeProject({
      "prisma/schema.prisma": schema,
      "src/patients.ts": writer("ssn"),
      "prisma/other.prisma": "",
    });
    const linter = new Linter({ cwd: folder });
    const config = sentinel.configure({ preset: "hipaa" }) as Linter.Config[];
    const isReported = async (text: string, file = "schema.prisma") => {
      // Lints within one turn are passes of one fix.
      await Promise.resolve();
      const filename = join(folder, "prisma", file);
      const messages = linter.verify(text, config, { filename });
      return messages.some(({ ruleId }) => ruleId === "prisma-sentinel/require-phi-encryption");
    };
    const timesAsked = () => asked.paths.filter((path) => path.endsWith("patients.ts")).length;

    expect(await isReported(`${schema}// 1\n`)).toBe(true);
    asked.paths = [];
    expect(await isReported(`${schema}// 2\n`)).toBe(true);
    expect(timesAsked()).toBe(0);

    writeIn(folder, "src/patients.ts", writer("encrypt(ssn)"));
    expect(await isReported(schema)).toBe(false);
    writeIn(folder, "src/patients.ts", writer("String(ssn)"));
    expect(await isReported("", "other.prisma")).toBe(false);
    expect(await isReported(`${schema}// 3\n`)).toBe(true);
  });
});
