import type {
  SqlBodyStatement,
  SqlComment,
  SqlExecute,
  SqlStatement,
  SqlSyntaxError,
  SqlToken,
} from "./ast.ts";
import { plpgsqlBody } from "./bodies.ts";
import { convertStatement, type ConversionSource, TreeTooDeep } from "./convert.ts";
import { COPY_MESSAGE, errorAtToken, syntaxErrorAt } from "./explain.ts";
import { type Failure, parseFragments } from "./fragments.ts";
import { byteOffsets, codePointOffset } from "./offsets.ts";
import { type ParsedBody, parseBody } from "./plpgsql.ts";
import { BodyError } from "./plpgsql-reader.ts";
import { localSpan, openSource, type SqlSource } from "./source.ts";
import { splitStatements } from "./split.ts";
import { openString } from "./strings.ts";
import type { Window } from "./token-list.ts";
import { parseSql, plpgsqlError, type RawStatement, TOO_DEEP } from "./wasm.ts";

/** What parsing finds beside the statements. */
export interface Report {
  errors: SqlSyntaxError[];
  /** Comments inside of bodies; not those of the source itself. */
  comments: SqlComment[];
}

const NO_STATEMENT = "syntax error";

/** A body within a body within a body …: more than these stay closed. */
const MAX_OPENED = 4;

/** Parses all statements of a source, and opens the PL/pgSQL bodies among them. */
export function parseStatements(source: SqlSource, report: Report, depth = 0): SqlStatement[] {
  return new StatementParser(source, report, depth).parse();
}

/** Messages of PL/pgSQL's grammar, not of its knowledge of variables and types. */
const IS_GRAMMAR = /^(?:syntax error|missing|mismatched|expected)\b/;

/** The token in `… at or near "token"`, if it is the only one of its kind; else the body's first. */
function tokenNamedIn(message: string, { tokens }: SqlSource): number {
  const name = /at or near "([^]*)"$/.exec(message)?.[1];
  const isNamed = ({ text }: SqlToken): boolean => text === name;
  const first = tokens.tokens.findIndex(isNamed);
  return first >= 0 && first === tokens.tokens.findLastIndex(isNamed) ? first : 0;
}

interface BrokenBody {
  block: null;
  errors: SqlSyntaxError[];
}

class StatementParser {
  readonly #source: SqlSource;
  readonly #report: Report;
  readonly #depth: number;

  constructor(source: SqlSource, report: Report, depth: number) {
    this.#source = source;
    this.#report = report;
    this.#depth = depth;
  }

  /** One call for the whole source; statement by statement only when it fails. */
  parse(): SqlStatement[] {
    const { tokens, text, start, end, lexed } = this.#source;
    this.#reportOpenComment();
    if (tokens.length === 0) return [];
    if (lexed.copyData.length > 0) return this.#parseEach();
    const whole = start === 0 && end === text.length;
    const sql = withoutDeepComments(
      whole ? text : text.slice(start, end),
      lexed.deepComments,
      start,
    );
    const outcome = parseSql(sql);
    if (!outcome.ok) return this.#parseEach();
    const source = this.#conversionSource(sql, start);
    return outcome.stmts.map((statement) =>
      this.#convert(statement, statementWindow(statement, source), source),
    );
  }

