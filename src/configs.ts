/** The presets, made from what each rule says of itself in `meta.docs`, of which the registry keeps a summary. */

import type { ConfigObject, Plugin, RuleConfig } from "@eslint/core";

import { load } from "./load.ts";
import type * as fingerprints from "./project/fingerprint.ts";
import { summaries } from "./rules/index.ts";
import type { RuleSummary } from "./rules/registry.ts";
import type { Preset } from "./rules/types.ts";
import { JAVASCRIPT, POSTGRESQL, PRISMA } from "./rules/types.ts";
import { SETTINGS_KEY, readSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { typescriptParser } from "./typescript-parser.ts";

export type PresetName = Preset | "all";

/** What `configure` takes: a preset, and the settings of `settings["prisma-sentinel"]`. */
export interface ConfigureOptions extends Settings {
  /** Default: `recommended`. */
  preset?: PresetName;
}

const NAMESPACE = "prisma-sentinel";
const PRESETS: readonly PresetName[] = ["recommended", "hipaa", "strict", "all"];

const SCHEMAS = ["**/*.prisma"];
const MIGRATIONS = ["**/migration.sql"];
const TYPESCRIPT = ["**/*.{ts,tsx,mts,cts}"];
const SCRIPTS = ["**/*.{js,jsx,mjs,cjs}"];

type Severity = "error" | "warn";

function severityOf({ risk }: RuleSummary): Severity {
  return risk === "critical" || risk === "high" ? "error" : "warn";
}

function entryFor(rule: RuleSummary, preset: PresetName): RuleConfig | null {
  if (preset === "all") return severityOf(rule);
  if (!rule.presets.includes(preset)) return null;
  const options = rule.presetOptions?.[preset];
  return options ? [severityOf(rule), options] : severityOf(rule);
}

/** The rules of a preset that speak of a language. */
function rulesFor(preset: PresetName, language: string): Record<string, RuleConfig> {
  const entries: Record<string, RuleConfig> = {};
  for (const [name, rule] of Object.entries<RuleSummary>(summaries)) {
    if (!rule.languages.includes(language)) continue;
    const entry = entryFor(rule, preset);
    if (entry !== null) entries[`${NAMESPACE}/${name}`] = entry;
  }
  return entries;
}

/** By a module that is loaded for `--cache` alone. */
function fingerprintOf(settings: Settings, rules: readonly string[]): string {
  const { projectFingerprint } = load("./project/fingerprint.js") as typeof fingerprints;
  return projectFingerprint(settings, process.cwd(), rules);
}

/**
 * The settings of a preset, with a `toJSON` by which ESLint's cache key follows the project's files, as far as `rules`
 * read them. It survives ESLint's merging of settings because it is a property like any other.
 */
function cacheAware(settings: Settings, rules: readonly string[]): Record<string, unknown> {
  return {
    [SETTINGS_KEY]: {
      ...settings,
      toJSON(this: Record<string, unknown>) {
        const { toJSON: _, ...plain } = this;
        const valid = readSettings({ [SETTINGS_KEY]: plain }).settings;
        return { ...plain, fingerprint: fingerprintOf(valid, rules) };
      },
    },
  };
}

function below(folder: string): string {
  return `${folder.replace(/^\.\//u, "").replace(/\/+$/u, "")}/**/*.sql`;
}

function withoutDot(path: string): string {
  return path.replace(/^\.\//u, "");
}

/** The SQL to lint: Prisma's migrations anywhere, and what the settings name. */
function sqlFiles({ root, migrations, sql }: Settings): string[] {
  const prefix = root === undefined || root === "." ? "" : `${withoutDot(root)}/`;
  return [
    ...MIGRATIONS,
    ...(migrations === undefined ? [] : [prefix + below(migrations)]),
    ...(sql ?? []).map((path) => prefix + withoutDot(path)),
  ];
}

function configsFor(plugin: Plugin, preset: PresetName, settings: Settings): ConfigObject[] {
  // What is wrong among the settings is reported where it is linted, and names no files here.
  const { settings: valid } = readSettings({ [SETTINGS_KEY]: settings });
  const plugins = { [NAMESPACE]: plugin };
  const name = (part: string): string => `${NAMESPACE}/${preset}/${part}`;
  const rulesAndSettings = (language: string) => {
    const rules = rulesFor(preset, language);
    return { rules, settings: cacheAware(settings, Object.keys(rules)) };
  };
  return [
    {
      name: name("schema"),
      files: SCHEMAS,
      plugins,
      language: PRISMA,
      ...rulesAndSettings(PRISMA),
    },
    {
      name: name("sql"),
      files: sqlFiles(valid),
      plugins,
      language: POSTGRESQL,
      ...rulesAndSettings(POSTGRESQL),
    },
    {
      name: name("typescript-parser"),
      files: TYPESCRIPT,
      languageOptions: { parser: typescriptParser },
    },
    {
      name: name("client"),
      files: [...TYPESCRIPT, ...SCRIPTS],
      plugins,
      ...rulesAndSettings(JAVASCRIPT),
    },
  ];
}

/** All presets, each an array of config objects scoped by `files`. */
export function presets(plugin: Plugin): Record<PresetName, ConfigObject[]> {
  return {
    recommended: configsFor(plugin, "recommended", {}),
    hipaa: configsFor(plugin, "hipaa", {}),
    strict: configsFor(plugin, "strict", {}),
    all: configsFor(plugin, "all", {}),
  };
}

/**
 * A preset with settings, as an array for `eslint.config.mjs`. Settings that are wrong do not throw: they
 * are findings of `valid-schema`, in the schema, so that they cost no other finding.
 *
 * @throws TypeError when the preset is not one of the four.
 */
export function configureWith(plugin: Plugin, options: ConfigureOptions = {}): ConfigObject[] {
  const { preset = "recommended", ...settings } = options;
  if (!PRESETS.includes(preset)) {
    throw new TypeError(
      `prisma-sentinel has no preset ${JSON.stringify(preset)}; the presets are ${PRESETS.join(", ")}.`,
    );
  }
  return configsFor(plugin, preset, settings);
}
