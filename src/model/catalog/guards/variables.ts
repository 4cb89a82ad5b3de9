/** PL/pgSQL variables that hold the answer of a guard's query. */

import type {
  SqlBodyStatement,
  SqlDeclaration,
  SqlNode,
  SqlPlainStatement,
  SqlToken,
} from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import { isA, nodeField, nodesField } from "../tree.ts";

/** `value`: the expression or query last assigned. `found`: whether the query that ran last gave a row. */
export type GuardVariable = { holds: "value"; value: SqlNode } | { holds: "found"; query: SqlNode };

/** By name, folded; `found` is PL/pgSQL's own FOUND. */
export type GuardVariables = ReadonlyMap<string, GuardVariable>;

/** The values that variables are declared with. */
export function declaredVariables(
  declarations: readonly SqlDeclaration[],
): Map<string, GuardVariable> {
  const variables = new Map<string, GuardVariable>();
  for (const { name, value } of declarations)
    if (value !== null && value.expression !== null)
      variables.set(name, { holds: "value", value: value.expression });
  return variables;
}

/**
 * Takes note of what a statement assigns: `v := …`, `SELECT … INTO v`, and FOUND after PERFORM and SELECT INTO.
 *
 * What is assigned inside of IF, LOOP or a nested block is not known afterwards.
 */
export function noteAssignments(
  statement: SqlBodyStatement,
  variables: Map<string, GuardVariable>,
): void {
  if (isPlain(statement)) notePlainStatement(statement, variables);
  else if (isA(statement, "SqlSelectStmt")) noteSelectInto(statement, variables);
  else forgetAssigned(statement, variables);
}

function isPlain(statement: SqlBodyStatement): statement is SqlPlainStatement {
  return statement.type === "SqlPlainStatement";
}

function notePlainStatement(
  { keyword, tokens }: SqlPlainStatement,
  variables: Map<string, GuardVariable>,
): void {
  if (keyword === "perform") {
    const query = parseAsSelect(tokens.slice(1));
    if (query === null) variables.delete("found");
    else variables.set("found", { holds: "found", query });
  } else if (keyword === ":=") {
    const name = tokens[0]?.value;
    if (name === undefined) return;
    const value = isAssignmentOperator(tokens[1]) ? parseAsSelect(tokens.slice(2)) : null;
    if (value === null) variables.delete(name);
    else variables.set(name, { holds: "value", value });
  }
}

function isAssignmentOperator(token: SqlToken | undefined): boolean {
  return token?.text === ":=" || token?.text === "=";
}

/** Parses what follows PERFORM or `:=` as the SELECT that PL/pgSQL makes of it. */
function parseAsSelect(tokens: readonly SqlToken[]): SqlNode | null {
  const words = tokens.filter((token) => token.text !== ";").map((token) => token.text);
  const [statement] = parseScript(`SELECT ${words.join(" ")}`).body;
  return statement !== undefined && isA(statement, "SqlSelectStmt") ? statement : null;
}

/** `SELECT a, b INTO v, w FROM …`: each target column goes to one variable. */
function noteSelectInto(select: SqlBodyStatement, variables: Map<string, GuardVariable>): void {
  if (!("tokens" in select)) return;
  const names = intoTargets(select.tokens);
  if (names.length === 0) return;
  variables.set("found", { holds: "found", query: select });
  const targets = nodesField(select, "targetList");
  names.forEach((name, index) => {
    const target = targets[index];
    const selected = target === undefined ? null : nodeField(target, "val");
    const rowless = nodesField(select, "fromClause").length === 0;
    if (selected === null) variables.delete(name);
    else if (rowless) variables.set(name, { holds: "value", value: selected });
    else if (index === 0) variables.set(name, { holds: "value", value: select });
    else variables.delete(name);
  });
}

/** The names after INTO outside of all parentheses. */
function intoTargets(tokens: readonly SqlToken[]): string[] {
  let depth = 0;
  let start = -1;
  tokens.forEach((token, index) => {
    if (token.text === "(") depth += 1;
    else if (token.text === ")") depth -= 1;
    else if (depth === 0 && start < 0 && isWord(token, "into")) start = index + 1;
  });
  if (start < 0) return [];
  const names: string[] = [];
  let at = isWord(tokens[start], "strict") ? start + 1 : start;
  for (;;) {
    const token = tokens[at];
    if (token === undefined || !isName(token)) return names;
    names.push(token.value);
    if (tokens[at + 1]?.text !== ",") return names;
    at += 2;
  }
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === "word" && token.value === word;
}

function isName(token: SqlToken): boolean {
  return token.kind === "word" || token.kind === "quoted";
}

function forgetAssigned(statement: SqlBodyStatement, variables: Map<string, GuardVariable>): void {
  for (const name of assignedWithin(statement)) variables.delete(name);
}

/** Names that statements inside of this one assign. */
function assignedWithin(statement: SqlBodyStatement): string[] {
  return nestedStatements(statement).flatMap((inner) => {
    if (isPlain(inner))
      return inner.keyword === ":="
        ? [inner.tokens[0]?.value ?? ""]
        : inner.keyword === "perform"
          ? ["found"]
          : [];
    if (isA(inner, "SqlSelectStmt") && "tokens" in inner)
      return [...intoTargets(inner.tokens), "found"];
    return assignedWithin(inner);
  });
}

/** The statements directly inside of IF, LOOP and blocks; none for any other statement. */
function nestedStatements(statement: SqlBodyStatement): SqlBodyStatement[] {
  switch (statement.type) {
    case "SqlIf":
      return [
        ...statement.branches.flatMap((branch) => branch.body),
        ...(statement.otherwise ?? []),
      ];
    case "SqlLoop":
      return statement.body;
    case "SqlBlock":
      return [...statement.body, ...statement.handlers.flatMap((handler) => handler.body)];
    default:
      return [];
  }
}
