/**
 * The one settings object, `settings["prisma-sentinel"]`: its shape, its defaults, and its validation with
 * messages that name the key and the nearest right one. A setting that is wrong is left out and reported;
 * all the others still hold.
 */

import { patternProblem } from "./text/name-patterns.ts";
import { nearest } from "./text/nearest.ts";

/** The key under `settings` of an ESLint config. */
export const SETTINGS_KEY = "prisma-sentinel";

/** Traits of models that rules speak of; inferred, and overridden by `settings.traits`. */
export const TRAITS = [
  "patient",
  "patient-linked",
  "clinical-record",
  "person",
  "staff",
  "tenant",
  "tenant-scoped",
  "organisation",
  "append-only",
  "join",
  "catalog",
  "session",
  "consent",
] as const;

export type Trait = (typeof TRAITS)[number];

/** Languages that names of fields are read in (`settings.phi.languages`). */
export const PHI_LANGUAGES = ["en", "es", "pt", "de", "fr"] as const;

export type PhiLanguage = (typeof PHI_LANGUAGES)[number];

export interface EncryptionMapSetting {
  /** The module that holds the map, relative to the root. */
  file: string;
  /**
   * The name it is exported under, `default` for the default export, or the name of a constant at the top level that is not
   * exported. `config.fields` reaches into it.
   */
  export: string;
  kind?: "encrypted" | "hash";
}

export interface SoftDeleteSettings {
  /** The field that says when: `deletedAt`. */
  timestamp?: string;
  /** A Boolean beside it, or false for none. */
  flag?: string | false;
  /** The field that says who, or false for none. */
  actor?: string | false;
  /** Other names of the timestamp: `archivedAt`. */
  aliases?: string[];
  /** A client extension turns deletes into updates. */
  handledByExtension?: boolean;
}

export interface Settings {
  /** The project's folder; default: the nearest folder with the schema's package.json. */
  root?: string;
  /** The schema's file or folder, relative to the root. */
  schema?: string;
  /** The folder of migrations, relative to the root. */
  migrations?: string;
  /** Hand-written SQL applied after the migrations, relative to the root. */
  sql?: string[];
  /** The newest applied migration, a folder name or its timestamp: it and older ones are not reported. */
  baseline?: string;
  encryptionMaps?: EncryptionMapSetting[];
  ciphertext?: {
    cipher?: string;
    encoding?: "base64" | "hex";
    overheadBytes?: number;
    deterministic?: boolean;
  };
  tenant?: { model: string; field?: string };
  softDelete?: SoftDeleteSettings;
  traits?: Partial<Record<Trait, string[]>>;
  phi?: {
    /** Fields that are PHI whatever their name: `Model.field`, globs or `/regular expressions/`. */
    include?: string[];
    /** Fields that are not; wins over `include`. */
    exclude?: string[];
    /** The languages that names are read in; English always is. Default: all. */
    languages?: PhiLanguage[];
    /** Let personal data of staff count as PHI. */
    includeStaff?: boolean;
  };
  /** Identifiers that hold a Prisma client: names, globs or `/regular expressions/`. */
  clients?: string[];
  /** The one file that may construct the client, relative to the root. */
  clientModule?: string;
  /** The oldest major version that migrations must run on; default 13. */
  postgresVersion?: number;
  /** Default: what the project installs. */
  prismaVersion?: string;
  guardStyle?: "catalog" | "exception" | "none";
}

// ---- validation ------------------------------------------------------------------------------------------

/** Says what is wrong with a value at `path`, if anything. */
type Check = (value: unknown, path: string) => string[];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "function" ? "a function" : JSON.stringify(value);
}

function expected(path: string, what: string, value: unknown): string[] {
  return [`${path} must be ${what}, not ${describe(value)}.`];
}

const text: Check = (value, path) =>
  typeof value === "string" && value !== "" ? [] : expected(path, "a non-empty string", value);

const flag: Check = (value, path) =>
  typeof value === "boolean" ? [] : expected(path, "true or false", value);

const wholeNumber: Check = (value, path) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0
    ? []
    : expected(path, "a whole number", value);

const textOrFalse: Check = (value, path) =>
  value === false || (typeof value === "string" && value !== "")
    ? []
    : expected(path, "a string or false", value);

