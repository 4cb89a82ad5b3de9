import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";

import { lint, makeProject } from "../../support/temporary-project.ts";

const require = createRequire(import.meta.url);
const internals = realpathSync(join(require.resolve("@prisma/internals"), "../.."));
const engine = createRequire(join(internals, "package.json"))("@prisma/prisma-schema-wasm") as {
  lint: (input: string) => string;
};

/** A project that has installed `@prisma/internals`. */
function projectWithEngine(files: Record<string, string>): string {
  const folder = makeProject({ "package.json": "{}", ...files });
  mkdirSync(join(folder, "node_modules/@prisma"), { recursive: true });
  symlinkSync(internals, join(folder, "node_modules/@prisma/internals"));
  return folder;
}

async function said(folder: string) {
  const found = await lint(folder, { preset: "recommended", patterns: ["**/*.prisma"] });
  return found
    .filter(({ rule }) => rule === "valid-schema")
    .map(({ file, line, column, message }) => [file, line, column, message]);
}

const DATASOURCE = `datasource db {\n  provider = "postgresql"\n}\n`;

describe("what the project's own engine says of a schema", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("stands at its place, past letters of several bytes", async () => {
    const schema = `${DATASOURCE}\n// für Ärzte 🩺\nmodel Patient {\n  id String @id @default(nonsense())\n}\n`;
    const folder = projectWithEngine({ "prisma/schema.prisma": schema });
    expect(await said(folder)).toEqual([
      ["prisma/schema.prisma", 7, 26, expect.stringContaining("nonsense")],
    ]);
  });

  it("is not asked where a project wants another version than the one above it", async () => {
    const schema = `${DATASOURCE}\nmodel Patient {\n  id String @id @default(nonsense())\n}\n`;
    const files = { "app/prisma/schema.prisma": schema };
    const wanting = (range: string) =>
      projectWithEngine({
        "app/package.json": `{ "devDependencies": { "prisma": "${range}" } }`,
        ...files,
      });
    expect(await said(wanting("^5.20.0"))).toEqual([]);
    expect(await said(wanting("*"))).toHaveLength(1);
  });

  it("is asked once for a schema of several files", async () => {
    const asked = vi.spyOn(engine, "lint");
    const folder = projectWithEngine({
      "package.json": `{ "prisma": { "schema": "prisma/schema" } }`,
      "prisma/schema/base.prisma": DATASOURCE,
      "prisma/schema/one.prisma": "model One {\n  name String\n}\n",
      "prisma/schema/two.prisma": "model Two {\n  name String\n}\n",
    });
    expect(await said(folder)).toEqual([
      ["prisma/schema/one.prisma", 1, 1, expect.stringContaining("at least one unique criteria")],
      ["prisma/schema/two.prisma", 1, 1, expect.stringContaining("at least one unique criteria")],
    ]);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
