import { describe, expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { mutate, seededRandom } from "../../support/mutations.ts";
import { fixtureTexts } from "../../support/prisma-texts.ts";

const EDITS = 3000;
const fixtures = fixtureTexts();

function parsed(text: string) {
  return { text, tree: parseSchema(text) };
}

describe("a tree that takes over blocks of an earlier one", () => {
  it("is the tree of the text, whatever was edited", () => {
    const random = seededRandom(20_261_121);
    for (let index = 0; index < EDITS; index++) {
      const [, text] = fixtures[index % fixtures.length] ?? ["", ""];
      const edited = mutate(text, random);
      const tree = parseSchema(edited, { earlier: parsed(text) });
      expect(tree).toEqual(parseSchema(edited));
    }
  });

  it.each(fixtures)("is the tree of the text, wherever %s grows", (_, text) => {
    for (const insertion of ["x", "\n", "/*", "*/", "}", "{"]) {
      for (let offset = 0; offset < text.length; offset += 41) {
        const edited = text.slice(0, offset) + insertion + text.slice(offset);
        const tree = parseSchema(edited, { earlier: parsed(text) });
        expect(tree).toEqual(parseSchema(edited));
      }
    }
  });

  it("holds the very nodes before and after the edit, and not that which was edited", () => {
    const text = ["A", "B", "C"].map((name) => `model ${name} {\n  id Int @id\n}\n`).join("\n");
    const earlier = parsed(text);
    const edited = text.replace("B", "Beta");
    const tree = parseSchema(edited, { earlier });
    expect(tree.body[0]).toBe(earlier.tree.body[0]);
    expect(tree.body[1]).not.toBe(earlier.tree.body[1]);
    expect(tree.body[2]).toBe(earlier.tree.body[2]);
    expect(tree.body[2]?.range).toEqual([edited.indexOf("model C"), edited.length - 1]);
  });

  it("is the tree of the text after one edit upon the other", () => {
    const random = seededRandom(7);
    for (const [, text] of fixtures) {
      let earlier = parsed(text);
      for (let index = 0; index < 20; index++) {
        const edited = mutate(earlier.text, random);
        const tree = parseSchema(edited, { earlier });
        expect(tree).toEqual(parseSchema(edited));
        earlier = { text: edited, tree };
      }
    }
  });

  it("reads a block again when what follows it on its line has changed", () => {
    const text = "model A {\n  id Int @id\n} // a\n";
    const earlier = parsed(text);
    const tree = parseSchema(text.replace("// a", "// b"), { earlier });
    expect(tree.body[0]).not.toBe(earlier.tree.body[0]);
    expect(tree.comments).toMatchObject([{ value: " b" }]);
  });
});
