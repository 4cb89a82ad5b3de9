/** What a run loads: what it does not need must cost it nothing. */

import { expect, inject, it } from "vitest";

import type { UserProject } from "./project.ts";
import { FILES, userProject } from "./project.ts";

const HEAVY = [
  "libpg-query",
  "@babel/parser",
  "typescript-eslint",
  "@typescript-eslint",
  "@prisma",
];

interface Loaded {
  modules: string[];
  /** How often a WebAssembly module was compiled. */
  compiled: number;
}

/** Runs a script and says which of the heavy packages it loaded. All of them are CommonJS. */
function loadedBy(project: UserProject, script: string): Loaded {
  project.write(
    "script.mjs",
    `import { _cache } from "node:module";
let compiled = 0;
WebAssembly.Module = class extends WebAssembly.Module {
  constructor(bytes) {
    super(bytes);
    compiled++;
  }
};
${script}
console.log(JSON.stringify({ modules: Object.keys(_cache), compiled }));
`,
  );
  const { stdout, stderr } = project.node(["script.mjs"]);
  if (stdout === "") throw new Error(stderr);
  const { modules, compiled } = JSON.parse(stdout) as Loaded;
  const heavy = HEAVY.filter((name) =>
    modules.some((path) => path.includes(`/node_modules/${name}/`)),
  );
  return { modules: heavy, compiled };
}

function lint(file: string): string {
  return `import { ESLint } from "eslint";
import sentinel from "eslint-plugin-prisma-sentinel";

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: sentinel.configure({ preset: "hipaa" }),
});
const [result] = await eslint.lintFiles([${JSON.stringify(file)}]);
if (result.messages.length === 0) throw new Error("Nothing was found, so nothing was linted.");
`;
}

it("loads no parser when it is imported", () => {
  const project = userProject({ packed: inject("packed"), files: FILES });

  expect(loadedBy(project, 'import "eslint-plugin-prisma-sentinel";')).toEqual({
    modules: [],
    compiled: 0,
  });
});

it("loads no PostgreSQL parser for a run over TypeScript", () => {
  const project = userProject({ packed: inject("packed"), files: FILES });

  const { modules, compiled } = loadedBy(project, lint("src/patients.ts"));

  expect(modules).not.toContain("libpg-query");
  expect(modules).toContain("@typescript-eslint");
  expect(compiled).toBe(0);
});

it("loads nothing of typescript-eslint for a run over SQL", () => {
  const project = userProject({ packed: inject("packed"), files: FILES });

  const { modules, compiled } = loadedBy(project, lint("prisma/migrations/*/migration.sql"));

  expect(modules).not.toContain("@typescript-eslint");
  expect(modules).toContain("libpg-query");
  expect(compiled).toBe(1);
});
