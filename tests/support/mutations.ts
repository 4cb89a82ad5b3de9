/** Seeded damage to texts, as typing, pasting and merging do it. */

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CHARACTERS = Array.from("{}[]()@\",:;=?!/*\\.-_+'#aZ09 \t\n\réل日\u00a0😀");
const TOKENS = [
  ..."{ } [ ] ( ) @ @@ // /// /* */ [] [ ]? ? ! : , = -1 1.5 .5 5. a.b a. _x é true null".split(
    " ",
  ),
  ..."model enum type view datasource generator Int String Unsupported".split(" "),
  ..."@id @@map @default @db.Text now() (1, (a: {a: []".split(" "),
  '"text"',
  '"a \\" b"',
  '"\\q"',
  '"',
  'Unsupported("x")',
  "model A {",
  "}\n",
  " }",
];

/** The text with one random change to a character, a token or a line. */
export function mutate(text: string, random: () => number): string {
  const kind = random();
  if (kind < 0.4) return mutateParts(Array.from(text), CHARACTERS, "", random);
  if (kind < 0.7) return mutateParts(text.match(/\w+|\s+|@+|[^\w\s]/gu) ?? [], TOKENS, "", random);
  return mutateParts(text.split("\n"), text.split("\n"), "\n", random);
}

/** Deletes, inserts, duplicates, replaces or swaps one part. */
function mutateParts(
  parts: readonly string[],
  stock: readonly string[],
  separator: string,
  random: () => number,
): string {
  const index = Math.floor(random() * parts.length);
  const part = parts[index] ?? "";
  const foreign = stock[Math.floor(random() * stock.length)] ?? "";
  const next = parts[index + 1] ?? "";
  const replacements = [[], [foreign, part], [part, part], [foreign], [next, part]];
  const choice = Math.floor(random() * replacements.length);
  const taken = choice === replacements.length - 1 ? 2 : 1;
  return parts.toSpliced(index, taken, ...(replacements[choice] ?? [])).join(separator);
}
