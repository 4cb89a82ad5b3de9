/** The words of statements that findings point at. */

import type { Range, SqlStatement } from "../../languages/postgresql/ast.ts";

/** From the first of some words to the last, in the order given; the statement's first word when they are not there. */
export function wordsIn(
  { tokens, range }: Pick<SqlStatement, "tokens" | "range">,
  within: Range,
  ...words: readonly string[]
): Range {
  let found: Range | null = null;
  let next = 0;
  for (const token of tokens) {
    if (token.range[0] < within[0]) continue;
    if (token.range[1] > within[1] || next === words.length) break;
    if (token.kind !== "word" || token.value !== words[next]) continue;
    found = [found?.[0] ?? token.range[0], token.range[1]];
    next += 1;
  }
  return found ?? tokens[0]?.range ?? range;
}

export function concurrentlyIn(statement: SqlStatement): Range {
  return wordsIn(statement, statement.range, "concurrently");
}

/** The first `count` words of a statement: `ALTER TABLE`. */
export function headOf({ tokens, range }: SqlStatement, count = 2): Range {
  return [range[0], tokens[Math.min(count, tokens.length) - 1]?.range[1] ?? range[1]];
}
