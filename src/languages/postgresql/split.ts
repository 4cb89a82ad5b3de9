import type { TokenList, Window } from "./token-list.ts";

/**
 * Splits a script into statements without parsing, for when PostgreSQL's parser rejects it: at each `;`, but
 * not inside `BEGIN ATOMIC … END` of a function nor in the parentheses of CREATE RULE. A psql command
 * (`\connect app`) ends with its line. Empty statements are left out.
 */
export function splitStatements(tokens: TokenList, sql: string): Window[] {
  const windows: Window[] = [];
  let from = 0;
  while (from < tokens.length) {
    const isCommand = tokens.isSign(from, "\\");
    const to = isCommand ? lineEnd(tokens, from, sql) : statementEnd(tokens, from);
    if (to > from) windows.push({ from, to });
    from = tokens.isSign(to, ";") ? to + 1 : to;
  }
  return windows;
}

/** The index of the `;` that ends the statement, or past the last token. */
export function statementEnd(tokens: TokenList, from: number): number {
  if (isCreate(tokens, from, "rule")) return ruleEnd(tokens, from);
  const isRoutine = isCreate(tokens, from, "function") || isCreate(tokens, from, "procedure");
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    if (isRoutine) depth = atomicDepth(tokens, index, depth);
    if (depth === 0 && tokens.isSign(index, ";")) return index;
  }
  return tokens.length;
}

function isCreate(tokens: TokenList, from: number, kind: string): boolean {
  const isReplace = tokens.isWord(from + 1, "or");
  return tokens.isWord(from, "create") && tokens.isWord(from + (isReplace ? 3 : 1), kind);
}

/** How deep in BEGIN ATOMIC and CASE, whose END is the same word, one is after this token. */
function atomicDepth(tokens: TokenList, index: number, depth: number): number {
  if (tokens.isWord(index, "begin") && tokens.isWord(index + 1, "atomic")) return depth + 1;
  if (depth > 0 && tokens.isWord(index, "case")) return depth + 1;
  if (depth > 0 && tokens.isWord(index, "end")) return depth - 1;
  return depth;
}

function ruleEnd(tokens: TokenList, from: number): number {
  const end = tokens.find({ from, to: tokens.length }, (index) => tokens.isSign(index, ";"));
  return end < 0 ? tokens.length : end;
}

function lineEnd(tokens: TokenList, from: number, sql: string): number {
  const start = tokens.at(from)?.range[0] ?? 0;
  const newline = sql.indexOf("\n", start);
  return newline < 0 ? tokens.length : Math.max(from + 1, tokens.indexFrom(newline));
}
