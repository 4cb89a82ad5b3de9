/**
 * Whether what a template splices into a query can be passed as parameters instead: proved by PostgreSQL's
 * parser, with `$n` in the place of each `${}`.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import type { SqlNode, SqlStatement, SqlToken } from "../../languages/postgresql/ast.ts";
import { parseScript } from "../../languages/postgresql/parser.ts";
import { columnParts, field, forEachNode, isA, nodeField, nodesField } from "../catalog/tree.ts";

/** How a `${}` stands in the text of the query. */
type Quoting =
  /** `= ${id}` */
  | "none"
  /** `= '${id}'` */
  | "whole"
  /** `LIKE '%${name}%'` */
  | "partial";

/** A `${}` that stands where PostgreSQL takes a value. */
export interface Placeholder {
  /** Of the template's expressions, from 0. */
  index: number;
  /** The last one in the same string: `'${first} ${last}'`. The index itself otherwise. */
  last: number;
  quoting: Quoting;
  /** `list` is an item of `IN (…)`. */
  position: "value" | "list";
  /** The column that it is compared with or assigned to; null when it is none. */
  column: string | null;
}

export type Parameterised =
  | {
      kind: "query";
      placeholders: readonly Placeholder[];
      /** Tables that the query names. */
      tables: readonly string[];
    }
  /** `SET LOCAL app.tenant = '${id}'`, which takes no parameters. */
  | { kind: "setting"; name: string; isLocal: boolean }
  | null;

const QUERIES = ["SqlSelectStmt", "SqlInsertStmt", "SqlUpdateStmt", "SqlDeleteStmt"];

/** The query with `$n` for every `${}`, and where each of these begins. */
interface Marked {
  sql: string;
  offsets: readonly number[];
}

/** How the interpolations of a template can be passed as parameters; null when they cannot, or not for sure. */
export function parameterise(template: TSESTree.TemplateLiteral): Parameterised {
  const marked = mark(template);
  if (!marked || marked.offsets.length === 0) return null;
  const script = parseScript(marked.sql);
  const setting = settingOf(script.body, marked);
  if (setting) return setting;
  const quotings = quotingsOf(script.tokens, marked);
  return quotings && placedIn(unquoted(marked.sql, quotings), quotings);
}

function mark(template: TSESTree.TemplateLiteral): Marked | null {
  let sql = "";
  const offsets: number[] = [];
  for (const [index, quasi] of template.quasis.entries()) {
    // Null for an escape that is none; the types know it of tagged templates only.
    const cooked: string | null = quasi.value.cooked;
    if (cooked === null) return null;
    sql += cooked;
    if (index === template.expressions.length) break;
    offsets.push(sql.length);
    sql += `$${index + 1}`;
  }
  return { sql, offsets };
}

// ---- quotes ----------------------------------------------------------------------------------------------

interface Quoted {
  index: number;
  last: number;
  quoting: Quoting;
  token: SqlToken;
}

/** How each `${}` is quoted; null when one stands in a name, a comment, or a string that must stay one. */
function quotingsOf(tokens: readonly SqlToken[], { offsets }: Marked): Quoted[] | null {
  const found: Quoted[] = [];
  for (const token of tokens) {
    const inside = offsets.flatMap((offset, index) =>
      token.range[0] <= offset && offset < token.range[1] ? [index] : [],
    );
    const [index] = inside;
    if (index === undefined) {
      // A parameter of the query's own would be counted anew.
      if (token.kind === "parameter") return null;
      continue;
    }
    const quoting = quotingIn(token, inside);
    if (!quoting) return null;
    found.push({ index, last: index + inside.length - 1, quoting, token });
  }
  const seen = found.reduce((count, { index, last }) => count + last - index + 1, 0);
  return seen === offsets.length ? found : null;
}

function quotingIn({ kind, text }: SqlToken, inside: readonly number[]): Quoting | null {
  const [index = 0] = inside;
  const marker = `$${index + 1}`;
  if (kind === "parameter") return text === marker ? "none" : null;
  if (kind !== "string" || !text.startsWith("'") || !text.endsWith("'")) return null;
  const content = text.slice(1, -1);
  if (content === marker) return "whole";
  return content.includes("'") || content.includes("\\") ? null : "partial";
}

/** The query with plain `$n`, numbered by `Quoted.index`, where strings were. */
function unquoted(sql: string, quotings: readonly Quoted[]): string {
  let result = "";
  let end = 0;
  for (const { index, token } of quotings) {
    result += `${sql.slice(end, token.range[0])}$${index + 1}`;
    end = token.range[1];
  }
  return result + sql.slice(end);
}

// ---- positions -------------------------------------------------------------------------------------------

type Position = Pick<Placeholder, "position" | "column">;

