import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/no-deprecated-schema-api.ts";
import { testOnSchemas } from "../../rule-tester.ts";
import { engineFormat } from "../../support/prisma-engine.ts";
import { fix, lint, makeProject } from "../../support/temporary-project.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const on = (prismaVersion: string) => ({ settings: { "prisma-sentinel": { prismaVersion } } });
const flags = (list: string) =>
  `generator client {\n  provider        = "prisma-client"\n  previewFeatures = ${list}\n}\n`;
const source = (...lines: string[]) =>
  `datasource db {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

testOnSchemas("no-deprecated-schema-api", rule, {
  valid: [
    { name: "not yet general", code: flags('["driverAdapters"]'), ...on("6.15.1") },
    { name: "still a preview", code: flags('["relationJoins", "views"]'), ...on("7.10.0") },
    {
      name: "no version of Prisma has it: the engine says so",
      code: flags('["constructor", "trasing"]'),
      ...on("7.10.0"),
    },
    {
      name: "MySQL keeps the name",
      code: `${source('provider = "mysql"')}${flags('["fullTextSearch"]')}`,
      ...on("5.22.0"),
    },
    {
      code: `generator client {\n  provider = "prisma-client-js"\n}\n${source('provider = "postgresql"', 'url      = env("DATABASE_URL")', 'relationMode = "prisma"')}`,
      ...on("6.19.0"),
    },
  ],
  invalid: [
    {
      code: flags('["driverAdapters"]'),
      output: flags("[]"),
      ...on("6.16.0"),
      errors: [
        {
          message:
            "The preview feature 'driverAdapters' is on by itself since Prisma 6.16; the flag does nothing but warn.",
          line: 3,
          column: 22,
          endLine: 3,
          endColumn: 38,
        },
      ],
    },
    {
      name: "the first, the last, and one without brackets",
      code: flags('["views", "tracing"]') + flags('["tracing", "views"]') + flags('"tracing"'),
      output: flags('["views"]') + flags('["views"]') + flags("[]"),
      ...on("^6.1.0"),
      errors: [
        { messageId: "general", line: 3, column: 31, endLine: 3, endColumn: 40 },
        { messageId: "general", line: 7, column: 22, endLine: 7, endColumn: 31 },
        { messageId: "general", line: 11, column: 21, endLine: 11, endColumn: 30 },
      ],
    },
    {
      code: flags('["metrics", "fullTextSearch"]'),
      output: flags('["fullTextSearch"]'),
      ...on("7.0.0"),
      errors: [
        {
          message: "Prisma 7.0 has no preview feature 'metrics' any more: the flag does nothing.",
          line: 3,
          column: 22,
          endLine: 3,
          endColumn: 31,
        },
        {
          message:
            "On PostgreSQL the preview feature 'fullTextSearch' is called 'fullTextSearchPostgres' since Prisma 6.0.",
          line: 3,
          column: 33,
          endLine: 3,
          endColumn: 49,
        },
      ],
    },
    {
      name: "elsewhere it became general",
      code: source('provider = "mysql"') + flags('["fullTextSearch"]'),
      output: source('provider = "mysql"') + flags("[]"),
      ...on("6.0.0"),
      errors: [{ messageId: "general", line: 6, column: 22, endLine: 6, endColumn: 38 }],
    },
    {
      code: source('provider             = "postgresql"', 'referentialIntegrity = "prisma"'),
      output: source('provider     = "postgresql"', 'relationMode = "prisma"'),
      ...on("4.5.0"),
      errors: [
        {
          message: "'referentialIntegrity' is called 'relationMode' since Prisma 4.5.",
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 23,
        },
      ],
    },
    {
      name: "what is not aligned stays so",
      code: source('provider = "postgresql"', 'referentialIntegrity="prisma"'),
      output: source('provider = "postgresql"', 'relationMode="prisma"'),
      ...on("5.0.0"),
      errors: [{ messageId: "relationMode", line: 3, column: 3, endLine: 3, endColumn: 23 }],
    },
    {
      name: "before an upgrade",
      code: source('provider          = "postgresql"', 'shadowDatabaseUrl = env("SHADOW")'),
      options: [{ version: "7" }],
      ...on("6.19.0"),
      errors: [
        {
          message:
            "Prisma 7 does not take 'shadowDatabaseUrl' in a schema: migrations read it from prisma.config.ts, and the client gets an adapter.",
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 20,
          suggestions: [
            {
              messageId: "removeAddress",
              data: { key: "shadowDatabaseUrl" },
              output: source('provider = "postgresql"'),
            },
          ],
        },
      ],
    },
    {
      code: 'generator client {\n  provider = "prisma-client-js"\n  output   = "../generated"\n}\n',
      ...on("7.1.0"),
      errors: [
        {
          message:
            "'prisma-client-js' is deprecated since Prisma 7: it writes into node_modules, and 'prisma-client' into your sources.",
          line: 2,
          column: 14,
          endLine: 2,
          endColumn: 32,
          suggestions: [
            {
              messageId: "useClient",
              output:
                'generator client {\n  provider = "prisma-client"\n  output   = "../generated"\n}\n',
            },
          ],
        },
      ],
    },
    {
      name: "the new generator has to be told where to write",
      code: 'generator client {\n  provider = "prisma-client-js"\n}\n',
      ...on("7.1.0"),
      errors: [{ messageId: "generator", line: 2, column: 14, endLine: 2, endColumn: 32 }],
    },
  ],
});

describe("in a project", () => {
  it("is silent where no version is known", async () => {
    const folder = makeProject({ "prisma/schema.prisma": flags('["tracing"]') });
    const found = await lint(folder, { preset: "recommended", patterns: ["**/*.prisma"] });
    expect(found.map(({ rule: name }) => name)).not.toContain("no-deprecated-schema-api");
  });

  it("knows the version that package.json pins, and leaves the file formatted", async () => {
    const head =
      'datasource db {\n  provider             = "postgresql"\n  referentialIntegrity = "prisma" // no keys\n}\n\ngenerator client {\n  provider        = "prisma-client-js"\n  previewFeatures = ["views", "multiSchema", "tracing"]\n}\n';
    const folder = makeProject({
      "package.json": JSON.stringify({ devDependencies: { prisma: "6.13.0" } }),
      "prisma/schema.prisma": head,
    });
    const options = { preset: "recommended" as const, patterns: ["**/*.prisma"] };
    const found = await lint(folder, options);
    expect(found.filter(({ rule: name }) => name === "no-deprecated-schema-api")).toHaveLength(3);
    await fix(folder, options);
    const text = readFileSync(join(folder, "prisma/schema.prisma"), "utf8");
    expect(text).toContain('previewFeatures = ["views"]');
    expect(text).toBe(await engineFormat(text));
  });

  it("says nothing where no version is known", async () => {
    const schema = source('provider = "postgresql"') + flags('["tracing"]');
    const options = { preset: "recommended" as const, patterns: ["**/*.prisma"] };
    const rulesIn = async (files: Record<string, string>) =>
      (await lint(makeProject({ "prisma/schema.prisma": schema, ...files }), options)).map(
        (finding) => finding.rule,
      );
    const pinned = JSON.stringify({ dependencies: { prisma: "6.13.0" } });
    expect(await rulesIn({ "package.json": pinned })).toEqual(["no-deprecated-schema-api"]);
    expect(await rulesIn({ "package.json": "{}" })).toEqual([]);
  });
});
