/**
 * One project as a rule sees it while a file is linted: schema, encryption maps, migrations and what follows
 * from them. Everything is computed when asked for, kept while the files are unchanged, and the file being
 * linted is taken from memory, as the editor has it.
 */

import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

import type { TSESTree } from "@typescript-eslint/types";

import type { SqlScript } from "../languages/postgresql/ast.ts";
import type { PrismaSchema } from "../languages/prisma/ast.ts";
import { replayHistory } from "../model/catalog/replay.ts";
import type { History } from "../model/catalog/replay.ts";
import type { Catalog, MigrationFile } from "../model/catalog/types.ts";
import { mayHoldEncryptionMap } from "../model/encryption/discover.ts";
import { kindByName } from "../model/encryption/map.ts";
import { registryOf } from "../model/encryption/registry.ts";
import type { EncryptionRegistry } from "../model/encryption/registry.ts";
import type { EncryptionMap, EncryptionMapSpec, Module } from "../model/encryption/types.ts";
import { fieldAtPath } from "../model/client/encrypted-writes.ts";
import { buildSchemaModel } from "../model/schema/build.ts";
import type { Field, SchemaModel } from "../model/schema/types.ts";
import { readSettings } from "../settings.ts";
import type { Settings } from "../settings.ts";
import { baselineProblem, isUpTo } from "./baseline.ts";
import { enterRound, isFile, readText } from "./cache.ts";
import { clientModulesIn, packageOf, sharedClientModule } from "./client-modules.ts";
import type { ClientModule } from "./client-modules.ts";
import { encryptingModulesBelow, isWrittenBelow } from "./code-writes.ts";
import { NESTED_WRITE_PACKAGES, dependsOn } from "./dependencies.ts";
import {
  discoverMaps,
  isOfProject,
  isReadable,
  isUnreadable,
  readMap,
  searchRoot,
} from "./encryption-maps.ts";
import type { UnreadableMap } from "./encryption-maps.ts";
import { locate, oncePerRound } from "./locate.ts";
import type { SchemaLocation } from "./locate.ts";
import { indexAmong, isMigration, migrationName, migrationsIn, readScript } from "./migrations.ts";
import { prismaVersionAt } from "./prisma-version.ts";
import { remembered } from "./remembered.ts";
import { linted, readSchema } from "./schemas.ts";

/** What a rule's context offers of the file at hand. */
export interface LintedFile {
  cwd: string;
  filename: string;
  physicalFilename: string;
  settings: Readonly<Record<string, unknown>>;
  sourceCode: { text: string; ast: object };
}

/**
 * What the linted file is to its project. `stray` is a `.prisma` file that the schema does not include;
 * `alone` a text that is no file (a block in Markdown, an unnamed buffer): it is a project of its own.
 */
export type FileRole = "schema" | "stray" | "migration" | "sql" | "code" | "alone";

function isPrismaAst(ast: object): ast is PrismaSchema {
  return "type" in ast && ast.type === "PrismaSchema";
}

function isSqlAst(ast: object): ast is SqlScript {
  return "type" in ast && ast.type === "SqlScript";
}

function isProgram(ast: object): ast is TSESTree.Program {
  return "type" in ast && ast.type === "Program";
}

// ---- shared between the files of one run -----------------------------------------------------------------

const versionOf = oncePerRound(prismaVersionAt);
const historyOf = remembered<MigrationFile, History>(replayHistory);

/** The maps joined with the schema, and those that could not be read. */
export interface EncryptionState {
  /** Null when there is no schema to join them with. */
  registry: EncryptionRegistry | null;
  unreadable: readonly UnreadableMap[];
}

// ---- the project -----------------------------------------------------------------------------------------

export class Project {
  /** The linted file, absolute; as ESLint names it when it is no file. */
  readonly path: string;
  readonly role: FileRole;
  readonly settings: Settings;
  readonly location: SchemaLocation | null;
  readonly #settingsProblems: readonly string[];
  readonly #linted: LintedFile;
  readonly #cwd: string;
  #schema: SchemaModel | null | undefined;
  #encryptedInCode: ReadonlySet<Field> | undefined;
  #migrations: readonly MigrationFile[] | undefined;
  #history: History | undefined;
  #catalogBefore: Catalog | undefined;
  #encryption: EncryptionState | undefined;

  constructor(linted: LintedFile) {
    const { physicalFilename: path, sourceCode } = linted;
    enterRound(path, () => readText(path) === sourceCode.text);
    const { settings, problems } = readSettings(linted.settings);
    this.settings = settings;
    this.#linted = linted;
    this.#cwd = linted.cwd;
    this.path = linted.physicalFilename;
    const alone = linted.filename !== linted.physicalFilename || !isAbsolute(this.path);
    const located = locate(resolve(linted.cwd, this.path), linted.cwd, settings);
    this.location = located.ok ? located.location : null;
    this.role = this.#roleOf(linted.sourceCode.ast, alone);
    this.#settingsProblems =
      located.ok || located.problem === null ? problems : [...problems, located.problem.message];
  }

