/** The folder of migrations itself: what is in it beside the scripts. */

import { extname, join } from "node:path";

import { isFile, listDirectory, readText } from "./cache.ts";

/** Names the provider that the migrations are written for. */
const LOCK_FILE = "migration_lock.toml";
/** Undoes the migration beside which it lies. */
export const DOWN_SCRIPT = "down.sql";

/** The text of the lock file; null when there is none. */
export function readLock(folder: string): string | null {
  return readText(join(folder, LOCK_FILE));
}

/**
 * The folders in which Prisma looks for a `migration.sql` and finds none. Those with code in them belong to a
 * runner of the project's own.
 */
export function foldersWithoutScript(folder: string): readonly string[] {
  return listDirectory(folder).directories.filter((name) => {
    const path = join(folder, name);
    return !isFile(join(path, "migration.sql")) && listDirectory(path).files.every(isText);
  });
}

function isText(fileName: string): boolean {
  return [".sql", ".md"].includes(extname(fileName));
}

/** The names of the files beside the migrations' folders. */
export function filesBeside(folder: string): readonly string[] {
  return listDirectory(folder).files;
}
