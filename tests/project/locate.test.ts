import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { locate, locateAll } from "../../src/project/locate.ts";
import type { Settings } from "../../src/settings.ts";
import { makeProject } from "../support/temporary-project.ts";

const DATASOURCE = 'datasource db {\n  provider = "postgresql"\n}\n';

/** Where the project of `file` is, by relative paths. */
function found(folder: string, file: string, settings: Settings = {}) {
  const located = locate(join(folder, file), folder, settings);
  if (!located.ok) return located.problem?.message ?? null;
  const { schema, files, migrations, root } = located.location;
  const short = (path: string): string => path.slice(folder.length + 1) || ".";
  return {
    schema: short(schema),
    files: files.map(short),
    migrations: migrations === null ? null : short(migrations),
    root: short(root),
  };
}

describe("the usual places", () => {
  it("finds prisma/schema.prisma and the migrations beside it", () => {
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema.prisma": DATASOURCE,
      "prisma/migrations/20260101000000_init/migration.sql": "",
      "src/deep/down/service.ts": "",
    });
    const expected = {
      schema: "prisma/schema.prisma",
      files: ["prisma/schema.prisma"],
      migrations: "prisma/migrations",
      root: ".",
    };
    expect(found(folder, "src/deep/down/service.ts")).toEqual(expected);
    expect(found(folder, "prisma/schema.prisma")).toEqual(expected);
    expect(found(folder, "prisma/migrations/20260101000000_init/migration.sql")).toEqual(expected);
  });

  it("reads a schema/ folder as one schema, and leaves files beside schema.prisma alone", () => {
    const folder = makeProject({
      "a/prisma/schema/main.prisma": DATASOURCE,
      "a/prisma/schema/models/user.prisma": "model User {\n  id Int @id\n}\n",
      "a/prisma/migrations/1_init/migration.sql": "",
      "b/prisma/schema.prisma": DATASOURCE,
      "b/prisma/old.prisma": DATASOURCE,
    });
    expect(found(folder, "a/prisma/schema/models/user.prisma")).toMatchObject({
      schema: "a/prisma/schema",
      files: ["a/prisma/schema/main.prisma", "a/prisma/schema/models/user.prisma"],
      migrations: "a/prisma/migrations",
    });
    expect(found(folder, "b/prisma/old.prisma")).toMatchObject({
      files: ["b/prisma/schema.prisma"],
    });
  });

  it("takes the one schema beside the migrations, whatever its name", () => {
    const folder = makeProject({
      "db/prisma/schema.full.prisma": DATASOURCE,
      "db/prisma/migrations/1_init/migration.sql": "",
      "db/seed.ts": "",
      "docs/prisma/one.prisma": DATASOURCE,
      "docs/prisma/two.prisma": DATASOURCE,
    });
    const schema = "db/prisma/schema.full.prisma";
    for (const file of ["db/prisma/migrations/1_init/migration.sql", "db/seed.ts"]) {
      expect(found(folder, file)).toMatchObject({ schema, files: [schema] });
    }
    expect(found(folder, "docs/prisma/two.prisma")).toMatchObject({
      files: ["docs/prisma/two.prisma"],
    });
  });

  it("takes the nearest of nested projects", () => {
    const folder = makeProject({
      "prisma/schema.prisma": DATASOURCE,
      "services/billing/prisma/schema.prisma": DATASOURCE,
    });
    expect(found(folder, "services/billing/src/a.ts")).toMatchObject({
      schema: "services/billing/prisma/schema.prisma",
    });
    expect(found(folder, "services/other/src/a.ts")).toMatchObject({
      schema: "prisma/schema.prisma",
    });
    expect(locateAll(folder, {}).map(({ schema }) => schema)).toEqual([
      join(folder, "prisma/schema.prisma"),
    ]);
  });
});

