/** The newest migration that databases have applied, as the settings name it. */

import { nearest } from "../text/nearest.ts";
import { listDirectory } from "./cache.ts";

const TIME = /^\d+$/u;

/**
 * Whether a migration is the baseline or comes before it. A baseline of digits alone is a point in time, also one at
 * which no migration was written: all that begin with it are applied.
 */
export function isUpTo(baseline: string, migration: string): boolean {
  const name = TIME.test(baseline) ? migration.slice(0, baseline.length) : migration;
  return name <= baseline;
}

/** A sentence about a baseline that names a migration which is not there; null when all is well. */
export function baselineProblem(baseline: string, folder: string, shown: string): string | null {
  if (TIME.test(baseline)) return null;
  const { directories } = listDirectory(folder);
  if (directories.length === 0 || directories.includes(baseline)) return null;
  const meant = nearest(baseline, directories);
  const hint = meant === null ? "." : `; did you mean "${meant}"?`;
  return `settings["prisma-sentinel"].baseline is "${baseline}", and ${shown} has no migration of that name${hint}`;
}
