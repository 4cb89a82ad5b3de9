/**
 * Reading the user's TypeScript and JavaScript without running it. The parser (@babel/parser, in its ESTree
 * shape) is loaded when the first module is read, so that a run over schemas alone never pays for it.
 */

import { createRequire } from "node:module";
import { dirname, extname, resolve } from "node:path";
import type { TSESTree } from "@typescript-eslint/types";

import { fromFile, isFile } from "./cache.ts";

interface Babel {
  parse(text: string, options: Record<string, unknown>): { program: TSESTree.Program };
}

let babel: Babel | undefined;

function loadBabel(): Babel {
  babel ??= createRequire(import.meta.url)("@babel/parser") as Babel;
  return babel;
}

/** A module's syntax tree with ranges in UTF-16 code units, or why there is none. */
export type ParsedModule =
  | { ok: true; program: TSESTree.Program; text: string; file: string }
  | { ok: false; message: string; file: string };

function pluginsFor(file: string): string[] {
  const jsx = /\.[jt]sx$|\.[cm]?js$/u.test(file) ? ["jsx"] : [];
  const typescript = /\.[cm]?tsx?$/u.test(file) ? ["typescript", "decorators-legacy"] : [];
  return ["estree", ...typescript, ...jsx];
}

/** Parses a module's text. Never throws: what does not parse comes back as a message. */
export function parseModule(text: string, file: string): ParsedModule {
  try {
    const { program } = loadBabel().parse(text, {
      sourceType: "unambiguous",
      ranges: true,
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      plugins: pluginsFor(file),
    });
    return { ok: true, program, text, file };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error), file };
  }
}

/** Reads and parses a module, kept while the file is unchanged; null when it cannot be read. */
export function readModule(file: string): ParsedModule | null {
  return fromFile(file, parseModule);
}

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];
/** TypeScript lets `./map.js` mean `./map.ts`. */
const SOURCES_OF: Record<string, string[]> = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

function candidates(path: string): string[] {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  return [
    path,
    ...(SOURCES_OF[extension] ?? []).map((source) => stem + source),
    ...EXTENSIONS.map((ending) => path + ending),
    ...EXTENSIONS.map((ending) => resolve(path, `index${ending}`)),
  ];
}

/** The file that a relative import means; null for packages and for files that are not there. */
export function resolveImport(specifier: string, fromFile: string): string | null {
  if (!specifier.startsWith(".") && !specifier.startsWith("/")) return null;
  return candidates(resolve(dirname(fromFile), specifier)).find(isFile) ?? null;
}
