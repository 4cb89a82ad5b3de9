/** The texts of schema files that proofs of the parser run over. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FIXTURES = join(import.meta.dirname, "../fixtures");

/** `[name, text]` of every schema file among the fixtures, sound and broken. */
export function fixtureTexts(): [name: string, text: string][] {
  return ["syntax", "schemas"].flatMap((folder) =>
    readdirSync(join(FIXTURES, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".prisma"))
      .sort()
      .map((name): [string, string] => [name, readFileSync(join(FIXTURES, folder, name), "utf8")]),
  );
}

/** The text of one file in `fixtures/syntax`. */
export function syntaxFixture(name: string): string {
  return readFileSync(join(FIXTURES, "syntax", `${name}.prisma`), "utf8");
}
