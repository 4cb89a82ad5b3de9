/** Going down the tree of a module, whichever parser made it. */

import type { TSESTree } from "@typescript-eslint/utils";

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && "range" in value;
}

/** The nodes right below a node, in the order of its properties. Plain loops: modules have many thousands of nodes. */
export function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const children: TSESTree.Node[] = [];
  for (const key in node) {
    if (key === "parent" || key === "loc" || key === "range") continue;
    const value: unknown = Reflect.get(node, key);
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) children.push(...value.filter(isNode));
  }
  return children;
}

/** A node and all below it, each before what it holds; nothing below those that `enters` refuses. */
export function* descendantsOf(
  root: TSESTree.Node,
  enters: (node: TSESTree.Node) => boolean = () => true,
): Generator<TSESTree.Node> {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    if (enters(node)) open.push(...childrenOf(node).reverse());
  }
}

/** Whether a node, or one below it, is of a kind. */
export function someDescendant(root: TSESTree.Node, is: (node: TSESTree.Node) => boolean): boolean {
  for (const node of descendantsOf(root)) if (is(node)) return true;
  return false;
}
