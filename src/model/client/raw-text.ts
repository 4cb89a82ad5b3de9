/** The SQL that client code writes, with placeholders where values are interpolated. */

import type { TSESTree } from "@typescript-eslint/utils";

import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { sqlHelper } from "./calls.ts";
import { constantKey } from "./expressions.ts";

/**
 * The text of a query as far as it is written in the source: every part that is computed is `$1`, `$2`, … in
 * order. Null when none of it can be read. Names of constants are followed, and so is `Prisma.sql`.
 */
export function sqlTextOf(node: TSESTree.Node, scopes: Scopes): string | null {
  const pieces = piecesOf(node, scopes);
  if (!pieces.some((piece) => typeof piece === "string")) return null;
  let placeholders = 0;
  return pieces.map((piece) => piece ?? `$${++placeholders}`).join("");
}

/** Pieces of text; null for what is computed. */
function piecesOf(node: TSESTree.Node, scopes: Scopes): (string | null)[] {
  const value = resolveConstant(node, scopes);
  switch (value.type) {
    case "TemplateLiteral":
      return value.quasis.flatMap(({ value: { cooked } }, index) => {
        const next = value.expressions[index];
        // `cooked` is null in a template with an escape that is none, which only a tag may have.
        const text: string | null = cooked;
        return [text, ...(next ? [constantKey(resolveConstant(next, scopes))] : [])];
      });
    case "TaggedTemplateExpression":
      return sqlHelper(value.tag, scopes)?.helper === "sql"
        ? piecesOf(value.quasi, scopes)
        : [null];
    case "BinaryExpression":
      return value.operator === "+"
        ? [...piecesOf(value.left, scopes), ...piecesOf(value.right, scopes)]
        : [null];
    default:
      return [constantKey(value)];
  }
}
