/** Migrations as they are on disk, and with one script as the editor has it. */

import { basename, dirname, join } from "node:path";

import type { SqlScript } from "../languages/postgresql/ast.ts";
import { parseScript } from "../languages/postgresql/parser.ts";
import type { MigrationFile } from "../model/catalog/types.ts";
import { fromFile, listDirectory, readText } from "./cache.ts";

/** Reads a script, kept while the file is unchanged; null when it cannot be read. */
export function readScript(path: string): MigrationFile | null {
  return fromFile(path, parseMigration);
}

function parseMigration(text: string, path: string): MigrationFile {
  return { name: migrationName(path), path, text, script: parseScript(text) };
}

/** `migrations/20260101_init/migration.sql` is `20260101_init`; any other script goes by its file name. */
export function migrationName(path: string): string {
  return isMigration(path) ? basename(dirname(path)) : basename(path);
}

/** Whether a file is a migration in Prisma's layout. */
export function isMigration(path: string): boolean {
  return basename(path) === "migration.sql";
}

/** The tree of a script's text: that of the file on disk where it is the same text, so that it is parsed once. */
export function scriptTree(text: string, path: string): SqlScript {
  const saved = readText(path) === text ? readScript(path) : null;
  return saved?.script ?? parseScript(text);
}

interface Round {
  folders: readonly string[];
  files: readonly MigrationFile[];
  linted: Set<string>;
}

const rounds = new Map<string, Round>();

/**
 * The migrations in a folder. Asking `stat` for each of 800 files for each of 800 linted ones would cost
 * seconds, so they are asked again only when the folder itself has changed, or when a file comes by for the
 * second time: a run over a project sees each file once, an editor sees the same ones again and again.
 */
export function migrationsIn(folder: string, linted: string): readonly MigrationFile[] {
  const folders = listDirectory(folder).directories;
  const round = rounds.get(folder);
  if (round?.folders === folders && !round.linted.has(linted)) {
    round.linted.add(linted);
    return round.files;
  }
  const files = folders
    .map((name) => readScript(join(folder, name, "migration.sql")))
    .filter((file) => file !== null);
  rounds.set(folder, { folders, files, linted: new Set([linted]) });
  return files;
}
