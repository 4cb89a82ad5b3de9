/** Migrations as they are on disk, and with one script as the editor has it. */

import { basename, dirname, join } from "node:path";

import type { SqlScript } from "../languages/postgresql/ast.ts";
import { parseScript } from "../languages/postgresql/parser.ts";
import type { MigrationFile } from "../model/catalog/types.ts";
import { computedOnce } from "../model/computed-once.ts";
import { currentRound, fromFile, listDirectory } from "./cache.ts";

/** Reads a script, kept while the file is unchanged; null when it cannot be read. */
export function readScript(path: string): MigrationFile | null {
  return fromFile(path, parseMigration);
}

function parseMigration(text: string, path: string): MigrationFile {
  return { name: migrationName(path), path, text, script: scriptTree(text, path) };
}

/** `migrations/20260101_init/migration.sql` is `20260101_init`; any other script goes by its file name. */
export function migrationName(path: string): string {
  return isMigration(path) ? basename(dirname(path)) : basename(path);
}

/** Whether a file is a migration in Prisma's layout. */
export function isMigration(path: string): boolean {
  return basename(path) === "migration.sql";
}

const trees = new Map<string, { text: string; script: SqlScript }>();

/**
 * The tree of a script's text. The last one of each path is kept: a migration is parsed once, whether it is
 * linted first or read first for the sake of another. The same text has the same tree, whatever is on disk.
 */
export function scriptTree(text: string, path: string): SqlScript {
  const known = trees.get(path);
  if (known?.text === text) return known.script;
  const script = parseScript(text);
  trees.set(path, { text, script });
  return script;
}

interface Read {
  round: number;
  files: readonly MigrationFile[];
}

const folders = new Map<string, Read>();

/**
 * The migrations in a folder. Asking `stat` for each of 800 files for each of 800 linted ones would cost
 * seconds, so they are read once a round.
 */
export function migrationsIn(folder: string): readonly MigrationFile[] {
  const known = folders.get(folder);
  if (known?.round === currentRound()) return known.files;
  const files = listDirectory(folder)
    .directories.map((name) => readScript(join(folder, name, "migration.sql")))
    .filter((file) => file !== null);
  folders.set(folder, { round: currentRound(), files });
  return files;
}

const places = new WeakMap<readonly MigrationFile[], ReadonlyMap<string, number>>();

/** The index of the file at `path` among others, -1 when it is none of them. Looked up, for each linted file asks. */
export function indexAmong(files: readonly MigrationFile[], path: string): number {
  return computedOnce(places, files, placesOf).get(path) ?? -1;
}

/** Of a path that comes twice (the settings may name a migration as SQL of their own) the first place counts. */
function placesOf(files: readonly MigrationFile[]): ReadonlyMap<string, number> {
  return new Map(files.map(({ path }, index) => [path, index] as const).reverse());
}
