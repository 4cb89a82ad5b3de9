import { RangedSourceCode } from "../ranged-source-code.ts";
import type { PrismaComment, PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";

/** A parsed schema file, as rules see it. */
export class PrismaSourceCode extends RangedSourceCode<PrismaNode, PrismaComment, PrismaSchema> {
  readonly visitorKeys: Record<string, string[]> = visitorKeys;

  /**
   * What `visitorKeys` say, written out: a large schema has half a million nodes, and looking each of their keys up
   * takes twice as long.
   */
  protected override addChildren(node: PrismaNode, children: PrismaNode[]): void {
    switch (node.type) {
      case "PrismaName":
      case "PrismaConstant":
      case "PrismaString":
      case "PrismaNumber":
      case "PrismaInvalid":
        break;
      case "PrismaField":
        children.push(node.name, node.fieldType);
        addAll(node.attributes, children);
        break;
      case "PrismaFieldType":
        children.push(node.name);
        if (node.unsupported !== null) children.push(node.unsupported);
        break;
      case "PrismaAttribute":
      case "PrismaBlockAttribute":
        children.push(node.name);
        if (node.arguments !== null) addAll(node.arguments, children);
        break;
      case "PrismaArgument":
        if (node.name !== null) children.push(node.name);
        if (node.value !== null) children.push(node.value);
        break;
      case "PrismaProperty":
        children.push(node.key);
        if (node.value !== null) children.push(node.value);
        break;
      case "PrismaArray":
        addAll(node.elements, children);
        break;
      case "PrismaFunctionCall":
        children.push(node.callee);
        addAll(node.arguments, children);
        break;
      case "PrismaObject":
        addAll(node.entries, children);
        break;
      case "PrismaObjectEntry":
        children.push(node.key, node.value);
        break;
      case "PrismaEnumValue":
        children.push(node.name);
        addAll(node.attributes, children);
        break;
      case "PrismaSchema":
        addAll(node.body, children);
        break;
      default:
        children.push(node.keyword, node.name);
        addAll(node.members, children);
    }
  }
}

function addAll(nodes: readonly PrismaNode[], children: PrismaNode[]): void {
  for (const node of nodes) children.push(node);
}
