/** Loops over values that are written down: `FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP`. */

import type { SqlLoop, SqlNode, SqlToken } from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import type { GuardVariable, GuardVariables } from "../guards.ts";
import { resolveVariable } from "../guards/query.ts";
import { calledFunction, constantText, isA, nodeField, nodesField } from "../tree.ts";

/** The variables in each round; one round, without the loop's variable, when only the run tells the values. */
export function loopRounds(
  { header }: SqlLoop,
  variables: GuardVariables,
): Map<string, GuardVariable>[] {
  const [keyword, variable, ...rest] = header?.tokens ?? [];
  if (variable === undefined) return [new Map(variables)];
  const values = loopValues(keyword?.value, rest, variables);
  if (values === null || values.some((value) => constantText(value) === null)) {
    const known = new Map(variables);
    known.delete(variable.value);
    return [known];
  }
  return values.map((value) => new Map(variables).set(variable.value, { holds: "value", value }));
}

function loopValues(
  keyword: string | undefined,
  rest: readonly SqlToken[],
  variables: GuardVariables,
): SqlNode[] | null {
  const words = rest.map((token) => token.value);
  if (keyword === "foreach" && words[0] === "in" && words[1] === "array")
    return arrayElements(selected(rest.slice(2)), variables);
  if (keyword === "for" && words[0] === "in" && words[1] === "select") {
    const call = selected(rest.slice(2));
    if (calledFunction(call) !== "unnest" || call === null) return null;
    return arrayElements(nodesField(call, "args")[0] ?? null, variables);
  }
  return null;
}

/** What `SELECT <tokens>` selects, when it is one expression and nothing more. */
function selected(tokens: readonly SqlToken[]): SqlNode | null {
  const text = tokens.map((token) => token.text).join(" ");
  const [select] = parseScript(`SELECT ${text}`).body;
  return select === undefined ? null : soleTarget(select);
}

function soleTarget(select: SqlNode): SqlNode | null {
  const targets = nodesField(select, "targetList");
  const [target] = targets;
  if (target === undefined || targets.length > 1 || nodesField(select, "fromClause").length > 0)
    return null;
  return nodeField(target, "val");
}

function arrayElements(node: SqlNode | null, variables: GuardVariables): SqlNode[] | null {
  if (node === null) return null;
  const resolved = resolveVariable(node, variables);
  const array = isA(resolved, "SqlSelectStmt") ? soleTarget(resolved) : resolved;
  const inner = array !== null && isA(array, "SqlTypeCast") ? nodeField(array, "arg") : array;
  return inner !== null && isA(inner, "SqlA_ArrayExpr") ? nodesField(inner, "elements") : null;
}
