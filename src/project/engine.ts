/**
 * Prisma's own judgement of a schema, by the engine of the version that the user's project installs. The
 * package `@prisma/internals` is optional: without it there is no such judgement, and no message.
 */

import { createRequire } from "node:module";
import { join } from "node:path";

import { computedOnce } from "../model/computed-once.ts";
import type { SchemaFile } from "../model/schema/types.ts";
import { mayInstall, versionIn } from "./prisma-version.ts";

/** One thing that the engine says; `range` in UTF-16 code units of `file`. */
export interface EngineDiagnostic {
  file: string;
  message: string;
  range: [start: number, end: number];
  isWarning: boolean;
}

interface Engine {
  lint(input: string): string;
}

const engines = new Map<string, Engine | null>();

function hasLint(module: unknown): module is Engine {
  return (
    typeof module === "object" &&
    module !== null &&
    "lint" in module &&
    typeof module.lint === "function"
  );
}

/** The WebAssembly engine beneath the `@prisma/internals` that `root` resolves; tried once a process. */
function engineOf(root: string): Engine | null {
  const known = engines.get(root);
  if (known !== undefined) return known;
  let engine: Engine | null = null;
  try {
    const internals = createRequire(join(root, "package.json")).resolve("@prisma/internals");
    const version = versionOf(internals);
    if (version === null || mayInstall(root, version)) {
      const module: unknown = createRequire(internals)("@prisma/prisma-schema-wasm");
      if (hasLint(module)) engine = module;
    }
  } catch {
    // Not installed, or of a shape that is not known: the own parser's word stands alone.
  }
  engines.set(root, engine);
  return engine;
}

/** The version of the `@prisma/internals` that a file belongs to. */
function versionOf(file: string): string | null {
  const [home] = /^.*[\\/]@prisma[\\/]internals[\\/]/u.exec(file) ?? [];
  return home === undefined ? null : versionIn(join(home, "package.json"));
}

interface RawDiagnostic {
  file_name?: string;
  start: number;
  end: number;
  text: string;
  is_warning: boolean;
}

function isDiagnostic(value: unknown): value is RawDiagnostic {
  return (
    typeof value === "object" &&
    value !== null &&
    "text" in value &&
    typeof value.text === "string" &&
    "start" in value &&
    typeof value.start === "number" &&
    "end" in value &&
    typeof value.end === "number"
  );
}

/** Colours for a terminal have no place in a message. */

const COLOUR = /\u001B\[[\d;]*m/gu;

/** A cache: each file of a schema asks for the same. */
const answers = new WeakMap<readonly SchemaFile[], readonly EngineDiagnostic[]>();

/**
 * What the engine says of a schema, nothing when it cannot be asked. Never throws: an engine that fails on
 * its input has said nothing.
 */
export function engineDiagnostics(
  root: string,
  files: readonly SchemaFile[],
): readonly EngineDiagnostic[] {
  return computedOnce(answers, files, () => askEngine(root, files));
}

function askEngine(root: string, files: readonly SchemaFile[]): EngineDiagnostic[] {
  const engine = engineOf(root);
  if (!engine) return [];
  try {
    const input = JSON.stringify(files.map(({ path, text }) => [path, text]));
    const answer: unknown = JSON.parse(engine.lint(input));
    if (!Array.isArray(answer)) return [];
    return answer.filter(isDiagnostic).map((diagnostic) => ({
      file: diagnostic.file_name ?? files[0]?.path ?? "",
      message: diagnostic.text.replaceAll(COLOUR, "").trim(),
      range: [diagnostic.start, diagnostic.end],
      isWarning: diagnostic.is_warning,
    }));
  } catch {
    return [];
  }
}
