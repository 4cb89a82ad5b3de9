/** The walk over a tree that ESLint asks for, one step at a time. */

import type { VisitTraversalStep } from "@eslint/core";

const ENTER = 1;
const LEAVE = 2;

/**
 * Enters and leaves every node of a tree in source order, made while it is asked for.
 *
 * All steps are one and the same object, filled anew: ESLint looks at a step once and lets it go, and for a large
 * schema a step of its own for each would cost more in garbage collection than the walk itself. The stack is the
 * walk's own, as the trees of hostile SQL are deeper than the engine's call stack.
 */
export class TreeWalk<Node extends object> implements IterableIterator<VisitTraversalStep> {
  readonly #childrenOf: (node: Node) => readonly Node[];
  readonly #target: [Node];
  readonly #step: VisitTraversalStep;
  readonly #result: { done: false; value: VisitTraversalStep };
  /** The open nodes from the root inwards, with the children of each and how many of them have been entered. */
  readonly #nodes: Node[] = [];
  readonly #children: (readonly Node[])[] = [];
  readonly #entered: number[] = [];
  /** A node without children that was entered last: it is left at once and needs no place on the stack. */
  #leaf: Node | null = null;
  #isBegun = false;

  constructor(root: Node, childrenOf: (node: Node) => readonly Node[]) {
    this.#childrenOf = childrenOf;
    this.#target = [root];
    this.#step = { kind: 1, target: root, phase: ENTER, args: this.#target };
    this.#result = { done: false, value: this.#step };
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<VisitTraversalStep, undefined> {
    if (this.#leaf !== null) {
      const leaf = this.#leaf;
      this.#leaf = null;
      return this.#take(leaf, LEAVE);
    }
    if (!this.#isBegun) {
      this.#isBegun = true;
      return this.#enter(this.#target[0]);
    }
    const depth = this.#nodes.length - 1;
    const position = this.#entered[depth];
    if (position === undefined) return { done: true, value: undefined };
    const child = this.#children[depth]?.[position];
    if (child === undefined) return this.#leave();
    this.#entered[depth] = position + 1;
    return this.#enter(child);
  }

  #enter(node: Node) {
    const children = this.#childrenOf(node);
    if (children.length === 0) {
      this.#leaf = node;
    } else {
      this.#nodes.push(node);
      this.#children.push(children);
      this.#entered.push(0);
    }
    return this.#take(node, ENTER);
  }

  #leave(): IteratorResult<VisitTraversalStep, undefined> {
    this.#children.pop();
    this.#entered.pop();
    const node = this.#nodes.pop();
    return node === undefined ? { done: true, value: undefined } : this.#take(node, LEAVE);
  }

  #take(node: Node, phase: 1 | 2) {
    this.#target[0] = node;
    this.#step.target = node;
    this.#step.phase = phase;
    return this.#result;
  }
}
