import type { SqlToken } from "./ast.ts";

/**
 * The name or value a token stands for, for comparing with PostgreSQL's tree: strings without their quotes, all
 * else folded. Escapes of `E'…'` are left alone.
 */
export function tokenText(token: SqlToken): string {
  if (token.kind !== "string") return token.value;
  const { text } = token;
  const isPlain = text.startsWith("'") && text.endsWith("'");
  return isPlain ? text.slice(1, -1).replaceAll("''", "'") : text;
}
