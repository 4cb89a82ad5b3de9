/** PostgreSQL's PL/pgSQL compiler as the judge of our reading of bodies, right and damaged ones. */

import { describe, expect, it } from "vitest";

import type { SqlNode } from "../../../src/languages/postgresql/ast.ts";
import { tokenize } from "../../../src/languages/postgresql/lexer.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { parseSql, plpgsqlError } from "../../../src/languages/postgresql/wasm.ts";
import { nodesOf, scripts } from "./tree.ts";

/** The statements of the fixtures that have a dollar-quoted PL/pgSQL body. */
const statements = ["do-blocks.sql", "functions.sql"].flatMap((name) => {
  const sql = scripts.get(name) ?? "";
  return parseScript(sql)
    .body.filter((statement) => "body" in statement && statement.body !== null)
    .map(({ range }) => sql.slice(...range))
    .filter((text) => text.includes("$"));
});

/** The statement with each token of its body in turn left out, doubled, or replaced. */
function damaged(statement: string): string[] {
  const [opening = ""] = /\$\w*\$/.exec(statement) ?? [];
  const start = statement.indexOf(opening) + opening.length;
  const end = statement.lastIndexOf(opening);
  return tokenize(statement, start, end).tokens.flatMap(({ text, range: [from, to] }) =>
    ["", `${text} ${text}`, "zzz", ";"].map(
      (other) => statement.slice(0, from) + other + statement.slice(to),
    ),
  );
}

/** Matters of grammar: what libpg-query says of variables, labels and types is not what we look at. */
const IS_GRAMMAR = /^(?:syntax error|missing|mismatched|expected)\b/;

/** Statements that have been left as placeholders because PostgreSQL's parser did not take them. */
function unread(root: SqlNode): SqlNode[] {
  const isPlain =
    /^(?::=|perform|raise|return|null|get|exit|continue|assert|open|fetch|close|commit)/;
  return nodesOf(root).filter(
    (node) => node.type === "SqlPlainStatement" && "keyword" in node && !isPlain.test(node.keyword),
  );
}

describe("bodies", () => {
  const texts = [...statements, ...statements.flatMap(damaged)].filter((sql) => parseSql(sql).ok);
  const accepted = texts.filter((sql) => plpgsqlError(sql) === null);
  const rejected = texts.filter((sql) => IS_GRAMMAR.test(plpgsqlError(sql) ?? ""));

  it("are many", () => {
    expect(accepted.length).toBeGreaterThan(200);
    expect(rejected.length).toBeGreaterThan(1000);
  });

  it("that PostgreSQL accepts are open, and without errors", () => {
    const closed = accepted.filter((sql) => {
      const root = parseScript(sql);
      const [statement] = root.body;
      const isOpen = statement !== undefined && "body" in statement && statement.body !== null;
      return !isOpen || root.errors.length > 0 || unread(root).length > 0;
    });
    expect(closed).toEqual([]);
  });

  it("that PostgreSQL's grammar rejects have an error inside of them", () => {
    const silent = rejected.filter((sql) => {
      const { errors } = parseScript(sql);
      return errors.every(({ range }) => range[0] < sql.indexOf("$") || range[1] > sql.length);
    });
    expect(silent).toEqual([]);
  });
});
