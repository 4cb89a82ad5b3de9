import { RangedSourceCode } from "../ranged-source-code.ts";
import type { WalkOrder } from "../tree-walk.ts";
import type { PrismaComment, PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";
import { addChildren, blockOrder } from "./children.ts";

/** A parsed schema file, as rules see it. */
export class PrismaSourceCode extends RangedSourceCode<PrismaNode, PrismaComment, PrismaSchema> {
  readonly visitorKeys: Record<string, string[]> = visitorKeys;

  protected override addChildren(node: PrismaNode, children: PrismaNode[]): void {
    addChildren(node, children);
  }

  protected override walkOrder(node: PrismaNode): WalkOrder<PrismaNode> {
    return blockOrder(node);
  }
}
