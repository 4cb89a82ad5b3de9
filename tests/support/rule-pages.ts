/** The examples on the pages of rules: fenced blocks below "❌ Incorrect:" and "✅ Correct:". */

import { readFileSync } from "node:fs";

export interface Example {
  code: string;
  language: "prisma" | "sql" | "ts";
  isWrong: boolean;
  options: Record<string, unknown> | null;
  /** The path after the language, for what depends on where a file lies. */
  path: string | null;
  line: number;
}

export interface Page {
  text: string;
  examples: Example[];
  /** The schema that the page's other examples stand beside. */
  schema: string | null;
  /** The migration that its TypeScript and its schemas stand beside. */
  migration: string | null;
  /** The modules that its TypeScript stands beside, by their paths. */
  modules: Record<string, string>;
}

const FENCE = /^(?<marker>`{3,})(?<info>.*)\n(?<code>[\s\S]*?)^\k<marker>$/gmu;
const LABEL = /^(?<mark>❌|✅) \w+(?: with options `(?<options>\{.*\})`)?:$/u;
const LANGUAGES = ["prisma", "sql", "ts"] as const;

/** An example belongs to the last label above it; a heading ends that. */
function labelAbove(lines: readonly string[]): RegExpExecArray | null {
  for (const line of lines.toReversed()) {
    if (line.startsWith("## ")) return null;
    const label = LABEL.exec(line);
    if (label) return label;
  }
  return null;
}

/** The page of a rule. */
export function readPage(name: string): Page {
  const text = readFileSync(`docs/rules/${name}.md`, "utf8");
  const page: Page = { text, examples: [], schema: null, migration: null, modules: {} };
  for (const match of text.matchAll(FENCE)) {
    const { info = "", code = "" } = match.groups ?? {};
    const before = text.slice(0, match.index).split("\n");
    if (info === "prisma schema") {
      page.schema = code;
      continue;
    }
    if (info === "sql migration") {
      page.migration = code;
      continue;
    }
    const [name, path = null, beside] = info.split(" ");
    if (name === "ts" && path === "beside" && beside !== undefined) {
      page.modules[beside] = code;
      continue;
    }
    const language = LANGUAGES.find((known) => known === name);
    const label = labelAbove(before)?.groups;
    if (!language || !label) continue;
    const options =
      label.options === undefined ? null : (JSON.parse(label.options) as Record<string, unknown>);
    page.examples.push({
      code,
      language,
      isWrong: label.mark === "❌",
      options,
      path,
      line: before.length,
    });
  }
  return page;
}
