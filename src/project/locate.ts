/**
 * Finding the project that a file belongs to: its schema (a file or a folder of files), its migrations, its
 * root. In order: the settings; what `prisma.config.*` and `package.json` declare; the usual places, the
 * nearest folder first; and, for code in another package of a monorepo, the one schema of the repository
 * or the one in a package that this package depends on.
 */

import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

import type { Settings } from "../settings.ts";
import {
  currentLook,
  currentRound,
  fromFile,
  isDirectory,
  isFile,
  listDirectory,
  readJson,
} from "./cache.ts";
import { isMigration } from "./migrations.ts";
import { declarationsIn } from "./prisma-config.ts";
import type { Declaration } from "./prisma-config.ts";

export interface SchemaLocation {
  /** The nearest folder with a package.json above the schema, else the schema's own. Absolute, as all here. */
  root: string;
  /** The schema's file, or the folder whose `.prisma` files make it up. */
  schema: string;
  /** The files of the schema, sorted. */
  files: readonly string[];
  /** The folder of migrations, if there is one. */
  migrations: string | null;
  /** Tables and enums that `prisma.config.ts` calls external, as written there: `public.users`. */
  external: readonly string[];
}

/** A setting that points nowhere. */
export interface LocationProblem {
  message: string;
}

export type Located =
  { ok: true; location: SchemaLocation } | { ok: false; problem: LocationProblem | null };

/** What is the same for every file of a folder is found once a round; so is what is asked of it by name. */
export function oncePerRound<Asked extends readonly string[], Result>(
  compute: (...asked: Asked) => Result,
): (...asked: Asked) => Result {
  return oncePer(currentRound, compute);
}

/** What all modules of a repository say is read once a look. */
export function oncePerLook<Asked extends readonly string[], Result>(
  compute: (...asked: Asked) => Result,
): (...asked: Asked) => Result {
  return oncePer(currentLook, compute);
}

function oncePer<Asked extends readonly string[], Result>(
  current: () => number,
  compute: (...asked: Asked) => Result,
): (...asked: Asked) => Result {
  // In a box, for what was not found is not to be looked for again either.
  const known = new Map<string, { result: Result }>();
  let then = -1;
  return (...asked) => {
    const now = current();
    if (then !== now) {
      known.clear();
      then = now;
    }
    const key = asked.join("\n");
    let found = known.get(key);
    if (found === undefined) {
      found = { result: compute(...asked) };
      known.set(key, found);
    }
    return found.result;
  };
}

const NOWHERE: Located = { ok: false, problem: null };
const SKIPPED = new Set(["node_modules", "dist", "build", "out", "coverage", "migrations"]);
const DATASOURCE = /^\s*datasource\s+\w+\s*\{/mu;

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}

function declaresDatasource(text: string): boolean {
  return DATASOURCE.test(text);
}

function hasDatasource(path: string): boolean {
  return fromFile(path, declaresDatasource) ?? false;
}

/** All `.prisma` files below a folder, as Prisma reads it; installed packages and hidden folders are skipped. */
function schemaFilesIn(folder: string): string[] {
  const { files, directories } = listDirectory(folder);
  return [
    ...files.filter((name) => name.endsWith(".prisma")).map((name) => join(folder, name)),
    ...directories
      .filter((name) => !SKIPPED.has(name) && !name.startsWith("."))
      .flatMap((name) => schemaFilesIn(join(folder, name))),
  ].sort();
}

function schemaFiles(schema: string): string[] {
  if (isFile(schema)) return [schema];
  return isDirectory(schema) ? schemaFilesIn(schema) : [];
}

/** A folder with `.prisma` files of which one has the datasource: a schema of several files. */
function isSchemaFolder(folder: string): boolean {
  return schemaFilesIn(folder).some(hasDatasource);
}

/** The usual places, told from folder listings alone: this is asked for every folder above every linted file. */
function usualSchema(folder: string): string | null {
  if (basename(folder) === "schema" && isSchemaFolder(folder)) return folder;
  const { files, directories } = listDirectory(folder);
  const prisma = join(folder, "prisma");
  const inside = directories.includes("prisma") ? listDirectory(prisma) : null;
  if (inside?.files.includes("schema.prisma")) return join(prisma, "schema.prisma");
  if (files.includes("schema.prisma")) return join(folder, "schema.prisma");
  const folders = [
    ...(inside?.directories.includes("schema") ? [join(prisma, "schema")] : []),
    ...(directories.includes("schema") ? [join(folder, "schema")] : []),
  ];
  const schema = folders.find(isSchemaFolder);
  if (schema !== undefined) return schema;
  if (inside) return onlySchemaIn(prisma);
  return directories.includes("migrations") ? onlySchemaIn(folder) : null;
}

