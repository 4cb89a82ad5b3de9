import type { SqlOther, SqlSyntaxError } from "./ast.ts";
import { convertNode, TreeTooDeep } from "./convert.ts";
import { syntaxErrorAt } from "./explain.ts";
import { byteOffsets, codePointOffset, type OffsetMap } from "./offsets.ts";
import { localSpan, type SqlSource } from "./source.ts";
import type { Window } from "./token-list.ts";
import { parseSql, type RawStatement, TOO_DEEP } from "./wasm.ts";

/** A piece of a PL/pgSQL body that is SQL: a statement, or an expression that `SELECT ` makes one. */
export interface Fragment {
  window: Window;
  prefix: "" | "SELECT ";
  /** Tokens that are PL/pgSQL's and not SQL's: INTO and its target. */
  blank: Window | null;
  /** Takes what the fragment was converted to. */
  accept(statement: SqlOther): void;
  /** Is told why PostgreSQL rejects the fragment. */
  reject?(message: string): void;
}

/** A fragment that does not parse. */
export interface Failure {
  fragment: Fragment;
  error: SqlSyntaxError;
}

const SEPARATOR = ";\n";

/** Parses all fragments of a body, with one call when they are all right, and hands each its tree. */
export function parseFragments(source: SqlSource, fragments: readonly Fragment[]): Failure[] {
  if (fragments.length === 0) return [];
  const texts = fragments.map((fragment) => fragmentText(source, fragment));
  const all = texts.join(SEPARATOR);
  const outcome = parseSql(all);
  const isWhole = outcome.ok && outcome.stmts.length === fragments.length;
  if (!isWhole) return parseEach(source, fragments, texts);
  const toUnits = byteOffsets(all);
  const failures: Failure[] = [];
  let start = 0;
  for (const [index, fragment] of fragments.entries()) {
    const begin = start;
    const failure = convert(source, fragment, outcome.stmts[index], (at) => toUnits(at) - begin);
    if (failure !== null) failures.push(failure);
    start += (texts[index]?.length ?? 0) + SEPARATOR.length;
  }
  return failures;
}

function fragmentText(source: SqlSource, { window, prefix, blank }: Fragment): string {
  const [start, end] = localSpan(source, window);
  if (blank === null) return prefix + source.text.slice(start, end);
  const [from, to] = localSpan(source, blank);
  const gap = " ".repeat(to - from);
  return prefix + source.text.slice(start, from) + gap + source.text.slice(to, end);
}

function parseEach(
  source: SqlSource,
  fragments: readonly Fragment[],
  texts: readonly string[],
): Failure[] {
  return fragments.flatMap((fragment, index) => {
    const text = texts[index] ?? "";
    const outcome = parseSql(text);
    if (outcome.ok) {
      const failure = convert(source, fragment, outcome.stmts[0], byteOffsets(text));
      return failure === null ? [] : [failure];
    }
    const unit = codePointOffset(text, outcome.cursor) - fragment.prefix.length;
    const [start] = localSpan(source, fragment.window);
    return [failed(source, fragment, outcome.message, source.toFile(start + Math.max(0, unit)))];
  });
}

/** `toUnit` gives offsets of the fragment's text, its prefix included. */
function convert(
  source: SqlSource,
  fragment: Fragment,
  statement: RawStatement | undefined,
  toUnit: OffsetMap,
): Failure | null {
  const { window, prefix } = fragment;
  const [start] = localSpan(source, window);
  const [offset] = source.tokens.range(window);
  if (statement === undefined) return failed(source, fragment, "syntax error", offset);
  const toOffset = (at: number): number => {
    const unit = toUnit(at) - prefix.length;
    return unit < 0 ? -1 : source.toFile(start + unit);
  };
  try {
    fragment.accept(convertNode(statement.stmt, window, { tokens: source.tokens, toOffset }));
    return null;
  } catch (error) {
    if (!(error instanceof TreeTooDeep)) throw error;
    return failed(source, fragment, TOO_DEEP, offset);
  }
}

function failed(source: SqlSource, fragment: Fragment, reason: string, offset: number): Failure {
  const { tokens } = source;
  return { fragment, error: syntaxErrorAt(reason, tokens, offset, fragment.window) };
}
