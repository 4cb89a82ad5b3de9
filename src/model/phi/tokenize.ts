import { ALPHANUMERIC_WORDS, EXPANSIONS, SINGULARS, TRANSLATIONS } from "./lexicon/glued.ts";
import { VOCABULARY } from "./lexicon/vocabulary.ts";

/** Shortest word that a glued name may be taken apart into: shorter ones match by accident. */
const SHORTEST_PART = 3;
/** Names shorter than this are never two words of the lexicon glued together. */
const SHORTEST_GLUED = 7;
/** Longer runs of letters are no names: they are not taken apart, so that the work stays linear. */
const LONGEST_GLUED = 40;

const ACRONYM_PLURAL = /^[A-Z]{2,}s$/;

/**
 * Splits a name into lower-case words in the singular, with abbreviations and glued forms expanded:
 * `subscriberDOB` gives `subscriber birth date`, `mothersname` gives `mother name`, `icd10Codes` gives `icd code`.
 */
export function tokenizeName(name: string): readonly string[] {
  let words = tokenized.get(name);
  if (words === undefined) {
    if (tokenized.size >= MOST_NAMES) tokenized.clear();
    words = splitCase(name).flatMap(expand);
    tokenized.set(name, words);
  }
  return words;
}

/** A cache of a pure function: an editor asks for the same few thousand names at every keystroke. */
const tokenized = new Map<string, readonly string[]>();
const MOST_NAMES = 50_000;

/** Splits at case changes, digits and everything that is neither. */
function splitCase(name: string): string[] {
  const pieces = withoutAccents(name).match(/[A-Za-z]+|[0-9]+/g) ?? [];
  return joinAlphanumeric(pieces.flatMap(splitCamel)).map((word) => word.toLowerCase());
}

function withoutAccents(name: string): string {
  return name.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

function splitCamel(piece: string): string[] {
  const words = piece.match(/[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
  return words.map((word) => (ACRONYM_PLURAL.test(word) ? word.slice(0, -1) : word));
}

/** Puts `icd` and `10`, or `Hb`, `A`, `1` and `c`, together again where the lexicon knows them as one word. */
function joinAlphanumeric(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length;) {
    const size =
      [4, 3, 2].find((count) =>
        ALPHANUMERIC_WORDS.has(
          words
            .slice(at, at + count)
            .join("")
            .toLowerCase(),
        ),
      ) ?? 1;
    joined.push(words.slice(at, at + size).join(""));
    at += size;
  }
  return joined;
}

function expand(word: string): string[] {
  const singular = singularOf(word);
  const expansion =
    entry(EXPANSIONS, word) ??
    entry(EXPANSIONS, singular) ??
    entry(TRANSLATIONS, word) ??
    entry(TRANSLATIONS, singular);
  if (expansion !== undefined) return expansion.split(" ");
  if (VOCABULARY.has(singular)) return [singular];
  const parts = takeApart(word);
  return parts === null ? [singular] : parts.flatMap(expand);
}

/** An own property of a data table: `constructor` and its like are words, too. */
function entry(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The fewest words of the lexicon that make up `word`, or `null`. At most three. */
function takeApart(word: string): string[] | null {
  if (word.length < SHORTEST_GLUED || word.length > LONGEST_GLUED) return null;
  return partsFrom(word, 2) ?? partsFrom(word, 3);
}

function partsFrom(word: string, count: number): string[] | null {
  if (count === 1) return word.length >= SHORTEST_PART && isKnown(word) ? [word] : null;
  for (let end = word.length - SHORTEST_PART; end >= SHORTEST_PART; end--) {
    const head = word.slice(0, end);
    if (!isKnown(head)) continue;
    const rest = partsFrom(word.slice(end), count - 1);
    if (rest !== null) return [head, ...rest];
  }
  return null;
}

function isKnown(word: string): boolean {
  return VOCABULARY.has(word) || VOCABULARY.has(singularOf(word));
}

/** The singular of an English noun; words that are none come back as they are. */
function singularOf(word: string): string {
  const known = entry(SINGULARS, word);
  if (known !== undefined) return known;
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
