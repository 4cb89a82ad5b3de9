import type { Range, SqlScript, SqlStatement, SqlSyntaxError } from "./ast.ts";
import { convertStatement, type ConversionSource, TreeTooDeep } from "./convert.ts";
import { explain } from "./explain.ts";
import { type Lexed, tokenize } from "./lexer.ts";
import { byteOffsets, codePointOffset } from "./offsets.ts";
import { splitStatements } from "./split.ts";
import { TokenList, type Window } from "./token-list.ts";
import { parseSql, type RawStatement, TOO_DEEP } from "./wasm.ts";

/** Longer scripts (in UTF-16 code units) are refused: PostgreSQL's parser takes some 50 bytes of memory for each. */
export const MAX_SCRIPT_LENGTH = 5_000_000;

const BOM = "\uFEFF";
const NUL = "\0";

/**
 * Parses a script with PostgreSQL's own parser. Never throws: what does not parse is an `SqlInvalid` among the
 * statements and an entry in `errors`, and all other statements are still there.
 */
export function parseScript(text: string): SqlScript {
  if (text.length > MAX_SCRIPT_LENGTH) return refused(text);
  // Characters that PostgreSQL would stop at give way to spaces, so that offsets stay.
  const sql = text.replace(BOM, " ").replaceAll(NUL, " ");
  const lexed = tokenize(sql);
  const errors: SqlSyntaxError[] = [];
  const nul = text.indexOf(NUL);
  if (nul >= 0) errors.push({ message: explain.nul, range: [nul, nul + 1] });
  const body = new ScriptParser(sql, lexed, errors).parse();
  errors.sort((a, b) => a.range[0] - b.range[0]);
  return scriptNode(text, { body, comments: lexed.comments, tokens: lexed.tokens, errors });
}

type ScriptParts = Pick<SqlScript, "body" | "comments" | "tokens" | "errors">;

function refused(text: string): SqlScript {
  const message = explain.tooLong(text.length, MAX_SCRIPT_LENGTH);
  const end = text.search(/[\r\n]|$/);
  const errors = [{ message, range: [0, Math.min(end, 1000)] satisfies Range }];
  return scriptNode(text, { body: [], comments: [], tokens: [], errors });
}

function scriptNode(text: string, parts: ScriptParts): SqlScript {
  const lines = text.split(/\r\n|[\r\n]/);
  return {
    type: "SqlScript",
    range: [0, text.length],
    loc: {
      start: { line: 1, column: 1 },
      end: { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
    },
    ...parts,
  };
}

class ScriptParser {
  readonly #sql: string;
  readonly #lexed: Lexed;
  readonly #tokens: TokenList;
  readonly #errors: SqlSyntaxError[];

  constructor(sql: string, lexed: Lexed, errors: SqlSyntaxError[]) {
    this.#sql = sql;
    this.#lexed = lexed;
    this.#tokens = new TokenList(lexed.tokens);
    this.#errors = errors;
  }

  /** One call for the whole script; statement by statement only when it fails. */
  parse(): SqlStatement[] {
    if (this.#tokens.length === 0 && this.#lexed.error === undefined) return [];
    const sql = withoutDeepComments(this.#sql, this.#lexed.deepComments);
    const outcome = parseSql(sql);
    if (!outcome.ok) return this.#parseEach();
    const source = { tokens: this.#tokens, toOffset: byteOffsets(sql) };
    return outcome.stmts.map((statement) => {
      const window = statementWindow(statement, source);
      return this.#convert(statement, window, source);
    });
  }

  #parseEach(): SqlStatement[] {
    if (this.#tokens.length === 0 && this.#lexed.error !== undefined) {
      this.#errors.push(this.#lexed.error);
    }
    const windows = splitStatements(this.#tokens, this.#sql);
    return windows.map((window) => this.#parseOne(window));
  }

  #parseOne(window: Window): SqlStatement {
    const [start, end] = this.#tokens.range(window);
    const sql = this.#sql.slice(start, end);
    const outcome = parseSql(sql);
    if (!outcome.ok) {
      const offset = start + codePointOffset(sql, outcome.cursor);
      return this.#invalid(window, outcome.message, offset);
    }
    const toUnits = byteOffsets(sql);
    const source = {
      tokens: this.#tokens,
      toOffset: (offset: number) => start + toUnits(offset),
    };
    const [statement] = outcome.stmts;
    if (statement === undefined) return this.#invalid(window, explain.empty, start);
    return this.#convert(statement, window, source);
  }

  #convert(statement: RawStatement, window: Window, source: ConversionSource): SqlStatement {
    try {
      return convertStatement(statement.stmt, window, source);
    } catch (error) {
      if (!(error instanceof TreeTooDeep)) throw error;
      return this.#invalid(window, TOO_DEEP, this.#tokens.range(window)[0]);
    }
  }

  #invalid(window: Window, reason: string, offset: number): SqlStatement {
    const last = window.to - 1;
    const index = Math.min(Math.max(this.#tokens.indexFrom(offset), window.from), last);
    const range = this.#tokens.range({ from: index, to: index + 1 });
    const message = explain.syntax(reason, this.#tokens, index, window);
    this.#errors.push({ message, range });
    return {
      type: "SqlInvalid",
      range: this.#tokens.range(window),
      tokens: this.#tokens.slice(window),
      message,
    };
  }
}

/** The tokens of a statement: PostgreSQL gives its first byte, and its length unless it is the last. */
function statementWindow(statement: RawStatement, { tokens, toOffset }: ConversionSource): Window {
  const location = statement.stmt_location ?? 0;
  const from = tokens.indexFrom(toOffset(location));
  if (statement.stmt_len === undefined) return { from, to: tokens.length };
  return { from, to: tokens.indexFrom(toOffset(location + statement.stmt_len)) };
}

function withoutDeepComments(sql: string, comments: readonly Range[]): string {
  return comments.reduce(
    (text, [start, end]) => text.slice(0, start) + " ".repeat(end - start) + text.slice(end),
    sql,
  );
}
