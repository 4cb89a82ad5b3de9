/** The module of a package that constructs the Prisma client for all others. */

import { basename, dirname, extname, join, relative, sep } from "node:path";

import type { TSESTree } from "@typescript-eslint/types";

import { readClientUse } from "../model/client/constructions.ts";
import type { ClientUse } from "../model/client/constructions.ts";
import { fromFile, isFile, readText } from "./cache.ts";
import { ancestorsOf, oncePerRound, repositoryTop } from "./locate.ts";
import { parseModule } from "./modules.ts";
import { MAX_SOURCE_SIZE, sourcesBelow } from "./source-files.ts";

/** A module that constructs a client, or gives others one. */
export interface ClientModule {
  file: string;
  use: ClientUse;
}

/** The package that a file belongs to; where there is none, the repository. */
export function packageOf(file: string): string | null {
  return ancestorsOf(dirname(file)).find(isPackage) ?? repositoryTop(file);
}

function isPackage(folder: string): boolean {
  return isFile(join(folder, "package.json"));
}

/** The client's class, but where it is a type (`: PrismaClient`, `as PrismaClient`) or in a list of imports. */
const CLASS_IN_USE =
  /(?<![:<|&]\s*|\b(?:as|type)\s+)\bPrismaClient\b(?!(?<=[{,]\s*PrismaClient)\s*[,}])/u;

/** Whether a module may construct a client or extend its class. Nearly none does, and those are not parsed. */
function mayUseClass(text: string): boolean {
  return text.length <= MAX_SOURCE_SIZE && CLASS_IN_USE.test(text);
}

/** What the text of a module says of clients; null for the most, which say nothing. */
function useIn(text: string, file: string): ClientUse | null {
  if (!mayUseClass(text)) return null;
  const module = parseModule(text, file);
  return module.ok ? usedBy(module.program) : null;
}

/** What a module does with the client's constructor; null for one that constructs none and gives none. */
function usedBy(program: TSESTree.Program): ClientUse | null {
  const use = readClientUse(program);
  return use.constructions.length > 0 || use.sharesClient ? use : null;
}

/** All modules of a package that construct clients or share one, in the order of their paths. */
export const clientModulesIn = oncePerRound((folder: string): readonly ClientModule[] => {
  const found: ClientModule[] = [];
  for (const file of sourcesBelow(folder, (below) => !isPackage(below))) {
    const use = isCompiled(file) ? null : fromFile(file, useIn);
    if (use) found.push({ file, use });
  }
  return found;
});

/** The modules of a package and of those in it that may be found above, told by their text alone. */
export function possibleClientModules(folder: string): readonly string[] {
  return [...sourcesBelow(folder)].filter(
    (file) => !isCompiled(file) && fromFile(file, mayUseClass) === true,
  );
}

/** `db.js` beside the `db.ts` that it was made from. */
function isCompiled(file: string): boolean {
  return file.endsWith(".js") && isFile(`${file.slice(0, -".js".length)}.ts`);
}

/** Names of modules that are there for the client. */
const USUAL = /prisma|^(?:db|database|client)(?:[.-]|$)/iu;

/**
 * The module whose client all others should use: of those that share one, the one that is called after it, that
 * most others import, that stands highest. Null when none shares its client.
 */
export function sharedClientModule(
  modules: readonly ClientModule[],
  folder: string,
): ClientModule | null {
  const sharing = modules.filter(({ use }) => use.sharesClient);
  const usual = sharing.filter(({ file }) => USUAL.test(basename(file)));
  const candidates = usual.length > 0 ? usual : sharing;
  if (candidates.length < 2) return candidates[0] ?? null;
  const ranked = candidates.map((module) => ({
    module,
    imports: importsOf(module.file, folder),
    depth: module.file.split(sep).length,
  }));
  ranked.sort((one, other) => other.imports - one.imports || one.depth - other.depth);
  return ranked[0]?.module ?? null;
}

/** How many modules of a package import something that is called like a file: `../lib/prisma`. */
const importsOf = oncePerRound((file: string, folder: string): number => {
  const stem = file.slice(0, file.length - extname(file).length);
  const parts = relative(folder, stem).split(sep);
  const path = (parts.at(-1) === "index" ? parts.slice(0, -1) : parts).slice(-2).join("/");
  let count = 0;
  for (const other of sourcesBelow(folder, (below) => !isPackage(below))) {
    const text = other === file ? null : readText(other);
    if (text !== null && ["", ".js", ".ts"].some((end) => mentions(text, path + end))) count++;
  }
  return count;
});

function mentions(text: string, path: string): boolean {
  return text.includes(`${path}"`) || text.includes(`${path}'`);
}
