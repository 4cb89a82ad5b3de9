/** Projects on disk for tests: files in a temporary folder, linted by ESLint as a user would. */

import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { ESLint } from "eslint";
import type { Linter } from "eslint";

import type { ConfigureOptions } from "../../src/configs.ts";
import sentinel from "../../src/index.ts";

/**
 * Writes files by their relative paths and returns the folder. It ends the search for projects above it, and is removed
 * when all tests are done (`scratch-folder.ts`).
 */
export function makeProject(files: Record<string, string | Uint8Array>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-")));
  mkdirSync(join(folder, ".git"));
  for (const [path, text] of Object.entries(files)) writeIn(folder, path, text);
  return folder;
}

export function writeIn(folder: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export interface Finding {
  file: string;
  rule: string | null;
  message: string;
  line: number;
  column: number;
}

interface LintOptions extends ConfigureOptions {
  /** Default: schemas, migrations and TypeScript. */
  patterns?: string[];
  fix?: boolean;
  /** Config objects that follow those of the preset. */
  also?: Linter.Config[];
}

const EVERYTHING = ["**/*.prisma", "**/*.sql", "**/*.ts"];

function eslintIn(
  cwd: string,
  { patterns: _, fix = false, also = [], ...options }: LintOptions,
): ESLint {
  return new ESLint({
    cwd,
    fix,
    overrideConfigFile: true,
    overrideConfig: [...(sentinel.configure(options) as Linter.Config[]), ...also],
    errorOnUnmatchedPattern: false,
  });
}

/** Lints a folder with a preset and settings; findings in the order of files and lines. */
export async function lint(folder: string, options: LintOptions): Promise<Finding[]> {
  const results = await eslintIn(folder, options).lintFiles(options.patterns ?? EVERYTHING);
  return results.flatMap((result) =>
    result.messages.map(({ ruleId, message, line, column }) => ({
      file: relative(folder, result.filePath),
      rule: ruleId?.replace("prisma-sentinel/", "") ?? null,
      message,
      line,
      column,
    })),
  );
}

/** Fixes a folder on disk. */
export async function fix(folder: string, options: LintOptions): Promise<void> {
  const eslint = eslintIn(folder, { ...options, fix: true });
  await ESLint.outputFixes(await eslint.lintFiles(options.patterns ?? EVERYTHING));
}
