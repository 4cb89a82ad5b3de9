import type {
  SqlBlock,
  SqlBodyStatement,
  SqlConditionName,
  SqlDeclaration,
  SqlExceptionHandler,
  SqlExecute,
  SqlExpression,
  SqlIf,
  SqlIfBranch,
  SqlLoop,
  SqlSyntaxError,
} from "./ast.ts";
import type { Fragment } from "./fragments.ts";
import { isAssignment, plainStatement } from "./plpgsql-plain.ts";
import { BodyError, BodyReader, type EmbeddedStatement } from "./plpgsql-reader.ts";
import { embeddedStatement } from "./plpgsql-sql.ts";
import type { TokenList, Window } from "./token-list.ts";

/** Blocks and control structures nested deeper than this are refused. */
const MAX_NESTING = 200;

/** A body with the pieces of SQL that have yet to be parsed into it. */
export interface ParsedBody {
  block: SqlBlock;
  fragments: Fragment[];
  /** The statements of SQL, filled when the fragments are parsed. */
  statements: readonly EmbeddedStatement[];
  /** Every EXECUTE, to be opened once its command is parsed. */
  executes: SqlExecute[];
  errors: SqlSyntaxError[];
}

/**
 * Reads the structure of a PL/pgSQL body, as `pl_gram.y` has it. Statements and expressions of SQL are left to
 * PostgreSQL's parser, as fragments. Throws `BodyError` when the structure is broken.
 */
export function parseBody(tokens: TokenList): ParsedBody {
  return new BodyParser(tokens).parse();
}

/** What ends a list of statements. */
const LIST_ENDS = new Set(["end", "else", "elsif", "elseif", "when", "exception"]);

class BodyParser {
  readonly #reader: BodyReader;
  readonly #executes: SqlExecute[] = [];
  #depth = 0;

  constructor(tokens: TokenList) {
    this.#reader = new BodyReader(tokens);
  }

  parse(): ParsedBody {
    const reader = this.#reader;
    this.#skipOptions();
    const block = this.#block();
    reader.skipSign(";");
    if (reader.index < reader.tokens.length) throw reader.unexpected("Syntax error");
    return {
      block,
      fragments: reader.fragments,
      statements: reader.statements,
      executes: this.#executes,
      errors: reader.errors,
    };
  }

  /** `#variable_conflict use_column` and its like, before the block. */
  #skipOptions(): void {
    while (this.#reader.skipSign("#")) this.#reader.index += 2;
  }

  #block(): SqlBlock {
    const reader = this.#reader;
    if (++this.#depth > MAX_NESTING) throw reader.unexpected("Nested too deeply");
    const start = reader.index;
    const label = this.#label();
    const declarations = this.#declarations();
    reader.expect("begin");
    const body = this.#statements();
    const handlers = this.#handlers();
    reader.expect("end");
    this.#endLabel(label);
    this.#depth--;
    return { type: "SqlBlock", range: reader.rangeFrom(start), declarations, body, handlers };
  }

