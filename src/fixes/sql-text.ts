/** Writing SQL into a script: names, strings, indentation, dollar quotes. */

import type { Range, SqlComment, SqlToken } from "../languages/postgresql/ast.ts";
import type { QualifiedName } from "../model/catalog/names.ts";
import type { TextEdit } from "./edit.ts";

/** The script that is edited. */
export interface SqlText {
  text: string;
  lineBreak: "\n" | "\r\n";
}

/** Prisma Migrate indents by four spaces. */
export const INDENT = "    ";

export function stringLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name inside of a string, as `regclass` and `regtype` read it: `'"app"."User"'`. */
export function nameLiteral(name: QualifiedName): string {
  return stringLiteral(qualifiedName(name));
}

export function qualifiedName({ schema, name }: QualifiedName): string {
  return (schema === null ? [name] : [schema, name]).map(quoteName).join(".");
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** What stands before a statement on its line, when it is only space. */
export function indentationAt({ text }: SqlText, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.trim() === "" ? line : "";
}

/** Where a statement begins with the line comments that stand right above it: `-- AlterTable`, a directive. */
export function startWithComments(
  { text }: Pick<SqlText, "text">,
  comments: readonly SqlComment[],
  statementStart: number,
): number {
  let start = statementStart;
  for (const { kind, range } of comments.toReversed()) {
    if (range[1] > start) continue;
    const between = text.slice(range[1], start);
    const lineStart = text.lastIndexOf("\n", range[0] - 1) + 1;
    const isAlone = text.slice(lineStart, range[0]).trim() === "";
    const isRightAbove = between.trim() === "" && between.split("\n").length === 2;
    if (kind !== "line" || !isAlone || !isRightAbove) break;
    start = range[0];
  }
  return start;
}

/**
 * A stretch of the script, all lines but the first indented further. Lines inside of a token, such as a string of
 * several lines, stay as they are.
 */
export function indented(
  { text }: SqlText,
  [start, end]: Range,
  tokens: readonly SqlToken[],
  indent: string,
): string {
  const long = tokens.filter((token) => token.text.includes("\n"));
  const isInToken = (at: number) => long.some(({ range }) => range[0] < at && at < range[1]);
  let result = "";
  let from = start;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) {
    if (isInToken(at) || isBlank(text, at + 1)) continue;
    result += text.slice(from, at + 1) + indent;
    from = at + 1;
  }
  return result + text.slice(from, end);
}

/** Whether the line that begins here is empty. */
function isBlank(text: string, offset: number): boolean {
  return text[offset] === "\n" || text.startsWith("\r\n", offset);
}

/** Whether the body that begins here stands between dollar quotes; in a plain string each quote has to be doubled. */
export function isDollarQuoted({ text }: SqlText, bodyStart: number): boolean {
  return /\$\s*$/.test(text.slice(Math.max(0, bodyStart - 200), bodyStart));
}

/** A dollar quote that the body does not end: `$$`, else `$guard$`, `$guard1$`, … */
export function dollarQuote(body: string): string {
  let quote = "$$";
  for (let pass = 0; body.includes(quote); pass++)
    quote = `$guard${pass === 0 ? "" : String(pass)}$`;
  return quote;
}

/** Puts blocks of statements at the end of a script, an empty line before each. `blocks` have `\n` between lines. */
export function appendedBlocks({ text, lineBreak }: SqlText, blocks: readonly string[]): TextEdit {
  const end = text.trimEnd().length;
  const before = end === 0 ? "" : `${lineBreak}${lineBreak}`;
  const written = blocks.join("\n\n").replaceAll("\n", lineBreak);
  return { range: [end, text.length], text: `${before}${written}${lineBreak}` };
}
