import { describe, expect, it } from "vitest";

import type { SqlBlock, SqlBodyStatement, SqlNode } from "../../../src/languages/postgresql/ast.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { nodesOf, textsOf } from "./tree.ts";

function blockOf(sql: string): SqlBlock {
  const [statement] = parseScript(sql).body;
  const body =
    statement?.type === "SqlDoStmt" || statement?.type === "SqlCreateFunctionStmt"
      ? statement.body
      : null;
  if (body === null) throw new Error("no body");
  return body;
}

/** Each statement of a DO block's body, as its type (or keyword) and text. */
function outline(body: string): string[] {
  const sql = `DO $$BEGIN ${body} END$$`;
  return blockOf(sql).body.map((statement) => {
    const kind = statement.type === "SqlPlainStatement" ? keywordOf(statement) : statement.type;
    return `${kind}: ${sql.slice(...statement.range)}`;
  });
}

function keywordOf(statement: SqlBodyStatement): string {
  return "keyword" in statement ? String(statement.keyword) : "";
}

/** What the expressions of a DO block's body are, by type and text. */
function expressions(body: string): string[] {
  const sql = `DO $$BEGIN ${body} END$$`;
  return nodesOf(blockOf(sql)).flatMap((node) =>
    node.type === "SqlExpression" && "expression" in node
      ? [`${expressionType(node.expression)}: ${sql.slice(...node.range)}`]
      : [],
  );
}

function expressionType(expression: unknown): string {
  return expression === null ? "none" : (expression as SqlNode).type;
}

