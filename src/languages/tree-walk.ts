/** The walk over a tree that ESLint asks for, one step at a time. */

import type { VisitTraversalStep } from "@eslint/core";

const ENTER = 1;
const LEAVE = 2;

/** Adds the direct children of a node, in source order, to the end of a list. */
export type AddChildren<Node> = (node: Node, children: Node[]) => void;

/** A node and all that is below it, in the order in which they are entered. */
export interface WalkOrder<Node> {
  nodes: readonly Node[];
  /** By the same index, how many nodes are left before the next one is entered; none where that is a child. */
  leaves: readonly number[];
}

/** What waits is a list and not the call stack, as the trees of hostile SQL are deeper than that. */
export function walkOrder<Node>(top: Node, addChildren: AddChildren<Node>): WalkOrder<Node> {
  const nodes: Node[] = [];
  const leaves: number[] = [];
  const open: Node[] = [];
  /** Nodes still to be entered, the next one last; an open node waits below its children to be left. */
  const waiting = [top];
  for (let node = waiting.at(-1); node !== undefined; node = waiting.at(-1)) {
    if (open.at(-1) === node) {
      open.pop();
      waiting.pop();
      leaves.push((leaves.pop() ?? 0) + 1);
    } else {
      open.push(node);
      nodes.push(node);
      leaves.push(0);
      const first = waiting.length;
      addChildren(node, waiting);
      reverseFrom(waiting, first);
    }
  }
  return { nodes, leaves };
}

/** Reverses the end of a list in place. */
function reverseFrom(items: unknown[], start: number): void {
  for (let low = start, high = items.length - 1; low < high; low++, high--) {
    const item = items[low];
    items[low] = items[high];
    items[high] = item;
  }
}

/**
 * Enters and leaves every node of a tree in source order, part by part, made while it is asked for.
 *
 * All steps are one and the same object, filled anew: ESLint looks at a step once and lets it go, and for a large
 * schema objects of its own for each node would cost more in garbage collection than the walk itself.
 */
export class TreeWalk<Node extends object> implements IterableIterator<VisitTraversalStep> {
  readonly #orderOf: (part: Node) => WalkOrder<Node>;
  readonly #parts: readonly Node[];
  readonly #target: [Node];
  readonly #step: VisitTraversalStep;
  readonly #result: { done: false; value: VisitTraversalStep };
  /** The nodes entered and not left, from the root inwards. */
  readonly #open: Node[] = [];
  #order: WalkOrder<Node>;
  #entered = 0;
  #leaving = 0;
  #partsEntered = 0;

  /** @param parts the children of the root */
  constructor(root: Node, parts: readonly Node[], orderOf: (part: Node) => WalkOrder<Node>) {
    this.#orderOf = orderOf;
    this.#parts = parts;
    this.#order = { nodes: [root], leaves: [0] };
    this.#target = [root];
    this.#step = { kind: 1, target: root, phase: ENTER, args: this.#target };
    this.#result = { done: false, value: this.#step };
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<VisitTraversalStep, undefined> {
    const node = this.#leaving > 0 ? undefined : this.#following();
    if (node !== undefined) {
      this.#open.push(node);
      return this.#take(node, ENTER);
    }
    this.#leaving--;
    // After the last part the root alone is open.
    const left = this.#open.pop();
    return left === undefined ? { done: true, value: undefined } : this.#take(left, LEAVE);
  }

  /** The node to be entered next; undefined after the last. */
  #following(): Node | undefined {
    if (this.#entered === this.#order.nodes.length) {
      const part = this.#parts[this.#partsEntered];
      if (part === undefined) return undefined;
      this.#partsEntered++;
      this.#entered = 0;
      this.#order = this.#orderOf(part);
    }
    this.#leaving = this.#order.leaves[this.#entered] ?? 0;
    return this.#order.nodes[this.#entered++];
  }

  #take(node: Node, phase: 1 | 2) {
    this.#target[0] = node;
    this.#step.target = node;
    this.#step.phase = phase;
    return this.#result;
  }
}
