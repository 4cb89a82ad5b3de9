/** Conditions compared by what they say: `a = 1 AND b` and `(b IS TRUE) AND 1 = a` are the same. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import { parseScript } from "../../languages/postgresql/parser.ts";
import { constantValue, expressionText } from "./expression-text.ts";
import {
  constantBoolean,
  field,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "./tree.ts";

/** The condition that a text is; null when it is none. */
export function parseCondition(text: string): SqlNode | null {
  const { body, errors } = parseScript(`SELECT WHERE (${text}\n)`);
  const [statement] = body;
  if (errors.length > 0 || body.length !== 1 || statement === undefined) return null;
  return nodeField(statement, "whereClause");
}

/** What has to hold all at once, each in one spelling, without casts and without the tables of columns. */
export function conjuncts(condition: SqlNode): ReadonlySet<string> {
  return new Set(split(condition).map(spelling));
}

function split(node: SqlNode): SqlNode[] {
  const isAnd = textField(node, "boolop") === "AND_EXPR";
  return isAnd ? nodesField(node, "args").flatMap(split) : [node];
}

function spelling(node: SqlNode): string {
  return comparedWithTruth(node) ?? constantFirst(node) ?? expressionText(node, { bare: true });
}

/** `a = true` and `a IS TRUE` hold where `a` does; `a = false` and `a IS FALSE` where `NOT a` does. */
function comparedWithTruth(node: SqlNode): string | null {
  const test = textField(node, "booltesttype");
  if (test === "IS_TRUE" || test === "IS_FALSE")
    return truth(nodeField(node, "arg"), test === "IS_TRUE");
  const { left, right } = operands(node, "=");
  if (left === null || right === null) return null;
  const value = constantBoolean(right);
  return value === null ? null : truth(left, value);
}

function truth(node: SqlNode | null, isTrue: boolean): string {
  const text = node === null ? "" : expressionText(node, { bare: true });
  return isTrue ? text : `(NOT ${text})`;
}

/** `1 = a` is `a = 1`. */
function constantFirst(node: SqlNode): string | null {
  const { left, right } = operands(node, "=");
  if (left === null || right === null || !isConstant(left)) return null;
  const [value, other] = [left, right].map((side) => expressionText(side, { bare: true }));
  return `(${other ?? ""} = ${value ?? ""})`;
}

function isConstant(node: SqlNode): boolean {
  const cast = isA(node, "SqlTypeCast") ? nodeField(node, "arg") : null;
  return cast === null ? constantValue(node) !== undefined : isConstant(cast);
}

function operands(node: SqlNode, operator: string) {
  const isPlain =
    field(node, "kind") === "AEXPR_OP" && namesField(node, "name").at(-1) === operator;
  return {
    left: isPlain ? nodeField(node, "lexpr") : null,
    right: isPlain ? nodeField(node, "rexpr") : null,
  };
}
