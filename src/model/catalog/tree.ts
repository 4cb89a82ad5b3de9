/** Reading the parts of PostgreSQL's tree that have no type of their own (`SqlOther`). */

import type { SqlNode } from "../../languages/postgresql/ast.ts";

/** Any object of the tree: a node, or one of PostgreSQL's inlined structures. */
type Structure = object;

export function isNode(value: unknown): value is SqlNode {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}

/** Whether the node is of this type; for the types that ast.ts does not spell out. */
export function isA(node: SqlNode | null, type: string): boolean {
  return node !== null && (node.type as string) === type;
}

/** A field that the node's type does not declare. */
export function field(of: Structure, name: string): unknown {
  return Reflect.get(of, name);
}

export function textField(of: Structure, name: string): string | null {
  const value = field(of, name);
  return typeof value === "string" ? value : null;
}

export function structureField(of: Structure, name: string): Structure | null {
  const value = field(of, name);
  return typeof value === "object" && value !== null ? value : null;
}

export function nodeField(of: Structure, name: string): SqlNode | null {
  const value = field(of, name);
  return isNode(value) ? value : null;
}

/** A list of nodes: an array, or a `List` node's items. Empty when there is none. */
export function nodesField(of: Structure, name: string): SqlNode[] {
  const value = field(of, name);
  if (Array.isArray(value)) return value.filter(isNode);
  if (isNode(value) && isA(value, "SqlList")) return nodesField(value, "items");
  return [];
}

/** The strings of a list of `String` nodes, as dotted names are held. */
export function namesField(of: Structure, name: string): string[] {
  return nodesField(of, name)
    .map((part) => textField(part, "sval"))
    .filter((part) => part !== null);
}

/** The text of a string constant, seen through casts; null for anything else. */
export function constantText(node: SqlNode | null): string | null {
  if (node === null) return null;
  if (isA(node, "SqlTypeCast")) return constantText(nodeField(node, "arg"));
  return isA(node, "SqlA_Const") ? inlinedText(node, "sval", "sval") : null;
}

/** An integer constant; PostgreSQL leaves a zero out. Null for anything else. */
export function constantInteger(node: SqlNode | null): number | null {
  if (node === null || !isA(node, "SqlA_Const")) return null;
  const inlined = field(node, "ival");
  if (inlined === undefined) return null;
  if (typeof inlined === "number") return inlined;
  if (typeof inlined !== "object" || inlined === null) return null;
  const value = field(inlined, "ival");
  return typeof value === "number" ? value : 0;
}

/** `true` and `false`; PostgreSQL leaves a false out. Null for anything else. */
export function constantBoolean(node: SqlNode | null): boolean | null {
  if (node === null || !isA(node, "SqlA_Const")) return null;
  const inlined = field(node, "boolval");
  if (inlined === undefined) return null;
  if (typeof inlined === "boolean") return inlined;
  if (typeof inlined !== "object" || inlined === null) return null;
  return field(inlined, "boolval") === true;
}

/** NULL, seen through casts. */
export function isConstantNull(node: SqlNode): boolean {
  if (isA(node, "SqlTypeCast")) {
    const inner = nodeField(node, "arg");
    return inner !== null && isConstantNull(inner);
  }
  return isA(node, "SqlA_Const") && field(node, "isnull") === true;
}

function inlinedText(node: SqlNode, outer: string, inner: string): string | null {
  const value = field(node, outer);
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return null;
  return textField(value, inner) ?? "";
}

/** The function's name without its schema; null when the node is no call. */
export function calledFunction(node: SqlNode | null): string | null {
  if (node === null || !isA(node, "SqlFuncCall")) return null;
  return namesField(node, "funcname").at(-1) ?? null;
}

/** The parts of a column reference, `["c", "conname"]`; null for anything else, `*` included. */
export function columnParts(node: SqlNode | null): string[] | null {
  if (node === null || !isA(node, "SqlColumnRef")) return null;
  const parts = namesField(node, "fields");
  return parts.length === nodesField(node, "fields").length ? parts : null;
}

/** The value inside of `value::text::jsonb`; the node itself when it is no cast. */
export function withoutCasts(node: SqlNode): SqlNode {
  const inner = isA(node, "SqlTypeCast") ? nodeField(node, "arg") : null;
  return inner === null ? node : withoutCasts(inner);
}

/** Whether a query stands in an expression, or in one of several. */
export function hasSubquery(expressions: unknown): boolean {
  let has = false;
  forEachNode(expressions, (node) => {
    has ||= isA(node, "SqlSubLink");
  });
  return has;
}

/** Calls `visit` for the node and everything below it, parents first. */
export function forEachNode(value: unknown, visit: (node: SqlNode) => void): void {
  const pending: object[] = [];
  push(value, pending);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next)) {
      for (const part of next) push(part, pending);
      continue;
    }
    if (isNode(next)) visit(next);
    // No list of entries for each of a million nodes.
    for (const key in next)
      if (key !== "parent" && key !== "tokens") push(Reflect.get(next, key), pending);
  }
}

function push(value: unknown, pending: object[]): void {
  if (typeof value === "object" && value !== null) pending.push(value);
}
