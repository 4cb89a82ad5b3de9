/** The languages that names are read in, besides English, and what their packs say together. */

import { NameCache } from "../../../text/name-cache.ts";
import { FRENCH } from "./languages/french.ts";
import { GERMAN } from "./languages/german.ts";
import type { LanguagePack } from "./languages/pack.ts";
import { PORTUGUESE } from "./languages/portuguese.ts";
import { SPANISH } from "./languages/spanish.ts";

export const PACKS: readonly LanguagePack[] = [SPANISH, PORTUGUESE, GERMAN, FRENCH];

/** Words that join others in Romance languages: `fecha de nacimiento`, `numéro de sécurité sociale`. */
export const CONNECTORS: ReadonlySet<string> = new Set([
  "de",
  "da",
  "do",
  "das",
  "dos",
  "del",
  "la",
  "el",
  "du",
  "des",
  "d",
  "l",
]);

/** What one word or phrase of another language means. */
export interface Translation {
  readonly words: readonly string[];
  readonly isForeign: true;
  readonly headFirst: boolean;
}

/** The packs of some languages, as one. The first of two that share a word wins; they mean the same. */
export class Languages {
  readonly #words = new Map<string, Translation>();
  readonly #phrases = new Map<string, Translation>();
  /** Caches of two pure functions, `tokenizeName` and `compoundWords`. */
  readonly tokens = new NameCache<readonly string[]>();
  readonly compounds = new NameCache<readonly string[]>();
  /** The most words of any phrase; 1 when there is none. */
  readonly longest: number;

  constructor(packs: readonly LanguagePack[]) {
    for (const { words, phrases, headFirst } of packs) {
      addAll(this.#words, words, headFirst);
      addAll(this.#phrases, phrases, headFirst);
    }
    const lengths = [...this.#phrases.keys()].map((phrase) => phrase.split(" ").length);
    this.longest = Math.max(1, ...lengths);
  }

  word(word: string): Translation | undefined {
    return this.#words.get(word);
  }

  phrase(words: readonly string[]): Translation | undefined {
    return this.#phrases.get(words.join(" "));
  }
}

function addAll(
  to: Map<string, Translation>,
  entries: Readonly<Record<string, string>>,
  headFirst: boolean,
): void {
  for (const [foreign, english] of Object.entries(entries)) {
    if (!to.has(foreign))
      to.set(foreign, { words: english.split(" "), isForeign: true, headFirst });
  }
}

/** All packs: what names are read in when nobody says otherwise. */
export const ALL_LANGUAGES = new Languages(PACKS);

const chosen = new Map<string, Languages>();

/** The packs of the languages with these codes, and English, which is always read; all of them without codes. */
export function languagesOf(codes: readonly string[] | undefined): Languages {
  if (!codes) return ALL_LANGUAGES;
  const key = [...new Set(codes)].sort().join(" ");
  let languages = chosen.get(key);
  if (!languages) {
    languages = new Languages(PACKS.filter(({ code }) => codes.includes(code)));
    chosen.set(key, languages);
  }
  return languages;
}

/** Every word of every pack: the parts that a glued name may be taken apart into. */
export const FOREIGN_WORDS: readonly string[] = PACKS.flatMap(({ words }) => Object.keys(words));
