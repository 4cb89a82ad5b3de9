/** What a query over PostgreSQL's catalogs says of the objects it names. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import { parseQualifiedName } from "../names.ts";
import {
  calledFunction,
  columnParts,
  constantText,
  isA,
  namesField,
  nodeField,
  nodesField,
  structureField,
  textField,
} from "../tree.ts";
import type { GuardSource, GuardedObject } from "./sources.ts";
import { guardSource, lookupFunction, relationOfKind } from "./sources.ts";
import type { GuardVariables } from "./variables.ts";

/** An object that a query asks for; `name` is null when it is computed at run time. */
export interface AskedObject {
  object: GuardedObject;
  name: string | null;
  of: string | null;
  /** The catalog asked: `pg_constraint`, `information_schema.columns`, `to_regclass`. */
  source: string;
}

/** What it means that a query gives a row, or none. */
export interface RowTest {
  /** A row means that one of them exists. */
  objects: AskedObject[];
  /** No row means that none of them exists, because nothing more than existence was asked. */
  exact: boolean;
}

interface Asked {
  alias: string;
  relation: string;
  source: GuardSource;
  /** Values that the name is compared with; null inside for one that is computed. */
  names: (string | null)[] | null;
  of: string | null;
  ofIsAsked: boolean;
  kinds: string[];
  /** Tables or types that a join ties it to. */
  owners: Asked[];
}

type ColumnRole = "name" | "self" | "ofName" | "of" | "harmless" | "other";

interface AskedColumn {
  asked: Asked;
  role: ColumnRole;
  column: string;
}

/**
 * Reads a SELECT over catalogs. `sought` is the left side of `… IN (SELECT …)`, compared with what is selected.
 *
 * Null when anything but catalogs is asked, or in a way that is not understood.
 */
export function rowTest(
  select: SqlNode,
  variables: GuardVariables,
  sought: SqlNode | null = null,
): RowTest | null {
  if (!isPlainSelect(select)) return null;
  const joins: SqlNode[] = [];
  const asked = readSources(nodesField(select, "fromClause"), joins);
  if (asked === null || asked.length === 0) return null;
  const where = nodeField(select, "whereClause");
  const conditions = [...joins, ...(where === null ? [] : [where])].flatMap(conjuncts);
  let exact = true;
  for (const condition of conditions)
    if (!applyCondition(condition, asked, variables)) exact = false;
  if (sought !== null && !applySought(select, sought, asked, variables)) exact = false;
  const objects = askedObjects(asked);
  return objects === null ? null : { objects, exact };
}

function isPlainSelect(select: SqlNode): boolean {
  return (
    isA(select, "SqlSelectStmt") &&
    (textField(select, "op") ?? "SETOP_NONE") === "SETOP_NONE" &&
    structureField(select, "withClause") === null &&
    nodesField(select, "groupClause").length === 0 &&
    structureField(select, "havingClause") === null &&
    structureField(select, "limitOffset") === null
  );
}

/** The catalogs of a FROM clause, in order; join conditions go to `joins`. Null when one is no catalog. */
function readSources(from: SqlNode[], joins: SqlNode[]): Asked[] | null {
  const asked: Asked[] = [];
  const pending = [...from].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isA(node, "SqlJoinExpr")) {
      const left = nodeField(node, "larg");
      const right = nodeField(node, "rarg");
      const condition = nodeField(node, "quals");
      if (left === null || right === null) return null;
      pending.push(right, left);
      if (condition !== null) joins.push(condition);
      continue;
    }
    if (node.type !== "SqlRangeVar") return null;
    const source = guardSource(node.schemaname, node.relname);
    if (source === undefined) return null;
    const alias = structureField(node, "alias");
    asked.push({
      alias: (alias === null ? null : textField(alias, "aliasname")) ?? node.relname,
      relation:
        node.schemaname === "information_schema"
          ? `information_schema.${node.relname}`
          : node.relname,
      source,
      names: null,
      of: null,
      ofIsAsked: false,
      kinds: [],
      owners: [],
    });
  }
  return asked;
}

function conjuncts(condition: SqlNode): SqlNode[] {
  if (isA(condition, "SqlBoolExpr") && textField(condition, "boolop") === "AND_EXPR")
    return nodesField(condition, "args").flatMap(conjuncts);
  return [condition];
}

