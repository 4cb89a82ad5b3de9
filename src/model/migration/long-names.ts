/** Names longer than PostgreSQL keeps. */

import type { SqlNode, SqlScript, SqlToken } from "../../languages/postgresql/ast.ts";
import { clipName, foldIdentifier } from "../catalog/names.ts";
import { field, forEachNode } from "../catalog/tree.ts";

export interface LongName {
  token: SqlToken;
  /** The name as it was meant, and what PostgreSQL keeps of it. */
  name: string;
  cut: string;
  /** Another name of the script of which PostgreSQL keeps the same; null when there is none. */
  twin: string | null;
  /** The cut name, written as the long one was. */
  replacement: string;
}

/** Names have 63 bytes at most, and a character of UTF-8 at least one and at most three for each UTF-16 unit. */
const MAX_BYTES = 63;
const BYTES_PER_UNIT = 3;

/** The names that PostgreSQL cuts, at each of their places, also within opened bodies. */
export function longNames(script: SqlScript): LongName[] {
  const found = [...tokensOf(script)].flatMap(longName);
  const firstOf = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const { name, cut } of found) {
    const first = firstOf.get(cut) ?? name;
    firstOf.set(cut, first);
    if (first === name) continue;
    twins.set(name, first);
    if (!twins.has(first)) twins.set(first, name);
  }
  return found.map((one) => ({ ...one, twin: twins.get(one.name) ?? null }));
}

/** The tokens of all statements that parse, each once. */
function* tokensOf({ body }: SqlScript): Iterable<SqlToken> {
  for (const statement of body) {
    if (statement.type === "SqlInvalid") continue;
    yield* statement.tokens;
    const block = field(statement, "body");
    if (block !== null && block !== undefined) yield* tokensOfBody(block);
  }
}

/** Statements and expressions of a body have tokens of their own, and those within them have them again. */
function tokensOfBody(block: unknown): Iterable<SqlToken> {
  const tokens = new Map<number, SqlToken>();
  forEachNode(block, (node) => {
    if (node.type === "SqlInvalid") return;
    for (const token of ownTokens(node)) tokens.set(token.range[0], token);
  });
  return tokens.values();
}

function ownTokens(node: SqlNode): readonly SqlToken[] {
  const tokens = field(node, "tokens");
  return isTokenList(tokens) ? tokens : [];
}

function isTokenList(value: unknown): value is readonly SqlToken[] {
  return Array.isArray(value);
}

function longName(token: SqlToken): Omit<LongName, "twin">[] {
  const { kind, text } = token;
  if (text.length * BYTES_PER_UNIT <= MAX_BYTES || (kind !== "word" && kind !== "quoted"))
    return [];
  // Escapes of U&"…" are read by PostgreSQL alone.
  if (kind === "quoted" && !text.startsWith('"')) return [];
  const written = kind === "quoted" ? text.slice(1, -1).replaceAll('""', '"') : text;
  const kept = clipName(written);
  if (kept === written) return [];
  const isQuoted = kind === "quoted";
  return [
    {
      token,
      name: isQuoted ? written : foldIdentifier(written),
      cut: isQuoted ? kept : foldIdentifier(kept),
      replacement: isQuoted ? `"${kept.replaceAll('"', '""')}"` : kept,
    },
  ];
}
