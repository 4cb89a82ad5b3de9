/** The declarations in the package say the same as the sources: tests/types compiles against them too. */

import { readFileSync } from "node:fs";

import { expect, inject, it } from "vitest";

import { userProject } from "./project.ts";

const SOURCE_IMPORT = '"../../src/index.ts"';

const tsconfig = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
    noEmit: true,
  },
  include: ["configure.mts"],
};

it("compiles what users write and refuses what is wrong", () => {
  const text = readFileSync(new URL("../types/configure.ts", import.meta.url), "utf8");
  expect(text).toContain(SOURCE_IMPORT);
  const project = userProject({
    packed: inject("packed"),
    files: {
      "configure.mts": text.replaceAll(SOURCE_IMPORT, '"eslint-plugin-prisma-sentinel"'),
      "tsconfig.json": JSON.stringify(tsconfig),
    },
  });

  const { stdout } = project.node([project.path("node_modules/typescript/bin/tsc"), "-p", "."]);

  expect(stdout).toBe("");
});
