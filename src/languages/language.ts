/** What both languages do alike as ESLint languages. */

import type { File } from "@eslint/core";

/** How a language is made: where its trees come from, and what it puts into ESLint's cache key. */
export interface LanguageDependencies<Root = unknown> {
  /** Parses the text of the file at `path`, or knows its tree already. Default: the language's own parser. */
  parse?: (text: string, path: string) => Root;
  /** A string that changes when other files of the project do; asked for only by `eslint --cache`. */
  fingerprint?: () => string;
}

/** Language options have no members of ours; what users' unscoped configs merge in is left alone. */
export type Options = Record<string, unknown>;

/** The file's text; ESLint has taken the byte order mark off. */
export function textOf(file: File): string {
  return typeof file.body === "string" ? file.body : new TextDecoder().decode(file.body);
}

/**
 * Options with `parserOptions`, which JavaScript rules read without asking, and with a `toJSON` that is no
 * option itself: it carries the fingerprint to ESLint's cache.
 */
export function normalize(
  options: Options,
  { fingerprint }: Pick<LanguageDependencies, "fingerprint">,
): Options {
  const normalized = { parserOptions: {}, ...options };
  if (!fingerprint) return normalized;
  return Object.defineProperty(normalized, "toJSON", {
    enumerable: false,
    value: () => ({ fingerprint: fingerprint() }),
  });
}
