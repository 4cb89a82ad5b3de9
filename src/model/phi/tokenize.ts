import { ALPHANUMERIC_WORDS, EXPANSIONS, SINGULARS } from "./lexicon/glued.ts";
import { FLAG_PREFIXES, NEGATIVE_HEADS } from "./lexicon/heads.ts";
import { ALL_LANGUAGES, CONNECTORS } from "./lexicon/languages.ts";
import type { Languages } from "./lexicon/languages.ts";
import { NAME_PARTS, PATIENT_SIDE, STAFF_SIDE } from "./lexicon/people.ts";
import { ORGANISATIONS } from "./lexicon/things.ts";
import { VOCABULARY } from "./lexicon/vocabulary.ts";

/** Shortest word that a glued name may be taken apart into: shorter ones match by accident. */
const SHORTEST_PART = 3;
/** Names shorter than this are never two words of the lexicon glued together. */
const SHORTEST_GLUED = 7;
/** Longer runs of letters are no names: they are not taken apart, so that the work stays linear. */
const LONGEST_GLUED = 40;

const ACRONYM_PLURAL = /^[A-Z]{2,}s$/;

/**
 * Splits a name into lower-case words in the singular, with abbreviations and glued forms expanded and words of other
 * languages in English: `subscriberDOB` gives `subscriber birth date`, `mothersname` gives `mother name`, `icd10Codes`
 * gives `icd code`, `fecha_de_nacimiento` gives `birth date`.
 */
export function tokenizeName(
  name: string,
  languages: Languages = ALL_LANGUAGES,
): readonly string[] {
  let words = languages.tokens.get(name);
  if (words === undefined) {
    words = readWords(splitCase(name), languages);
    languages.tokens.set(name, words);
  }
  return words;
}

/** What one piece of a name, or several that are a phrase, stand for. */
interface Meaning {
  words: readonly string[];
  isForeign: boolean;
  /** In a language in which what a noun belongs to follows it. */
  headFirst: boolean;
}

function readWords(pieces: readonly string[], languages: Languages): readonly string[] {
  const meanings: Meaning[] = [];
  for (let at = 0; at < pieces.length;) {
    const phrase = phraseAt(pieces, at, languages);
    meanings.push(phrase?.meaning ?? meaningOf(pieces[at] ?? "", languages));
    at = phrase?.end ?? at + 1;
  }
  return headLast(meanings).flatMap(({ words }) => words);
}

/** The longest phrase that begins at a piece. What joins its words may stand between them: `mot de passe`. */
function phraseAt(
  pieces: readonly string[],
  start: number,
  languages: Languages,
): { meaning: Meaning; end: number } | null {
  let longest: { meaning: Meaning; end: number } | null = null;
  const words: string[] = [];
  for (let at = start; at < pieces.length && words.length < languages.longest; at++) {
    const piece = pieces[at] ?? "";
    if (words.length > 0 && CONNECTORS.has(piece)) continue;
    words.push(piece);
    const meaning = words.length > 1 ? languages.phrase(words) : undefined;
    if (meaning) longest = { meaning, end: at + 1 };
  }
  return longest;
}

/**
 * What stands last in English. `telefono responsavel` is a guardian's phone, `notas preoperatorias` are notes before
 * an operation, and `tipo telefono` is the type of a phone.
 */
function headLast(meanings: readonly Meaning[]): readonly Meaning[] {
  const [first, ...rest] = meanings;
  const last = rest.at(-1);
  // `alergias auto reportadas` is no switch, as `auto reported allergies` would be.
  if (!first || !last || FLAG_PREFIXES.has(rest[0]?.words[0] ?? "")) return meanings;
  const isAbout = first.isForeign && NEGATIVE_HEADS.has(first.words.at(-1) ?? "");
  const isQualified = first.headFirst && !last.words.some((word) => VOCABULARY.has(word));
  const isOwned = (first.headFirst || last.headFirst) && isOwner(last);
  return isAbout || isQualified || isOwned ? [...rest, first] : meanings;
}

/** A person, a part of a name, or an organisation. */
function isOwner({ words }: Meaning): boolean {
  const [word = "", ...others] = words;
  return others.length === 0 && OWNERS.some((known) => known.has(word));
}

const OWNERS = [PATIENT_SIDE, STAFF_SIDE, NAME_PARTS, ORGANISATIONS];

/** Splits at case changes, digits and everything that is neither. */
function splitCase(name: string): string[] {
  const pieces = withoutAccents(name).match(/[A-Za-z]+|[0-9]+/g) ?? [];
  return joinAlphanumeric(pieces.flatMap(splitCamel)).map((word) => word.toLowerCase());
}

function withoutAccents(name: string): string {
  return name
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
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

function meaningOf(word: string, languages: Languages): Meaning {
  const foreign = translationOf(word, languages);
  return foreign ?? { words: expand(word, languages), isForeign: false, headFirst: false };
}

function translationOf(word: string, languages: Languages): Meaning | undefined {
  const singular = singularOf(word);
  if (entry(EXPANSIONS, word) !== undefined || entry(EXPANSIONS, singular) !== undefined) {
    return undefined;
  }
  return languages.word(word) ?? languages.word(singular);
}

function expand(word: string, languages: Languages): readonly string[] {
  const singular = singularOf(word);
  const expansion = entry(EXPANSIONS, word) ?? entry(EXPANSIONS, singular);
  if (expansion !== undefined) return expansion.split(" ");
  const foreign = translationOf(word, languages);
  if (foreign) return foreign.words;
  if (VOCABULARY.has(singular)) return [singular];
  const parts = takeApart(word);
  return parts === null ? [singular] : parts.flatMap((part) => expand(part, languages));
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
