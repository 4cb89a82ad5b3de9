/** Singular and plural of English nouns, well enough for names in a schema. Words are in lower case. */

export type GrammaticalNumber = "singular" | "plural";

/** What the user says of words that the rules below have wrong: `{ pokemon: "pokemon" }`. */
export type Plurals = Readonly<Record<string, string>>;

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `person people, child children, man men, woman women, foot feet, tooth teeth, mouse mice, goose geese, criterion criteria,
  phenomenon phenomena, addendum addenda, memorandum memoranda, curriculum curricula, bacterium bacteria, index indexes,
  vertex vertices, matrix matrices, appendix appendices, quiz quizzes, leaf leaves, half halves, shelf shelves, life lives,
  wife wives, knife knives, hero heroes, echo echoes, veto vetoes, potato potatoes, tomato tomatoes, menu menus, cpu cpus,
  gpu gpus, sku skus, icu icus, cookie cookies, movie movies, calorie calories, tie ties, pie pies, zombie zombies, cache caches,
  headache headaches, ache aches, niche niches, axis axes, basis bases, bus buses, gas gases`
    .split(",")
    .map((pair) => pair.trim().split(" "))
    .map(([singular = "", plural = ""]) => [singular, plural]),
);

/** Other plurals of words that have two. */
const OTHER_PLURALS: ReadonlyMap<string, string> = new Map([
  ["indices", "index"],
  ["matrixes", "matrix"],
  ["persons", "person"],
]);

/** One and many are written alike, or nobody counts them. */
const BOTH: ReadonlySet<string> = new Set(
  `data metadata media info information series species staff equipment news feedback software hardware history money
  content logistics analytics statistics stats settings preferences credentials demographics vitals means headquarters
  permissions metrics access`.split(/\s+/u),
);

/** Singular, for all its s at the end. */
const SINGULAR_S: ReadonlySet<string> = new Set(
  `alias atlas canvas bias lens gas bus iris pelvis tennis christmas texas kansas chaos ethos https dns sms aws gps ops`.split(
    /\s+/u,
  ),
);

const SINGULAR_ENDING = /(?:ss|us|[sx]is|itis)$/u;

const SINGULARS: ReadonlyMap<string, string> = new Map(
  [...IRREGULAR].map(([singular, plural]) => [plural, singular]),
);

/** Whether a word may stand for one, or for many. A word that is both is always right. */
export function isNumber(word: string, number: GrammaticalNumber, plurals: Plurals = {}): boolean {
  if (BOTH.has(word)) return true;
  const known = Object.entries(plurals).find((pair) => pair.includes(word));
  if (known) return known[number === "singular" ? 0 : 1] === word;
  return isPlural(word) === (number === "plural");
}

function isPlural(word: string): boolean {
  if (IRREGULAR.has(word) || SINGULAR_S.has(word)) return false;
  if (SINGULARS.has(word) || OTHER_PLURALS.has(word)) return true;
  return word.length > 2 && word.endsWith("s") && !SINGULAR_ENDING.test(word);
}

/** The word in the other number, if it is not in this one. */
export function inNumber(word: string, number: GrammaticalNumber, plurals: Plurals = {}): string {
  if (isNumber(word, number, plurals)) return word;
  return number === "plural" ? pluralOf(word, plurals) : singularOf(word, plurals);
}

function pluralOf(word: string, plurals: Plurals): string {
  const known = plurals[word] ?? IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (/[sx]is$/u.test(word)) return word.replace(/is$/u, "es");
  if (/(?:[sxz]|[cs]h)$/u.test(word)) return `${word}es`;
  return /[^aeiou]y$/u.test(word) ? word.replace(/y$/u, "ies") : `${word}s`;
}

function singularOf(word: string, plurals: Plurals): string {
  const known = Object.entries(plurals).find(([, plural]) => plural === word)?.[0];
  const irregular = known ?? SINGULARS.get(word) ?? OTHER_PLURALS.get(word);
  if (irregular !== undefined) return irregular;
  if (word.endsWith("ies")) return word.replace(/ies$/u, "y");
  const withoutEs = word.replace(/es$/u, "");
  if (SINGULAR_S.has(withoutEs) || /(?:ss|[cs]h|x|zz|[^aeo]us)$/u.test(withoutEs)) return withoutEs;
  if (/(?:naly|agno|ogno|synop|cri|the)ses$/u.test(word)) return word.replace(/es$/u, "is");
  return word.slice(0, -1);
}
