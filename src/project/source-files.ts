/** The modules that people write, as opposed to what is installed, built or generated. */

import { join } from "node:path";

import { listDirectory } from "./cache.ts";

const SKIPPED = new Set([
  "node_modules",
  "dist",
  "build",
  "out",
  "coverage",
  "migrations",
  "public",
]);
const SOURCE = /\.[cm]?[jt]sx?$/u;
const NOT_SOURCE = /\.d\.[cm]?ts$|\.(?:test|spec|stories|e2e)\.[cm]?[jt]sx?$/u;
const MAX_DEPTH = 12;
/** Generated clients and bundles are larger than any module that a person writes. */
export const MAX_SOURCE_SIZE = 400_000;

/** The sources below a folder, and in the folders below it that `enters` lets in. */
export function* sourcesBelow(
  folder: string,
  enters: (folder: string) => boolean = () => true,
  depth: number = MAX_DEPTH,
): Generator<string> {
  const { files, directories } = listDirectory(folder);
  for (const name of files) {
    if (SOURCE.test(name) && !NOT_SOURCE.test(name)) yield join(folder, name);
  }
  if (depth === 0) return;
  for (const name of directories) {
    const below = join(folder, name);
    if (!SKIPPED.has(name) && !name.startsWith(".") && enters(below)) {
      yield* sourcesBelow(below, enters, depth - 1);
    }
  }
}
