/** Conditions that let every row through as long as nothing says for whom the query runs. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import {
  calledFunction,
  constantText,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";

/** An alternative that holds where a setting has no value. */
export interface OpenAlternative {
  node: SqlNode;
  /** For messages: `current_setting('app.clinic_id')`. */
  call: string;
}

/**
 * The alternatives of a condition, the condition itself when it has none, that hold where a setting is NULL or an empty
 * text: before anything has set it, and after a transaction that had.
 */
export function openAlternatives(condition: SqlNode): OpenAlternative[] {
  if (isA(condition, "SqlBoolExpr") && textField(condition, "boolop") === "OR_EXPR")
    return nodesField(condition, "args").flatMap(openAlternatives);
  const setting = settingThatMayLack(condition);
  return setting === null ? [] : [{ node: condition, call: `current_setting('${setting}')` }];
}

function settingThatMayLack(node: SqlNode): string | null {
  if (isA(node, "SqlNullTest") && textField(node, "nulltesttype") === "IS_NULL")
    return settingIn(nodeField(node, "arg"));
  if (!isA(node, "SqlA_Expr") || textField(node, "kind") !== "AEXPR_OP") return null;
  if (namesField(node, "name").at(-1) !== "=") return null;
  const sides = [nodeField(node, "lexpr"), nodeField(node, "rexpr")];
  const isEmpty = (side: SqlNode | null) => constantText(side) === "";
  const other = sides.find((side) => !isEmpty(side));
  return sides.some(isEmpty) ? settingIn(withoutDefault(other ?? null)) : null;
}

/** `current_setting(…)` of `COALESCE(current_setting(…), '')`. */
function withoutDefault(node: SqlNode | null): SqlNode | null {
  if (node === null || !isA(node, "SqlCoalesceExpr")) return node;
  const [value, instead] = nodesField(node, "args");
  return value !== undefined && constantText(instead ?? null) === "" ? value : node;
}

/** The setting whose value an expression is, when there is one. */
function settingIn(node: SqlNode | null): string | null {
  if (node === null) return null;
  if (isA(node, "SqlTypeCast")) return settingIn(nodeField(node, "arg"));
  if (isA(node, "SqlA_Expr") && textField(node, "kind") === "AEXPR_NULLIF")
    return settingIn(nodeField(node, "lexpr"));
  if (isA(node, "SqlSubLink")) return settingOfSelect(nodeField(node, "subselect"));
  if (calledFunction(node) !== "current_setting") return null;
  return constantText(nodesField(node, "args")[0] ?? null);
}

/** `(SELECT current_setting(…))` */
function settingOfSelect(select: SqlNode | null): string | null {
  const [target, ...others] = select === null ? [] : nodesField(select, "targetList");
  if (target === undefined || others.length > 0) return null;
  return settingIn(nodeField(target, "val"));
}