/** Takes in one condition of WHERE; false when it asks more than whether the object exists. */
function applyCondition(condition: SqlNode, asked: Asked[], variables: GuardVariables): boolean {
  if (isHarmlessFlag(condition, asked)) return true;
  if (isA(condition, "SqlSubLink")) {
    const column = askedColumn(nodeField(condition, "testexpr"), asked);
    const select = nodeField(condition, "subselect");
    if (column === null || select === null) return false;
    return applyValue(column, select, variables);
  }
  if (!isA(condition, "SqlA_Expr")) return false;
  const left = nodeField(condition, "lexpr");
  const right = nodeField(condition, "rexpr");
  if (left === null || right === null) return false;
  const leftColumn = askedColumn(left, asked);
  const rightColumn = askedColumn(right, asked);
  if (leftColumn !== null && rightColumn !== null) return joinColumns(leftColumn, rightColumn);
  const column = leftColumn ?? rightColumn;
  if (column === null) return false;
  if (column.role === "harmless" && column.column !== "relkind") return true;
  const equality = namesField(condition, "name").at(-1) === "=";
  if (!equality) return column.role === "harmless";
  const operand = leftColumn === null ? left : right;
  return applyValue(column, operand, variables);
}

/** `NOT attisdropped`, `NOT tgisinternal`. */
function isHarmlessFlag(condition: SqlNode, asked: Asked[]): boolean {
  const negated = isA(condition, "SqlBoolExpr") && textField(condition, "boolop") === "NOT_EXPR";
  const flag = negated ? nodesField(condition, "args")[0] : condition;
  return askedColumn(flag ?? null, asked)?.role === "harmless";
}

function joinColumns(left: AskedColumn, right: AskedColumn): boolean {
  linkOwner(left, right);
  linkOwner(right, left);
  return true;
}

function linkOwner(part: AskedColumn, owner: AskedColumn): void {
  const byObject = part.role === "of" && owner.role === "self";
  const byName = part.role === "ofName" && owner.role === "name";
  if (byObject || byName) part.asked.owners.push(owner.asked);
}

/** Takes in `column = value`, `column IN (…)`; false when the column asks for more than existence. */
function applyValue(
  { asked, role, column }: AskedColumn,
  value: SqlNode,
  variables: GuardVariables,
): boolean {
  switch (role) {
    case "name":
      asked.names = listedValues(value).map((item) => plainName(item, variables));
      return true;
    case "self":
      asked.names = listedValues(value).map((item) => referredName(item, variables));
      return true;
    case "ofName":
      asked.of = plainName(value, variables);
      asked.ofIsAsked = true;
      return true;
    case "of":
      asked.of = referredName(value, variables);
      asked.ofIsAsked = true;
      return true;
    case "harmless":
      if (column === "relkind")
        asked.kinds = listedValues(value)
          .map(constantText)
          .filter((kind) => kind !== null);
      return true;
    case "other":
      return false;
  }
}

/** `'name' IN (SELECT conname FROM …)`. */
function applySought(
  select: SqlNode,
  sought: SqlNode,
  asked: Asked[],
  variables: GuardVariables,
): boolean {
  const target = nodesField(select, "targetList")[0];
  const selected = target === undefined ? null : nodeField(target, "val");
  const column = askedColumn(selected, asked);
  return column !== null && applyValue(column, sought, variables);
}

/** The items of `IN (…)`, of `ARRAY[…]`; any other value is one item. */
function listedValues(value: SqlNode): SqlNode[] {
  if (isA(value, "SqlList")) return nodesField(value, "items");
  if (isA(value, "SqlA_ArrayExpr")) return nodesField(value, "elements");
  const inner = isA(value, "SqlTypeCast") ? nodeField(value, "arg") : null;
  if (inner !== null && isA(inner, "SqlA_ArrayExpr")) return nodesField(inner, "elements");
  return [value];
}

/** The column of a catalog that the node is, seen through casts; null when it is no column. */
function askedColumn(node: SqlNode | null, asked: Asked[]): AskedColumn | null {
  if (node === null) return null;
  if (isA(node, "SqlTypeCast")) return askedColumn(nodeField(node, "arg"), asked);
  const parts = columnParts(node);
  const column = parts?.at(-1);
  if (column === undefined) return null;
  const alias = parts?.at(-2);
  for (const candidate of asked) {
    if (alias !== undefined && candidate.alias !== alias) continue;
    const role = columnRole(candidate.source, column);
    if (role !== "other" || alias !== undefined) return { asked: candidate, role, column };
  }
  return null;
}