describe("a body", () => {
  it("has declarations, statements and handlers", () => {
    const sql = `DO $$
      DECLARE a int := 1; b text; c CURSOR FOR SELECT 2;
      BEGIN
        CREATE TYPE "T" AS ENUM ('x');
      EXCEPTION
        WHEN duplicate_object OR SQLSTATE '42P07' THEN NULL;
        WHEN Others THEN RAISE;
      END $$`;
    const { declarations, body, handlers, range } = blockOf(sql);
    expect(sql.slice(...range)).toMatch(/^DECLARE a[^]*END$/);
    expect(declarations.map(({ name, value }) => [name, value?.expression?.type])).toEqual([
      ["a", "SqlA_Const"],
      ["b", undefined],
      ["c", "SqlA_Const"],
    ]);
    expect(body.map(({ type }) => type)).toEqual(["SqlCreateEnumStmt"]);
    expect(handlers.map(({ conditions }) => conditions.map(({ name }) => name))).toEqual([
      ["duplicate_object", "sqlstate 42P07"],
      ["others"],
    ]);
    expect(textsOf(sql, parseScript(sql), "SqlExceptionHandler")).toEqual([
      "WHEN duplicate_object OR SQLSTATE '42P07' THEN NULL;",
      "WHEN Others THEN RAISE;",
    ]);
  });

  it.each([
    ["DROP TABLE a; NULL;", ["SqlDropStmt: DROP TABLE a", "null: NULL"]],
    ["a := 1; b.c = 2; d[1] := 3;", [":=: a := 1", ":=: b.c = 2", ":=: d[1] := 3"]],
    [
      "RETURN; RETURN NEXT a; RETURN QUERY SELECT 1;",
      ["return: RETURN", "return next: RETURN NEXT a", "return query: RETURN QUERY SELECT 1"],
    ],
    ["SELECT a INTO STRICT b, c.d FROM e;", ["SqlSelectStmt: SELECT a INTO STRICT b, c.d FROM e"]],
    [
      "INSERT INTO a VALUES (1) RETURNING b INTO c;",
      ["SqlInsertStmt: INSERT INTO a VALUES (1) RETURNING b INTO c"],
    ],
    [
      "PERFORM a(); CALL b(); ASSERT c;",
      ["perform: PERFORM a()", "SqlCallStmt: CALL b()", "assert: ASSERT c"],
    ],
    ["<<a>> BEGIN NULL; END a;", ["SqlBlock: <<a>> BEGIN NULL; END a"]],
    ["<<a>> LOOP EXIT a; END LOOP a;", ["SqlLoop: <<a>> LOOP EXIT a; END LOOP a"]],
    ["IF a THEN NULL; END IF;", ["SqlIf: IF a THEN NULL; END IF"]],
    ["DO 'BEGIN NULL; END';", ["SqlDoStmt: DO 'BEGIN NULL; END'"]],
    ["EXECUTE a INTO b USING c;", ["SqlExecute: EXECUTE a INTO b USING c"]],
  ])("%s", (body, expected) => {
    expect(outline(body)).toEqual(expected);
  });

  it.each([
    [
      "IF a > 1 THEN NULL; ELSIF NOT b THEN NULL; END IF;",
      ["SqlA_Expr: a > 1", "SqlBoolExpr: NOT b"],
    ],
    ["a := b FROM c WHERE d;", ["SqlSelectStmt: b FROM c WHERE d"]],
    ["PERFORM a(1);", ["SqlFuncCall: a(1)"]],
    ["RETURN QUERY EXECUTE 'x' || a USING b;", ["SqlA_Expr: 'x' || a", "SqlColumnRef: b"]],
    ["RAISE NOTICE 'x %', a USING HINT = b;", ["SqlColumnRef: a", "SqlColumnRef: b"]],
    [
      "EXECUTE format('x') USING a, 1 INTO b;",
      ["SqlFuncCall: format('x')", "SqlColumnRef: a", "SqlA_Const: 1"],
    ],
    ["WHILE a LOOP NULL; END LOOP;", ["SqlColumnRef: WHILE a"]],
    [
      "FOREACH a IN ARRAY ARRAY['b'] LOOP NULL; END LOOP;",
      ["SqlA_ArrayExpr: FOREACH a IN ARRAY ARRAY['b']"],
    ],
    ["FOR a IN SELECT b FROM c LOOP NULL; END LOOP;", ["SqlSelectStmt: FOR a IN SELECT b FROM c"]],
    [
      "FOR a IN EXECUTE b USING c LOOP NULL; END LOOP;",
      ["SqlColumnRef: FOR a IN EXECUTE b USING c"],
    ],
    ["FOR a IN REVERSE 3..1 LOOP NULL; END LOOP;", ["none: FOR a IN REVERSE 3..1"]],
    ["FOR a IN cursor_variable LOOP NULL; END LOOP;", ["none: FOR a IN cursor_variable"]],
    ["CASE a WHEN 1, 2 THEN NULL; END CASE;", ["SqlColumnRef: a", "SqlSelectStmt: 1, 2"]],
    ["EXIT WHEN a; CONTINUE b WHEN c;", ["SqlColumnRef: a", "SqlColumnRef: c"]],
  ])("has the expressions of %s", (body, expected) => {
    expect(expressions(body)).toEqual(expected);
  });

  it("has the branches of CASE like those of IF", () => {
    const [statement] = blockOf(
      "DO $$BEGIN CASE WHEN a THEN DROP TABLE b; ELSE DROP TABLE c; END CASE; END$$",
    ).body;
    expect(statement).toMatchObject({
      type: "SqlIf",
      argument: null,
      branches: [{ body: [{ type: "SqlDropStmt", range: [28, 40] }] }],
      otherwise: [{ type: "SqlDropStmt", range: [47, 59] }],
    });
  });
});

