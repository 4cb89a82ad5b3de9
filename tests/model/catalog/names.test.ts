import { describe, expect, it } from "vitest";
import {
  chooseObjectName,
  clipName,
  distinctColumnNames,
  foldIdentifier,
  joinColumnNames,
  makeObjectName,
  parseQualifiedName,
} from "../../../src/model/catalog/names.ts";

describe("parseQualifiedName", () => {
  it.each([
    ["User", { schema: null, name: "user" }],
    ['"User"', { schema: null, name: "User" }],
    ['public."User"', { schema: "public", name: "User" }],
    [' "My App" . "a""b" ', { schema: "My App", name: 'a"b' }],
    ['db."S".t', { schema: "S", name: "t" }],
    ["ÉCOLE", { schema: null, name: "École" }],
  ])("%s", (text, expected) => {
    expect(parseQualifiedName(text)).toEqual(expected);
  });

  it.each(["", '"', "a.", ".a", "a b", "a.b.c.d", '""'])("is no name: %j", (text) => {
    expect(parseQualifiedName(text)).toBeNull();
  });
});

it("folds ASCII letters alone", () => {
  expect(foldIdentifier("École_ÀB")).toBe("École_Àb");
});

describe("clipName", () => {
  it.each([
    ["abc", 2, "ab"],
    ["aé", 2, "a"],
    ["aé", 3, "aé"],
    ["a😀b", 4, "a"],
    ["a😀b", 5, "a😀"],
  ])("%s to %d bytes", (name, bytes, expected) => {
    expect(clipName(name, bytes)).toBe(expected);
  });

  it("leaves 63 bytes, and cuts the 64th", () => {
    expect(clipName("x".repeat(63))).toHaveLength(63);
    expect(clipName("x".repeat(64))).toHaveLength(63);
  });
});

describe("makeObjectName", () => {
  it("joins what fits", () => {
    expect(makeObjectName("User", "email", "key")).toBe("User_email_key");
    expect(makeObjectName("User", null, "pkey")).toBe("User_pkey");
  });

  it("cuts the longer name first, then both alike", () => {
    const name = makeObjectName("t".repeat(40), "c".repeat(40), "fkey");
    expect(name).toBe(`${"t".repeat(29)}_${"c".repeat(28)}_fkey`);
    expect(makeObjectName("t".repeat(60), "col", "idx")).toBe(`${"t".repeat(55)}_col_idx`);
  });
});

it("numbers names that are taken", () => {
  const taken = new Set(["t_a_key", "t_a_key1"]);
  expect(chooseObjectName("t", "a", "key", (name) => taken.has(name))).toBe("t_a_key2");
});

it("joins column names until 63 bytes are full", () => {
  expect(joinColumnNames(["a", "b"])).toBe("a_b");
  expect(joinColumnNames(["x".repeat(40), "y".repeat(40), "z"])).toBe(
    `${"x".repeat(40)}_${"y".repeat(40)}`,
  );
});

it("makes repeated names differ", () => {
  expect(distinctColumnNames(["expr", "a", "expr", "expr"])).toEqual([
    "expr",
    "a",
    "expr1",
    "expr2",
  ]);
});
