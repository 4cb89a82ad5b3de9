/** What a column's DEFAULT says. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import { constantValue, expressionText, valueFunctionName } from "../expression-text.ts";
import { calledFunction, isA, namesField, nodeField, nodesField } from "../tree.ts";
import type { ColumnDefault } from "../types.ts";

/** The kind and the text of a default; null for DEFAULT NULL, which is none. */
export function describeDefault(node: SqlNode): Pick<ColumnDefault, "kind" | "text"> | null {
  const value = literalValue(node);
  if (value === null) return null;
  if (value !== undefined) return { kind: "literal", text: value };
  const called = isA(node, "SqlSQLValueFunction") ? valueFunctionName(node) : calledFunction(node);
  if (called !== null) return { kind: "call", text: called };
  return { kind: "expression", text: expressionText(node) };
}

/** Of a constant, cast or signed, and of an array of such; null for NULL, undefined for anything else. */
function literalValue(node: SqlNode): string | null | undefined {
  const constant = constantValue(node);
  if (constant !== undefined) return constant;
  if (isA(node, "SqlTypeCast")) return innerLiteral(nodeField(node, "arg"));
  if (isA(node, "SqlA_ArrayExpr")) return arrayLiteral(nodesField(node, "elements"));
  if (isA(node, "SqlA_Expr") && nodeField(node, "lexpr") === null) {
    const value = innerLiteral(nodeField(node, "rexpr"));
    if (value === null || value === undefined) return undefined;
    const sign = namesField(node, "name").at(-1);
    if (sign === "-") return value.startsWith("-") ? value.slice(1) : `-${value}`;
    return sign === "+" ? value : undefined;
  }
  return undefined;
}

function innerLiteral(node: SqlNode | null): string | null | undefined {
  return node === null ? undefined : literalValue(node);
}

/** As PostgreSQL writes arrays: `{a,"b c",NULL}`. */
function arrayLiteral(elements: readonly SqlNode[]): string | undefined {
  const values: string[] = [];
  for (const element of elements) {
    const value = literalValue(element);
    if (value === undefined) return undefined;
    values.push(value === null ? "NULL" : arrayElement(value));
  }
  return `{${values.join(",")}}`;
}

function arrayElement(value: string): string {
  const isPlain = /^[^\s{}",\\]+$/.test(value) && value.toLowerCase() !== "null";
  return isPlain ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}
