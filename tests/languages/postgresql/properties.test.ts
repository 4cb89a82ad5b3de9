import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { tokenize } from "../../../src/languages/postgresql/lexer.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { childrenOf, fixtures, nodesOf } from "./tree.ts";

/** Pieces of SQL that start, end or disturb something. */
const PIECES = [
  ..."CREATE TABLE a ( b int , ) ; ALTER ADD COLUMN DROP CONSTRAINT c CHECK > 1 SELECT FROM WHERE".split(
    " ",
  ),
  ..."BEGIN END IF THEN ELSE LOOP DECLARE EXCEPTION WHEN EXECUTE INTO := = DO LANGUAGE plpgsql AS".split(
    " ",
  ),
  ..."'a' $$ $x$ 'it''s' E'\\'' \" \"A\" U&\" /* */ -- \\ : :: .. $1 1.5 1e é 😀 \ud800 [ ]".split(
    " ",
  ),
  ..."COPY stdin \\. RULE ATOMIC CASE FUNCTION AS TYPE ENUM".split(" "),
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\uFEFF",
  "\u00a0",
];

const soup = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(" "));

/** A fixture with a stretch cut out and something put in its place. */
const damagedFixture = fc
  .tuple(fc.constantFrom(...fixtures.values()), fc.nat(), fc.nat({ max: 30 }), soup)
  .map(([sql, place, length, other]) => {
    const start = place % sql.length;
    return sql.slice(0, start) + other.slice(0, 20) + sql.slice(start + length);
  });

const anything = fc.oneof(fc.string({ unit: "binary" }), soup, damagedFixture);

const RUNS = { numRuns: 400 };

describe("of any text", () => {
  it("tokens and comments are in order, apart from each other, and miss nothing but space", () => {
    fc.assert(
      fc.property(anything, (sql) => {
        const { tokens, comments, copyData } = tokenize(sql);
        const ranges = [...tokens, ...comments, ...copyData.map((range) => ({ range }))]
          .map(({ range }) => range)
          .sort((a, b) => a[0] - b[0]);
        let end = 0;
        for (const [from, to] of ranges) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(sql.slice(end, from)).toMatch(/^(?:[ \t\n\r\f\v]*|[^\n]*\n)$/);
          end = to;
        }
        expect(sql.slice(end)).toMatch(/^[ \t\n\r\f\v]*$/);
      }),
      RUNS,
    );
  });

  it("the tree's ranges nest, and its statements are in order", () => {
    fc.assert(
      fc.property(anything, (sql) => {
        const root = parseScript(sql);
        for (const parent of nodesOf(root)) {
          for (const { range } of childrenOf(parent)) {
            expect(range[0]).toBeGreaterThanOrEqual(parent.range[0]);
            expect(range[1]).toBeLessThanOrEqual(parent.range[1]);
            expect(range[1]).toBeGreaterThan(range[0]);
          }
        }
        const starts = root.body.map(({ range }) => range[0]);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
      RUNS,
    );
  });

  it("errors lie within it, and every invalid statement has one", () => {
    fc.assert(
      fc.property(anything, (sql) => {
        const { body, errors } = parseScript(sql);
        for (const { range } of errors) {
          expect(range[0]).toBeGreaterThanOrEqual(0);
          expect(range[1]).toBeGreaterThan(range[0]);
          expect(range[1]).toBeLessThanOrEqual(sql.length);
        }
        for (const statement of body) {
          if (statement.type !== "SqlInvalid") continue;
          const [start, end] = statement.range;
          expect(errors.some(({ range }) => range[0] >= start && range[1] <= end)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