/** The one schema of a folder under a name of its own, `schema.full.prisma`, where Prisma is told its name elsewhere. */
function onlySchemaIn(folder: string): string | null {
  const [only, ...others] = listDirectory(folder).files.filter((name) => name.endsWith(".prisma"));
  if (only === undefined || others.length > 0) return null;
  const path = join(folder, only);
  return hasDatasource(path) ? path : null;
}

function nearestPackage(folder: string): string | null {
  for (const ancestor of ancestors(folder)) {
    if (listDirectory(ancestor).files.includes("package.json")) return ancestor;
  }
  return null;
}

function* ancestors(folder: string): Generator<string> {
  let current = folder;
  for (;;) {
    yield current;
    const parent = dirname(current);
    if (parent === current) return;
    current = parent;
  }
}

/** A folder and those above it, up to the top of its repository. */
export function ancestorsOf(folder: string): string[] {
  return [...withinRepository(folder)];
}

/** Folders from `folder` up to the top of its repository; all the way up where there is no `.git`. */
function* withinRepository(folder: string): Generator<string> {
  for (const ancestor of ancestors(folder)) {
    yield ancestor;
    if (isRepositoryTop(ancestor)) return;
  }
}

function isRepositoryTop(folder: string): boolean {
  const { files, directories } = listDirectory(folder);
  return directories.includes(".git") || files.includes(".git");
}

/** The folder with `.git` above a path; null outside a repository. */
export function repositoryTop(path: string): string | null {
  for (const folder of ancestors(dirname(path))) {
    if (isRepositoryTop(folder)) return folder;
  }
  return null;
}

function holdsMigrations(folder: string): boolean {
  return listDirectory(folder).directories.some((name) =>
    isFile(join(folder, name, "migration.sql")),
  );
}

/** The first of the declared and usual folders that holds a migration; else the declared one, if it exists. */
function findMigrations(schema: string, declared: string | null): string | null {
  const folder = isDirectory(schema) ? schema : dirname(schema);
  const usual = [folder, dirname(folder)].flatMap((parent) => [
    join(parent, "migrations"),
    join(parent, "migration"),
  ]);
  const candidates = declared === null ? usual : [declared, ...usual];
  return candidates.find(holdsMigrations) ?? candidates.find(isDirectory) ?? null;
}

function locationOf(schema: string, migrations: string | null): SchemaLocation {
  const folder = isDirectory(schema) ? schema : dirname(schema);
  return {
    root: nearestPackage(folder) ?? folder,
    schema,
    files: schemaFiles(schema),
    migrations: findMigrations(schema, migrations),
    external: externalTo(schema),
  };
}

function externalTo(schema: string): readonly string[] {
  for (const folder of withinRepository(dirname(schema))) {
    const own = declarationsIn(folder).find(
      (declaration) => (declaration.schema ?? schema) === schema,
    );
    if (own) return own.external;
  }
  return [];
}

function migrationsDeclaredFor(schema: string): string | null {
  for (const folder of withinRepository(dirname(schema))) {
    const found = declarationsIn(folder).find((declaration) => declaration.schema === schema);
    if (found?.migrations != null) return found.migrations;
  }
  return null;
}

const discovered = oncePerRound((schema: string) =>
  locationOf(schema, migrationsDeclaredFor(schema)),
);

function declaredSchema(declaration: Declaration): string | null {
  return declaration.schema !== null && schemaFiles(declaration.schema).length > 0
    ? declaration.schema
    : null;
}

/**
 * The folder of files that a package declares for its schema, where what looks like one by its name is a part of that:
 * `prisma/schema.prisma` with `prisma/models/*.prisma` beside it.
 */
function declaredAround(schema: string): string | null {
  for (const folder of withinRepository(dirname(schema))) {
    for (const declaration of declarationsIn(folder)) {
      const declared = declaredSchema(declaration);
      if (declared !== null && declared !== schema && isWithin(schema, declared)) return declared;
    }
    if (listDirectory(folder).files.includes("package.json")) return null;
  }
  return null;
}

/** Where `folder` itself says that a schema is: declared, else in a usual place. */
function schemaAt(folder: string): string | null {
  for (const declaration of declarationsIn(folder)) {
    const schema = declaredSchema(declaration);
    if (schema !== null) return schema;
  }
  return usualSchema(folder);
}

function bySettings(settings: Settings, cwd: string): Located | null {
  if (settings.schema === undefined) return null;
  const root = resolve(cwd, settings.root ?? ".");
  const schema = resolve(root, settings.schema);
  if (schemaFiles(schema).length > 0) {
    return { ok: true, location: withSettings(locationOf(schema, null), settings, cwd) };
  }
  const place = isDirectory(schema) ? "holds no .prisma file" : "does not exist";
  return {
    ok: false,
    problem: {
      message: `The setting schema names ${toPosix(relative(cwd, schema))}, which ${place}; correct it in your ESLint config, relative to ${toPosix(root)}.`,
    },
  };
}

