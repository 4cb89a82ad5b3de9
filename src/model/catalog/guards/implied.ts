/** What a condition over catalogs makes certain, when it holds and when it does not. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import {
  calledFunction,
  columnParts,
  constantBoolean,
  constantInteger,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../tree.ts";
import type { AskedObject } from "./query.ts";
import { lookupTest, resolveVariable, rowTest, scalarSelect } from "./query.ts";
import type { GuardedObject } from "./sources.ts";
import type { GuardVariables } from "./variables.ts";

/** One thing that is certain about the database when a guarded statement runs. */
export interface GuardTest {
  object: GuardedObject;
  /** As the catalog holds it, unquoted and without its schema; null when it is computed at run time. */
  name: string | null;
  /** The table or type that the object belongs to, when the guard asks for it. */
  of: string | null;
  /** True when the statement runs only if the object exists, false when only if it does not. */
  exists: boolean;
  /** The catalog asked: `pg_constraint`, `information_schema.columns`, `to_regclass`. */
  source: string;
  /** The condition asks for more than this, so that it may be met on one run and not on another all the same. */
  asksMore?: boolean;
}

/** What is certain when `node` is true (`holds`), or when it is not. Null when nothing is. */
export function implied(
  node: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  if (isA(node, "SqlBoolExpr")) return impliedByLogic(node, holds, variables);
  if (isA(node, "SqlSubLink")) return impliedBySublink(node, holds, variables);
  if (isA(node, "SqlSelectStmt")) return impliedByScalar(node, holds, variables);
  if (isA(node, "SqlNullTest")) return impliedByNullTest(node, holds, variables);
  if (isA(node, "SqlBooleanTest")) return impliedByBooleanTest(node, holds, variables);
  if (isA(node, "SqlA_Expr")) return impliedByComparison(node, holds, null, variables);
  if (isA(node, "SqlColumnRef")) return impliedByVariable(node, holds, variables);
  if (isA(node, "SqlCoalesceExpr") || isA(node, "SqlTypeCast")) {
    const inner = nodeField(node, "arg") ?? nodesField(node, "args")[0];
    return inner === undefined ? null : implied(inner, holds, variables);
  }
  return null;
}

function impliedByLogic(
  node: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  const operands = nodesField(node, "args");
  const operator = textField(node, "boolop");
  if (operator === "NOT_EXPR") {
    const [operand] = operands;
    return operand === undefined ? null : implied(operand, !holds, variables);
  }
  const each = operands.map((operand) => implied(operand, holds, variables));
  return (operator === "AND_EXPR") === holds ? certainTogether(each) : certainEitherWay(each);
}

function certainTogether(each: (GuardTest[] | null)[]): GuardTest[] | null {
  const tests = each.flatMap((one) => one ?? []);
  if (tests.length === 0) return null;
  return each.includes(null) ? tests.map((test) => ({ ...test, asksMore: true })) : tests;
}

function certainEitherWay(each: (GuardTest[] | null)[]): GuardTest[] | null {
  const [first, ...others] = each;
  if (first === undefined || first === null) return null;
  const tests = first.filter((test) =>
    others.every((other) => other?.some((same) => isSameTest(test, same))),
  );
  return tests.length === 0 ? null : tests;
}

function isSameTest(a: GuardTest, b: GuardTest): boolean {
  return a.object === b.object && a.name === b.name && a.of === b.of && a.exists === b.exists;
}

function impliedBySublink(
  node: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  const select = nodeField(node, "subselect");
  if (select === null) return null;
  switch (textField(node, "subLinkType")) {
    case "EXISTS_SUBLINK":
      return impliedByRows(select, holds, variables);
    case "ANY_SUBLINK":
      return impliedByRows(select, holds, variables, nodeField(node, "testexpr"));
    case "EXPR_SUBLINK":
      return impliedByScalar(select, holds, variables);
    default:
      return null;
  }
}

/** What is certain when a query gives rows, or none. */
function impliedByRows(
  select: SqlNode,
  givesRows: boolean,
  variables: GuardVariables,
  sought: SqlNode | null = null,
): GuardTest[] | null {
  const rows = rowTest(select, variables, sought);
  if (rows === null) return null;
  const isCertain = givesRows ? rows.objects.length === 1 : rows.exact;
  if (!isCertain) return null;
  const tests = testsOf(rows.objects, givesRows);
  return rows.exact ? tests : tests.map((test) => ({ ...test, asksMore: true }));
}

function testsOf(objects: AskedObject[], exists: boolean): GuardTest[] {
  return objects.map((object) => ({ ...object, exists }));
}

