import { columnParts, forEachNode } from "../tree.ts";

/** The columns that an expression may mention; it does not tell its own from those of other tables. */
export function mentionedColumns(expression: unknown): string[] {
  const columns = new Set<string>();
  forEachNode(expression, (node) => {
    const name = columnParts(node)?.at(-1);
    if (name !== undefined) columns.add(name);
  });
  return [...columns];
}
