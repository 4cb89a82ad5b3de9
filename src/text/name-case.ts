/** The cases of names - camelCase, PascalCase, snake_case, UPPER_CASE - and turning one into another. */

import { NameCache } from "./name-cache.ts";
import { escapeForRegExp } from "./name-patterns.ts";

export const NAME_CASES = ["camelCase", "PascalCase", "snake_case", "UPPER_CASE"] as const;

export type NameCase = (typeof NAME_CASES)[number];

/** Letters of scripts without capitals are in every case. */
const FORMS: Readonly<Record<NameCase, RegExp>> = {
  camelCase: /^[\p{Ll}\p{Lo}][\p{L}\p{M}\d]*$/u,
  PascalCase: /^[\p{Lu}\p{Lo}][\p{L}\p{M}\d]*$/u,
  snake_case: /^[\p{Ll}\p{Lo}\p{M}\d]+(?:_[\p{Ll}\p{Lo}\p{M}\d]+)*$/u,
  UPPER_CASE: /^[\p{Lu}\p{Lo}\p{M}\d]+(?:_[\p{Lu}\p{Lo}\p{M}\d]+)*$/u,
};

/** `S3Key` is `S3`, `Key`; `userIDs` is `user`, `IDs`; `icd10_code` is `icd10`, `code`. */
const WORD = /\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?\p{Ll}+\d*|\d+|[\p{Lo}\p{M}]+/gu;

const cases = new NameCache<readonly NameCase[]>();
const words = new NameCache<readonly string[]>();

/** The cases that a name is in. One word may be in several: `id` is in camelCase and in snake_case. */
function casesOf(name: string): readonly NameCase[] {
  return cases.of(name, () => NAME_CASES.filter((nameCase) => FORMS[nameCase].test(name)));
}

export function isInCase(name: string, nameCase: NameCase): boolean {
  return casesOf(name).includes(nameCase);
}

/** The one case that a name is in; null when it is in several or in none. */
export function onlyCaseOf(name: string): NameCase | null {
  const [first, ...others] = casesOf(name);
  return others.length === 0 ? (first ?? null) : null;
}

/** The words of a name; `compounds` (`GraphQL`) are words however they are written. */
export function wordsOf(name: string, compounds: readonly string[] = []): readonly string[] {
  if (compounds.length === 0) return words.of(name, () => name.match(WORD) ?? []);
  const compound = new RegExp(`(${compounds.map(escapeForRegExp).join("|")})`, "u");
  return name.split(compound).flatMap((part, index) => (index % 2 === 1 ? part : wordsOf(part)));
}

/** Writes words as one name. */
export function joinWords(words: readonly string[], nameCase: NameCase): string {
  switch (nameCase) {
    case "snake_case":
      return words.join("_").toLowerCase();
    case "UPPER_CASE":
      return words.join("_").toUpperCase();
    case "PascalCase":
      return words.map(capitalised).join("");
    case "camelCase":
      return words
        .map((word, index) => (index === 0 ? word.toLowerCase() : capitalised(word)))
        .join("");
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
