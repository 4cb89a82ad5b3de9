import { describe, expect, inject, it } from "vitest";

import type { EslintPackage } from "./project.ts";
import { FILES, userProject } from "./project.ts";

const esm = `import sentinel from "eslint-plugin-prisma-sentinel";

export default sentinel.configure({ preset: "hipaa" });
`;

const configs = {
  "eslint.config.mjs": esm,
  "eslint.config.cjs": `const sentinel = require("eslint-plugin-prisma-sentinel");

module.exports = sentinel.configure({ preset: "hipaa" });
`,
  "eslint.config.ts": `import { defineConfig } from "eslint/config";
import sentinel from "eslint-plugin-prisma-sentinel";

const preset: "hipaa" = "hipaa";
export default defineConfig([sentinel.configure({ preset })]);
`,
};

const versions: EslintPackage[] = ["eslint", "eslint9"];
const cases = versions.flatMap((eslint) =>
  Object.entries(configs).map(([config, text]) => ({ eslint, config, text })),
);

describe("the packed package", () => {
  it.each(cases)(
    "finds defects of three languages: $eslint, $config",
    ({ eslint, config, text }) => {
      const project = userProject({
        packed: inject("packed"),
        eslint,
        files: { ...FILES, [config]: text },
      });

      const found = project.findings().filter(({ file }) => file !== config);

      expect(found.map(({ file, rule, line }) => `${file}:${line} ${String(rule)}`)).toEqual([
        "prisma/migrations/20260101000000_init/migration.sql:2 prisma-sentinel/require-idempotent-ddl",
        "prisma/schema.prisma:5 prisma-sentinel/require-row-level-security",
        "prisma/schema.prisma:5 prisma-sentinel/require-audit-trigger",
        "prisma/schema.prisma:10 prisma-sentinel/no-incompatible-id-default",
        "src/patients.ts:6 prisma-sentinel/no-hard-delete",
      ]);
    },
  );
});

describe("the entry of the package", () => {
  it("exports the plugin, and the plugin itself to require()", () => {
    const project = userProject({ packed: inject("packed"), files: FILES });
    const script = `
      import { createRequire } from "node:module";
      import { join } from "node:path";
      const module = await import("eslint-plugin-prisma-sentinel");
      const required = createRequire(import.meta.url)("eslint-plugin-prisma-sentinel");
      console.log(JSON.stringify({
        names: Object.keys(module).sort(),
        same: required === module.default && module["module.exports"] === module.default,
        plugin: Object.keys(module.default).sort(),
        meta: module.default.meta,
      }));
    `;
    project.write("entry.mjs", script);

    const { stdout } = project.node(["entry.mjs"]);

    expect(JSON.parse(stdout)).toEqual({
      names: ["default", "module.exports"],
      same: true,
      plugin: ["configs", "configure", "languages", "meta", "rules"],
      meta: {
        name: "eslint-plugin-prisma-sentinel",
        version: expect.stringMatching(/^\d+\.\d+\.\d+/u) as string,
        namespace: "prisma-sentinel",
      },
    });
  });
});
