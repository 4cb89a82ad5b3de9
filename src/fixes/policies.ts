/** Edits of policies. */

import type { Range, SqlNode, SqlToken } from "../languages/postgresql/ast.ts";
import { isWord } from "../languages/postgresql/token-list.ts";
import { nodesField } from "../model/catalog/tree.ts";
import type { PolicyCall } from "../model/tenancy/policy-calls.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";
import { quoteName } from "./sql-text.ts";

/**
 * Makes a call NULL where it would fail, and lets PostgreSQL make it once a query:
 * `(SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)`. Null where that could open the policy, and where the
 * text is not the file's: in a string, quotes are doubled.
 */
export function repairCall(
  text: string,
  tokens: readonly SqlToken[],
  { call, whole, isUnsafe, isCast, isNullSafe }: PolicyCall,
): TextEdit | null {
  if ((isUnsafe || isCast) && !isNullSafe) return null;
  const [start, end] = call.range;
  const outer = whole && balanced(whole.range, tokens);
  if (!isVerbatim(text, tokens, outer ?? call.range)) return null;
  const insert = (at: number, inserted: string): TextEdit => ({ range: [at, at], text: inserted });
  return mergeEdits(text, [
    ...(outer ? [insert(outer[0], "(SELECT ")] : []),
    ...(isCast ? [insert(start, "NULLIF(")] : []),
    ...(isUnsafe ? [missingOk(call)] : []),
    ...(isCast ? [insert(end, ", '')")] : []),
    ...(outer ? [insert(outer[1], ")")] : []),
  ]);
}

/** `, true`, in the place of a `false`. */
function missingOk(call: SqlNode): TextEdit {
  const [, written] = nodesField(call, "args");
  if (written !== undefined) return { range: written.range, text: "true" };
  const end = call.range[1] - 1;
  return { range: [end, end], text: ", true" };
}

/** A range with the parentheses that belong to it: those of NULLIF, and those around what is cast. */
function balanced([start, end]: Range, tokens: readonly SqlToken[]): Range {
  let from = tokens.findIndex(({ range }) => range[0] >= start);
  let to = tokens.findLastIndex(({ range }) => range[1] <= end);
  let depth = 0;
  for (let at = from; at <= to; at++) {
    depth += depthOf(tokens[at]);
    while (depth < 0 && from > 0) {
      from -= 1;
      depth += depthOf(tokens[from]);
    }
  }
  while (depth > 0 && to < tokens.length - 1) {
    to += 1;
    depth += depthOf(tokens[to]);
  }
  return [tokens[from]?.range[0] ?? start, tokens[to]?.range[1] ?? end];
}

function depthOf(token: SqlToken | undefined): number {
  return token?.text === "(" ? 1 : token?.text === ")" ? -1 : 0;
}

function isVerbatim(text: string, tokens: readonly SqlToken[], [start, end]: Range): boolean {
  return tokens
    .filter(({ range }) => range[0] >= start && range[1] <= end)
    .every((token) => text.slice(...token.range) === token.text);
}

/** Gives a policy a role: in the place of PUBLIC, else where TO belongs. */
export function toRole(tokens: readonly SqlToken[], role: string): TextEdit | null {
  const at = tokens.findIndex((token) => isWord(token, "using") || isWord(token, "with"));
  const head = at === -1 ? tokens : tokens.slice(0, at);
  const everybody = head.findLast((token) => isWord(token, "public"));
  const isWritten = head.some((token) => isWord(token, "to"));
  if (isWritten) return everybody ? { range: everybody.range, text: quoteName(role) } : null;
  const end = head.at(-1)?.range[1];
  return end === undefined ? null : { range: [end, end], text: ` TO ${quoteName(role)}` };
}
