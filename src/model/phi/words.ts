import { computedOnce } from "../computed-once.ts";
import {
  LANGUAGE_SUFFIXES,
  INVERTING_PREPOSITIONS,
  TRAILING_CARRIERS,
  TRAILING_QUALIFIERS,
} from "./lexicon/heads.ts";
import { ALL_LANGUAGES } from "./lexicon/languages.ts";
import type { Languages } from "./lexicon/languages.ts";
import { PATIENT_SIDE, STAFF_SIDE } from "./lexicon/people.ts";
import { CLINICAL_THINGS } from "./lexicon/things.ts";
import { tokenizeName } from "./tokenize.ts";

/**
 * The words of a name in the order of English compounds, head last: `dateOfBirth` gives `birth date`. Bare numbers
 * are dropped (`addressLine2`), but for the `4` of `last 4`.
 */
export function compoundWords(
  name: string,
  languages: Languages = ALL_LANGUAGES,
): readonly string[] {
  const known = languages.compounds.get(name);
  if (known) return known;
  const tokens = tokenizeName(name, languages);
  const words = tokens.filter((word, at) => !isCounter(word, tokens[at - 1]));
  const compound = typeLast(invertPreposition(withoutLanguage(words)), tokens);
  languages.compounds.set(name, compound);
  return compound;
}

function isCounter(word: string, before: string | undefined): boolean {
  return /^[0-9]+$/.test(word) && before !== "last";
}

/** `nameAr` is a name, in Arabic. */
function withoutLanguage(words: string[]): string[] {
  return words.length > 1 && LANGUAGE_SUFFIXES.has(words.at(-1) ?? "") ? words.slice(0, -1) : words;
}

/** `typeAllergy` is an allergy's type; `type2Diabetes` is an illness. */
function typeLast(words: readonly string[], tokens: readonly string[]): readonly string[] {
  const isAbout = words[0] === "type" && words.length > 1 && words[1] === tokens[1];
  return isAbout ? [...words.slice(1), "type"] : words;
}

/** `A of B` is a `B A`, but for the next of kin. */
function invertPreposition(words: string[]): string[] {
  const next = words.indexOf("next");
  if (next >= 0 && words[next + 1] === "of" && words[next + 2] === "kin") {
    return invertPreposition(words.toSpliced(next, 2));
  }
  const at = words.findIndex((word) => INVERTING_PREPOSITIONS.has(word));
  if (at <= 0 || at === words.length - 1) return words;
  const owners = ownersBefore(words.slice(0, at));
  const head = words.slice(owners.length, at);
  return [...owners, ...invertPreposition(words.slice(at + 1)), ...head];
}

/** Whose it is stays in front: `motherDateOfBirth` is a mother's birth date. `family history` is one thing. */
function ownersBefore(words: readonly string[]): readonly string[] {
  const owners = words.slice(0, -1);
  const isOwned = !CLINICAL_THINGS.has(words.at(-1) ?? "");
  return isOwned && owners.every((word) => OWNERS.some((known) => known.has(word))) ? owners : [];
}

const OWNERS = [PATIENT_SIDE, STAFF_SIDE];

/** A phrase found at the end of a name, and the words before it. */
export interface PhraseMatch<Entry> {
  readonly entry: Entry;
  readonly qualifiers: readonly string[];
}

/** Finds the longest of many phrases at the end of a name. */
export class PhraseIndex<Entry> {
  readonly #byLastWord = new Map<string, { words: readonly string[]; entry: Entry }[]>();

  constructor(phrases: Iterable<readonly [phrase: string, entry: Entry]>) {
    for (const [phrase, entry] of phrases) {
      const words = phrase.split(" ");
      const last = words.at(-1) ?? "";
      const sameEnd = this.#byLastWord.get(last) ?? [];
      this.#byLastWord.set(last, [...sameEnd, { words, entry }].toSorted(byLength));
    }
  }

  /** The longest accepted phrase that `words` end with, once words that add nothing (`number`, `home`) are passed over. */
  matchEnd(
    words: readonly string[],
    accept: (match: PhraseMatch<Entry>) => boolean = () => true,
  ): PhraseMatch<Entry> | null {
    for (let end = words.length; end > 0; end--) {
      const match = this.#matchAt(words, end, accept);
      if (match !== null) return match;
      if (!addsNothing(words[end - 1] ?? "")) return null;
    }
    return null;
  }

  #matchAt(
    words: readonly string[],
    end: number,
    accept: (match: PhraseMatch<Entry>) => boolean,
  ): PhraseMatch<Entry> | null {
    for (const phrase of this.#byLastWord.get(words[end - 1] ?? "") ?? []) {
      const start = end - phrase.words.length;
      if (start < 0 || !phrase.words.every((word, at) => words[start + at] === word)) continue;
      const match = { entry: phrase.entry, qualifiers: words.slice(0, start) };
      if (accept(match)) return match;
    }
    return null;
  }
}

function byLength(left: { words: readonly string[] }, right: { words: readonly string[] }): number {
  return right.words.length - left.words.length;
}

function addsNothing(word: string): boolean {
  return TRAILING_CARRIERS.has(word) || TRAILING_QUALIFIERS.has(word);
}

/** True when one of the phrases stands anywhere in the words. */
export function containsPhrase(words: readonly string[], phrases: readonly string[]): boolean {
  const { known, longest } = phrasesOf(phrases);
  for (let start = 0; start < words.length; start++) {
    let phrase = "";
    for (let end = start; end < Math.min(start + longest, words.length); end++) {
      phrase += end === start ? (words[end] ?? "") : ` ${words[end] ?? ""}`;
      if (known.has(phrase)) return true;
    }
  }
  return false;
}

interface Phrases {
  known: ReadonlySet<string>;
  /** The most words of one. */
  longest: number;
}

/** Kept by the list: there are a few dozen, all of the lexicon. */
const sets = new WeakMap<readonly string[], Phrases>();

function phrasesOf(phrases: readonly string[]): Phrases {
  return computedOnce(sets, phrases, readPhrases);
}

function readPhrases(phrases: readonly string[]): Phrases {
  const longest = Math.max(...phrases.map((phrase) => phrase.split(" ").length));
  return { known: new Set(phrases), longest };
}
