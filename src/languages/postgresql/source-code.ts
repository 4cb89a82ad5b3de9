import { RangedSourceCode } from "../ranged-source-code.ts";
import type { SqlComment, SqlNode, SqlScript } from "./ast.ts";

/** Fields that hold no nodes: the statement's tokens, the root's tokens, comments and errors, and places. */
const NOT_CHILDREN = new Set(["range", "nameRange", "loc", "tokens", "comments", "errors"]);

function isNode(value: object): value is SqlNode {
  return "type" in value && "range" in value;
}

/** Collects the nodes in a value: itself, the elements of a list, or what a struct without a type holds. */
function collect(value: unknown, nodes: SqlNode[]): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) collect(element, nodes);
  } else if (isNode(value)) {
    nodes.push(value);
  } else {
    for (const field in value) collect(Reflect.get(value, field), nodes);
  }
}

/** A parsed script, as rules see it. PostgreSQL's nodes are open-ended, so children are found by looking. */
export class SqlSourceCode extends RangedSourceCode<SqlNode, SqlComment, SqlScript> {
  /** For selectors such as `:has()`; nodes that are not named are looked into field by field. */
  readonly visitorKeys: Record<string, string[]> = { SqlScript: ["body"] };

  /** Plain loops and no generator: a folder of migrations has a million fields. */
  protected override addChildren(node: SqlNode, children: SqlNode[]): void {
    for (const field in node) {
      const value: unknown = Reflect.get(node, field);
      if (typeof value === "object" && !NOT_CHILDREN.has(field)) collect(value, children);
    }
  }
}
