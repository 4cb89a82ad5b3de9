/** The plugin object: languages, rules, presets. */

import { createRequire } from "node:module";
import type { Plugin } from "@eslint/core";

import { configureWith, presets } from "./configs.ts";
import type { ConfigureOptions, PresetName } from "./configs.ts";
import { createPostgresqlLanguage } from "./languages/postgresql/language.ts";
import { createPrismaLanguage } from "./languages/prisma/language.ts";
import { projectFingerprint } from "./project/fingerprint.ts";
import { scriptTree } from "./project/migrations.ts";
import { schemaTree } from "./project/schemas.ts";
import { rules } from "./rules/index.ts";

export type { ConfigureOptions, PresetName };
export type { Settings } from "./settings.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/** For configs that use a language without a preset, whose settings carry the same. */
function fingerprint(): string {
  return projectFingerprint({}, process.cwd());
}

const base = {
  meta: { name: "eslint-plugin-prisma-sentinel", version, namespace: "prisma-sentinel" },
  languages: {
    prisma: createPrismaLanguage({ fingerprint, parse: schemaTree }),
    postgresql: createPostgresqlLanguage({ fingerprint, parse: scriptTree }),
  },
  rules,
} satisfies Plugin;

const plugin = Object.assign(base, {
  configs: presets(base),
  /** A preset with settings: `export default [...sentinel.configure({ preset: "hipaa", schema: "db/schema.prisma" })]`. */
  configure: (options?: ConfigureOptions) => configureWith(plugin, options),
});

export default plugin;
// `require("eslint-plugin-prisma-sentinel")` gives the plugin itself, not a module namespace.
export { plugin as "module.exports" };
