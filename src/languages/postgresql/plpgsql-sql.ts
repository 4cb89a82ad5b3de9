import type { SqlBodyStatement, SqlOther } from "./ast.ts";
import { targetEnd } from "./plpgsql-plain.ts";
import type { BodyReader } from "./plpgsql-reader.ts";
import { statementEnd } from "./split.ts";
import type { TokenList, Window } from "./token-list.ts";

/**
 * Reads a statement of SQL inside a PL/pgSQL body, up to its `;`. It takes its place in `list` once PostgreSQL's
 * parser has read it; until then, and if that fails, a plain statement holds the place.
 */
export function embeddedStatement(reader: BodyReader, list: SqlBodyStatement[]): void {
  const { tokens } = reader;
  const window = { from: reader.index, to: statementEnd(tokens, reader.index) };
  if (window.to >= tokens.length || window.from >= window.to) {
    reader.index = window.to;
    throw reader.unexpected("Missing statement or semicolon");
  }
  reader.index = window.to;
  const place = list.length;
  list.push({
    type: "SqlPlainStatement",
    range: tokens.range(window),
    keyword: tokens.at(window.from)?.value ?? "",
    tokens: tokens.slice(window),
    expressions: [],
  });
  const accept = (statement: SqlOther): void => {
    const embedded = asStatement(statement);
    list[place] = embedded;
    reader.statements.push({ statement: embedded, window });
  };
  const reject = (message: string): void => {
    const range = tokens.range(window);
    list[place] = { type: "SqlInvalid", range, tokens: tokens.slice(window), message };
  };
  const blank = intoTarget(tokens, window);
  reader.fragments.push({ window, prefix: "", blank, accept, reject });
}

/** A fragment without prefix is a whole statement. */
function asStatement(node: SqlOther): SqlBodyStatement {
  return node as unknown as SqlBodyStatement;
}

/** `INTO [STRICT] a, b.c` where PL/pgSQL takes it for its own: anywhere but in INSERT INTO and MERGE INTO. */
function intoTarget(tokens: TokenList, window: Window): Window | null {
  if (tokens.isWord(window.from, "import")) return null;
  for (let index = window.from + 1; index < window.to; index++) {
    if (!tokens.isWord(index, "into")) continue;
    if (tokens.isWord(index - 1, "insert") || tokens.isWord(index - 1, "merge")) continue;
    let to = targetEnd(tokens, tokens.isWord(index + 1, "strict") ? index + 2 : index + 1);
    while (tokens.isSign(to, ",")) to = targetEnd(tokens, to + 1);
    return { from: index, to: Math.min(to, window.to) };
  }
  return null;
}
