import { describe, expect, it } from "vitest";

import { rawCall } from "../../../src/model/client/calls.ts";
import {
  parameterOf,
  rawTextOf,
  sourceRange,
  sqlTextOf,
} from "../../../src/model/client/raw-text.ts";
import { fromCalls } from "./code.ts";

/** What the source has for each occurrence of a text in the SQL. */
function sourceOf(code: string, searched: string): (string | null)[] {
  return fromCalls(code, (node, scopes) => {
    const call = rawCall(node, scopes);
    const raw = call && rawTextOf(call, scopes);
    const start = raw?.sql.indexOf(searched) ?? -1;
    if (!raw || start === -1) return null;
    const range = sourceRange(raw, [start, start + searched.length], code);
    return { text: range && code.slice(...range) };
  }).map(({ text }) => text);
}

/** The SQL of each raw query. */
function sqlIn(code: string): string[] {
  return fromCalls(code, (node, scopes) => {
    const call = rawCall(node, scopes);
    return (call && rawTextOf(call, scopes)?.sql) ?? null;
  });
}

describe("rawTextOf", () => {
  it.each([
    ["a template", "p.$executeRaw`SELECT ${a}, ${b}`", "SELECT $1, $2"],
    ["a constant as a parameter", "const a = 'x'; p.$executeRaw`SELECT ${a}`", "SELECT $1"],
    ["Prisma.sql", "const a = 'x'; p.$queryRaw(Prisma.sql`SELECT ${a}`)", "SELECT $1"],
    ["a constant as text", "const a = 'x'; p.$executeRawUnsafe(`SELECT ${a}`)", "SELECT x"],
    ["a text that is computed", "p.$executeRawUnsafe('SELECT ' + a + 1)", "SELECT $11"],
  ])("reads %s", (_, code, sql) => {
    expect(sqlIn(code)).toEqual([sql]);
  });

  it("reads nothing where nothing is written", () => {
    expect(sqlIn("p.$executeRawUnsafe(text)")).toEqual([]);
  });
});

describe("sqlTextOf", () => {
  it("takes constants for text also where they are parameters", () => {
    const texts = fromCalls("const t = 'x'; p.$queryRaw`DELETE FROM ${t} ${u}`", (node, scopes) => {
      const call = rawCall(node, scopes);
      return call?.text ? sqlTextOf(call.text, scopes) : null;
    });
    expect(texts).toEqual(["DELETE FROM x $1"]);
  });
});

describe("sourceRange", () => {
  it.each([
    ["a template", "p.$executeRaw`SELECT ${a}, x`", "x", "x"],
    ["the first part", "p.$executeRaw`x`", "x", "x"],
    ["a string", "p.$executeRawUnsafe('SELECT x')", "x", "x"],
    ["a constant elsewhere", "const q = 'SELECT x'; p.$executeRawUnsafe(q)", "x", "x"],
    [
      "a text behind escapes",
      String.raw`p.$executeRawUnsafe('a\'\x41\u0042\u{43}\n\0x')`,
      "x",
      "x",
    ],
    ["an escape", String.raw`p.$executeRawUnsafe('a\u{78}b')`, "x", String.raw`\u{78}`],
    ["two units of one escape", String.raw`p.$executeRawUnsafe('\u{1F600}x')`, "x", "x"],
    ["a text behind an emoji", "p.$executeRawUnsafe('😀x')", "x", "x"],
    ["a continued line", "p.$executeRawUnsafe('a\\\nx')", "x", "x"],
    ["lines that end with CR LF", "p.$executeRaw`a\r\nb\r\nx`", "x", "x"],
    ["a computed part", "p.$executeRaw`SELECT ${a.b}`", "$1", "a.b"],
    ["a constant part", "const n = 'x'; p.$executeRawUnsafe(`SELECT ${n}`)", "x", "n"],
    ["a part around another", "p.$executeRawUnsafe(`SELECT 'a${b}c'`)", "'a$1c'", "'a${b}c'"],
    ["a part that ends in another", "p.$executeRawUnsafe(`SELECT a${ b }`)", "a$1", "a${ b }"],
    ["a part that begins in another", "p.$executeRaw`SELECT ${b}::text`", "$1::", "${b}::"],
    ["a part of two", "p.$executeRawUnsafe('a ' + 'bc')", "a bc", "a ' + 'bc"],
    ["a part of constants elsewhere", "const q = 'a '; p.$executeRawUnsafe(q + 'b')", "a b", null],
    ["a template in a template", "p.$executeRawUnsafe(`SELECT ${`x`}`)", "x", "`x`"],
  ])("finds %s", (_, code, searched, source) => {
    expect(sourceOf(code, searched)).toEqual([source]);
  });
});

describe("parameterOf", () => {
  it.each([
    ["a value of a template", "p.$executeRaw`SELECT ${a}, ${b}`", "b"],
    ["a value of Prisma.sql", "p.$queryRaw(Prisma.sql`SELECT ${a}, ${b}`)", "b"],
    ["an argument", "p.$executeRawUnsafe('SELECT $1, $2', a, b)", "b"],
    ["no argument where others are counted", "p.$executeRawUnsafe(`SELECT ${x} $2`, a, b)", null],
    ["none where there is none", "p.$executeRawUnsafe('SELECT $2', a)", null],
  ])("is %s", (_, code, name) => {
    const found = fromCalls(code, (node, scopes) => {
      const call = rawCall(node, scopes);
      const raw = call && rawTextOf(call, scopes);
      const parameter = raw && parameterOf(raw, call, 2);
      return raw && { name: parameter?.type === "Identifier" ? parameter.name : null };
    });
    expect(found).toEqual([{ name }]);
  });
});