  #conversionSource(sql: string, start: number): ConversionSource {
    const { tokens, toFile } = this.#source;
    const toUnits = byteOffsets(sql);
    return { tokens, toOffset: (offset) => toFile(start + toUnits(offset)) };
  }

  /** Every other lexical error breaks the statement around it, and PostgreSQL reports it there. */
  #reportOpenComment(): void {
    const { lexed, tokens } = this.#source;
    if (lexed.error === undefined || tokens.indexAt(lexed.error.range[0]) >= 0) return;
    this.#report.errors.push(lexed.error);
  }

  #parseEach(): SqlStatement[] {
    const { tokens, text, lexed } = this.#source;
    for (const range of lexed.copyData) this.#report.errors.push({ message: COPY_MESSAGE, range });
    return splitStatements(tokens, text).map((window) => this.#parseOne(window));
  }

  #parseOne(window: Window): SqlStatement {
    const [start, end] = localSpan(this.#source, window);
    const { text, lexed } = this.#source;
    const sql = withoutDeepComments(text.slice(start, end), lexed.deepComments, start);
    const outcome = parseSql(sql);
    if (!outcome.ok) {
      const offset = start + codePointOffset(sql, outcome.cursor);
      return this.#invalid(window, outcome.message, this.#source.toFile(offset));
    }
    const [statement] = outcome.stmts;
    if (statement === undefined) return this.#invalid(window, NO_STATEMENT, -1);
    return this.#convert(statement, window, this.#conversionSource(sql, start));
  }

  #convert(raw: RawStatement, window: Window, source: ConversionSource): SqlStatement {
    try {
      const statement = convertStatement(raw.stmt, window, source);
      this.#open(statement, window);
      return statement;
    } catch (error) {
      if (!(error instanceof TreeTooDeep)) throw error;
      return this.#invalid(window, TOO_DEEP, -1);
    }
  }

  #invalid(window: Window, reason: string, offset: number): SqlStatement {
    const { tokens } = this.#source;
    const error = syntaxErrorAt(reason, tokens, offset, window);
    this.#report.errors.push(error);
    const range = tokens.range(window);
    return { type: "SqlInvalid", range, tokens: tokens.slice(window), message: error.message };
  }

  // ---- bodies ---------------------------------------------------------------------------------------------

  /** Reads the body of a DO or CREATE FUNCTION statement into it. */
  #open(statement: SqlStatement | SqlBodyStatement, window: Window): void {
    if (statement.type !== "SqlDoStmt" && statement.type !== "SqlCreateFunctionStmt") return;
    if (this.#depth >= MAX_OPENED) return;
    const index = plpgsqlBody(this.#source.tokens, window);
    const opened = openString(this.#source, index);
    if (opened === null) return;
    const body = openSource(opened);
    if (body.lexed.deepComments.length > 0) return;
    if (body.tokens.length === 0) {
      this.#reportEmptyBody(index);
      return;
    }
    this.#report.comments.push(...body.lexed.comments);
    const parsed = structureOf(body);
    const failures = parsed.block === null ? [] : parseFragments(body, parsed.fragments);
    statement.body = parsed.block;
    this.#judge(window, body, parsed.errors, failures);
    if (parsed.block === null) return;
    const inner = new StatementParser(body, this.#report, this.#depth + 1);
    for (const nested of parsed.statements) inner.#open(nested.statement, nested.window);
    for (const execute of parsed.executes) inner.#openCommand(execute);
  }

  #reportEmptyBody(index: number): void {
    if (this.#depth > 0) return;
    const message = "A PL/pgSQL body needs at least BEGIN and END";
    this.#report.errors.push(errorAtToken(message, this.#source.tokens, index));
  }

  /**
   * Reports what is wrong with a body. PostgreSQL has the last word, for what it accepts is no error; of
   * bodies inside of others it sees only the outermost in time. What it alone finds is reported where its
   * message points, if that is a matter of grammar: libpg-query knows no tables, types or functions.
   */
  #judge(
    window: Window,
    body: SqlSource,
    errors: readonly SqlSyntaxError[],
    failures: readonly Failure[],
  ): void {
    if (this.#depth > 0) return;
    const [start, end] = localSpan(this.#source, window);
    const message = plpgsqlError(this.#source.text.slice(start, end));
    if (message === null) return;
    const found = [...errors, ...failures.map(({ error }) => error)];
    for (const { fragment, error } of failures) fragment.reject?.(error.message);
    if (found.length === 0 && IS_GRAMMAR.test(message)) {
      found.push(errorAtToken(message, body.tokens, tokenNamedIn(message, body)));
    }
    this.#report.errors.push(...found);
  }

  /** Parses what EXECUTE is given, if that is one constant string. */
  #openCommand(execute: SqlExecute): void {
    const { tokens } = this.#source;
    const [token, ...others] = execute.command.tokens;
    if (token === undefined || others.length > 0 || this.#depth >= MAX_OPENED) return;
    const opened = openString(this.#source, tokens.indexAt(token.range[0]));
    if (opened === null) return;
    const report: Report = { errors: [], comments: [] };
    const source = openSource(opened);
    const statements = parseStatements(source, report, this.#depth + 1);
    if (report.errors.length > 0) return;
    this.#report.comments.push(...source.lexed.comments, ...report.comments);
    execute.sql = statements;
  }
}

/** A body's structure, or what breaks it. */
function structureOf({ tokens, lexed }: SqlSource): ParsedBody | BrokenBody {
  if (lexed.error !== undefined) return { block: null, errors: [lexed.error] };
  try {
    return parseBody(tokens);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    const index = Math.max(0, Math.min(error.index, tokens.length - 1));
    return { block: null, errors: [errorAtToken(error.message, tokens, index)] };
  }
}

/** The tokens of a statement: PostgreSQL gives its first byte, and its length unless it is the last. */
function statementWindow(statement: RawStatement, { tokens, toOffset }: ConversionSource): Window {
  const location = statement.stmt_location ?? 0;
  const from = tokens.indexFrom(toOffset(location));
  if (statement.stmt_len === undefined) return { from, to: tokens.length };
  return { from, to: tokens.indexFrom(toOffset(location + statement.stmt_len)) };
}

/** Blanks the comments that would cost PostgreSQL's lexer minutes. `start` is where `sql` begins in its text. */
function withoutDeepComments(
  sql: string,
  comments: readonly (readonly [number, number])[],
  start: number,
): string {
  let blanked = sql;
  for (const [from, to] of comments) {
    const begin = Math.max(0, from - start);
    const end = Math.min(blanked.length, to - start);
    if (begin >= end) continue;
    blanked = blanked.slice(0, begin) + " ".repeat(end - begin) + blanked.slice(end);
  }
  return blanked;
}