/** `SELECT <condition>`, with or without FROM: the shape of a whole IF condition and of a scalar subquery. */
function impliedByScalar(
  select: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  const selected = selectedExpression(select);
  if (selected === null) return null;
  if (nodesField(select, "fromClause").length === 0) return implied(selected, holds, variables);
  if (isA(selected, "SqlA_Expr")) return impliedByComparison(selected, holds, select, variables);
  const alwaysTrue = constantBoolean(selected) === true;
  return alwaysTrue ? impliedByRows(select, holds, variables) : null;
}

function selectedExpression(select: SqlNode): SqlNode | null {
  const [target] = nodesField(select, "targetList");
  return target === undefined ? null : nodeField(target, "val");
}

function impliedByNullTest(
  node: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  const tested = nodeField(node, "arg");
  if (tested === null) return null;
  const isNull = (textField(node, "nulltesttype") === "IS_NULL") === holds;
  const value = resolveVariable(tested, variables);
  const lookup = lookupTest(value, variables);
  if (lookup !== null) return testsOf([lookup], !isNull);
  const select = scalarSelect(value);
  if (select === null) return null;
  return nodesField(select, "fromClause").length === 0
    ? null
    : impliedByRows(select, !isNull, variables);
}

function impliedByBooleanTest(
  node: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  const tested = nodeField(node, "arg");
  if (tested === null) return null;
  switch (textField(node, "booltesttype")) {
    case "IS_TRUE":
    case "IS_NOT_FALSE":
      return implied(tested, holds, variables);
    case "IS_FALSE":
    case "IS_NOT_TRUE":
      return implied(tested, !holds, variables);
    default:
      return null;
  }
}

/** `(SELECT count(*) …) = 0`, `v = false`. `counted` is the query around a bare `count(*) = 0`. */
function impliedByComparison(
  node: SqlNode,
  holds: boolean,
  counted: SqlNode | null,
  variables: GuardVariables,
): GuardTest[] | null {
  const left = nodeField(node, "lexpr");
  const right = nodeField(node, "rexpr");
  const operator = namesField(node, "name").at(-1);
  if (left === null || right === null || operator === undefined) return null;
  if (constantInteger(left) !== null || constantBoolean(left) !== null)
    return compared(right, mirrored(operator), left, holds, counted, variables);
  return compared(left, operator, right, holds, counted, variables);
}

function compared(
  operand: SqlNode,
  operator: string,
  constant: SqlNode,
  holds: boolean,
  counted: SqlNode | null,
  variables: GuardVariables,
): GuardTest[] | null {
  const truth = constantBoolean(constant);
  if (truth !== null) {
    if (operator === "=") return implied(operand, truth === holds, variables);
    return operator === "<>" ? implied(operand, truth !== holds, variables) : null;
  }
  const number = constantInteger(constant);
  const rows = countedRows(resolveVariable(operand, variables), counted);
  if (rows === null || number === null) return null;
  const anyRow = meansAnyRow(operator, number);
  return anyRow === null ? null : impliedByRows(rows, anyRow === holds, variables);
}

const MIRRORED: Readonly<Record<string, string>> = {
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

function mirrored(operator: string): string {
  return MIRRORED[operator] ?? operator;
}

/** The query whose rows `count(*)` counts; null when the node is no count. */
function countedRows(node: SqlNode, around: SqlNode | null): SqlNode | null {
  if (calledFunction(node) === "count") return around;
  const select = scalarSelect(node);
  if (select === null) return null;
  return calledFunction(selectedExpression(select)) === "count" ? select : null;
}

/** Whether `count <operator> <number>` says that there are rows, or none; null when it says neither. */
function meansAnyRow(operator: string, number: number): boolean | null {
  switch (`${operator} ${String(number)}`) {
    case "= 0":
    case "< 1":
    case "<= 0":
      return false;
    case "> 0":
    case ">= 1":
    case "<> 0":
      return true;
    default:
      return null;
  }
}

function impliedByVariable(
  node: SqlNode,
  holds: boolean,
  variables: GuardVariables,
): GuardTest[] | null {
  const parts = columnParts(node);
  const name = parts?.length === 1 ? parts[0] : undefined;
  const variable = name === undefined ? undefined : variables.get(name);
  if (name === undefined || variable === undefined) return null;
  if (variable.holds === "found") return impliedByRows(variable.query, holds, variables);
  return implied(variable.value, holds, without(variables, name));
}

/** `v := v OR …` must not go round in circles. */
function without(variables: GuardVariables, name: string): GuardVariables {
  const others = new Map(variables);
  others.delete(name);
  return others;
}
