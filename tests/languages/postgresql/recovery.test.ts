import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";

/** The types of the statements, and each error with the text that it underlines. */
function outline(sql: string): { types: string[]; errors: string[] } {
  const { body, errors } = parseScript(sql);
  return {
    types: body.map(({ type }) => type),
    errors: errors.map(({ message, range }) => `${message} <${sql.slice(...range)}>`),
  };
}

describe("one bad statement", () => {
  it("hides no other", () => {
    const sql = "CREATE TABLE a (b int);\nCREATE TABL c;\nDROP TABLE a;\n";
    const { body, errors } = parseScript(sql);
    expect(body.map(({ type }) => type)).toEqual(["SqlCreateStmt", "SqlInvalid", "SqlDropStmt"]);
    expect(errors).toEqual([{ message: 'Syntax error at or near "TABL".', range: [31, 35] }]);
    expect(body[1]).toMatchObject({
      message: 'Syntax error at or near "TABL".',
      range: [24, 37],
      tokens: [{ text: "CREATE" }, { text: "TABL" }, { text: "c" }],
    });
    expect(body[2]?.range).toEqual([39, 51]);
  });

  it("is named where it stands, behind what is not ASCII too", () => {
    expect(outline("SELECT 'é😀'; SELECT 'é😀' FROM FROM; SELECT 1").errors).toEqual([
      'Syntax error at or near "FROM". <FROM>',
    ]);
    expect(parseScript("SELECT 'é😀'; SELECT 'é😀' FROM FROM;").errors[0]?.range).toEqual([32, 36]);
  });

  it.each<[string, string[], string[]]>([
    ["SELECT (1; SELECT 2", ["SqlInvalid", "SqlSelectStmt"], ["Syntax error at end of input. <1>"]],
    [
      "SELECT 1 FROM; SELECT 2",
      ["SqlInvalid", "SqlSelectStmt"],
      ["Syntax error at end of input. <FROM>"],
    ],
    [
      "SELECT 1; SELECT 'a\nb",
      ["SqlSelectStmt", "SqlInvalid"],
      ["Unterminated quoted string at or near \"'a\nb\". <'a>"],
    ],
    ["SELECT 1 /* never\nclosed", ["SqlSelectStmt"], ["Unterminated /* comment. </* never>"]],
    ["/* never closed", [], ["Unterminated /* comment. </* never closed>"]],
    [";;", [], []],
    [
      "SELECT 123abc",
      ["SqlInvalid"],
      ['Trailing junk after numeric literal at or near "123abc". <123abc>'],
    ],
  ])("%j", (sql, types, errors) => {
    expect(outline(sql)).toEqual({ types, errors });
  });

  it("does not tear functions and rules apart", () => {
    const sql = `
      CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql
      BEGIN ATOMIC
        SELECT CASE WHEN a > 1 THEN 1 ELSE 2 END;
        SELECT a;
      END;
      CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);
      DO $$ BEGIN NULL; END $$;
      oops;
      BEGIN; COMMIT`;
    expect(outline(sql)).toEqual({
      types: [
        "SqlCreateFunctionStmt",
        "SqlRuleStmt",
        "SqlDoStmt",
        "SqlInvalid",
        "SqlTransactionStmt",
        "SqlTransactionStmt",
      ],
      errors: ['Syntax error at or near "oops". <oops>'],
    });
  });
});

describe("what only psql reads", () => {
  it("ends with its line", () => {
    expect(outline("\\connect app\nSELECT 1;\n\\d\n")).toEqual({
      types: ["SqlInvalid", "SqlSelectStmt", "SqlInvalid"],
      errors: [
        'Syntax error at or near "\\". A backslash command is read by psql alone; a migration holds SQL only. <\\>',
        'Syntax error at or near "\\". A backslash command is read by psql alone; a migration holds SQL only. <\\>',
      ],
    });
  });

  it("is said of variables", () => {
    expect(outline("SELECT :name").errors).toEqual([
      'Syntax error at or near ":". A variable of psql is not replaced in a migration; write its value. <:>',
    ]);
  });

  it("is said once of the data of COPY", () => {
    const sql = "COPY a (b) FROM stdin;\nit's\n1;\n\\.\nSELECT 1;";
    expect(outline(sql)).toEqual({
      types: ["SqlCopyStmt", "SqlSelectStmt"],
      errors: [
        "The data of COPY … FROM stdin is sent by psql alone; a migration needs INSERT, or a load outside of it. <it's\n1;\n\\.>",
      ],
    });
  });
});

describe("characters that PostgreSQL does not take for spaces", () => {
  it.each([
    ["\u00a0", "00A0"],
    ["\u200b", "200B"],
    ["\ufeff", "FEFF"],
  ])("%j is named", (character, code) => {
    const [error] = parseScript(`SELECT 1;${character}SELECT 2`).errors;
    expect(error?.message).toBe(
      `Syntax error at or near "${character}SELECT". The invisible character U+${code} is a letter to PostgreSQL; write a plain space or nothing.`,
    );
    expect(error?.range).toEqual([9, 16]);
  });

  it("NUL is an error, and what follows is still read", () => {
    expect(outline("SELECT 1;\0 SELECT 2")).toEqual({
      types: ["SqlSelectStmt", "SqlSelectStmt"],
      errors: ["A NUL character ends the script for PostgreSQL; remove it. <\0>"],
    });
  });
});
