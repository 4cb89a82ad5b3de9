import { tokenText } from "./strings.ts";
import type { TokenList, Window } from "./token-list.ts";

/** The token that holds the PL/pgSQL body of a DO or CREATE FUNCTION statement; -1 when there is none. */
export function plpgsqlBody(tokens: TokenList, window: Window): number {
  const isDo = tokens.isWord(window.from, "do");
  const language = tokens.find(window, (index) => tokens.isWord(index, "language"));
  const name = language < 0 ? undefined : tokens.at(language + 1);
  const isPlpgsql = name === undefined ? isDo : tokenText(name).toLowerCase() === "plpgsql";
  if (!isPlpgsql) return -1;
  const isString = (index: number): boolean => tokens.at(index)?.kind === "string";
  return tokens.find(window, (index) =>
    isDo
      ? isString(index) && !tokens.isWord(index - 1, "language")
      : isString(index) && tokens.isWord(index - 1, "as"),
  );
}
