import { RangedSourceCode } from "../ranged-source-code.ts";
import type { PrismaComment, PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";

const NO_CHILDREN: readonly PrismaNode[] = [];

/** A parsed schema file, as rules see it. */
export class PrismaSourceCode extends RangedSourceCode<PrismaNode, PrismaComment, PrismaSchema> {
  readonly visitorKeys: Record<string, string[]> = visitorKeys;

  /**
   * What `visitorKeys` say, written out: a large schema has half a million nodes, and looking each of their keys up
   * takes twice as long.
   */
  protected override childrenOf(node: PrismaNode): readonly PrismaNode[] {
    switch (node.type) {
      case "PrismaName":
      case "PrismaConstant":
      case "PrismaString":
      case "PrismaNumber":
      case "PrismaInvalid":
        return NO_CHILDREN;
      case "PrismaField":
        return [node.name, node.fieldType, ...node.attributes];
      case "PrismaFieldType":
        return node.unsupported === null ? [node.name] : [node.name, node.unsupported];
      case "PrismaAttribute":
      case "PrismaBlockAttribute":
        return node.arguments === null ? [node.name] : [node.name, ...node.arguments];
      case "PrismaArgument":
        return [node.name, node.value].filter((child) => child !== null);
      case "PrismaProperty":
        return node.value === null ? [node.key] : [node.key, node.value];
      case "PrismaArray":
        return node.elements;
      case "PrismaFunctionCall":
        return [node.callee, ...node.arguments];
      case "PrismaObject":
        return node.entries;
      case "PrismaObjectEntry":
        return [node.key, node.value];
      case "PrismaEnumValue":
        return [node.name, ...node.attributes];
      case "PrismaSchema":
        return node.body;
      default:
        return [node.keyword, node.name, ...node.members];
    }
  }
}
