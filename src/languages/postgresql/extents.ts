import type { TokenList, Window } from "./token-list.ts";

/**
 * How far a node reaches from the token that PostgreSQL gives as its location. PostgreSQL tells starts alone
 * (and for operators, the middle), so the end is read off the tokens. A node's range is this joined with its
 * children's.
 */
export function extentOf(name: string, tokens: TokenList, index: number): Window {
  const extent = EXTENTS[name];
  return extent === undefined ? bracketed(tokens, index) : extent(tokens, index);
}

type Extent = (tokens: TokenList, index: number) => Window;

const EXTENTS: Record<string, Extent> = {
  RangeVar: dottedName,
  ColumnRef: dottedName,
  TypeName: typeName,
  FuncCall: call,
  A_Const: constant,
  A_ArrayExpr: call,
  RowExpr: call,
  CoalesceExpr: call,
  MinMaxExpr: call,
  GroupingFunc: call,
  SQLValueFunction: call,
  SubLink: call,
  TypeCast: cast,
  XmlExpr: call,
  XmlSerialize: call,
  JsonFuncExpr: call,
  JsonObjectConstructor: call,
  JsonArrayConstructor: call,
  CaseExpr: caseExpression,
  NullTest: test,
  BooleanTest: test,
  CollateClause: (tokens, index) => ({ from: index, to: dottedName(tokens, index + 1).to }),
};

function single(index: number): Window {
  return { from: index, to: index + 1 };
}

/** `(…)` and `[…]` whole, else one token. */
function bracketed(tokens: TokenList, index: number): Window {
  const opens = tokens.isSign(index, "(") || tokens.isSign(index, "[");
  return opens ? { from: index, to: tokens.closer(index) + 1 } : single(index);
}

/** `a.b.c`, `a.*`. */
export function dottedName(tokens: TokenList, index: number): Window {
  let to = index + 1;
  while (tokens.isSign(to, ".")) to += 2;
  return { from: index, to: Math.min(to, tokens.length) };
}

/** `name(…)`, `ARRAY[…]`, `EXISTS (…)`, `(…)`. */
function call(tokens: TokenList, index: number): Window {
  if (tokens.isSign(index, "(")) return bracketed(tokens, index);
  const { to } = dottedName(tokens, index);
  const opens = tokens.isSign(to, "(") || tokens.isSign(to, "[");
  return { from: index, to: opens ? tokens.closer(to) + 1 : to };
}

/** `CAST(…)`; of `x::type` the location is `::` and both sides are children. */
function cast(tokens: TokenList, index: number): Window {
  return tokens.isWord(index, "cast") ? call(tokens, index) : single(index);
}

/** A sign belongs to its number. */
function constant(tokens: TokenList, index: number): Window {
  const isSigned =
    (tokens.isSign(index, "-") || tokens.isSign(index, "+")) &&
    tokens.at(index + 1)?.kind === "number";
  return { from: index, to: index + (isSigned ? 2 : 1) };
}

/** `IS [NOT] NULL`, `IS [NOT] TRUE`, `ISNULL`. */
function test(tokens: TokenList, index: number): Window {
  if (!tokens.isWord(index, "is")) return single(index);
  return { from: index, to: index + (tokens.isWord(index + 1, "not") ? 3 : 2) };
}

/** `CASE … END`. */
function caseExpression(tokens: TokenList, index: number): Window {
  let depth = 0;
  for (let at = index; at < tokens.length; at++) {
    if (tokens.isWord(at, "case")) depth++;
    else if (tokens.isWord(at, "end") && --depth === 0) return { from: index, to: at + 1 };
  }
  return single(index);
}

const TYPE_PREFIXES = new Set(["national", "character", "char", "nchar", "bit", "double"]);
const TYPE_SUFFIXES = new Set(["varying", "precision", "character", "char"]);
const INTERVAL_FIELDS = new Set(["year", "month", "day", "hour", "minute", "second", "to"]);

/** `timestamp(3) with time zone[]`, `double precision`, `SETOF "a"."B"`, `x%TYPE`. */
function typeName(tokens: TokenList, index: number): Window {
  const first = tokens.isWord(index, "setof") ? index + 1 : index;
  let { to } = dottedName(tokens, first);
  if (isOneOf(tokens, first, TYPE_PREFIXES)) while (isOneOf(tokens, to, TYPE_SUFFIXES)) to++;
  if (tokens.isWord(first, "interval")) while (isOneOf(tokens, to, INTERVAL_FIELDS)) to++;
  if (tokens.isSign(to, "(")) to = tokens.closer(to) + 1;
  if (isTimeZone(tokens, to)) to += 3;
  if (tokens.isSign(to, "%") && tokens.isWord(to + 1, "type")) to += 2;
  return { from: index, to: arrayBounds(tokens, to) };
}

function isTimeZone(tokens: TokenList, index: number): boolean {
  const isMarker = tokens.isWord(index, "with") || tokens.isWord(index, "without");
  return isMarker && tokens.isWord(index + 1, "time") && tokens.isWord(index + 2, "zone");
}

function arrayBounds(tokens: TokenList, index: number): number {
  let to = tokens.isWord(index, "array") ? index + 1 : index;
  while (tokens.isSign(to, "[")) to = tokens.closer(to) + 1;
  return to;
}

function isOneOf(tokens: TokenList, index: number, words: ReadonlySet<string>): boolean {
  const token = tokens.at(index);
  return token?.kind === "word" && words.has(token.value);
}
