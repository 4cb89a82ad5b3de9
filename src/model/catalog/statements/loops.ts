/** Loops over what is known beforehand: `FOREACH t IN ARRAY ARRAY['a', 'b']`, `FOR r IN SELECT … FROM pg_tables`. */

import type { SqlLoop, SqlNode, SqlToken } from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import type { GuardVariable, GuardVariables } from "../guards.ts";
import type { CatalogState } from "../state.ts";
import { isA, nodeField, nodesField } from "../tree.ts";
import type { Cell, Row } from "./query-rows.ts";
import { arrayValues, queryRows } from "./query-rows.ts";

/** More rounds than anybody writes by hand. */
const MOST_ROUNDS = 5_000;

/**
 * The variables in each round; one round, without the loop's variables, when only the run tells the values.
 *
 * @param state Answers queries over PostgreSQL's catalogs; without it they are unknown.
 */
export function loopRounds(
  loop: SqlLoop,
  variables: GuardVariables,
  state: CatalogState | null = null,
): Map<string, GuardVariable>[] {
  const names = loopVariables(loop);
  const rows = names.length === 0 ? null : loopRows(loop, names.length, variables, state);
  if (rows === null || rows.length > MOST_ROUNDS) return [unbound(variables, names)];
  return bindRows(rows, names, variables);
}

/** The names after FOR or FOREACH. */
function loopVariables({ header }: SqlLoop): string[] {
  const [keyword, ...rest] = header?.tokens ?? [];
  if (keyword?.value !== "for" && keyword?.value !== "foreach") return [];
  const end = rest.findIndex(({ kind, value }) => kind === "word" && value === "in");
  return rest
    .slice(0, Math.max(end, 0))
    .filter(({ kind }) => kind === "word" || kind === "quoted")
    .map(({ value }) => value);
}

function unbound(variables: GuardVariables, names: readonly string[]): Map<string, GuardVariable> {
  const isBound = (key: string) => names.some((name) => key === name || key.startsWith(`${name}.`));
  return new Map([...variables].filter(([key]) => !isBound(key)));
}

function loopRows(
  { header }: SqlLoop,
  width: number,
  variables: GuardVariables,
  state: CatalogState | null,
): Row[] | null {
  const tokens = header?.tokens ?? [];
  const expression = header?.expression ?? null;
  if (expression === null) {
    const range = integerRange(tokens.slice(tokens.findIndex(({ value }) => value === "in") + 1));
    return width === 1 ? range : null;
  }
  if (tokens[0]?.value === "for")
    return queryRows(wholeQuery(tokens, expression), state, variables);
  const values = arrayValues(expression, variables);
  return values?.map((value) => new Map([["value", value]])) ?? null;
}

/** A SELECT of one value is held as that value: under which name, its text says. */
function wholeQuery(tokens: readonly SqlToken[], expression: SqlNode): SqlNode {
  const start = tokens.findIndex(({ value }) => value === "in") + 1;
  if (isA(expression, "SqlSelectStmt") || tokens[start]?.value !== "select") return expression;
  const text = tokens.slice(start).map((token) => token.text);
  return parseScript(text.join(" ")).body[0] ?? expression;
}

/** `1..12`. */
function integerRange(tokens: readonly SqlToken[]): Row[] | null {
  const text = tokens.map((token) => token.text).join("");
  const [, first, last] = /^(\d+)\.\.(\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return null;
  const count = Number(last) - Number(first) + 1;
  if (count > MOST_ROUNDS) return null;
  return Array.from(
    { length: Math.max(count, 0) },
    (_none, index) => new Map([["value", String(Number(first) + index)]]),
  );
}

/** A record's fields are variables `r.tablename`; alone, `r` is the first of them. */
function bindRows(
  rows: readonly Row[],
  names: readonly string[],
  variables: GuardVariables,
): Map<string, GuardVariable>[] {
  const constants = constantNodes(rows);
  const rest = unbound(variables, names);
  return rows.map((row) => {
    const bound = new Map(rest);
    const bind = (name: string, cell: Cell) => {
      const value = typeof cell === "string" ? constants.get(cell) : undefined;
      if (value !== undefined) bound.set(name, { holds: "value", value });
    };
    const [record] = names;
    const cells = [...row.values()];
    names.forEach((name, index) => {
      bind(name, cells[index]);
    });
    if (record !== undefined && names.length === 1)
      for (const [column, cell] of row) bind(`${record}.${column}`, cell);
    return bound;
  });
}

/** Nodes of string constants, read at once. */
function constantNodes(rows: readonly Row[]): Map<string, SqlNode> {
  const texts = new Set<string>();
  for (const row of rows)
    for (const cell of row.values()) if (typeof cell === "string") texts.add(cell);
  return textConstants([...texts]);
}

/** The node of a string constant for each text. */
export function textConstants(texts: readonly string[]): Map<string, SqlNode> {
  const list = texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ");
  const [select] = texts.length === 0 ? [] : parseScript(`SELECT ${list}`).body;
  const targets = select === undefined ? [] : nodesField(select, "targetList");
  const constants = new Map<string, SqlNode>();
  targets.forEach((target, index) => {
    const text = texts[index];
    const value = nodeField(target, "val");
    if (text !== undefined && value !== null) constants.set(text, value);
  });
  return constants;
}