function columnRole(source: GuardSource, column: string): ColumnRole {
  if (source.name.includes(column)) return "name";
  if (source.self.includes(column)) return "self";
  if (source.ofName.includes(column)) return "ofName";
  if (source.of.includes(column)) return "of";
  return source.harmless.includes(column) ? "harmless" : "other";
}

/** A name compared as text: `conname = 'x'`. */
function plainName(value: SqlNode, variables: GuardVariables): string | null {
  return constantText(resolveVariable(value, variables));
}

/** A name that stands for the object: `'"T"'::regclass`, `to_regtype('x')`, `(SELECT oid FROM pg_class WHERE …)`. */
function referredName(value: SqlNode, variables: GuardVariables): string | null {
  const resolved = resolveVariable(value, variables);
  const text = constantText(resolved);
  if (text !== null) return parseQualifiedName(text)?.name ?? null;
  const lookup = lookupTest(resolved, variables);
  if (lookup !== null) return lookup.name;
  if (isA(resolved, "SqlTypeCast")) {
    const inner = nodeField(resolved, "arg");
    return inner === null ? null : referredName(inner, variables);
  }
  const select = scalarSelect(resolved);
  const objects = select === null ? undefined : rowTest(select, variables)?.objects;
  return objects?.length === 1 ? (objects[0]?.name ?? null) : null;
}

/** `to_regclass('"T"')` and its kin; null for anything else. */
export function lookupTest(node: SqlNode, variables: GuardVariables): AskedObject | null {
  const called = calledFunction(node);
  const object = called === null ? undefined : lookupFunction(called);
  if (called === null || object === undefined) return null;
  const argument = nodesField(node, "args")[0];
  const text = argument === undefined ? null : plainName(argument, variables);
  return {
    object,
    name: text === null ? null : nameOfLookup(text),
    of: null,
    source: called,
  };
}

/** `public.f(int)` names a function with its arguments. */
function nameOfLookup(text: string): string | null {
  const parenthesis = text.indexOf("(");
  const name = parenthesis < 0 ? text : text.slice(0, parenthesis);
  return parseQualifiedName(name)?.name ?? null;
}

/** The query of `(SELECT …)`; a SELECT is its own. Null for anything else. */
export function scalarSelect(node: SqlNode): SqlNode | null {
  if (isA(node, "SqlSelectStmt")) return node;
  return isA(node, "SqlSubLink") ? nodeField(node, "subselect") : null;
}

/** What the variable holds, when the node names one whose value is known; else the node itself. */
export function resolveVariable(node: SqlNode, variables: GuardVariables): SqlNode {
  const parts = columnParts(node);
  const name = parts?.length === 1 ? parts[0] : undefined;
  const variable = name === undefined ? undefined : variables.get(name);
  return variable === undefined || variable.holds === "found" ? node : variable.value;
}

/** The objects that the query is about: of a join, the part rather than the table it belongs to. */
function askedObjects(asked: Asked[]): AskedObject[] | null {
  const main =
    asked.find((one) => one.source.part && one.names !== null) ??
    asked.find((one) => one.names !== null && !isSchemaBesideOthers(one, asked)) ??
    asked.find((one) => one.ofIsAsked);
  if (main === undefined) return null;
  const of = main.of ?? ownerName(main);
  return (main.names ?? [null]).map((name) => ({
    object: objectOf(main),
    name,
    of,
    source: main.relation,
  }));
}

/** `pg_namespace` joined to another catalog only says where to look. */
function isSchemaBesideOthers(one: Asked, asked: Asked[]): boolean {
  return one.source.object === "schema" && asked.length > 1;
}

function ownerName(part: Asked): string | null {
  const owner = part.owners.find((one) => one.names?.length === 1);
  return owner?.names?.[0] ?? null;
}

function objectOf(asked: Asked): GuardedObject {
  const kinds = new Set(asked.kinds.map(relationOfKind));
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? kind : asked.source.object;
}