describe("declarations", () => {
  it.each([
    ["a wrapped object", 'export default defineConfig({ schema: "./db/models" });'],
    ["a plain object", 'export default { schema: "db/models" };'],
    ["a constant", 'const config = { schema: "db/models" };\nexport default config;'],
    ["satisfies", 'export default { schema: "db/models" } satisfies PrismaConfig;'],
    ["path.join", 'export default defineConfig({ schema: path.join("db", "models") });'],
    ["__dirname", 'export default defineConfig({ schema: path.resolve(__dirname, "db/models") });'],
    [
      "import.meta.dirname in a template",
      "export default defineConfig({ schema: `${import.meta.dirname}/db/models` });",
    ],
  ])("reads prisma.config.ts without running it: %s", (_, config) => {
    const folder = makeProject({
      "prisma.config.ts": `throw new Error("run");\n${config}`,
      "db/models/a.prisma": DATASOURCE,
      "src/a.ts": "",
    });
    expect(found(folder, "src/a.ts")).toMatchObject({
      schema: "db/models",
      files: ["db/models/a.prisma"],
    });
  });

  it("is believed of a folder in which one file has the usual name", () => {
    const folder = makeProject({
      "db/package.json": "{}",
      "db/prisma.config.ts":
        'import path from "node:path";\nexport default { schema: path.join(__dirname, "prisma") };\n',
      "db/prisma/schema.prisma": DATASOURCE,
      "db/prisma/models/user.prisma": "model User {\n  id Int @id\n}\n",
      "db/prisma/migrations/1_init/migration.sql": "",
      "db/src/service.ts": "",
    });
    const files = ["db/prisma/models/user.prisma", "db/prisma/schema.prisma"];
    for (const file of [...files, "db/prisma/migrations/1_init/migration.sql", "db/src/service.ts"])
      expect(found(folder, file)).toMatchObject({ schema: "db/prisma", files });
  });

  it("takes the migrations from it, and the folder beside the schema when that one is empty", () => {
    const files = {
      "packages/db/schema/a.prisma": DATASOURCE,
      "packages/db/migration/1_init/migration.sql": "",
    };
    const empty = makeProject({
      ...files,
      "prisma.config.ts":
        'export default { schema: "packages/db/schema", migrations: { path: "packages/db/.generated" } };',
    });
    expect(found(empty, "packages/db/schema/a.prisma")).toMatchObject({
      migrations: "packages/db/migration",
    });
    const full = makeProject({
      ...files,
      "sql/1_init/migration.sql": "",
      "prisma.config.ts":
        'export default { schema: "packages/db/schema", migrations: { path: "sql" } };',
    });
    expect(found(full, "packages/db/schema/a.prisma")).toMatchObject({ migrations: "sql" });
  });

  it("reads package.json#prisma.schema, and survives a broken package.json", () => {
    const folder = makeProject({
      "package.json": '{ "prisma": { "schema": "db/main.prisma" } }',
      "db/main.prisma": DATASOURCE,
      "broken/package.json": "{",
      "broken/src/a.ts": "",
    });
    expect(found(folder, "src/a.ts")).toMatchObject({ schema: "db/main.prisma" });
    expect(found(folder, "broken/src/a.ts")).toMatchObject({ schema: "db/main.prisma" });
  });
});

describe("monorepos", () => {
  const files = {
    "packages/database/package.json": '{ "name": "@clinic/database" }',
    "packages/database/prisma/schema.prisma": DATASOURCE,
    "apps/api/package.json": '{ "dependencies": { "@clinic/database": "workspace:*" } }',
  };

  it("finds the one schema of the repository from another package", () => {
    expect(found(makeProject(files), "apps/api/src/a.ts")).toMatchObject({
      schema: "packages/database/prisma/schema.prisma",
      root: "packages/database",
    });
  });

  it("of two takes the one that the package depends on, and none when it cannot tell", () => {
    const folder = makeProject({
      ...files,
      "packages/metrics/package.json": '{ "name": "@clinic/metrics" }',
      "packages/metrics/prisma/schema.prisma": DATASOURCE,
      "apps/web/package.json": "{}",
    });
    expect(found(folder, "apps/api/src/a.ts")).toMatchObject({
      schema: "packages/database/prisma/schema.prisma",
    });
    expect(found(folder, "apps/web/src/a.ts")).toBeNull();
  });
});

describe("settings", () => {
  it("win over everything, relative to the root", () => {
    const folder = makeProject({
      "prisma/schema.prisma": DATASOURCE,
      "db/other.prisma": DATASOURCE,
      "db/sql/1_init/migration.sql": "",
    });
    expect(
      found(folder, "src/a.ts", { root: "db", schema: "other.prisma", migrations: "sql" }),
    ).toEqual({
      schema: "db/other.prisma",
      files: ["db/other.prisma"],
      migrations: "db/sql",
      root: "db",
    });
  });

  it("say what is wrong with a schema that is not there", () => {
    const folder = makeProject({ "empty/readme.md": "" });
    expect(found(folder, "a.ts", { schema: "db/schema.prisma" })).toMatch(
      /^The setting schema names db\/schema\.prisma, which does not exist; correct it in your ESLint config/u,
    );
    expect(found(folder, "a.ts", { schema: "empty" })).toMatch(/holds no \.prisma file/u);
  });
});
