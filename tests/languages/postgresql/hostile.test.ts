import { describe, expect, it } from "vitest";

import { MAX_SCRIPT_LENGTH, parseScript } from "../../../src/languages/postgresql/parser.ts";

const TOO_DEEP =
  "This is nested too deeply for PostgreSQL's parser; write it as several smaller expressions.";

const many = (count: number, text: string): string => text.repeat(count);

describe("input that would break a parser", () => {
  it.each([
    ["parentheses", `SELECT ${many(100_000, "(")}1${many(100_000, ")")}`],
    ["additions", `SELECT ${many(20_000, "1+")}1`],
    ["casts", `SELECT 1${many(20_000, "::int")}`],
    ["NOT", `SELECT ${many(50_000, "NOT ")}true`],
    ["CASE", `SELECT ${many(3000, "CASE WHEN ")}1${many(3000, " THEN 1 END")}`],
    ["joins", `SELECT * FROM a${many(5000, " JOIN b USING (x)")}`],
    ["unions", `SELECT 1${many(5000, " UNION SELECT 1")}`],
  ])("nested %s: an error, and the next statement", (_, sql) => {
    const { body, errors } = parseScript(`${sql}; SELECT 1`);
    expect(errors.map(({ message }) => message)).toEqual([TOO_DEEP]);
    expect(body.map(({ type }) => type)).toEqual(["SqlInvalid", "SqlSelectStmt"]);
  });

  it("a body nested too deeply", () => {
    const { errors } = parseScript(`DO $$ BEGIN ${many(100_000, "IF a THEN ")} END $$`);
    expect(errors.map(({ message }) => message)).toEqual(['Nested too deeply at or near "IF".']);
  });

  it("an expression of a body that PostgreSQL would read but we do not", () => {
    const sql = `DO $$ DECLARE x int; BEGIN x := ${many(2000, "1+")}1; END $$`;
    const { body, errors } = parseScript(sql);
    expect(errors).toEqual([]);
    expect(body[0]).toMatchObject({
      body: { body: [{ keyword: ":=", expressions: [{ expression: null }] }] },
    });
  });

  it("the longest chain that is read", () => {
    expect(parseScript(`SELECT ${many(900, "a||")}b`).errors).toEqual([]);
    expect(parseScript(`SELECT ${many(20_000, "a OR ")}b`).errors).toEqual([]);
  });

  it("stays usable after the stack has overflown again and again", () => {
    const deep = `SELECT ${many(20_000, "1+")}1`;
    for (let count = 0; count < 40; count++) parseScript(deep);
    expect(parseScript("SELECT 1; DROP TABLE a").body).toHaveLength(2);
  });

  it("a script that is too long is refused", () => {
    const { body, errors, tokens } = parseScript(`-- x\n${many(MAX_SCRIPT_LENGTH, "a")}`);
    expect([body, tokens]).toEqual([[], []]);
    expect(errors).toEqual([
      {
        message:
          "This script has 5000005 characters, more than the 5000000 that are read; split it, or exclude it from linting.",
        range: [0, 4],
      },
    ]);
  });

  it.each([
    ["a lone surrogate", "SELECT '\ud800', \"\udfff\"", 0],
    ["control characters", "SELECT \u0001;", 1],
    ["quotes", many(100_001, "'"), 1],
    ["double quotes", many(100_001, '"'), 1],
    ["dollars", many(50_001, "$a$"), 1],
    ["semicolons", many(200_000, ";"), 0],
    ["brackets", `SELECT ${many(50_000, "([)]")}`, 1],
    ["a long name", `SELECT a${many(100_000, ".a")}`, 0],
    ["bad statements", many(5000, "CREATE TABL a;"), 5000],
    ["COPY without data", many(5000, "COPY a FROM stdin;\n"), 0],
    ["continued strings", `SELECT ${many(50_000, "'a'\n")}`, 0],
    ["escapes in a body", `DO E'${many(50_000, "\\n")}BEGIN END'`, 0],
  ])("%s", (_, sql, errors) => {
    expect(parseScript(sql).errors).toHaveLength(errors);
  });

  it("deeply nested comments, which cost PostgreSQL's own lexer a minute", () => {
    const comment = many(100_000, "/*") + many(100_000, "*/");
    const { body, errors } = parseScript(`${comment} SELECT 1; ${comment}`);
    expect([body.length, errors]).toEqual([1, []]);
    expect(body[0]?.range).toEqual([comment.length + 1, comment.length + 9]);
  });
});

describe("memory", () => {
  it("does not grow over 10,000 scripts, good and bad", { timeout: 60_000 }, () => {
    const scripts = [
      'CREATE TABLE "A" ("id" TEXT NOT NULL, CONSTRAINT "A_pkey" PRIMARY KEY ("id"));',
      "CREATE TABL a;",
      "DO $$ BEGIN IF a THEN DROP TABLE b; END IF; END $$;",
      "DO $$ BEGIN DROP TABL b; END $$;",
    ];
    const parseAll = (rounds: number): void => {
      for (let round = 0; round < rounds; round++) for (const sql of scripts) parseScript(sql);
    };
    parseAll(500);
    const before = process.memoryUsage().rss;
    parseAll(2500);
    const grown = (process.memoryUsage().rss - before) / 2 ** 20;
    expect(grown).toBeLessThan(100);
  });
});
