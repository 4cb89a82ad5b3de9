import { isUtf16, UTF16_MESSAGE } from "../encoding.ts";
import { LineTable } from "../line-table.ts";
import type { Range, SqlScript, SqlSyntaxError } from "./ast.ts";
import { NUL_MESSAGE, tooLongMessage } from "./explain.ts";
import { identity, openSource } from "./source.ts";
import { parseStatements, type Report } from "./statements.ts";

/** Longer scripts (in UTF-16 code units) are refused: PostgreSQL's parser takes some 50 bytes of memory for each. */
export const MAX_SCRIPT_LENGTH = 5_000_000;

const BOM = "\uFEFF";
const NUL = "\0";

/**
 * Parses a script with PostgreSQL's own parser. Never throws: what does not parse is an `SqlInvalid` among the
 * statements and an entry in `errors`, and all other statements are still there.
 */
export function parseScript(text: string): SqlScript {
  if (isUtf16(text)) return refused(text, UTF16_MESSAGE);
  if (text.length > MAX_SCRIPT_LENGTH)
    return refused(text, tooLongMessage(text.length, MAX_SCRIPT_LENGTH));
  const sql = withoutStoppers(text);
  const source = openSource({ text: sql, start: 0, end: sql.length, toFile: identity });
  const report: Report = { errors: nulErrors(text), comments: [] };
  const body = parseStatements(source, report);
  return scriptNode(text, {
    body,
    comments: [...source.lexed.comments, ...report.comments].sort(byStart),
    tokens: source.lexed.tokens,
    errors: report.errors.sort(byStart),
  });
}

/** Characters that PostgreSQL would stop at give way to spaces, so that offsets stay. */
function withoutStoppers(text: string): string {
  const body = text.startsWith(BOM) ? ` ${text.slice(1)}` : text;
  return body.replaceAll(NUL, " ");
}

function nulErrors(text: string): SqlSyntaxError[] {
  const nul = text.indexOf(NUL);
  return nul < 0 ? [] : [{ message: NUL_MESSAGE, range: [nul, nul + 1] }];
}

function byStart(a: { range: Range }, b: { range: Range }): number {
  return a.range[0] - b.range[0];
}

/** How much of a refused script's first line is underlined. */
const REFUSED_LENGTH = 200;

function refused(text: string, message: string): SqlScript {
  const range: Range = [0, text.slice(0, REFUSED_LENGTH).search(/[\r\n]|$/)];
  return scriptNode(text, { body: [], comments: [], tokens: [], errors: [{ message, range }] });
}

type ScriptParts = Pick<SqlScript, "body" | "comments" | "tokens" | "errors">;

function scriptNode(text: string, parts: ScriptParts): SqlScript {
  const end = new LineTable(text).placeOf(text.length);
  const loc = { start: { line: 1, column: 1 }, end };
  return { type: "SqlScript", range: [0, text.length], loc, ...parts };
}
