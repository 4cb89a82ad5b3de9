import { describe, expect, it } from "vitest";

import { insertionOf, removalOf, renameOf } from "../../src/fixes/encryption-map.ts";
import type { TextEdit } from "../../src/fixes/edit.ts";
import { readEncryptionMap } from "../../src/model/encryption/map.ts";
import type { EncryptionMap } from "../../src/model/encryption/types.ts";
import { parseModule } from "../../src/project/modules.ts";

function read(text: string): EncryptionMap {
  const module = parseModule(text, "/map.ts");
  if (!module.ok) throw new Error(module.message);
  const spec = { file: "/map.ts", export: "MAP", kind: "encrypted" } as const;
  return readEncryptionMap(
    spec,
    { file: "/map.ts", program: module.program, text },
    { resolve: () => null },
  );
}

function applied(text: string, edit: TextEdit | null): string | null {
  return edit && text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
}

function without(text: string, field: string): string | null {
  const entry = read(text)
    .models.flatMap(({ entries }) => entries)
    .find((name) => name.field === field);
  return entry ? applied(text, removalOf(entry, text)) : null;
}

describe("removalOf", () => {
  it.each([
    ["the first", 'const MAP = { A: ["x", "y"] };', "x", 'const MAP = { A: ["y"] };'],
    ["the last", 'const MAP = { A: ["x", "y"] };', "y", 'const MAP = { A: ["x"] };'],
    ["the only one", 'const MAP = { A: ["x"] };', "x", "const MAP = { A: [] };"],
    [
      "of a Set",
      "const MAP = { A: new Set(['x', 'y']) };",
      "x",
      "const MAP = { A: new Set(['y']) };",
    ],
    ["a flag", "const MAP = { A: { x: true, y: true } };", "x", "const MAP = { A: { y: true } };"],
    [
      "a line of its own",
      'const MAP = {\n  A: [\n    "x",\n    "y",\n  ],\n};',
      "y",
      'const MAP = {\n  A: [\n    "x",\n  ],\n};',
    ],
    [
      "a line without a comma",
      'const MAP = {\r\n  A: [\r\n    "x",\r\n    "y"\r\n  ],\r\n};',
      "y",
      'const MAP = {\r\n  A: [\r\n    "x",\r\n  ],\r\n};',
    ],
  ])("takes out %s", (_, text, field, expected) => {
    expect(without(text, field)).toBe(expected);
    expect(
      read(expected).models.flatMap(({ entries }) => entries.map((entry) => entry.field)),
    ).not.toContain(field);
  });

  it("leaves alone what another list shares", () => {
    expect(without('const NAMES = ["x"];\nconst MAP = { A: NAMES };', "x")).toBeNull();
  });
});

describe("insertionOf", () => {
  it.each([
    ["beside the others", 'const MAP = { A: ["x"] };', 'const MAP = { A: ["x", "new"] };'],
    ["in their quotes", "const MAP = { A: ['x'] };", "const MAP = { A: ['x', 'new'] };"],
    [
      "into an empty list",
      'const MAP = { A: [], B: ["x"] };',
      'const MAP = { A: ["new"], B: ["x"] };',
    ],
    [
      "on a line of its own",
      "const MAP = {\n  A: [\n    'x',\n  ],\n};",
      "const MAP = {\n  A: [\n    'x',\n    'new',\n  ],\n};",
    ],
    ["as a flag", "const MAP = { A: { x: true } };", "const MAP = { A: { x: true, new: true } };"],
    ["with its model", 'const MAP = ["A.x"];', 'const MAP = ["A.x", "A.new"];'],
  ])("adds a name %s", (_, text, expected) => {
    const [model] = read(text).models;
    expect(model && applied(text, insertionOf(model, "new", text))).toBe(expected);
    expect(read(expected).models[0]?.entries.map(({ field }) => field)).toContain("new");
  });

  it("adds nothing where a value would have to be made up", () => {
    const text = 'const MAP = { A: { x: "SSN" } };';
    const [model] = read(text).models;
    expect(model && insertionOf(model, "new", text)).toBeNull();
  });
});

it("renames in the same quotes", () => {
  const text = "const MAP = { A: ['x'], 'B': [] };";
  const { models } = read(text);
  const [entry] = models[0]?.entries ?? [];
  expect(entry && applied(text, renameOf(entry, "y", text))).toBe(
    "const MAP = { A: ['y'], 'B': [] };",
  );
  expect(models[1] && applied(text, renameOf(models[1], "C", text))).toBe(
    "const MAP = { A: ['x'], 'C': [] };",
  );
  expect(models[0] && applied(text, renameOf(models[0], "C", text))).toBe(
    "const MAP = { C: ['x'], 'B': [] };",
  );
});
