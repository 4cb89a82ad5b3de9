import { describe, expect, it } from "vitest";

import { inNumber, isNumber } from "../../src/text/grammatical-number.ts";

const PAIRS =
  `patient patients, address addresses, status statuses, diagnosis diagnoses, analysis analyses, history history,
  company companies, key keys, person people, child children, box boxes, branch branches, dish dishes, alias aliases, house houses,
  course courses, license licenses, database databases, cache caches, index indexes, api apis, cpu cpus, campus campuses,
  prize prizes, size sizes, response responses, process processes, access access, data data, series series, category categories, cookie cookies,
  bus buses, canvas canvases, basis bases, clause clauses, expense expenses, nurse nurses, page pages, note notes, axis axes`
    .split(",")
    .map((pair) => pair.trim().split(" ") as [string, string]);

describe.each(PAIRS)("%s, %s", (singular, plural) => {
  it("is told apart", () => {
    expect(isNumber(singular, "singular")).toBe(true);
    expect(isNumber(plural, "plural")).toBe(true);
    if (singular === plural) return;
    expect(isNumber(singular, "plural")).toBe(false);
    expect(isNumber(plural, "singular")).toBe(false);
  });

  it("is made from the other", () => {
    expect(inNumber(singular, "plural")).toBe(plural);
    expect(inNumber(plural, "singular")).toBe(singular);
    expect(inNumber(plural, "plural")).toBe(plural);
  });
});

it("takes another's word for it", () => {
  const plurals = { corpus: "corpora" };
  expect(inNumber("corpus", "plural", plurals)).toBe("corpora");
  expect(inNumber("corpora", "singular", plurals)).toBe("corpus");
  expect(isNumber("corpora", "plural", plurals)).toBe(true);
});
