/**
 * Files, and what was computed from them, kept for as long as `stat` says they are unchanged: validity is a
 * matter of modification time and size, never of how much time has passed.
 */

import { readFileSync, readdirSync, statSync } from "node:fs";

interface Entry {
  stamp: string;
  text: string;
  derived: Map<Compute<unknown>, unknown>;
}

/** Something computed from one file's text alone. Its identity is the cache key: use named functions. */
export type Compute<Result> = (text: string, path: string) => Result;

const entries = new Map<string, Entry>();

/** `mtime:size` of a file, null when there is no file of that name. */
export function stampOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.mtimeMs}:${stats.size}` : null;
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readEntry(path: string): Entry | null {
  try {
    const stamp = stampOf(path);
    if (stamp === null) return null;
    const known = entries.get(path);
    if (known?.stamp === stamp) return known;
    const text = readFileSync(path, "utf8");
    const entry: Entry = { stamp, text: withoutByteOrderMark(text), derived: new Map() };
    entries.set(path, entry);
    return entry;
  } catch {
    // Not readable (permissions, a name that is too long, gone between the two calls): as good as absent.
    return null;
  }
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** The text of a file without its byte order mark; null when it cannot be read. */
export function readText(path: string): string | null {
  return readEntry(path)?.text ?? null;
}

/** What `compute` makes of a file's text, computed once per version of the file; null when it cannot be read. */
export function fromFile<Result>(path: string, compute: Compute<Result>): Result | null {
  const entry = readEntry(path);
  if (!entry) return null;
  const known = entry.derived.get(compute);
  // The map holds, per function, only what that very function returned.
  if (known !== undefined) return known as Result;
  const result = compute(entry.text, path);
  entry.derived.set(compute, result);
  return result;
}

export interface Listing {
  files: readonly string[];
  directories: readonly string[];
}

interface ListingEntry extends Listing {
  stamp: number;
}

const listings = new Map<string, ListingEntry>();
const NOTHING: Listing = { files: [], directories: [] };

/** Names in a folder, sorted; nothing when it is no folder. Valid while the folder's modification time stands. */
export function listDirectory(path: string): Listing {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) return NOTHING;
    const known = listings.get(path);
    if (known?.stamp === stats.mtimeMs) return known;
    const names = readdirSync(path, { withFileTypes: true });
    const listing: ListingEntry = {
      stamp: stats.mtimeMs,
      files: names
        .filter((entry) => !entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
      directories: names
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    };
    listings.set(path, listing);
    return listing;
  } catch {
    return NOTHING;
  }
}
