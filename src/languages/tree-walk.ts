/** The walk over a tree that ESLint asks for, one step at a time. */

import type { VisitTraversalStep } from "@eslint/core";

const ENTER = 1;
const LEAVE = 2;

/** Adds the direct children of a node, in source order, to the end of a list. */
export type AddChildren<Node> = (node: Node, children: Node[]) => void;

/**
 * Enters and leaves every node of a tree in source order, made while it is asked for.
 *
 * All steps are one and the same object, filled anew, and all children wait in one list: ESLint looks at a step once
 * and lets it go, and for a large schema objects of its own for each node would cost more in garbage collection than
 * the walk itself. The lists are the walk's own stack, as the trees of hostile SQL are deeper than the engine's.
 */
export class TreeWalk<Node extends object> implements IterableIterator<VisitTraversalStep> {
  readonly #addChildren: AddChildren<Node>;
  readonly #target: [Node];
  readonly #step: VisitTraversalStep;
  readonly #result: { done: false; value: VisitTraversalStep };
  /** Nodes still to be entered, the next one last; an open node waits below its children to be left. */
  readonly #waiting: Node[];
  /** The nodes entered and not left, from the root inwards. */
  readonly #open: Node[] = [];

  constructor(root: Node, addChildren: AddChildren<Node>) {
    this.#addChildren = addChildren;
    this.#waiting = [root];
    this.#target = [root];
    this.#step = { kind: 1, target: root, phase: ENTER, args: this.#target };
    this.#result = { done: false, value: this.#step };
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<VisitTraversalStep, undefined> {
    const waiting = this.#waiting;
    const open = this.#open;
    const node = waiting[waiting.length - 1];
    if (node === undefined) return { done: true, value: undefined };
    if (open.length > 0 && open[open.length - 1] === node) {
      waiting.pop();
      open.pop();
      return this.#take(node, LEAVE);
    }
    open.push(node);
    const first = waiting.length;
    this.#addChildren(node, waiting);
    reverseFrom(waiting, first);
    return this.#take(node, ENTER);
  }

  #take(node: Node, phase: 1 | 2) {
    this.#target[0] = node;
    this.#step.target = node;
    this.#step.phase = phase;
    return this.#result;
  }
}

/** Reverses the end of a list in place. */
function reverseFrom(items: unknown[], start: number): void {
  for (let low = start, high = items.length - 1; low < high; low++, high--) {
    const item = items[low];
    items[low] = items[high];
    items[high] = item;
  }
}
