/**
 * The parser that presets set for TypeScript files: typescript-eslint's own, as the user's project installs
 * it, looked up when the first TypeScript file is linted. A run without one never loads it.
 */

import { createRequire } from "node:module";
import { join } from "node:path";

interface Parser {
  parseForESLint(text: string, options?: unknown): unknown;
}

function isParser(module: unknown): module is Parser {
  return (
    typeof module === "object" &&
    module !== null &&
    "parseForESLint" in module &&
    typeof module.parseForESLint === "function"
  );
}

/** The parser itself, or the `parser` of the package that bundles it. */
const PACKAGES = ["@typescript-eslint/parser", "typescript-eslint"];

function load(name: string, from: string): Parser | null {
  try {
    const module: unknown = createRequire(from)(name);
    if (isParser(module)) return module;
    if (typeof module !== "object" || module === null || !("parser" in module)) return null;
    return isParser(module.parser) ? module.parser : null;
  } catch {
    return null;
  }
}

let parser: Parser | undefined;

function findParser(): Parser {
  for (const from of [join(process.cwd(), "package.json"), import.meta.url]) {
    for (const name of PACKAGES) {
      parser ??= load(name, from) ?? undefined;
    }
  }
  if (parser) return parser;
  throw new Error(
    "prisma-sentinel needs typescript-eslint to read TypeScript. Install it (npm install --save-dev typescript-eslint), or set another parser for these files after prisma-sentinel's preset.",
  );
}

export const typescriptParser = {
  meta: { name: "prisma-sentinel/typescript-parser", version: "1" },
  /** @throws when the project has no typescript-eslint: ESLint shows it as the file's parsing error. */
  parseForESLint(text: string, options?: unknown): unknown {
    return findParser().parseForESLint(text, options);
  },
};
