/**
 * A fingerprint of everything on disk that findings depend on beside the linted file: schemas, migrations,
 * hand-written SQL, the lock file, encryption maps and what they import. It goes into ESLint's cache key, so that `eslint --cache` lints a
 * file again when another file of its project has changed.
 */

import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

import { kindByName } from "../model/encryption/map.ts";
import type { Settings } from "../settings.ts";
import { listDirectory, stampOf } from "./cache.ts";
import { discoverMaps, filesOfMap } from "./encryption-maps.ts";
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

/** A hash over names, modification times and sizes of all that the projects below `cwd` are made of. */
export function projectFingerprint(settings: Settings, cwd: string): string {
  const root = resolve(cwd, settings.root ?? ".");
  const scripts = (settings.sql ?? []).map((path) => resolve(root, path));
  const files = [
    ...locateAll(cwd, settings).flatMap((location) => filesOf(location, settings, cwd)),
    ...scripts,
    ...namedMapFiles(settings, root),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0${stampOf(file) ?? "absent"}\0`);
  return hash.digest("base64url");
}
