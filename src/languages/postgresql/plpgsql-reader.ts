import type {
  SqlBodyStatement,
  SqlExpression,
  SqlNode,
  SqlOther,
  SqlSyntaxError,
  SqlToken,
} from "./ast.ts";
import { errorAtToken } from "./explain.ts";
import type { Fragment } from "./fragments.ts";
import type { TokenList, Window } from "./token-list.ts";

/** Thrown where a body's structure ends: a missing END IF, a statement without `;`. Caught by who opens bodies. */
export class BodyError extends Error {
  /** The token it was found at; past the last one for an unexpected end. */
  readonly index: number;

  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

/** A statement of SQL in a body, once it is parsed. */
export interface EmbeddedStatement {
  statement: SqlBodyStatement;
  window: Window;
}

/** A walk over the tokens of a PL/pgSQL body, collecting the pieces of SQL in it. */
export class BodyReader {
  readonly tokens: TokenList;
  readonly fragments: Fragment[] = [];
  /** The statements of SQL, in the order they are accepted. */
  readonly statements: EmbeddedStatement[] = [];
  /** What is wrong without breaking the structure. */
  readonly errors: SqlSyntaxError[] = [];
  /** The next token. */
  index = 0;

  constructor(tokens: TokenList) {
    this.tokens = tokens;
  }

  is(word: string, ahead = 0): boolean {
    return this.tokens.isWord(this.index + ahead, word);
  }

  isOneOf(words: ReadonlySet<string>): boolean {
    const token = this.tokens.at(this.index);
    return token?.kind === "word" && words.has(token.value);
  }

  isSign(sign: string, ahead = 0): boolean {
    return this.tokens.isSign(this.index + ahead, sign);
  }

  /** Steps over the word if it is next. */
  skip(word: string): boolean {
    const found = this.is(word);
    if (found) this.index++;
    return found;
  }

  skipSign(sign: string): boolean {
    const found = this.isSign(sign);
    if (found) this.index++;
    return found;
  }

  expect(word: string): void {
    if (!this.skip(word)) throw this.unexpected(`${word.toUpperCase()} expected`);
  }

  /** Steps over the `;` that ends every statement. */
  endStatement(): void {
    if (!this.skipSign(";")) throw this.unexpected("Missing semicolon");
  }

  /** An error that names the next token. */
  unexpected(message: string): BodyError {
    const token = this.tokens.at(this.index);
    const place = token === undefined ? "at the end of the body" : `at or near "${token.text}"`;
    return new BodyError(`${message} ${place}`, this.index);
  }

  /** A name, such as a variable's or a label's. */
  name(): SqlToken {
    const token = this.tokens.at(this.index);
    if (token?.kind !== "word" && token?.kind !== "quoted") throw this.unexpected("Name expected");
    this.index++;
    return token;
  }

  /** The tokens from here to the next that passes, outside of brackets; the reader stands there afterwards. */
  until(what: string, passes: (index: number) => boolean): Window {
    const from = this.index;
    const to = this.tokens.find({ from, to: this.tokens.length }, passes);
    if (to < 0) {
      this.index = this.tokens.length;
      throw this.unexpected(`Missing ${what}`);
    }
    this.index = to;
    return { from, to };
  }

  untilWord(word: string): Window {
    return this.until(word.toUpperCase(), (index) => {
      if (this.tokens.isSign(index, ";")) this.#failAt(index, word);
      return this.tokens.isWord(index, word);
    });
  }

  untilSemicolon(): Window {
    return this.until("semicolon", (index) => this.tokens.isSign(index, ";"));
  }

  #failAt(index: number, word: string): never {
    this.index = index;
    throw this.unexpected(`Missing ${word.toUpperCase()}`);
  }

  /** The range from a token to the last one read. */
  rangeFrom(start: number): [number, number] {
    return this.tokens.range({ from: start, to: this.index });
  }

  /** An expression; its tree comes when the fragments are parsed. */
  expression(window: Window): SqlExpression {
    return this.#sql(window, "SELECT ");
  }

  /** A query that is a statement by itself. */
  query(window: Window): SqlExpression {
    return this.#sql(window, "");
  }

  /** An expression whose own tokens are only part of what the node covers. */
  expressionWithin(whole: Window, part: Window, prefix: Fragment["prefix"]): SqlExpression {
    const node = this.#node(whole);
    this.#queue(part, prefix, (statement) => (node.expression = statement));
    return node;
  }

  /** An expression that is not parsed. */
  closed(window: Window): SqlExpression {
    return this.#node(window);
  }

  #sql(window: Window, prefix: Fragment["prefix"]): SqlExpression {
    return this.expressionWithin(window, window, prefix);
  }

  #node(window: Window): SqlExpression {
    const { tokens } = this;
    const isEmpty = window.from >= window.to;
    const place = tokens.at(window.from)?.range[0] ?? tokens.at(window.from - 1)?.range[1] ?? 0;
    const range: [number, number] = isEmpty ? [place, place] : tokens.range(window);
    return { type: "SqlExpression", range, tokens: tokens.slice(window), expression: null };
  }

  #queue(window: Window, prefix: Fragment["prefix"], take: (node: SqlNode) => void): void {
    if (window.from < window.to) {
      const accept = (statement: SqlOther): void => take(selected(statement));
      this.fragments.push({ window, prefix, blank: null, accept });
      return;
    }
    const token = this.tokens.at(window.to);
    if (token === undefined) throw this.unexpected("Missing expression");
    const message = `Missing expression at or near "${token.text}"`;
    this.errors.push(errorAtToken(message, this.tokens, window.to));
  }
}

/** Of `SELECT x` alone: `x`; of any other query: itself. */
function selected(statement: SqlOther): SqlOther {
  const { targetList, op } = statement;
  const isPlain = BEYOND_TARGETS.every((field) => statement[field] === undefined);
  if (!isPlain || op !== "SETOP_NONE" || !isSoleTarget(targetList)) return statement;
  return targetList[0].val;
}

/** What a SELECT may have beside its targets. */
const BEYOND_TARGETS = [
  "fromClause",
  "whereClause",
  "groupClause",
  "havingClause",
  "distinctClause",
  "windowClause",
  "sortClause",
  "limitCount",
  "limitOffset",
  "lockingClause",
  "withClause",
  "intoClause",
  "valuesLists",
];

function isSoleTarget(list: unknown): list is [{ val: SqlOther }] {
  if (!Array.isArray(list) || list.length !== 1) return false;
  const target: unknown = list[0];
  return typeof target === "object" && target !== null && "val" in target;
}
