/**
 * A fingerprint of everything on disk that findings depend on beside the linted file: schemas, migrations,
 * hand-written SQL, the lock file, encryption maps and what they import, the modules that construct clients or encrypt what they
 * write, and which counters some module writes. It goes into ESLint's cache key, so that `eslint --cache` lints a file again when another file of its project has changed.
 */

import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

import { kindByName } from "../model/encryption/map.ts";
import { countersOf } from "../model/schema/counters.ts";
import type { Settings } from "../settings.ts";
import { listDirectory, stampOf } from "./cache.ts";
import { packageOf, possibleClientModules } from "./client-modules.ts";
import { encryptingModulesBelow, isWrittenBelow } from "./code-writes.ts";
import { discoverMaps, filesOfMap, searchRoot } from "./encryption-maps.ts";
import { locateAll } from "./locate.ts";
import type { SchemaLocation } from "./locate.ts";
import { DOWN_SCRIPT } from "./migrations-folder.ts";
import { readSchema } from "./schemas.ts";

function mapFiles(location: SchemaLocation, cwd: string): string[] {
  return discoverMaps(location, readSchema(location, null), cwd).flatMap(filesOfMap);
}

function namedMapFiles({ encryptionMaps = [] }: Settings, root: string): string[] {
  return encryptionMaps.flatMap(({ file, export: name, kind = kindByName(name) }) =>
    filesOfMap({ file: resolve(root, file), export: name, kind }),
  );
}

/** Migrations, what undoes them, and what lies beside their folders, the lock file among it. */
function scriptsIn(folder: string): string[] {
  const { files, directories } = listDirectory(folder);
  return [
    ...files.map((name) => join(folder, name)),
    ...directories.flatMap((name) => [
      join(folder, name, "migration.sql"),
      join(folder, name, DOWN_SCRIPT),
    ]),
  ];
}

function filesOf(location: SchemaLocation, settings: Settings, cwd: string): string[] {
  const scripts = location.migrations === null ? [] : scriptsIn(location.migrations);
  const maps = settings.encryptionMaps === undefined ? mapFiles(location, cwd) : [];
  return [...location.files, ...scripts, ...maps];
}

/** Modules of the package that ESLint runs in, and of those in it. */
function clientModules(cwd: string): readonly string[] {
  return possibleClientModules(packageOf(join(cwd, "package.json")) ?? cwd);
}

/** Whether code writes the counters of a schema. What else changes in the code changes none of these. */
function countersWritten(location: SchemaLocation, cwd: string): string[] {
  const root = searchRoot(location, cwd);
  return [...readSchema(location, null).models.values()]
    .flatMap(countersOf)
    .map(({ field: { name } }) => `${name} ${String(isWrittenBelow(root, name))}`);
}

/** The modules that encrypt what they write. */
function encryptingModules(location: SchemaLocation, cwd: string): string[] {
  return encryptingModulesBelow(searchRoot(location, cwd)).map(({ file }) => file);
}

/**
 * A hash over names, modification times and sizes of all that the projects below `cwd` are made of.
 *
 * @param rules names of those that are on, since some read what all others leave alone
 */
export function projectFingerprint(
  settings: Settings,
  cwd: string,
  rules: readonly string[] = [],
): string {
  const isOn = (name: string) => rules.some((rule) => rule.endsWith(`/${name}`));
  const root = resolve(cwd, settings.root ?? ".");
  const scripts = (settings.sql ?? []).map((path) => resolve(root, path));
  const locations = locateAll(cwd, settings);
  const files = [
    ...locations.flatMap((location) => filesOf(location, settings, cwd)),
    ...scripts,
    ...namedMapFiles(settings, root),
    ...(isOn("no-extra-prisma-client") ? clientModules(cwd) : []),
    ...(isOn("require-phi-encryption")
      ? locations.flatMap((location) => encryptingModules(location, cwd))
      : []),
  ];
  const counters = isOn("no-unmaintained-counter")
    ? locations.flatMap((location) => countersWritten(location, cwd))
    : [];
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0${stampOf(file) ?? "absent"}\0`);
  for (const counter of counters) hash.update(`${counter}\0`);
  return hash.digest("base64url");
}
