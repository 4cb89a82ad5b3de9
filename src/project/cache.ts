/**
 * Files, and what was computed from them, kept for as long as `stat` says they are unchanged: validity is a
 * matter of modification time and size, never of how much time has passed.
 *
 * Files that findings are about are asked each time. What is asked for every linted file by the dozen, which
 * folders hold what, is asked once a round, and all modules of a repository once a look.
 */

import { readFileSync, readdirSync, statSync } from "node:fs";

// ---- rounds ----------------------------------------------------------------------------------------------

let round = 0;
let look = 0;
let lintedInRound = new Set<string>();
/** The file being linted: passes of one fix follow each other without anything else coming between. */
let lintedNow: string | null = null;
let lintedLast: string | null = null;

/**
 * Says that a file is about to be linted. A round ends when a file comes by for the second time: a run over a
 * project sees each file once, an editor the same ones again and again.
 *
 * @param isSaved whether its text is the one on disk; asked when that matters
 */
export function enterRound(path: string, isSaved: () => boolean): void {
  if (lintedNow !== path && lintedInRound.has(path)) {
    round++;
    if (path !== lintedLast || isSaved()) look++;
    lintedInRound = new Set();
    kinds.clear();
  }
  lintedInRound.add(path);
  lintedNow = path;
  lintedLast = path;
  // Fix passes run in one go; anything later is another look at the file.
  queueMicrotask(() => {
    lintedNow = null;
  });
}

/** The number of the current round. */
export function currentRound(): number {
  return round;
}

/**
 * The number of the current look at the whole repository. All rounds in which someone types in one file are one look:
 * asking a thousand modules whether they have changed at every keystroke would take longer than the rules.
 */
export function currentLook(): number {
  return look;
}

// ---- files -----------------------------------------------------------------------------------------------

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

type Kind = "file" | "directory" | null;

const kinds = new Map<string, Kind>();

function kindOf(path: string): Kind {
  let kind = kinds.get(path);
  if (kind === undefined) {
    const stats = statSync(path, { throwIfNoEntry: false });
    kind = stats?.isDirectory() ? "directory" : stats?.isFile() ? "file" : null;
    kinds.set(path, kind);
  }
  return kind;
}

/** Whether a path was a folder when this round first asked. */
export function isDirectory(path: string): boolean {
  return kindOf(path) === "directory";
}

/** Whether a path was a file when this round first asked. */
export function isFile(path: string): boolean {
  return kindOf(path) === "file";
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

/** The object that a JSON file holds, read again when it has changed; empty when it is none. */
export function readJson(path: string): Readonly<Record<string, unknown>> {
  return fromFile(path, objectIn) ?? {};
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
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
  round: number;
}

const listings = new Map<string, ListingEntry>();

/**
 * Names in a folder, sorted; nothing when it is no folder. Valid while the folder's modification time stands,
 * which is asked once a round.
 */
export function listDirectory(path: string): Listing {
  const known = listings.get(path);
  if (known?.round === round) return known;
  const listing = readListing(path, known);
  listings.set(path, listing);
  return listing;
}

function readListing(path: string, known: ListingEntry | undefined): ListingEntry {
  const nothing: ListingEntry = { files: [], directories: [], stamp: 0, round };
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) return nothing;
    if (known?.stamp === stats.mtimeMs) return { ...known, round };
    const names = readdirSync(path, { withFileTypes: true });
    return {
      stamp: stats.mtimeMs,
      round,
      files: names
        .filter((entry) => !entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
      directories: names
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    };
  } catch {
    return nothing;
  }
}
