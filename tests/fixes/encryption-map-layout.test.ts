import { describe, expect, it } from "vitest";

import type { TextEdit } from "../../src/fixes/edit.ts";
import { insertionOf, removalOf, renameOf } from "../../src/fixes/encryption-map.ts";
import { readEncryptionMap } from "../../src/model/encryption/map.ts";
import type { EncryptionMap } from "../../src/model/encryption/types.ts";
import { parseModule } from "../../src/project/modules.ts";

const NAMES = 'export const NAMES = ["aa", "bb"];';

function parsed(text: string, file: string) {
  const module = parseModule(text, file);
  if (!module.ok) throw new Error(module.message);
  return { file, program: module.program, text };
}

function read(text: string): EncryptionMap {
  const spec = { file: "/map.ts", export: "MAP", kind: "encrypted" } as const;
  return readEncryptionMap(spec, parsed(text, "/map.ts"), {
    resolve: () => parsed(NAMES, "/names.ts"),
  });
}

function fields(text: string): string[] {
  return read(text).models.flatMap(({ entries }) => entries.map(({ field }) => field));
}

function applied(text: string, edit: TextEdit | null): string | null {
  return edit && text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
}

function inserted(text: string): string | null {
  const [model] = read(text).models;
  return model ? applied(text, insertionOf(model, "new", text)) : null;
}

function removed(text: string, field: string): string | null {
  const entries = read(text).models.flatMap((model) => model.entries);
  const entry = entries.find((one) => one.field === field);
  return entry ? applied(text, removalOf(entry, text)) : null;
}

/** Ways to lay out the list of one model, each with two names. */
const LAYOUTS = {
  "one line": "const MAP = { A: ['aa', 'bb'] };",
  "one line, trailing comma": "const MAP = { A: ['aa', 'bb',] };",
  "padded flags": "const MAP = { A: { aa: true, bb: true } };",
  "a line each": "const MAP = {\n  A: [\n    'aa',\n    'bb',\n  ],\n};",
  "a line each, CRLF": "const MAP = {\r\n\tA: [\r\n\t\t'aa',\r\n\t\t'bb',\r\n\t],\r\n};",
  "a line each, no trailing comma": "const MAP = {\n  A: [\n    'aa',\n    'bb'\n  ],\n};",
  "a comment on each line": "const MAP = { A: [\n  'aa', // of aa\n  'bb', // of bb\n] };",
  "a comment, no trailing comma": "const MAP = { A: [\n  'aa', // of aa\n  'bb' // of bb\n] };",
  "a block comment": "const MAP = { A: [\n  'aa', /* of aa */\n  'bb', /* of bb */\n] };",
  "a comment between": "const MAP = { A: [\n  'aa',\n  // of bb\n  'bb',\n] };",
  "inline comments": "const MAP = { A: ['aa' /* of aa */, 'bb' /* of bb */] };",
  "a Set": 'const MAP = { A: new Set(["aa", "bb"]) };',
  "dotted names": "const MAP = [\n  'A.aa',\n  'A.bb',\n];",
  "a Map": 'const MAP = new Map([["A", ["aa", "bb"]]]);',
  "a list of its own": "const LIST = ['aa', 'bb'];\nconst MAP = { A: LIST };",
};

describe.each(Object.entries(LAYOUTS))("with %s", (_, text) => {
  it("an inserted name is read back, once, and every comment is still there", () => {
    const result = inserted(text) ?? "";
    expect(fields(result)).toEqual(["aa", "bb", "new"]);
    expect(result.match(/of \w+/gu)).toEqual(text.match(/of \w+/gu));
  });

  it.each([
    ["aa", "bb"],
    ["bb", "aa"],
  ])("removing %s leaves the other, and every comment", (field, other) => {
    const result = removed(text, field);
    // What stands outside the map's own literal may serve others, and is left alone.
    if (text.includes("LIST")) expect(result).toBeNull();
    else {
      expect(fields(result ?? "")).toEqual([other]);
      expect(result?.match(/of \w+/gu)).toEqual(text.match(/of \w+/gu));
    }
  });

  it("what was inserted can be removed without a trace, but for a trailing comma", () => {
    if (text.includes("LIST")) return;
    const again = removed(inserted(text) ?? "", "new");
    const bare = (one: string | null) => one?.replace(/,(?=\s*(?:\/\/.*|\/\*.*\*\/)?\s*\])/gu, "");
    expect(bare(again)).toBe(bare(text));
  });
});

describe("a comment behind an item", () => {
  it("stays with it when another is inserted", () => {
    expect(inserted("const MAP = { A: [\n  'aa', // of aa\n] };")).toBe(
      "const MAP = { A: [\n  'aa', // of aa\n  'new',\n] };",
    );
    expect(inserted("const MAP = { A: [\n  'aa' // of aa\n] };")).toBe(
      "const MAP = { A: [\n  'aa', // of aa\n  'new'\n] };",
    );
  });

  it("does not move to the item before when its own is removed", () => {
    expect(removed("const MAP = { A: [\n  'aa',\n  'bb', // of bb\n] };", "bb")).toBe(
      "const MAP = { A: [\n  'aa',\n  // of bb\n] };",
    );
  });
});

describe("renameOf", () => {
  it("keeps the quotes, the bareness of keys, and the rest of a path", () => {
    const text = "const MAP = { A: [`aa`, 'bb'], B: { cc: true }, [Prisma.ModelName.C]: ['dd'] };";
    const map = read(text);
    const renamed = map.models
      .flatMap((model) => [model, ...model.entries])
      .map((item) => applied(text, renameOf(item, "new", text)));
    expect(renamed).toEqual([
      text.replace("A:", "new:"),
      text.replace("aa", "new"),
      text.replace("bb", "new"),
      text.replace("B:", "new:"),
      text.replace("cc", "new"),
      text.replace("C]", "new]"),
      text.replace("dd", "new"),
    ]);
  });

  it("renames the field of a path alone", () => {
    const text = "const MAP = ['A.aa'];";
    const entry = read(text).models[0]?.entries[0];
    expect(entry && applied(text, renameOf(entry, "new", text))).toBe("const MAP = ['A.new'];");
  });

  it("leaves alone what stands in another file, whatever stands at its offsets here", () => {
    const text = 'import { NAMES } from "./names"; const MAP = { A: NAMES };';
    const entry = read(text).models[0]?.entries[0];
    expect(entry).toMatchObject({ file: "/names.ts", range: [22, 26] });
    expect(entry && renameOf({ ...entry, site: [20, 30] }, "new", text)).toBeNull();
  });
});
