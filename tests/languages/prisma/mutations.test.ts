import { describe, expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { mutate, seededRandom } from "../../support/mutations.ts";
import { engineSyntaxErrors, linesOf } from "../../support/prisma-syntax.ts";
import { fixtureTexts } from "../../support/prisma-texts.ts";

const MUTATIONS = 6000;

/** Files that the engine reads otherwise on purpose: it refuses a byte order mark and the next dialect. */
const fixtures = fixtureTexts().filter(([name]) => !/^(?:bom|prisma-8)\./u.test(name));

/** What is mutated: not the file whose blocks are unclosed from the first line on. */
const originals = fixtures.filter(([name]) => !/^(?:unclosed|empty)\./u.test(name));

interface Comparison {
  name: string;
  text: string;
  /** Lines with syntax errors: the engine's, ours without recovery, ours with it. */
  engine: number[];
  strict: number[];
  recovering: number[];
  /** The first line that we blame for a block that is never closed. */
  unclosed: number | undefined;
}

function compare(name: string, text: string): Comparison | null {
  const engineErrors = engineSyntaxErrors(text);
  if (engineErrors === null) return null;
  const { errors } = parseSchema(text);
  const unclosed = errors.filter(({ message }) => message.includes("is never closed"));
  return {
    name,
    text,
    engine: linesOf(engineErrors, text),
    strict: linesOf(parseSchema(text, { recover: false }).errors, text),
    recovering: linesOf(errors, text),
    unclosed: linesOf(unclosed, text)[0],
  };
}

function compareMutations(): Comparison[] {
  const random = seededRandom(20_240_607);
  const comparisons = Array.from({ length: MUTATIONS }, (_, index) => {
    const [name, text] = originals[index % originals.length] ?? ["", ""];
    return compare(name, mutate(text, random));
  });
  return comparisons.filter((comparison) => comparison !== null);
}

describe("lines with syntax errors", () => {
  it.each(fixtures)("are the engine's in %s", (name, text) => {
    const comparison = compare(name, text);
    expect(comparison?.strict).toEqual(comparison?.engine);
  });

  const comparisons = compareMutations();

  it("were compared in all mutations but those on which the engine itself crashes", () => {
    expect(comparisons.length).toBeGreaterThan(0.999 * MUTATIONS);
    const broken = comparisons.filter(({ engine }) => engine.length > 0);
    expect(broken.length).toBeGreaterThan(0.4 * MUTATIONS);
  });

  it("are the engine's in every mutation", () => {
    const wrong = comparisons.filter(({ engine, strict }) => String(engine) !== String(strict));
    expect(wrong).toEqual([]);
  });

  it("are the engine's with recovery too, where all blocks are closed", () => {
    const closed = comparisons.filter(({ unclosed }) => unclosed === undefined);
    expect(closed.length).toBeGreaterThan(0.9 * MUTATIONS);
    const wrong = closed.filter(({ engine, recovering }) => String(engine) !== String(recovering));
    expect(wrong).toEqual([]);
  });

  it("agree with recovery up to and on the line where a block turns out to be unclosed", () => {
    const wrong = comparisons.filter(({ engine, recovering, unclosed = 0 }) => {
      const upToThere = (line: number): boolean => line <= unclosed;
      return String(engine.filter(upToThere)) !== String(recovering.filter(upToThere));
    });
    // Where two blocks are left open, the engine blames the first from its head on.
    expect(wrong.length).toBeLessThan(0.001 * MUTATIONS);
  });
});
