import type { SqlExpression, SqlPlainStatement } from "./ast.ts";
import type { BodyReader } from "./plpgsql-reader.ts";
import type { TokenList, Window } from "./token-list.ts";

/**
 * Reads a statement of PL/pgSQL's own that holds no others: assignment, RAISE, RETURN, PERFORM, … The reader stands
 * at its `;` afterwards. Null when the statement is SQL.
 */
export function plainStatement(reader: BodyReader): SqlPlainStatement | null {
  const start = reader.index;
  const isAssigned = isAssignment(reader);
  const word = reader.tokens.at(start)?.value ?? "";
  if (!isAssigned && !PLAIN.has(word)) return null;
  const window = reader.untilSemicolon();
  const expressions = isAssigned
    ? [reader.expression({ from: assignedFrom(reader.tokens, window), to: window.to })]
    : (PLAIN.get(word)?.(reader, window) ?? []);
  return {
    type: "SqlPlainStatement",
    range: reader.rangeFrom(start),
    keyword: isAssigned ? ":=" : keywordOf(reader.tokens, window, word),
    tokens: reader.tokens.slice(window),
    expressions,
  };
}

type Expressions = (reader: BodyReader, window: Window) => SqlExpression[];

const none: Expressions = () => [];

/** The statements, by first word, and what expressions they hold. */
const PLAIN = new Map<string, Expressions>([
  ["assert", (reader, window) => list(reader, after(window))],
  ["close", none],
  ["commit", none],
  ["continue", whenCondition],
  ["exit", whenCondition],
  ["fetch", none],
  ["get", none],
  ["move", none],
  ["null", nothing],
  ["open", opened],
  ["perform", (reader, window) => [reader.expression(after(window))]],
  ["raise", raised],
  ["return", returned],
  ["rollback", none],
]);

/** Words that begin a statement and may therefore not be variables. */
const RESERVED = new Set(["if", "case", "execute", "begin", "declare", "loop", "while", "for"]);

/** Whether a variable, a field or an element of one stands here, with `:=` or `=` behind it. */
export function isAssignment({ tokens, index }: BodyReader): boolean {
  const token = tokens.at(index);
  if (token === undefined || token.kind === "string" || token.kind === "number") return false;
  if (token.kind === "word" && RESERVED.has(token.value)) return false;
  const operator = targetEnd(tokens, index);
  return tokens.isSign(operator, ":=") || tokens.isSign(operator, "=");
}

/** The index behind `a.b[1].c`. */
export function targetEnd(tokens: TokenList, start: number): number {
  let index = start + 1;
  for (;;) {
    if (tokens.isSign(index, ".")) index += 2;
    else if (tokens.isSign(index, "[")) index = tokens.closer(index) + 1;
    else return index;
  }
}

function assignedFrom(tokens: TokenList, { from }: Window): number {
  return targetEnd(tokens, from) + 1;
}

function keywordOf(tokens: TokenList, { from }: Window, word: string): string {
  const next = tokens.at(from + 1)?.value;
  const staysInFunction = word === "return" && (next === "next" || next === "query");
  return staysInFunction ? `${word} ${next}` : word;
}

/** NULL stands alone. */
function nothing(reader: BodyReader, window: Window): SqlExpression[] {
  if (window.to - window.from === 1) return [];
  reader.index = window.from + 1;
  throw reader.unexpected("Syntax error");
}

function after({ from, to }: Window, count = 1): Window {
  return { from: Math.min(from + count, to), to };
}

function list(reader: BodyReader, window: Window): SqlExpression[] {
  return reader.tokens.segments(window).map((segment) => reader.expression(segment));
}

function findWord({ tokens }: BodyReader, window: Window, word: string): number {
  return tokens.find(window, (index) => tokens.isWord(index, word));
}

/** EXIT and CONTINUE [label] [WHEN condition]. */
function whenCondition(reader: BodyReader, window: Window): SqlExpression[] {
  const when = findWord(reader, window, "when");
  return when < 0 ? [] : [reader.expression({ from: when + 1, to: window.to })];
}

/** RETURN value, RETURN NEXT value, RETURN QUERY query, RETURN QUERY EXECUTE command USING …. */
function returned(reader: BodyReader, window: Window): SqlExpression[] {
  const { tokens } = reader;
  const { from, to } = window;
  if (tokens.isWord(from + 1, "query")) {
    if (tokens.isWord(from + 2, "execute")) return executed(reader, after(window, 3));
    return [reader.query(after(window, 2))];
  }
  const value = after(window, tokens.isWord(from + 1, "next") ? 2 : 1);
  return value.from < to ? [reader.expression(value)] : [];
}

/** OPEN cursor FOR query, OPEN cursor FOR EXECUTE command USING …. */
function opened(reader: BodyReader, window: Window): SqlExpression[] {
  const { tokens } = reader;
  const query = findWord(reader, window, "for");
  if (query < 0) return [];
  if (tokens.isWord(query + 1, "execute")) {
    return executed(reader, { from: query + 2, to: window.to });
  }
  return [reader.query({ from: query + 1, to: window.to })];
}

function executed(reader: BodyReader, { from, to }: Window): SqlExpression[] {
  const using = findWord(reader, { from, to }, "using");
  if (using < 0) return [reader.expression({ from, to })];
  const command = reader.expression({ from, to: using });
  return [command, ...list(reader, { from: using + 1, to })];
}

/** `RAISE [level] 'format', value, … [USING option = value, …]`. */
function raised(reader: BodyReader, { from, to }: Window): SqlExpression[] {
  const { tokens } = reader;
  const using = findWord(reader, { from, to }, "using");
  const [, ...values] = tokens.segments({ from, to: using < 0 ? to : using });
  const options = using < 0 ? [] : tokens.segments({ from: using + 1, to });
  return [
    ...values.map((value) => reader.expression(value)),
    ...options.map((option) => reader.expression(after(option, 2))),
  ];
}
