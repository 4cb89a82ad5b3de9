import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { fixtureTexts } from "../../support/prisma-texts.ts";
import { nodesOf, rangeProblems, uncovered } from "../../support/prisma-tree.ts";

describe.each(fixtureTexts())("the tree of %s", (_name, text) => {
  const schema = parseSchema(text);

  it("has nested, ordered ranges", () => {
    expect(rangeProblems(schema, text)).toEqual([]);
  });

  it("covers every word", () => {
    if (schema.dialect === "prisma-8") return;
    const behindBrace = /\{[^\r\n]*/gu;
    const rest = uncovered(schema, text).replaceAll(behindBrace, "{");
    expect(rest).toMatch(/^[\s\uFEFF@{}()[\],:=?!]*$/u);
  });

  it("says of names, numbers and constants what the text says", () => {
    for (const node of nodesOf(schema)) {
      const source = text.slice(...node.range);
      if (node.type === "PrismaName" || node.type === "PrismaConstant")
        expect(node.name).toBe(source);
      if (node.type === "PrismaNumber") expect(node.raw).toBe(source);
      if (node.type === "PrismaString") expect(source).toMatch(/^".*"$/su);
    }
  });

  it("has comments whose markers and values make up the text", () => {
    for (const { kind, value, range } of schema.comments) {
      const written = { line: `//${value}`, doc: `///${value}`, block: `/*${value}*/` };
      expect(text.slice(...range)).toBe(written[kind]);
    }
  });
});

const piece = fc.constantFrom(
  ..."model type view enum datasource generator A b Int String 1 -2.5 true é 日本 😀 \u00a0".split(
    " ",
  ),
  ...'{ } ( ) [ ] , : = ? ! @ @@ . .. [] // /// /* */ " \\ \\u00e9 _ - + \uFEFF \ud83d'.split(" "),
  ..." |\t|\n|\r\n|\r|\n\n|\0|\u2028".split("|"),
  "model A {\n",
  "\n}\n",
  '"text"',
  '@default("a")',
  "@@index([a, b(sort: Desc)])",
  "// eslint-disable-line",
);
const schemaLike = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(""));
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  schemaLike,
  fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(" ")),
);

describe("any text", () => {
  it.each([{ recover: true }, { recover: false }])("has a sound tree with %o", (options) => {
    fc.assert(
      fc.property(anything, (text) => {
        const schema = parseSchema(text, options);
        expect(rangeProblems(schema, text)).toEqual([]);
        expect(schema.range).toEqual([0, text.length]);
      }),
      { numRuns: 5000, seed: 7 },
    );
  });

  it("is deeply nested at no cost", () => {
    const depth = 100_000;
    for (const open of ["[", "f(", "{a:", "(a:"]) {
      const schema = parseSchema(`model A {\n  a Int @x(${open.repeat(depth)}\n  b Int\n}\n`);
      expect(schema.errors).toHaveLength(1);
      expect(schema.body[0]).toMatchObject({ members: [{}, { type: "PrismaField" }] });
    }
  });

  it.each([
    ["openings of block comments", "/* "],
    ["openings on lines of a model", "model A {\n a Int /*\n"],
    ["unclosed blocks", "model A {\n"],
    ["blocks without a keyword", "a {\n"],
    ["unterminated strings", 'a Int @x("\\\n'],
    ["broken heads with comments", "model { /*\n"],
    ["aliases", "type A = B @a(\n"],
    ["enclosed openings", "enum A {\n"],
  ])("of 50,000 %s is read to its end", (_what, line) => {
    const text = line.repeat(50_000);
    // A quadratic reading would outlast the runner's patience.
    expect(parseSchema(text).range[1]).toBe(text.length);
    parseSchema(text, { recover: false });
    parseSchema(`model A {\n${text}*/`);
  });
});
