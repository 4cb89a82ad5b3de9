import { loadModule, scanSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";

import { tokenize } from "../../../src/languages/postgresql/lexer.ts";
import { fixtures } from "./tree.ts";

beforeAll(() => loadModule());

/** Token and comment boundaries as PostgreSQL's scanner has them, in UTF-16 offsets. */
function scanned(sql: string): [number, number][] {
  const bytes = Buffer.from(sql);
  const unit = (offset: number): number => bytes.toString("utf8", 0, offset).length;
  return scanSync(sql).tokens.map(({ start, end }) => [unit(start), unit(end)]);
}

function lexed(sql: string): [number, number][] {
  const { tokens, comments } = tokenize(sql);
  return [...tokens, ...comments].map(({ range }) => range).sort((a, b) => a[0] - b[0]);
}

function kinds(sql: string): string[] {
  return tokenize(sql).tokens.map(({ kind, text }) => `${kind} ${text}`);
}

describe("tokens", () => {
  it.each([...fixtures])("are PostgreSQL's own in %s", (_, sql) => {
    expect(lexed(sql)).toEqual(scanned(sql));
  });

  it.each([
    ["a+-1", ["word a", "operator +", "operator -", "number 1"]],
    ["a@-1", ["word a", "operator @-", "number 1"]],
    ["a<--b", ["word a", "operator <"]],
    ["a*/*b*/c", ["word a", "operator *", "word c"]],
    ["1..2", ["number 1", "operator ..", "number 2"]],
    ["a::b[1]", ["word a", "operator ::", "word b", "punctuation [", "number 1", "punctuation ]"]],
    ["$1$$a$$", ["parameter $1", "string $$a$$"]],
    ["a$$b", ["word a$$b"]],
    ["N'a'", ["word N", "string 'a'"]],
    ["U&'a' U&\"b\" u&c", ["string U&'a'", 'quoted U&"b"', "word u", "operator &", "word c"]],
    ["E'a\\'b' 'c\\' d", ["string E'a\\'b'", "string 'c\\'", "word d"]],
    ["'a'\n 'b' 'c'", ["string 'a'\n 'b'", "string 'c'"]],
  ])("of %j", (sql, expected) => {
    expect(kinds(sql)).toEqual(expected);
  });

  it("carry the name that PostgreSQL makes of them", () => {
    const values = tokenize('FooBar ÄB "Foo ""Bar""" \'It\'\'s\'').tokens.map(({ value }) => value);
    expect(values).toEqual(["foobar", "Äb", 'Foo "Bar"', "'It''s'"]);
  });

  it("are cut to 63 bytes in their value, never inside of a character", () => {
    const [plain, wide] = tokenize(`${"x".repeat(70)} "${"é".repeat(40)}"`).tokens;
    expect(plain?.value).toBe("x".repeat(63));
    expect(plain?.text).toHaveLength(70);
    expect(wide?.value).toBe("é".repeat(31));
  });

  it("are those between two offsets, with ranges of the whole text", () => {
    expect(tokenize("a k'c d", 2, 5).tokens).toEqual([
      { kind: "word", text: "k", value: "k", range: [2, 3] },
      { kind: "string", text: "'c", value: "'c", range: [3, 5] },
    ]);
  });
});

describe("comments", () => {
  it("have their markers off", () => {
    const { comments } = tokenize("-- line\n/* block /* nested */ end */a");
    expect(comments).toEqual([
      { type: "SqlComment", kind: "line", value: " line", range: [0, 7] },
      { type: "SqlComment", kind: "block", value: " block /* nested */ end ", range: [8, 36] },
    ]);
  });

  it("that nest deeply are named", () => {
    const deep = "/*".repeat(101) + "*/".repeat(101);
    expect(tokenize(`a ${deep} b`).deepComments).toEqual([[2, 2 + deep.length]]);
    expect(tokenize("/* /* */ */").deepComments).toEqual([]);
  });
});

describe("the data of COPY", () => {
  it("is no SQL", () => {
    const { tokens, copyData } = tokenize("COPY a FROM stdin;\n1\tit's\n\\.\nSELECT 1;");
    expect(tokens.map(({ text }) => text)).toEqual([
      ...["COPY", "a", "FROM", "stdin", ";"],
      ...["SELECT", "1", ";"],
    ]);
    expect(copyData).toEqual([[19, 28]]);
  });

  it("is not looked for after COPY TO nor without its end", () => {
    expect(tokenize("COPY a TO stdout;\nSELECT 1;\n\\.\n").copyData).toEqual([]);
    expect(tokenize("COPY a FROM stdin;\nSELECT 1;").copyData).toEqual([]);
  });
});

describe("an error", () => {
  it.each([
    ["a 'b\nc", "Unterminated quoted string.", [2, 4]],
    ['a "b', "Unterminated quoted identifier.", [2, 4]],
    ["a $x$ b", "Unterminated dollar-quoted string.", [2, 7]],
    ["a /* b /* */", "Unterminated /* comment.", [2, 12]],
    ['""', "Zero-length delimited identifier.", [0, 2]],
    ["12ab", "Trailing junk after numeric literal.", [0, 4]],
    ["$1a", "Trailing junk after parameter.", [0, 3]],
  ])("of %j", (sql, message, range) => {
    expect(tokenize(sql).error).toEqual({ message, range });
  });

  it("is absent where there is none", () => {
    expect(tokenize("SELECT 1").error).toBeUndefined();
  });
});
