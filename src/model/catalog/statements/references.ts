/** What an expression refers to: columns, relations, functions and types, found in the scopes of its queries. */

import type { SqlNode, SqlRangeVar, SqlTypeName } from "../../../languages/postgresql/ast.ts";
import { qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import {
  columnParts,
  isA,
  isNode,
  namesField,
  nodeField,
  nodesField,
  structureField,
  textField,
} from "../tree.ts";
import type { Table } from "../types.ts";

export type Reference =
  | { kind: "column"; node: SqlNode; table: string; column: string; qualifiedBy: string | null }
  | { kind: "relation"; node: SqlRangeVar; key: string; alias: string | null }
  | { kind: "call"; node: SqlNode; schema: string | null; name: string }
  | { kind: "type"; node: SqlTypeName; key: string };

/** The relations of one FROM clause by the name that columns bear; null for what is no known relation. */
type Scope = ReadonlyMap<string, string | null>;

/** The scope of expressions that belong to a table: policies, CHECKs, the WHEN of triggers. */
export function scopeOfTable({ schema, name }: Table): Scope {
  const key = qualify(schema, name);
  return new Map([
    [name, key],
    ["new", key],
    ["old", key],
  ]);
}

const EMPTY: Scope = new Map();

/**
 * What an expression or query refers to, as far as the catalog knows it. A column that may belong to something
 * unknown is left out.
 */
export function referencesIn(
  state: CatalogState,
  expression: SqlNode,
  scope: Scope = EMPTY,
): Reference[] {
  const references: Reference[] = [];
  visit(state, expression, [scope], references);
  return references;
}

function visit(
  state: CatalogState,
  value: unknown,
  scopes: readonly Scope[],
  into: Reference[],
): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const part of value) visit(state, part, scopes, into);
    return;
  }
  const inner = isNode(value) ? noteNode(state, value, scopes, into) : scopes;
  for (const [key, part] of Object.entries(value))
    if (key !== "parent" && key !== "tokens" && key !== "range") visit(state, part, inner, into);
}

/** Notes what a node refers to itself; tells the scopes of what is below it. */
function noteNode(
  state: CatalogState,
  node: SqlNode,
  scopes: readonly Scope[],
  into: Reference[],
): readonly Scope[] {
  if (isA(node, "SqlSelectStmt")) return [scopeOfQuery(state, node), ...scopes];
  if (isA(node, "SqlColumnRef")) noteColumn(state, node, scopes, into);
  else if (node.type === "SqlRangeVar") noteRelation(state, node, into);
  else if (node.type === "SqlTypeName") noteType(state, node, into);
  else if (isA(node, "SqlFuncCall")) {
    const names = namesField(node, "funcname");
    into.push({ kind: "call", node, schema: names.at(-2) ?? null, name: names.at(-1) ?? "" });
  }
  return scopes;
}

function noteRelation(state: CatalogState, node: SqlRangeVar, into: Reference[]): void {
  const key = state.findRelation(node.schemaname, node.relname);
  if (key !== null) into.push({ kind: "relation", node, key, alias: aliasOf(node) });
}

function noteType(state: CatalogState, node: SqlTypeName, into: Reference[]): void {
  const names = namesField(node, "names");
  const key = state.findType(names.at(-2), names.at(-1) ?? "");
  if (key !== null) into.push({ kind: "type", node, key });
}

function aliasOf(source: SqlNode): string | null {
  const alias = structureField(source, "alias");
  return alias === null ? null : textField(alias, "aliasname");
}

function scopeOfQuery(state: CatalogState, query: SqlNode): Scope {
  const scope = new Map<string, string | null>();
  const withClause = structureField(query, "withClause");
  const common = new Set(
    (withClause === null ? [] : nodesField(withClause, "ctes")).map((one) =>
      textField(one, "ctename"),
    ),
  );
  const pending = nodesField(query, "fromClause");
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    const alias = aliasOf(source);
    if (isA(source, "SqlJoinExpr")) {
      for (const side of ["larg", "rarg"]) {
        const part = nodeField(source, side);
        if (part !== null) pending.push(part);
      }
    } else if (source.type === "SqlRangeVar") {
      const isCommon = source.schemaname === undefined && common.has(source.relname);
      const key = isCommon ? null : state.findRelation(source.schemaname, source.relname);
      scope.set(alias ?? source.relname, key);
    } else scope.set(alias ?? `${String(scope.size)} without a name`, null);
  }
  return scope;
}

function noteColumn(
  state: CatalogState,
  node: SqlNode,
  scopes: readonly Scope[],
  into: Reference[],
): void {
  const parts = columnParts(node);
  const column = parts?.at(-1);
  if (column === undefined) {
    noteStar(state, node, scopes, into);
    return;
  }
  const qualifiedBy = parts?.at(-2) ?? null;
  const table = tableOfColumn(state, qualifiedBy, column, scopes);
  if (table !== null) into.push({ kind: "column", node, table, column, qualifiedBy });
}

/** `*` and `t.*` stand for every column of the query they are in. */
function noteStar(
  state: CatalogState,
  node: SqlNode,
  [scope]: readonly Scope[],
  into: Reference[],
): void {
  const [qualifiedBy] = namesField(node, "fields");
  for (const [alias, table] of scope ?? EMPTY) {
    if (table === null || (qualifiedBy !== undefined && qualifiedBy !== alias)) continue;
    for (const column of state.tables.get(table)?.columns.keys() ?? [])
      into.push({ kind: "column", node, table, column, qualifiedBy: alias });
  }
}

function tableOfColumn(
  state: CatalogState,
  qualifiedBy: string | null,
  column: string,
  scopes: readonly Scope[],
): string | null {
  for (const scope of scopes) {
    if (qualifiedBy !== null) {
      const key = scope.get(qualifiedBy);
      if (key !== undefined) return key;
      continue;
    }
    let isUncertain = false;
    for (const key of scope.values()) {
      const table = key === null ? undefined : state.tables.get(key);
      if (table?.columns.has(column) === true) return key;
      if (table === undefined || table.opaque) isUncertain = true;
    }
    if (isUncertain) return null;
  }
  return null;
}

/** A copy of the tree with some of its nodes replaced; the tree itself when it holds none of them. */
export function withReplaced(tree: SqlNode, replaced: ReadonlyMap<SqlNode, SqlNode>): SqlNode {
  if (replaced.size === 0) return tree;
  const copied = copyOf(tree, replaced);
  return isNode(copied) ? copied : tree;
}

function copyOf(value: unknown, replaced: ReadonlyMap<SqlNode, SqlNode>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => copyOf(part, replaced));
  const instead = isNode(value) ? replaced.get(value) : undefined;
  if (instead !== undefined) return copyOf(instead, new Map());
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value))
    copy[key] = key === "parent" || key === "tokens" ? part : copyOf(part, replaced);
  return copy;
}

/** The node with the last of its names, or the one before, changed. */
export function withName(
  node: SqlNode,
  list: "fields" | "funcname" | "names",
  at: -1 | -2,
  name: string,
): SqlNode {
  const parts = nodesField(node, list);
  const part = parts.at(at);
  if (part?.type !== "SqlString") return node;
  const changed = parts.with(at, { ...part, sval: name });
  return Object.assign({}, node, { [list]: changed });
}
