import { RangedSourceCode } from "../ranged-source-code.ts";
import type { PrismaComment, PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";

function isNode(value: unknown): value is PrismaNode {
  return typeof value === "object" && value !== null && "type" in value;
}

const NO_CHILDREN: readonly PrismaNode[] = [];

/** A parsed schema file, as rules see it. */
export class PrismaSourceCode extends RangedSourceCode<PrismaNode, PrismaComment, PrismaSchema> {
  readonly visitorKeys: Record<string, string[]> = visitorKeys;
  /** Children are gathered here first: a list that grows takes several times the room of a slice. */
  readonly #found: PrismaNode[] = [];

  /** Plain loops and no generator: a large schema has half a million nodes, and half of them are leaves. */
  protected override childrenOf(node: PrismaNode): readonly PrismaNode[] {
    const keys = visitorKeys[node.type];
    if (keys.length === 0) return NO_CHILDREN;
    let count = 0;
    for (const key of keys) {
      const value: unknown = Reflect.get(node, key);
      if (isNode(value)) this.#found[count++] = value;
      else if (Array.isArray(value)) {
        for (const element of value) if (isNode(element)) this.#found[count++] = element;
      }
    }
    return this.#found.slice(0, count);
  }
}
