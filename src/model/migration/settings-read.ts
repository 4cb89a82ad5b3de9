/** The settings that a script reads with `current_setting(…)`: in policies, defaults, functions and triggers. */

import type { SqlScript, SqlToken } from "../../languages/postgresql/ast.ts";
import { tokenize } from "../../languages/postgresql/lexer.ts";
import { tokenText } from "../../languages/postgresql/strings.ts";
import { isA } from "../catalog/tree.ts";
import { computedOnce } from "../computed-once.ts";

export interface SettingsRead {
  /** As written, by their lower case: PostgreSQL ignores the case of names with a dot. */
  names: ReadonlyMap<string, string>;
  /** False when a name is put together at run time: then any may be meant. */
  isComplete: boolean;
}

const FUNCTION = "current_setting";

const known = new WeakMap<SqlScript, SettingsRead>();

/** The settings that a script reads. Kept per tree. */
function settingsRead(script: SqlScript): SettingsRead {
  return computedOnce(known, script, readScript);
}

/** The settings that several scripts read. */
export function settingsReadIn(scripts: Iterable<SqlScript>): SettingsRead {
  const names = new Map<string, string>();
  let isComplete = true;
  for (const script of scripts) {
    const read = settingsRead(script);
    for (const [lowered, name] of read.names) names.set(lowered, name);
    isComplete &&= read.isComplete;
  }
  return { names, isComplete };
}

/**
 * By tokens, not by the tree: bodies of functions are strings, and so is what they EXECUTE, in whatever language.
 * Comments on objects may speak of a setting without reading it.
 */
function readScript({ body }: SqlScript): SettingsRead {
  const names = new Map<string, string>();
  let isComplete = true;
  const open: (readonly SqlToken[])[] = [];
  for (const statement of body) {
    if (!isA(statement, "SqlCommentStmt")) open.push(statement.tokens);
  }
  for (let tokens = open.pop(); tokens; tokens = open.pop()) {
    for (const [index, token] of tokens.entries()) {
      if (token.kind === "string") {
        const text = contentOf(token);
        if (text.toLowerCase().includes(FUNCTION)) open.push(tokenize(text).tokens);
      } else if (isFunctionName(token)) {
        const name = nameRead(tokens.slice(index + 1, index + 4));
        if (name === null) isComplete = false;
        else if (name !== undefined) names.set(name.toLowerCase(), name);
      }
    }
  }
  return { names, isComplete };
}

function isFunctionName({ kind, value }: SqlToken): boolean {
  return (kind === "word" || kind === "quoted") && value === FUNCTION;
}

/** The name in `('app.tenant_id'` and what follows; null when it is computed, undefined for no call. */
function nameRead([parenthesis, name, after]: readonly SqlToken[]): string | null | undefined {
  if (parenthesis?.text !== "(" || name?.text === ")") return undefined;
  if (name?.kind !== "string" || !ENDS.has(after?.text ?? "")) return null;
  const text = contentOf(name);
  // `format('… current_setting(''app.%s'') …')`
  return text.includes("%") ? null : text;
}

/** What may follow the whole name. */
const ENDS: ReadonlySet<string> = new Set([",", ")", "::"]);

const DOLLAR_TAG = /^\$[^$]*\$/u;

/** What a string token says, its quotes off. */
function contentOf(token: SqlToken): string {
  const tag = DOLLAR_TAG.exec(token.text)?.[0].length ?? 0;
  if (tag > 0) return token.text.slice(tag, -tag);
  return /^[eE]'/u.test(token.text)
    ? tokenText({ ...token, text: token.text.slice(1) })
    : tokenText(token);
}
