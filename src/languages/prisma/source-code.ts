import { RangedSourceCode } from "../ranged-source-code.ts";
import type { PrismaComment, PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";

function isNode(value: unknown): value is PrismaNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** A parsed schema file, as rules see it. */
export class PrismaSourceCode extends RangedSourceCode<PrismaNode, PrismaComment, PrismaSchema> {
  readonly visitorKeys: Record<string, string[]> = visitorKeys;

  /** A flat array, as a large schema has half a million nodes. */
  protected override childrenOf(node: PrismaNode): PrismaNode[] {
    return visitorKeys[node.type].flatMap((key): PrismaNode[] => {
      const value: unknown = Reflect.get(node, key);
      if (Array.isArray(value)) return value.filter(isNode);
      return isNode(value) ? [value] : [];
    });
  }
}