const pattern: Check = (value, path) => {
  const wrong = text(value, path);
  if (wrong.length > 0 || typeof value !== "string") return wrong;
  const problem = patternProblem(value);
  return problem === null ? [] : [`${path} is not a usable pattern: ${problem}.`];
};

function oneOf(...choices: string[]): Check {
  return (value, path) => {
    if (typeof value === "string" && choices.includes(value)) return [];
    return expected(path, choices.map((choice) => `"${choice}"`).join(" or "), value);
  };
}

function list(item: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((element, index) => item(element, `${path}[${index}]`))
      : expected(path, "a list", value);
}

function record(keys: Record<string, Check>, required: readonly string[] = []): Check {
  return (value, path) => {
    if (!isRecord(value)) return expected(path, "an object", value);
    const missing = required
      .filter((key) => value[key] === undefined)
      .map((key) => `${path}.${key} is missing.`);
    return [...missing, ...Object.keys(value).flatMap((key) => checkKey(keys, value, key, path))];
  };
}

function checkKey(
  keys: Record<string, Check>,
  value: Record<string, unknown>,
  key: string,
  path: string,
): string[] {
  const check = keys[key];
  if (check) return value[key] === undefined ? [] : check(value[key], `${path}.${key}`);
  const meant = nearest(key, Object.keys(keys));
  return [`${path}.${key} is not a setting${meant === null ? "." : `; did you mean "${meant}"?`}`];
}

const KEYS: { [Key in keyof Required<Settings>]: Check } = {
  root: text,
  schema: text,
  migrations: text,
  sql: list(text),
  baseline: text,
  encryptionMaps: list(
    record({ file: text, export: text, kind: oneOf("encrypted", "hash") }, ["file", "export"]),
  ),
  ciphertext: record({
    cipher: text,
    encoding: oneOf("base64", "hex"),
    overheadBytes: wholeNumber,
    deterministic: flag,
  }),
  tenant: record({ model: text, field: text }, ["model"]),
  softDelete: record({
    timestamp: text,
    flag: textOrFalse,
    actor: textOrFalse,
    aliases: list(text),
    handledByExtension: flag,
  }),
  traits: record(Object.fromEntries(TRAITS.map((trait) => [trait, list(pattern)]))),
  phi: record({
    include: list(pattern),
    exclude: list(pattern),
    languages: list(oneOf(...PHI_LANGUAGES)),
    includeStaff: flag,
  }),
  clients: list(pattern),
  clientModule: text,
  postgresVersion: wholeNumber,
  prismaVersion: text,
  guardStyle: oneOf("catalog", "exception", "none"),
};

export interface ResolvedSettings {
  /** What was valid of the settings as written. */
  settings: Settings;
  /** Sentences that name what is wrong; empty when all is well. */
  problems: readonly string[];
}

function resolve(raw: unknown): ResolvedSettings {
  const path = `settings["${SETTINGS_KEY}"]`;
  if (!isRecord(raw)) return { settings: {}, problems: expected(path, "an object", raw) };
  const problems: string[] = [];
  const valid: Record<string, unknown> = {};
  for (const key of Object.keys(raw)) {
    // `toJSON` is ours: it carries the fingerprint into the cache key (project/fingerprint.ts).
    if (key === "toJSON") continue;
    const wrong = checkKey(KEYS, raw, key, path);
    problems.push(...wrong);
    if (wrong.length === 0) valid[key] = raw[key];
  }
  return { settings: valid, problems };
}

const resolved = new WeakMap<object, ResolvedSettings>();
const NONE: ResolvedSettings = { settings: {}, problems: [] };

/**
 * Reads the plugin's settings out of an ESLint `settings` object, validated. Never throws: wrong keys come
 * back as `problems` and are left out. Results are kept per settings object.
 */
export function readSettings(eslintSettings: Readonly<Record<string, unknown>>): ResolvedSettings {
  const raw = eslintSettings[SETTINGS_KEY];
  if (raw === undefined) return NONE;
  if (typeof raw !== "object" || raw === null) return resolve(raw);
  let result = resolved.get(raw);
  if (!result) {
    result = resolve(raw);
    resolved.set(raw, result);
  }
  return result;
}
