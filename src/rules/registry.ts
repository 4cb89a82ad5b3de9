/** Rules by name, each loaded when a config first configures it: a run over TypeScript loads no rule of schemas. */

import type { RuleDefinition } from "@eslint/core";

import { lazily } from "../lazily.ts";
import { load } from "../load.ts";
import type { SentinelDocs } from "./types.ts";

/** What presets ask of a rule, known without loading it. */
export interface RuleSummary extends Pick<SentinelDocs, "presets" | "presetOptions" | "risk"> {
  /** The folder of its module. */
  area: "schema" | "encryption" | "migration" | "client";
  languages: readonly string[];
}

/** The rules of these summaries, themselves not loaded yet. */
export function registryOf<Name extends string>(
  summaries: Readonly<Record<Name, RuleSummary>>,
): Readonly<Record<Name, RuleDefinition>> {
  const names = Object.keys(summaries) as Name[];
  return lazily(names, (name) => {
    const { default: rule } = load(`./rules/${summaries[name].area}/${name}.js`) as {
      default: RuleDefinition;
    };
    return rule;
  });
}
