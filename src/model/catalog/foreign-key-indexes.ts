/** Whether PostgreSQL finds the rows of a foreign key without reading the whole table. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import { columnParts, isA, nodeField, nodesField, textField } from "./tree.ts";
import type { Table, TableIndex } from "./types.ts";

/**
 * Whether an index begins with the columns of a key, in any order. A hash index serves a key of one column; one that is
 * partial only where a column of the key has a value, which a lookup by value implies.
 */
export function isKeyIndexed(table: Table, key: readonly string[]): boolean {
  const whole = [
    ...(table.primaryKey ? [table.primaryKey.columns] : []),
    ...table.uniques.map((unique) => unique.columns),
    ...table.indexes.filter((index) => servesLookup(index, key)).map((index) => index.columns),
  ];
  return whole.some((columns) => {
    const leading = columns.slice(0, key.length);
    return key.every((column) => leading.includes(column));
  });
}

function servesLookup(
  { method, columns, predicate, partial }: TableIndex,
  key: readonly string[],
): boolean {
  const isOfKind = method === "btree" || (method === "hash" && columns.length === 1);
  const isWhole = predicate === null ? !partial : requiresOnlyValues(predicate.node, key);
  return isOfKind && isWhole;
}

/** `a IS NOT NULL AND b IS NOT NULL` of columns of the key. */
function requiresOnlyValues(node: SqlNode, key: readonly string[]): boolean {
  if (isA(node, "SqlBoolExpr")) {
    const isAnd = textField(node, "boolop") === "AND_EXPR";
    return isAnd && nodesField(node, "args").every((operand) => requiresOnlyValues(operand, key));
  }
  if (!isA(node, "SqlNullTest") || textField(node, "nulltesttype") !== "IS_NOT_NULL") return false;
  return key.includes(columnParts(nodeField(node, "arg"))?.at(-1) ?? "");
}
