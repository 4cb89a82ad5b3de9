import { walkOrder } from "../tree-walk.ts";
import type { WalkOrder } from "../tree-walk.ts";
import type { PrismaNode } from "./ast.ts";

/**
 * Adds the direct children of a node, in source order, to the end of a list. What `visitorKeys` say, written out: a
 * large schema has half a million nodes, and looking each of their keys up takes twice as long.
 */
export function addChildren(node: PrismaNode, children: PrismaNode[]): void {
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

function addAll(nodes: readonly PrismaNode[], children: PrismaNode[]): void {
  for (const node of nodes) children.push(node);
}

const orders = new WeakMap<PrismaNode, WalkOrder<PrismaNode>>();

/** All nodes of a block as they are walked. Kept, for while someone types all blocks but one are walked again. */
export function blockOrder(block: PrismaNode): WalkOrder<PrismaNode> {
  let order = orders.get(block);
  if (order === undefined) {
    order = walkOrder(block, addChildren);
    orders.set(block, order);
  }
  return order;
}
