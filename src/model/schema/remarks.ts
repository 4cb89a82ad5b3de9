/** What the author of a schema says of a field beside it, in words. */

import type { Field } from "./types.ts";

/** Its documentation, and the comment behind it on its line, which Prisma drops; empty without either. */
export function remarkOn({ node, documentation, model: { file } }: Field): string {
  const lineEnd = file.text.indexOf("\n", node.range[1]);
  const behind = file.text.slice(node.range[1], lineEnd === -1 ? undefined : lineEnd);
  return `${documentation ?? ""}\n${behind.trim()}`;
}
