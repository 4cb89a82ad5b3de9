/** The version of Prisma that a project works with. */

import { join } from "node:path";

import { readText } from "./cache.ts";
import { ancestorsOf } from "./locate.ts";

const PACKAGES = ["prisma", "@prisma/client"];

function jsonOf(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readText(path) ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function installedIn(folder: string): string | null {
  for (const name of PACKAGES) {
    const { version } = jsonOf(join(folder, "node_modules", name, "package.json"));
    if (typeof version === "string") return version;
  }
  return null;
}

/** What package.json asks for, when that is one version: a range leaves open which one is installed. */
function pinnedIn(folder: string): string | null {
  const manifest = jsonOf(join(folder, "package.json"));
  for (const key of ["dependencies", "devDependencies"]) {
    const dependencies = manifest[key];
    if (typeof dependencies !== "object" || dependencies === null) continue;
    for (const name of PACKAGES) {
      const range: unknown = Reflect.get(dependencies, name);
      if (typeof range === "string" && /^\d/u.test(range)) return range;
    }
  }
  return null;
}

/** What is installed nearest to a folder, else what package.json pins; undefined when neither tells. */
export function prismaVersionAt(folder: string): string | undefined {
  const folders = ancestorsOf(folder);
  for (const find of [installedIn, pinnedIn]) {
    for (const ancestor of folders) {
      const version = find(ancestor);
      if (version !== null) return version;
    }
  }
  return undefined;
}
