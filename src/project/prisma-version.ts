/** The version of Prisma that a project works with. */

import { join } from "node:path";

import { readJson } from "./cache.ts";
import { ancestorsOf } from "./locate.ts";

const PACKAGES = ["prisma", "@prisma/client"];

/** The version that a package's own `package.json` has; null when there is none. */
export function versionIn(manifest: string): string | null {
  const { version } = readJson(manifest);
  return typeof version === "string" ? version : null;
}

function installedIn(folder: string): string | null {
  for (const name of PACKAGES) {
    const version = versionIn(join(folder, "node_modules", name, "package.json"));
    if (version !== null) return version;
  }
  return null;
}

/** What package.json asks for; null where it does not ask for Prisma. */
function askedFor(folder: string): string | null {
  const manifest = readJson(join(folder, "package.json"));
  for (const key of ["dependencies", "devDependencies"]) {
    const dependencies = manifest[key];
    if (typeof dependencies !== "object" || dependencies === null) continue;
    for (const name of PACKAGES) {
      const range: unknown = Reflect.get(dependencies, name);
      if (typeof range === "string") return range;
    }
  }
  return null;
}

/** The major version of `5.22.0`, `^5.22.0` and `~5.22`; null for other ranges, which may have several. */
function majorOf(range: string): string | null {
  return /^[\^~=v]?(\d+)(?:\.[\dx*]+)*(?:-[\w.]+)?$/u.exec(range)?.[1] ?? null;
}

/**
 * What is installed nearest to a folder, else the one version that package.json pins; undefined when neither tells. What
 * the nearest package.json rules out is another project's: its own dependencies are not installed.
 */
export function prismaVersionAt(folder: string): string | undefined {
  const folders = ancestorsOf(folder);
  const installed = firstOf(folders, installedIn);
  if (installed !== null && mayInstall(folder, installed)) return installed;
  const asked = firstOf(folders, askedFor);
  return asked !== null && /^\d/u.test(asked) ? asked : undefined;
}

/** Whether the package.json nearest to a folder that asks for Prisma leaves room for a version. */
export function mayInstall(folder: string, version: string): boolean {
  const asked = firstOf(ancestorsOf(folder), askedFor);
  const major = asked === null ? null : majorOf(asked);
  return major === null || major === majorOf(version);
}

function firstOf(
  folders: readonly string[],
  find: (folder: string) => string | null,
): string | null {
  for (const folder of folders) {
    const found = find(folder);
    if (found !== null) return found;
  }
  return null;
}