function toPosix(path: string): string {
  return path.split(sep).join("/");
}

function withSettings(location: SchemaLocation, settings: Settings, cwd: string): SchemaLocation {
  const root = settings.root === undefined ? location.root : resolve(cwd, settings.root);
  const migrations =
    settings.migrations === undefined
      ? location.migrations
      : resolve(cwd, settings.root ?? ".", settings.migrations);
  return { ...location, root, migrations };
}

/** Where the way up begins. A migration has a folder to itself, and there are hundreds: none is looked into. */
function firstFolder(file: string): string {
  const folder = dirname(file);
  return isMigration(file) ? dirname(folder) : folder;
}

/** The nearest schema at or above a folder. */
const nearestSchema = oncePerRound((start: string): string | null => {
  for (const folder of withinRepository(start)) {
    const schema = schemaAt(folder);
    if (schema !== null) return declaredAround(schema) ?? schema;
  }
  return null;
});

// ---- monorepos -------------------------------------------------------------------------------------------

/** How deep below the repository's top packages are looked for: `apps/team/web/prisma/schema.prisma`. */
const MAX_DEPTH = 6;
const schemasBelow = new Map<string, readonly string[]>();

function searchBelow(folder: string, depth: number): string[] {
  const own = schemaAt(folder);
  if (own !== null) return [own];
  if (depth === 0) return [];
  return listDirectory(folder)
    .directories.filter((name) => !SKIPPED.has(name) && !name.startsWith("."))
    .flatMap((name) => searchBelow(join(folder, name), depth - 1));
}

/** The schemas of a repository. Searched again once one of them has gone. */
function schemasOfRepository(top: string): readonly string[] {
  const known = schemasBelow.get(top);
  if (known?.every((schema) => schemaFiles(schema).length > 0)) return known;
  const found = [...new Set(searchBelow(top, MAX_DEPTH))];
  schemasBelow.set(top, found);
  return found;
}

function dependenciesOf(folder: string): Set<string> {
  const manifest = readJson(join(folder, "package.json"));
  const names = ["dependencies", "devDependencies", "peerDependencies"].flatMap((key) =>
    Object.keys(manifest[key] ?? {}),
  );
  return new Set(names);
}

function schemaOfRepository(file: string, cwd: string): string | null {
  const top = repositoryTop(file) ?? cwd;
  if (!isWithin(file, top)) return null;
  const all = schemasOfRepository(top);
  if (all.length <= 1) return all[0] ?? null;
  const home = nearestPackage(dirname(file));
  if (home === null) return null;
  const dependencies = dependenciesOf(home);
  const fitting = all.filter((schema) => {
    const owner = nearestPackage(dirname(schema)) ?? dirname(schema);
    const { name } = readJson(join(owner, "package.json"));
    return typeof name === "string" && dependencies.has(name);
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

// ---- the way in ------------------------------------------------------------------------------------------

/** A `.prisma` file that no folder claims: a folder of files around it, or the file alone. */
function unclaimedSchema(file: string): string | null {
  if (hasDatasource(file)) return file;
  for (const folder of withinRepository(dirname(file))) {
    const { files } = listDirectory(folder);
    if (files.some((name) => name.endsWith(".prisma") && hasDatasource(join(folder, name)))) {
      return folder;
    }
    if (nearestPackage(folder) === folder) return null;
  }
  return null;
}

/**
 * The project of `file` (absolute). `cwd` is ESLint's working directory, to which the settings are relative.
 * Nothing found is no error: the caller decides what that means for the file at hand.
 */
export function locate(file: string, cwd: string, settings: Settings): Located {
  const set = bySettings(settings, cwd);
  if (set) return set;
  const schema =
    nearestSchema(firstFolder(file)) ??
    (file.endsWith(".prisma") ? unclaimedSchema(file) : schemaOfRepository(file, cwd));
  if (schema === null) return NOWHERE;
  return { ok: true, location: withSettings(discovered(schema), settings, cwd) };
}

/** Every project below `cwd`, for what must speak of all of them (the cache key, the review). */
export function locateAll(cwd: string, settings: Settings): SchemaLocation[] {
  const set = bySettings(settings, cwd);
  if (set) return set.ok ? [set.location] : [];
  const above = nearestSchema(cwd);
  const below = searchBelow(cwd, MAX_DEPTH);
  return [...new Set([...(above === null ? [] : [above]), ...below])].map((schema) =>
    withSettings(discovered(schema), settings, cwd),
  );
}
