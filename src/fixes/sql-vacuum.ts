/** Edits of VACUUM's options. */

import type { Range, SqlToken } from "../languages/postgresql/ast.ts";

/**
 * What to remove so that VACUUM (FULL, ANALYZE) is VACUUM (ANALYZE): the option with its value and its comma, with
 * the brackets when it stands alone in them, with the space before it in `VACUUM FULL t`.
 *
 * @param option Where the word FULL stands.
 */
export function removalOfOption(tokens: readonly SqlToken[], option: Range): Range {
  const at = tokens.findIndex(({ range }) => range[0] === option[0]);
  const start = (index: number) => tokens[index]?.range[0] ?? option[1];
  const opener = tokens[at - 1]?.text;
  if (opener !== "(" && opener !== ",") return [tokens[at - 1]?.range[1] ?? option[0], option[1]];
  const end = tokens.findIndex(({ text }, index) => index > at && (text === "," || text === ")"));
  if (tokens[end]?.text === ",") return [option[0], start(end + 1)];
  if (opener === "(") return [start(at - 1), start(end + 1)];
  return [start(at - 1), start(end)];
}
