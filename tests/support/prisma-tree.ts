/** What must hold of every tree, whatever the text. */

import type { PrismaNode, PrismaSchema, Range } from "../../src/languages/prisma/ast.ts";
import { visitorKeys } from "../../src/languages/prisma/ast.ts";

function isNode(value: unknown): value is PrismaNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The direct children of a node, in the order of its visitor keys. */
function childrenOf(node: PrismaNode): PrismaNode[] {
  return visitorKeys[node.type].flatMap((key): PrismaNode[] => {
    const value: unknown = Reflect.get(node, key);
    const children: unknown[] = Array.isArray(value) ? value : [value];
    return children.filter(isNode);
  });
}

/** All nodes of a tree, parents before children. */
export function* nodesOf(node: PrismaNode): Generator<PrismaNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

/**
 * Complaints about ranges: nodes outside their parent, siblings out of order or overlapping, empty nodes,
 * errors and comments out of order or outside the text.
 */
export function rangeProblems(schema: PrismaSchema, text: string): string[] {
  const problems: string[] = [];
  for (const node of nodesOf(schema)) {
    let previousEnd = node.range[0];
    for (const child of childrenOf(node)) {
      const where = `${node.type} ${node.range.join("-")} > ${child.type} ${child.range.join("-")}`;
      const [start, end] = child.range;
      if (start < previousEnd) problems.push(`${where} begins before ${previousEnd}`);
      if (end > node.range[1]) problems.push(`${where} ends outside`);
      if (end <= start) problems.push(`${where} is empty`);
      previousEnd = end;
    }
  }
  problems.push(...orderProblems("comment", schema.comments, text));
  for (const { range } of schema.errors) {
    if (range[0] >= range[1] || range[1] > text.length)
      problems.push(`error at ${range.join("-")}`);
  }
  const starts = schema.errors.map(({ range }) => range[0]);
  if (String(starts) !== String(starts.toSorted((a, b) => a - b)))
    problems.push("errors unordered");
  return problems;
}

function orderProblems(what: string, items: readonly { range: Range }[], text: string): string[] {
  let previousEnd = 0;
  return items.flatMap(({ range: [start, end] }) => {
    const isSound = start >= previousEnd && end > start && end <= text.length;
    previousEnd = end;
    return isSound ? [] : [`${what} at ${start}-${end}`];
  });
}

/**
 * The text with all that leaves and comments cover replaced by spaces: what is left must be punctuation, or
 * what stands behind an opening brace.
 */
export function uncovered(schema: PrismaSchema, text: string): string {
  const units = text.split("");
  const covered = [...leaves(schema), ...schema.comments];
  for (const { range } of covered) units.fill(" ", range[0], range[1]);
  return units.join("");
}

function leaves(schema: PrismaSchema): PrismaNode[] {
  return [...nodesOf(schema)].filter((node) => node !== schema && childrenOf(node).length === 0);
}
