/**
 * What the tree of an earlier text lends to that of a new one. While someone types, all blocks but one are as they were a
 * moment before: those before the edit stand as they are, and those after it have moved.
 */

import type { PrismaComment, PrismaSchema, PrismaSyntaxError, Range } from "./ast.ts";
import { endOfLine } from "./characters.ts";
import { blockOrder } from "./children.ts";

/** A text and the tree that it gave, with recovery. */
export interface Parsed {
  text: string;
  tree: PrismaSchema;
}

type Body = PrismaSchema["body"];

/** A stretch of a tree. `end` is where it ends in the new text. */
export interface TreePart {
  body: Body;
  comments: PrismaComment[];
  errors: PrismaSyntaxError[];
  end: number;
}

export class EarlierTree {
  readonly #tree: PrismaSchema;
  readonly #text: string;
  /** How much of both texts is the same, from the start and from the end. */
  readonly #before: number;
  readonly #after: number;
  /** How far what follows the edit has moved. */
  readonly #distance: number;
  /** The first node that can follow the edit and was not passed over yet. */
  #next = 0;

  constructor({ text: earlier, tree }: Parsed, text: string) {
    this.#tree = tree;
    this.#text = text;
    this.#distance = text.length - earlier.length;
    this.#before = commonPrefix(earlier, text);
    const rest = Math.min(earlier.length, text.length) - this.#before;
    this.#after = commonSuffix(earlier, text, rest);
  }

  /** The blocks, with the whole lines that they end on, before the first difference; null without any. */
  beforeEdit(): TreePart | null {
    const { body, comments, errors } = this.#tree;
    const last = body.findLastIndex(
      (node) =>
        endsForGood(node, this.#text) && endOfLine(this.#text, node.range[1]) < this.#before,
    );
    const end = body[last]?.range[1];
    if (end === undefined || mayOpenComment(this.#text, end)) return null;
    this.#next = last + 1;
    return {
      body: body.slice(0, last + 1),
      comments: comments.filter(({ range }) => range[0] < end),
      errors: errors.filter(({ range }) => range[0] < end),
      end,
    };
  }

  /**
   * All that follows a block of the new text, when an earlier block ended there as well and nothing after it differs: what
   * the grammar makes of the rest depends on the rest alone. Gives its nodes their new ranges.
   */
  afterBlock(block: Body[number]): TreePart | null {
    const { body, comments, errors } = this.#tree;
    const end = block.range[1];
    if (this.#text.length - end > this.#after || !endsForGood(block, this.#text)) return null;
    const earlierEnd = end - this.#distance;
    const isPast = (node: Body[number]) => node.range[1] < earlierEnd;
    let candidate = body[this.#next];
    while (candidate && isPast(candidate)) candidate = body[++this.#next];
    // That both end with a brace is the same character of both texts.
    if (candidate?.range[1] !== earlierEnd || !isDeclaration(candidate)) return null;
    const isAfter = ({ range }: { range: Range }) => range[0] >= earlierEnd;
    return this.#moved({
      body: body.slice(this.#next + 1),
      comments: comments.filter(isAfter),
      errors: errors.filter(isAfter),
      end: this.#text.length,
    });
  }

  #moved({ body, comments, errors, end }: TreePart): TreePart {
    const distance = this.#distance;
    // The range of an error may be that of a node.
    const moved = errors.map(({ message, range: [from, to] }): PrismaSyntaxError => {
      return { message, range: [from + distance, to + distance] };
    });
    for (const { range } of comments) moveRange(range, distance);
    for (const block of body) {
      for (const node of blockOrder(block).nodes) {
        moveRange(node.range, distance);
        if ("bodyRange" in node) moveRange(node.bodyRange, distance);
      }
    }
    return { body, comments, errors: moved, end };
  }
}

function moveRange(range: Range, distance: number): void {
  range[0] += distance;
  range[1] += distance;
}

/** How far two texts are the same, in UTF-16 code units. */
function commonPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  return largest(end, (from, to) => a.slice(from, to) === b.slice(from, to));
}

/** How far two texts are the same from their ends, up to a limit. */
function commonSuffix(a: string, b: string, limit: number): number {
  const part = (text: string, from: number, to: number) =>
    text.slice(text.length - to, text.length - from);
  return largest(limit, (from, to) => part(a, from, to) === part(b, from, to));
}

/** How far, up to a limit, everything is the same: by halves, as the engine compares slices in one go. */
function largest(limit: number, isSame: (from: number, to: number) => boolean): number {
  let same = 0;
  let end = limit;
  while (same < end) {
    const middle = (same + end + 1) >> 1;
    if (isSame(same, middle)) same = middle;
    else end = middle - 1;
  }
  return same;
}

/** After one of these nothing waits to be told what it documents. */
function isDeclaration({ type }: Body[number]): boolean {
  return (
    type === "PrismaModel" ||
    type === "PrismaView" ||
    type === "PrismaCompositeType" ||
    type === "PrismaEnum"
  );
}

/** What follows such a block is read as if nothing had been there before. */
function endsForGood(node: Body[number], text: string): boolean {
  return isDeclaration(node) && text[node.range[1] - 1] === "}";
}

/** Whether what stands after `end` decides if a block comment before it is one. */
function mayOpenComment(text: string, end: number): boolean {
  const start = text.lastIndexOf("/*", end);
  const close = text.indexOf("*/", start);
  return start !== -1 && (close === -1 || close > end);
}
