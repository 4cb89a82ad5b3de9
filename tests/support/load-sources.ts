/** Stands in for src/load.ts where the sources run uncompiled: what `require` cannot load has been imported before. */

import { readdirSync, readFileSync } from "node:fs";

const RULES = new URL("../../src/rules/", import.meta.url);

function ruleModules(): string[] {
  return readdirSync(RULES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: area }) =>
      readdirSync(new URL(area, RULES)).map((file) => `rules/${area}/${file}`),
    )
    .filter((path) =>
      readFileSync(new URL(`../${path}`, RULES), "utf8").includes("export default rule;"),
    );
}

const PATHS = [...ruleModules(), "languages.ts", "project/fingerprint.ts"];
const modules = new Map<string, unknown>(
  await Promise.all(
    PATHS.map(async (path): Promise<[string, unknown]> => {
      const module: unknown = await import(/* @vite-ignore */ `../../src/${path}`);
      return [`./${path.replace(/\.ts$/, ".js")}`, module];
    }),
  ),
);

export function load(path: string): unknown {
  if (!modules.has(path)) throw new Error(`${path} is not among the modules that tests load`);
  return modules.get(path);
}
