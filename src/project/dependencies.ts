/** What the packages around a file depend on. */

import { join } from "node:path";

import { readText } from "./cache.ts";
import { ancestorsOf, oncePerRound } from "./locate.ts";

/** Packages that hand nested writes to a hook one by one, or walk through them themselves. */
export const NESTED_WRITE_PACKAGES: readonly string[] = [
  "prisma-extension-nested-operations",
  "prisma-nested-middleware",
  "prisma-field-encryption",
];

const manifestsAbove = oncePerRound((folder: string): readonly string[] =>
  ancestorsOf(folder).flatMap((ancestor) => readText(join(ancestor, "package.json")) ?? []),
);

/** Whether a package.json at or above a folder names one of the packages. */
export function dependsOn(folder: string, names: readonly string[]): boolean {
  return manifestsAbove(folder).some((text) => names.some((name) => text.includes(`"${name}"`)));
}
