/** The plugin object: languages, rules, presets. */

import { createRequire } from "node:module";
import type { Plugin } from "@eslint/core";

import { configureWith, presets } from "./configs.ts";
import type { ConfigureOptions, PresetName } from "./configs.ts";
import type * as languages from "./languages.ts";
import { lazily } from "./lazily.ts";
import { load } from "./load.ts";
import { rules } from "./rules/index.ts";

export type { ConfigureOptions, PresetName };
export type { RuleOptions } from "./rules/options.ts";
export type { Settings } from "./settings.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const base = {
  meta: { name: "eslint-plugin-prisma-sentinel", version, namespace: "prisma-sentinel" },
  languages: lazily(
    ["prisma", "postgresql"] as const,
    (name) => (load("./languages.js") as typeof languages)[name],
  ),
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