  /** `<<name>>`. */
  #label(): string | null {
    const reader = this.#reader;
    if (!reader.skipSign("<<")) return null;
    const { value } = reader.name();
    if (!reader.skipSign(">>")) throw reader.unexpected("Syntax error");
    return value;
  }

  /** What may follow END and END LOOP: the label once more. */
  #endLabel(label: string | null): void {
    const reader = this.#reader;
    if (reader.isSign(";") || reader.index >= reader.tokens.length) return;
    if (reader.name().value === label) return;
    reader.index--;
    throw reader.unexpected("Syntax error");
  }

  // ---- DECLARE --------------------------------------------------------------------------------------------

  #declarations(): SqlDeclaration[] {
    const reader = this.#reader;
    const declarations: SqlDeclaration[] = [];
    if (!reader.skip("declare")) return declarations;
    while (!reader.is("begin")) {
      if (reader.skip("declare")) continue;
      declarations.push(this.#declaration());
      reader.endStatement();
    }
    return declarations;
  }

  #declaration(): SqlDeclaration {
    const reader = this.#reader;
    const start = reader.index;
    const name = reader.name().value;
    if (reader.isSign(";") || isDefaultSign(reader.tokens, reader.index)) {
      throw reader.unexpected("Missing data type declaration");
    }
    const window = reader.untilSemicolon();
    const value = this.#declaredValue(window);
    return { type: "SqlDeclaration", range: reader.rangeFrom(start), name, value };
  }

  /** The default of a variable, or the query of a cursor. */
  #declaredValue({ from, to }: Window): SqlExpression | null {
    const { tokens } = this.#reader;
    const assigned = tokens.find({ from, to }, (index) => isDefaultSign(tokens, index));
    if (assigned >= 0) return this.#reader.expression({ from: assigned + 1, to });
    if (tokens.find({ from, to }, (index) => tokens.isWord(index, "cursor")) < 0) return null;
    const isQuery = (index: number): boolean =>
      tokens.isWord(index, "for") || tokens.isWord(index, "is");
    const query = tokens.find({ from, to }, isQuery);
    return query < 0 ? null : this.#reader.query({ from: query + 1, to });
  }

  // ---- EXCEPTION ------------------------------------------------------------------------------------------

  #handlers(): SqlExceptionHandler[] {
    const reader = this.#reader;
    const handlers: SqlExceptionHandler[] = [];
    if (!reader.skip("exception")) return handlers;
    do handlers.push(this.#handler());
    while (reader.is("when"));
    return handlers;
  }

  #handler(): SqlExceptionHandler {
    const reader = this.#reader;
    const start = reader.index;
    reader.expect("when");
    const conditions: SqlConditionName[] = [];
    do conditions.push(this.#condition());
    while (reader.skip("or"));
    reader.expect("then");
    const body = this.#statements();
    return { type: "SqlExceptionHandler", range: reader.rangeFrom(start), conditions, body };
  }

  #condition(): SqlConditionName {
    const reader = this.#reader;
    const start = reader.index;
    const { value } = reader.name();
    const code = value === "sqlstate" ? reader.tokens.at(reader.index) : undefined;
    if (code !== undefined) reader.index++;
    const name = code === undefined ? value : `sqlstate ${code.text.replaceAll("'", "")}`;
    return { type: "SqlConditionName", range: reader.rangeFrom(start), name };
  }

  // ---- statements -----------------------------------------------------------------------------------------

  #statements(): SqlBodyStatement[] {
    const reader = this.#reader;
    const statements: SqlBodyStatement[] = [];
    while (reader.index < reader.tokens.length) {
      if (reader.isOneOf(LIST_ENDS) && !isAssignment(reader)) break;
      this.#statement(statements);
      reader.endStatement();
    }
    return statements;
  }

  #statement(list: SqlBodyStatement[]): void {
    const reader = this.#reader;
    const ahead = reader.isSign("<<") ? 3 : 0;
    if (reader.is("begin", ahead) || reader.is("declare", ahead)) list.push(this.#block());
    else if (isLoopStart(reader, ahead)) list.push(this.#loop());
    else if (reader.is("if")) list.push(this.#if());
    else if (reader.is("case")) list.push(this.#case());
    else if (reader.is("execute")) list.push(this.#execute());
    else {
      const plain = plainStatement(reader);
      if (plain !== null) list.push(plain);
      else embeddedStatement(reader, list);
    }
  }

  /** Guards the recursion of what holds statements. */
  #nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_NESTING) throw this.#reader.unexpected("Nested too deeply");
    const result = parse();
    this.#depth--;
    return result;
  }

  #if(): SqlIf {
    return this.#nested(() => {
      const reader = this.#reader;
      const start = reader.index;
      const branches: SqlIfBranch[] = [];
      do branches.push(this.#ifBranch());
      while (reader.is("elsif") || reader.is("elseif"));
      const otherwise = reader.skip("else") ? this.#statements() : null;
      reader.expect("end");
      reader.expect("if");
      const range = reader.rangeFrom(start);
      return { type: "SqlIf", range, argument: null, branches, otherwise };
    });
  }

  /** `IF condition THEN statements`, and ELSIF alike. */
  #ifBranch(): SqlIfBranch {
    const reader = this.#reader;
    const start = reader.index++;
    const condition = reader.expression(reader.untilWord("then"));
    reader.expect("then");
    const body = this.#statements();
    return { type: "SqlIfBranch", range: reader.rangeFrom(start), condition, body };
  }

  #case(): SqlIf {
    return this.#nested(() => {
      const reader = this.#reader;
      const start = reader.index++;
      const argument = reader.is("when") ? null : reader.expression(reader.untilWord("when"));
      const branches: SqlIfBranch[] = [];
      do branches.push(this.#ifBranch());
      while (reader.is("when"));
      const otherwise = reader.skip("else") ? this.#statements() : null;
      reader.expect("end");
      reader.expect("case");
      const range = reader.rangeFrom(start);
      return { type: "SqlIf", range, argument, branches, otherwise };
    });
  }

  // ---- loops ----------------------------------------------------------------------------------------------

  #loop(): SqlLoop {
    return this.#nested(() => {
      const reader = this.#reader;
      const start = reader.index;
      const label = this.#label();
      const header = reader.is("loop") ? null : this.#loopHeader();
      reader.expect("loop");
      const body = this.#statements();
      reader.expect("end");
      reader.expect("loop");
      this.#endLabel(label);
      return { type: "SqlLoop", range: reader.rangeFrom(start), header, body };
    });
  }

  #loopHeader(): SqlExpression {
    const reader = this.#reader;
    const isWhile = reader.is("while");
    const whole = reader.untilWord("loop");
    const { from, to } = whole;
    if (isWhile) return reader.expressionWithin(whole, { from: from + 1, to }, "SELECT ");
    const { tokens } = reader;
    const after = tokens.find({ from, to }, (index) => tokens.isWord(index, "in")) + 1;
    if (after === 0) throw new BodyError("Missing IN", to);
    if (tokens.isWord(from, "foreach")) {
      return reader.expressionWithin(whole, { from: after + 1, to }, "SELECT ");
    }
    return this.#forHeader(whole, after);
  }

  /** FOR … IN: EXECUTE and its command, a query, a range of numbers, or a cursor. */
  #forHeader(whole: Window, after: number): SqlExpression {
    const reader = this.#reader;
    const { tokens } = reader;
    const { to } = whole;
    if (tokens.isWord(after, "execute")) {
      const isUsing = (index: number): boolean => tokens.isWord(index, "using");
      const using = tokens.find({ from: after, to }, isUsing);
      const command = { from: after + 1, to: using < 0 ? to : using };
      return reader.expressionWithin(whole, command, "SELECT ");
    }
    const isRange =
      tokens.isWord(after, "reverse") ||
      tokens.find({ from: after, to }, (index) => tokens.isSign(index, "..")) >= 0;
    const isQuery = QUERY_WORDS.has(tokens.at(after)?.value ?? "");
    if (isRange || !isQuery) return reader.closed(whole);
    return reader.expressionWithin(whole, { from: after, to }, "");
  }

  // ---- EXECUTE --------------------------------------------------------------------------------------------

  /** `EXECUTE command [INTO target] [USING value, …]`, the two in any order. */
  #execute(): SqlExecute {
    const reader = this.#reader;
    const start = reader.index++;
    const { tokens } = reader;
    const isPart = (index: number): boolean =>
      tokens.isWord(index, "into") || tokens.isWord(index, "using");
    const ends = (index: number): boolean => isPart(index) || tokens.isSign(index, ";");
    const command = reader.expression(reader.until("semicolon", ends));
    const parameters: SqlExpression[] = [];
    while (!reader.isSign(";")) {
      const isUsing = reader.is("using");
      reader.index++;
      const window = reader.until("semicolon", ends);
      if (!isUsing) continue;
      parameters.push(...tokens.segments(window).map((part) => reader.expression(part)));
    }
    const range = reader.rangeFrom(start);
    const execute: SqlExecute = { type: "SqlExecute", range, command, parameters, sql: null };
    this.#executes.push(execute);
    return execute;
  }
}

/** What a query of FOR … IN begins with; anything else is a cursor's name. */
const QUERY_WORDS = new Set([
  "select",
  "with",
  "values",
  "table",
  "insert",
  "update",
  "delete",
  "merge",
  "explain",
  "show",
  "(",
]);

function isDefaultSign(tokens: TokenList, index: number): boolean {
  return tokens.isSign(index, ":=") || tokens.isSign(index, "=") || tokens.isWord(index, "default");
}

const LOOP_WORDS = ["loop", "while", "for", "foreach"];

function isLoopStart(reader: BodyReader, ahead: number): boolean {
  return LOOP_WORDS.some((word) => reader.is(word, ahead));
}