  /** Sentences about settings that are wrong. */
  get problems(): readonly string[] {
    const { baseline } = this.settings;
    const folder = this.location?.migrations ?? null;
    if (baseline === undefined || folder === null) return this.#settingsProblems;
    const problem = baselineProblem(baseline, folder, this.display(folder));
    return problem === null ? this.#settingsProblems : [...this.#settingsProblems, problem];
  }

  #roleOf(ast: object, alone: boolean): FileRole {
    if (isSqlAst(ast)) {
      if (alone) return "alone";
      return isMigration(this.path) ? "migration" : "sql";
    }
    if (!isPrismaAst(ast)) return "code";
    if (alone || !this.location) return "alone";
    return this.#belongsToSchema(this.location) ? "schema" : "stray";
  }

  #belongsToSchema({ schema, files }: SchemaLocation): boolean {
    if (files.includes(this.path)) return true;
    // A new file of a folder, not saved yet.
    return schema !== files[0] && this.path.startsWith(schema + sep) && !existsSync(this.path);
  }

  /** The schema, with the linted file as it stands in the editor; null when the project has none. */
  get schema(): SchemaModel | null {
    if (this.#schema === undefined) this.#schema = this.#buildSchema();
    return this.#schema;
  }

  #buildSchema(): SchemaModel | null {
    const { ast, text } = this.#linted.sourceCode;
    const overlay = isPrismaAst(ast) ? linted(this.path, text, ast) : null;
    if (overlay && this.role !== "schema") return buildSchemaModel([overlay]);
    return this.location && readSchema(this.location, overlay);
  }

  /** False when the schema says that the database is not PostgreSQL; rules about PostgreSQL are silent then. */
  get isPostgres(): boolean {
    const provider = this.schema?.datasource?.provider ?? "postgresql";
    return provider === "postgresql" || provider === "postgres";
  }

  /** Of Prisma: what the settings say, else what the project installs; undefined when neither tells. */
  get prismaVersion(): string | undefined {
    if (this.settings.prismaVersion !== undefined) return this.settings.prismaVersion;
    return versionOf(this.location?.root ?? dirname(this.path));
  }

  /** The migrations and then the hand-written SQL, in the order in which they are applied. */
  get migrations(): readonly MigrationFile[] {
    this.#migrations ??= this.#readMigrations();
    return this.#migrations;
  }

  #readMigrations(): readonly MigrationFile[] {
    const folder = this.location?.migrations ?? this.#ownMigrationsFolder();
    const onDisk = folder === null ? [] : migrationsIn(folder);
    const scripts = (this.settings.sql ?? [])
      .map((path) => readScript(this.fromRoot(path)))
      .filter((file) => file !== null);
    return this.#withLinted(scripts.length === 0 ? onDisk : [...onDisk, ...scripts]);
  }

  /** The linted script's place among the migrations; -1 when it is none of them. */
  get #place(): number {
    return indexAmong(this.migrations, this.path);
  }

  /** The linted script among the migrations; undefined when it is none of them. */
  get migration(): MigrationFile | undefined {
    return this.migrations[this.#place];
  }

  /** The migrations that are applied before the linted one; none when it is no migration. */
  get earlierMigrations(): readonly MigrationFile[] {
    return this.migrations.slice(0, Math.max(0, this.#place));
  }

  /** Migrations of a project whose schema was not found. */
  #ownMigrationsFolder(): string | null {
    return this.role === "migration" ? dirname(dirname(this.path)) : null;
  }

  #withLinted(files: readonly MigrationFile[]): readonly MigrationFile[] {
    const { ast, text } = this.#linted.sourceCode;
    if (!isSqlAst(ast)) return files;
    const saved = files[indexAmong(files, this.path)];
    if (saved?.text === text) return files;
    const overlay = { name: migrationName(this.path), path: this.path, text, script: ast };
    if (saved) return files.map((file) => (file === saved ? overlay : file));
    return this.role === "migration"
      ? [...files, overlay].sort((a, b) => (a.name < b.name ? -1 : 1))
      : [...files, overlay];
  }

  /** The catalog before and after each migration. */
  get history(): History {
    const key = this.location?.schema ?? this.#ownMigrationsFolder() ?? this.path;
    this.#history ??= historyOf(key, this.migrations);
    return this.#history;
  }

  /** The catalog when all migrations have run. */
  get catalog(): Catalog {
    return this.history.final;
  }

  /** The catalog as the linted script finds it. */
  get catalogBefore(): Catalog {
    this.#catalogBefore ??= this.#catalogAt(0);
    return this.#catalogBefore;
  }

  /** The catalog as the linted script leaves it. */
  get catalogAfter(): Catalog {
    return this.#catalogAt(1);
  }

  /** The catalog that the linted script finds, or the one so many files later. */
  #catalogAt(later: number): Catalog {
    return this.#place === -1 ? this.catalog : this.history.before(this.#place + later);
  }

  /** Whether the linted script is applied history (`settings.baseline`): replayed, and never reported. */
  get isApplied(): boolean {
    return this.role === "migration" && this.isAppliedMigration(this.path);
  }

  /** Whether a file is a migration that the setting `baseline` calls applied. */
  isAppliedMigration(path: string): boolean {
    const { baseline } = this.settings;
    if (baseline === undefined || !isMigration(path)) return false;
    return isUpTo(baseline, migrationName(path));
  }

  /** The encryption maps: those that the settings name, else those found in the repository. */
  get encryption(): EncryptionState {
    this.#encryption ??= this.#readEncryption();
    return this.#encryption;
  }

  /** The encryption maps that the linted module holds. */
  get mapsHere(): readonly EncryptionMap[] {
    // Most modules hold none, and must not pay for finding that out.
    if (!this.#mayHoldMap()) return [];
    return this.encryption.registry?.maps.filter((map) => map.file === this.path) ?? [];
  }

  #mayHoldMap(): boolean {
    const named = this.settings.encryptionMaps;
    if (named) return named.some((map) => this.fromRoot(map.file) === this.path);
    return mayHoldEncryptionMap(this.#linted.sourceCode.text, this.path);
  }

  /** Whether what encrypts here walks through nested writes, which extensions by themselves do not see. */
  get encryptsNestedWrites(): boolean {
    const maps = this.encryption.registry?.maps ?? [];
    return (
      dependsOn(this.location?.root ?? dirname(this.path), NESTED_WRITE_PACKAGES) ||
      maps.some(({ file }) => readText(file)?.includes("connectOrCreate") === true)
    );
  }

  #readEncryption(): EncryptionState {
    const { schema, location } = this;
    if (!schema) return { registry: null, unreadable: [] };
    const results = this.#mapSpecs(schema, location).map((spec) =>
      readMap(spec, this.#lintedModule()),
    );
    return {
      registry: registryOf(schema, results.filter(isReadable)),
      unreadable: results.filter(isUnreadable),
    };
  }

  #mapSpecs(schema: SchemaModel, location: SchemaLocation | null): readonly EncryptionMapSpec[] {
    const named = this.settings.encryptionMaps;
    if (named) {
      return named.map((map) => ({
        file: this.fromRoot(map.file),
        export: map.export,
        kind: map.kind ?? kindByName(map.export),
      }));
    }
    if (!location || this.role === "alone" || this.role === "stray") return [];
    return discoverMaps(location, schema, this.#cwd);
  }

  /** The modules of the linted file's package that construct Prisma clients, or share one. */
  get clientModules(): readonly ClientModule[] {
    const folder = this.role === "code" ? packageOf(this.path) : null;
    return folder === null ? [] : clientModulesIn(folder);
  }

  /** The one module that may construct the client: what the settings name, else what the package makes of it. */
  clientModuleAmong(modules: readonly ClientModule[]): string | null {
    const { clientModule } = this.settings;
    if (clientModule !== undefined) return this.fromRoot(clientModule);
    const folder = packageOf(this.path);
    return folder === null ? null : (sharedClientModule(modules, folder)?.file ?? null);
  }

  /** The linted module, when code is linted: ESLint's tree of it is as good as ours. */
  #lintedModule(): Module | null {
    const { ast, text } = this.#linted.sourceCode;
    return isProgram(ast) ? { file: this.path, program: ast, text } : null;
  }

  /** Whether some module of the repository writes a field of that name. Reads all of them when first asked. */
  isWrittenInCode(name: string): boolean {
    if (this.role !== "schema" || !this.location) return false;
    return isWrittenBelow(searchRoot(this.location, this.#cwd), name);
  }

  /** Whether some module of the project encrypts a field itself where it writes it. Reads all of them when first asked. */
  isEncryptedInCode(field: Field): boolean {
    this.#encryptedInCode ??= this.#readEncryptedInCode();
    return this.#encryptedInCode.has(field);
  }

  #readEncryptedInCode(): ReadonlySet<Field> {
    const { schema, location } = this;
    if (!schema || !location) return new Set();
    const fields = encryptingModulesBelow(searchRoot(location, this.#cwd))
      .filter(({ file }) => isOfProject(file, location, this.#cwd))
      .flatMap(({ paths }) => paths.map((path) => fieldAtPath(path, schema)));
    return new Set(fields.filter((field) => field !== null));
  }

  /** A path for a message: relative to the working directory, with forward slashes. */
  display(path: string): string {
    return relative(this.#cwd, path).split(sep).join("/");
  }

  /** A path of the settings, made absolute. */
  fromRoot(path: string): string {
    return resolve(this.#cwd, this.settings.root ?? ".", path);
  }

  exists(path: string): boolean {
    return isFile(path);
  }
}

const projects = new WeakMap<object, Project>();

/** The project of the file being linted; the same object for all rules of one pass over it. */
export function projectOf(context: LintedFile): Project {
  let project = projects.get(context.sourceCode);
  if (!project) {
    project = new Project(context);
    projects.set(context.sourceCode, project);
  }
  return project;
}