describe("a body's place in the file", () => {
  it.each([
    ["dollar quotes", "DO $$BEGIN DROP TABLE a; END$$", "DROP TABLE a"],
    ["a tag", "-- é😀\nDO $é$BEGIN DROP TABLE a; END$é$", "DROP TABLE a"],
    ["quotes", "DO 'BEGIN DROP TABLE a; END'", "DROP TABLE a"],
    ["doubled quotes", "DO 'BEGIN x := ''y''; DROP TABLE \"é''\"; END'", "DROP TABLE \"é''\""],
    ["escapes", "DO E'BEGIN\\nx := \\'y\\';\\u00e9 := 1; DROP TABLE a; END'", "DROP TABLE a"],
    ["two lines of strings", "DO 'BEGIN '\n'DROP TABLE a; END'", "DROP TABLE a"],
    ["LANGUAGE first", "DO LANGUAGE 'plpgsql' 'BEGIN DROP TABLE a; END'", "DROP TABLE a"],
    [
      "a function",
      "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN DROP TABLE a; END'",
      "DROP TABLE a",
    ],
    ["EXECUTE", "DO $$BEGIN EXECUTE 'DROP TABLE a'; END$$", "DROP TABLE a"],
    ["EXECUTE with quotes", "DO $$BEGIN EXECUTE 'DROP TABLE \"a''\"'; END$$", "DROP TABLE \"a''\""],
    [
      "EXECUTE in quotes",
      "DO 'BEGIN EXECUTE ''DROP TABLE \"a''''\"''; END'",
      "DROP TABLE \"a''''\"",
    ],
    [
      "a body in a body",
      "DO $a$BEGIN EXECUTE $b$DO $c$BEGIN DROP TABLE a; END$c$$b$; END$a$",
      "DROP TABLE a",
    ],
  ])("in %s", (_, sql, expected) => {
    const root = parseScript(sql);
    expect(root.errors).toEqual([]);
    expect(textsOf(sql, root, "SqlDropStmt")).toEqual([expected]);
  });

  it("is that of its comments too", () => {
    const sql = "DO 'BEGIN -- it''s\n NULL; /* b */ END'; -- c";
    expect(parseScript(sql).comments.map(({ value, range }) => [value, range])).toEqual([
      [" it's", [10, 18]],
      [" b ", [26, 33]],
      [" c", [40, 44]],
    ]);
  });
});

describe("a body stays closed", () => {
  it.each([
    ["in SQL", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    ["in another language", "DO LANGUAGE plv8 'BEGIN END'"],
    ["with Unicode escapes", "DO U&'BEGIN END'"],
  ])("%s", (_, sql) => {
    expect(parseScript(sql)).toMatchObject({ errors: [], body: [{ body: null }] });
  });

  it("of EXECUTE when it is computed or does not parse", () => {
    const sql = "DO $$BEGIN EXECUTE 'DROP ' || a; EXECUTE 'DROP TABL a'; EXECUTE b; END$$";
    const { errors } = parseScript(sql);
    expect(errors).toEqual([]);
    expect(blockOf(sql).body).toMatchObject([{ sql: null }, { sql: null }, { sql: null }]);
  });
});

describe("an error in a body", () => {
  it.each([
    ["BEGIN DROP TABL a; END", 'Syntax error at or near "TABL". <TABL>'],
    ["BEGIN IF a >> THEN NULL; END IF; END", "Syntax error at end of input. <>>>"],
    ["BEGIN IF THEN NULL; END IF; END", 'Missing expression at or near "THEN". <THEN>'],
    ["BEGIN IF true THEN NULL; END", "IF expected at the end of the body. <END>"],
    ["BEGIN NULL END", "Missing semicolon at the end of the body. <END>"],
    ["BEGIN NULL; END x", 'Syntax error at or near "x". <x>'],
    ["BEGIN IF true NULL; END IF; END", 'Missing THEN at or near ";". <;>'],
    ["DECLARE a; BEGIN NULL; END", 'Missing data type declaration at or near ";". <;>'],
    ["DECLARE a int b text; BEGIN NULL; END", 'Syntax error at or near "b". <b>'],
    ["BEGIN x := 'a; END", "Unterminated quoted string. <'a; END>"],
    ["NULL;", 'BEGIN expected at or near "NULL". <NULL>'],
    ["", "A PL/pgSQL body needs at least BEGIN and END. <$$$$>"],
  ])("%j", (body, expected) => {
    const sql = `DO $$${body}$$`;
    const { errors } = parseScript(sql);
    expect(errors.map(({ message, range }) => `${message} <${sql.slice(...range)}>`)).toEqual([
      expected,
    ]);
  });

  it("leaves the other statements of the body", () => {
    const { body } = blockOf("DO $$BEGIN DROP TABL a; DROP TABLE b; END$$");
    expect(body.map(({ type }) => type)).toEqual(["SqlInvalid", "SqlDropStmt"]);
  });

  it("is none where PostgreSQL accepts the body", () => {
    const sql = "DO $$DECLARE r record; BEGIN r.x := ; END$$";
    expect(parseScript(sql).errors).toEqual([]);
  });
});
