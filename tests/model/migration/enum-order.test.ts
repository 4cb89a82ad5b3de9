import fc from "fast-check";
import { expect, it } from "vitest";

import { belongsAtEnd, neighborOf } from "../../../src/model/migration/enum-order.ts";

const LETTERS = ["a", "b", "c", "d", "e"];

/** Where ALTER TYPE … ADD VALUE would put the value. */
function added(value: string, existing: readonly string[], order: readonly string[]): string[] {
  const neighbor = neighborOf(value, order, existing);
  if (neighbor === null) return [...existing, value];
  const at = existing.indexOf(neighbor.value) + (neighbor.side === "AFTER" ? 1 : 0);
  return existing.toSpliced(at, 0, value);
}

it("keeps the order of the schema, in whatever order the values come", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(LETTERS, { minLength: 1 }), (values) => {
      const built = values.reduce<string[]>((all, value) => added(value, all, LETTERS), []);
      expect(built).toEqual(LETTERS.filter((letter) => values.includes(letter)));
    }),
  );
});

it("asks for no position exactly where the end is right", () => {
  fc.assert(
    fc.property(fc.subarray(LETTERS), fc.constantFrom(...LETTERS), (existing, value) => {
      fc.pre(!existing.includes(value));
      const atEnd = [...existing, value];
      const isRight = added(value, existing, LETTERS).join("") === atEnd.join("");
      expect(belongsAtEnd(value, LETTERS, existing)).toBe(isRight);
    }),
  );
});

it("looks past values that the schema no longer has", () => {
  expect(belongsAtEnd("c", LETTERS, ["a", "gone"])).toBe(true);
  expect(neighborOf("c", LETTERS, ["gone", "a"])).toEqual({ value: "a", side: "AFTER" });
  expect(neighborOf("a", LETTERS, ["gone", "b"])).toEqual({ value: "b", side: "BEFORE" });
  expect(neighborOf("a", LETTERS, ["gone"])).toBeNull();
});