function placedIn(sql: string, quotings: readonly Quoted[]): Parameterised {
  const { body, errors } = parseScript(sql);
  const [statement, ...others] = body;
  if (!statement || others.length > 0 || errors.length > 0) return null;
  if (!QUERIES.includes(statement.type)) return null;
  const positions = positionsIn(statement);
  const placeholders: Placeholder[] = [];
  for (const { index, last, quoting } of quotings) {
    const position = positions.get(index + 1);
    if (!position) return null;
    placeholders.push({ index, last, quoting, ...position });
  }
  return { kind: "query", placeholders, tables: tablesIn(statement) };
}

function tablesIn(statement: SqlStatement): string[] {
  const tables: string[] = [];
  forEachNode(statement, (node) => {
    if (node.type === "SqlRangeVar") tables.push(node.relname);
  });
  return tables;
}

/** Where parameters stand as values, by their numbers. Others may be names: `ORDER BY $1`, `$1 = 'x'`. */
function positionsIn(statement: SqlStatement): Map<number, Position> {
  const positions = new Map<number, Position>();
  const place = (node: SqlNode | null, position: Position) => {
    const number = parameterNumber(node);
    if (number !== null) positions.set(number, position);
  };
  forEachNode(statement, (node) => {
    if (isA(node, "SqlA_Expr")) placeOperands(node, place);
    if (isA(node, "SqlSelectStmt")) placeInSelect(node, place);
    if (isA(node, "SqlInsertStmt")) placeInInsert(node, place);
    if (isA(node, "SqlUpdateStmt")) placeInUpdate(node, place);
  });
  return positions;
}

type Place = (node: SqlNode | null, position: Position) => void;

function nameOf(target: SqlNode): string | null {
  const name = field(target, "name");
  return typeof name === "string" ? name : null;
}

/** The number of `$n`, seen through a cast. */
function parameterNumber(node: SqlNode | null): number | null {
  if (node === null) return null;
  if (isA(node, "SqlTypeCast")) return parameterNumber(nodeField(node, "arg"));
  const number = isA(node, "SqlParamRef") ? field(node, "number") : null;
  return typeof number === "number" ? number : null;
}

const COMPARISONS = ["=", "<>", "!=", "<", ">", "<=", ">="];

/** `column = $1`, `column LIKE $1`, `column IN ($1)`, `column BETWEEN $1 AND $2`. */
function placeOperands(node: SqlNode, place: Place): void {
  const left = nodeField(node, "lexpr");
  const right = nodeField(node, "rexpr");
  const operator = nodesField(node, "name").map((part) => field(part, "sval"))[0];
  const kind = field(node, "kind");
  const isComparison = kind !== "AEXPR_OP" || COMPARISONS.includes(String(operator));
  if (!isComparison || !left || parameterNumber(left) !== null || kind === "AEXPR_OP_ANY") return;
  const column = columnParts(left)?.at(-1) ?? null;
  const cast = right !== null && isA(right, "SqlTypeCast");
  place(right, { position: "value", column: cast ? null : column });
  const position = kind === "AEXPR_IN" ? "list" : "value";
  for (const item of nodesField(node, "rexpr")) place(item, { position, column });
}

function placeInSelect(node: SqlNode, place: Place): void {
  place(nodeField(node, "limitCount"), { position: "value", column: null });
  place(nodeField(node, "limitOffset"), { position: "value", column: null });
}

/** `UPDATE t SET a = $1` */
function placeInUpdate(node: SqlNode, place: Place): void {
  for (const target of nodesField(node, "targetList")) {
    const value = nodeField(target, "val");
    const isCast = value !== null && isA(value, "SqlTypeCast");
    place(value, { position: "value", column: isCast ? null : nameOf(target) });
  }
}

/** `INSERT INTO t (a, b) VALUES ($1, $2)` */
function placeInInsert(node: SqlNode, place: Place): void {
  const columns = nodesField(node, "cols").map(nameOf);
  const source = nodeField(node, "selectStmt");
  for (const row of source ? nodesField(source, "valuesLists") : []) {
    for (const [index, value] of nodesField(row, "items").entries()) {
      const column = isA(value, "SqlTypeCast") ? null : (columns[index] ?? null);
      place(value, { position: "value", column });
    }
  }
}

// ---- settings --------------------------------------------------------------------------------------------

/** `SET [LOCAL] name = '${value}'` and nothing else. */
function settingOf(body: readonly SqlStatement[], { offsets }: Marked): Parameterised {
  const [statement, ...others] = body;
  if (!statement || others.length > 0 || offsets.length !== 1) return null;
  if (!isA(statement, "SqlVariableSetStmt")) return null;
  const name = field(statement, "name");
  const [value, ...more] = nodesField(statement, "args");
  if (typeof name !== "string" || !value || more.length > 0) return null;
  const last = statement.tokens.at(-1);
  if (last?.kind !== "string" || last.text !== "'$1'") return null;
  return { kind: "setting", name, isLocal: field(statement, "is_local") === true };
}
