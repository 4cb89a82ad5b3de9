import { RangedSourceCode } from "../ranged-source-code.ts";
import type { PrismaComment, PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";

function isNode(value: unknown): value is PrismaNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** A parsed schema file, as rules see it. */
export class PrismaSourceCode extends RangedSourceCode<PrismaNode, PrismaComment, PrismaSchema> {
  readonly visitorKeys: Record<string, string[]> = visitorKeys;

  /** Plain loops and no generator: a large schema has half a million nodes. */
  protected override childrenOf(node: PrismaNode): PrismaNode[] {
    const children: PrismaNode[] = [];
    for (const key of visitorKeys[node.type]) {
      const value: unknown = Reflect.get(node, key);
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) children.push(child);
      }
    }
    return children;
  }
}
