import { RangedSourceCode } from "../ranged-source-code.ts";
import type { SqlComment, SqlNode, SqlScript } from "./ast.ts";

/** Fields that hold no nodes: the statement's tokens, the root's tokens, comments and errors, and places. */
const NOT_CHILDREN = new Set(["range", "nameRange", "loc", "tokens", "comments", "errors"]);

function isNode(value: object): value is SqlNode {
  return "type" in value && "range" in value;
}

/** The nodes in a value: itself, the elements of a list, or what a struct without a type holds. */
function* nodesIn(value: unknown): Generator<SqlNode> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) yield* nodesIn(element);
  } else if (isNode(value)) {
    yield value;
  } else {
    for (const field of Object.values(value)) yield* nodesIn(field);
  }
}

/** A parsed script, as rules see it. PostgreSQL's nodes are open-ended, so children are found by looking. */
export class SqlSourceCode extends RangedSourceCode<SqlNode, SqlComment, SqlScript> {
  /** For selectors such as `:has()`; nodes that are not named are looked into field by field. */
  readonly visitorKeys: Record<string, string[]> = { SqlScript: ["body"] };

  protected override *childrenOf(node: SqlNode): Iterable<SqlNode> {
    for (const [field, value] of Object.entries(node)) {
      if (!NOT_CHILDREN.has(field)) yield* nodesIn(value);
    }
  }
}
