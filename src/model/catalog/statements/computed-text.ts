/** Text that PL/pgSQL computes from constants: what EXECUTE is given. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import type { GuardVariables } from "../guards.ts";
import {
  calledFunction,
  columnParts,
  constantInteger,
  constantText,
  field,
  isA,
  namesField,
  nodeField,
  nodesField,
} from "../tree.ts";

/** The text of a column of the row at hand; null when the node is none. */
type ColumnText = (node: SqlNode) => string | null;

/**
 * The text that an expression gives: constants, `||`, `format()`, `quote_ident()`, variables.
 *
 * @param unknown Stands in for parts that only the run tells; null makes the whole unknown then.
 * @param columnText Tells what columns hold, where the expression is one of a query.
 */
export function computedText(
  node: SqlNode | null,
  variables: GuardVariables,
  unknown: string | null,
  columnText: ColumnText = () => null,
): string | null {
  if (node === null) return unknown;
  const text = constantText(node);
  if (text !== null) return text;
  const number = constantInteger(node);
  if (number !== null) return String(number);
  const ofColumn = columnText(node);
  if (ofColumn !== null) return ofColumn;
  const inner = innerValue(node);
  if (inner !== null) return computedText(inner, variables, unknown, columnText);
  const compute = (part: SqlNode | undefined) =>
    computedText(part ?? null, variables, unknown, columnText);
  if (isA(node, "SqlA_Expr") && namesField(node, "name").at(-1) === "||")
    return joined([
      compute(nodeField(node, "lexpr") ?? undefined),
      compute(nodeField(node, "rexpr") ?? undefined),
    ]);
  const variable = namedVariable(node, variables);
  if (variable !== null) return computedText(variable.value, variable.others, unknown, columnText);
  const texts = nodesField(node, "args").map(compute);
  switch (calledFunction(node)) {
    case "format":
      return formatted(texts, unknown);
    case "concat":
      return joined(texts);
    case "quote_ident":
      return quoted(texts[0], '"');
    case "quote_literal":
      return quoted(texts[0], "'");
    case "lower":
      return texts[0]?.toLowerCase() ?? null;
    case "upper":
      return texts[0]?.toUpperCase() ?? null;
    case "replace":
      return replaced(texts);
    default:
      return unknown;
  }
}

/** The value that a cast, or a SELECT of one expression, only wraps. */
function innerValue(node: SqlNode): SqlNode | null {
  if (isA(node, "SqlTypeCast")) return nodeField(node, "arg");
  if (!isA(node, "SqlSelectStmt") || nodesField(node, "fromClause").length > 0) return null;
  const [target] = nodesField(node, "targetList");
  return target === undefined ? null : nodeField(target, "val");
}

/** A variable's value, or that of a record's field or of `$1`, to be read without the variable itself: `v := v || 'x'` must not go round in circles. */
function namedVariable(
  node: SqlNode,
  variables: GuardVariables,
): { value: SqlNode; others: GuardVariables } | null {
  const name = isA(node, "SqlParamRef")
    ? `$${String(field(node, "number"))}`
    : columnParts(node)?.join(".");
  const variable = name === undefined ? undefined : variables.get(name);
  if (name === undefined || variable?.holds !== "value") return null;
  const others = new Map(variables);
  others.delete(name);
  return { value: variable.value, others };
}

function replaced([text, from, to]: readonly (string | null)[]): string | null {
  if (text === null || from === null || to === null) return null;
  return text?.replaceAll(from ?? "", to ?? "") ?? null;
}

function joined(texts: readonly (string | null)[]): string | null {
  return texts.every((text) => text !== null) ? texts.join("") : null;
}

function quoted(text: string | null | undefined, quote: string): string | null {
  if (text === null || text === undefined) return null;
  return quote + text.replaceAll(quote, quote + quote) + quote;
}

/** `format('… %I … %2$L', …)`; null when its template or a needed argument is unknown. */
function formatted(texts: readonly (string | null)[], unknown: string | null): string | null {
  const [template, ...values] = texts;
  if (template === null || template === undefined) return null;
  let next = 0;
  let missing = 0;
  const text = template.replace(
    /%(?:(\d+)\$)?-?\d*([sIL%])/g,
    (_all, position: string | undefined, kind: string) => {
      if (kind === "%") return "%";
      if (position !== undefined) next = Number(position) - 1;
      const value = values[next] ?? unknown;
      next += 1;
      if (value === null) {
        missing += 1;
        return "";
      }
      if (kind === "s") return value;
      return quoted(value, kind === "I" ? '"' : "'") ?? "";
    },
  );
  return missing === 0 ? text : null;
}
