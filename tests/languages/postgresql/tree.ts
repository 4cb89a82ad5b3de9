import { readdirSync, readFileSync } from "node:fs";

import type { SqlNode } from "../../../src/languages/postgresql/ast.ts";

const FIXTURES = new URL("../../fixtures/sql/", import.meta.url);

/** The texts of tests/fixtures/sql by file name. */
export const fixtures: ReadonlyMap<string, string> = new Map(
  readdirSync(FIXTURES).map((name) => [name, readFileSync(new URL(name, FIXTURES), "utf8")]),
);

/** Those that PostgreSQL parses: all but the collection of tokens. */
export const scripts: ReadonlyMap<string, string> = new Map(
  [...fixtures].filter(([name]) => name !== "lexical.sql"),
);

const NOT_NODES = new Set(["tokens", "comments", "errors", "range", "nameRange", "loc"]);

function isNode(value: object): value is SqlNode {
  return "type" in value && "range" in value;
}

function childrenIn(value: unknown): SqlNode[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(childrenIn);
  return isNode(value) ? [value] : Object.values(value).flatMap(childrenIn);
}

export function childrenOf(node: SqlNode): SqlNode[] {
  return Object.entries(node).flatMap(([field, value]) =>
    NOT_NODES.has(field) ? [] : childrenIn(value),
  );
}

/** The node and all below it, parents first. */
export function nodesOf(root: SqlNode): SqlNode[] {
  const nodes: SqlNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    open.push(...childrenOf(node).reverse());
  }
  return nodes;
}

/** What the nodes of a type cover, in the tree's order. */
export function textsOf(sql: string, root: SqlNode, type: string): string[] {
  return nodesOf(root)
    .filter((node) => (node.type as string) === type)
    .map(({ range: [start, end] }) => sql.slice(start, end));
}
