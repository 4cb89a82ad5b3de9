/** Expressions as text: one spelling for what PostgreSQL holds to be the same. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import {
  constantInteger,
  field,
  isA,
  isNode,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "./tree.ts";

export interface TextOptions {
  /** Leave out casts, and the schemas and tables before names: what PostgreSQL adds when it shows an expression. */
  bare?: boolean;
}

/**
 * The text of an expression or query, in one spelling: `a IN (1, 2)` and `a = ANY (ARRAY[1, 2])` are the same,
 * parentheses stand around every operation, casts of constants are gone. For comparing, not for running.
 */
export function expressionText(node: SqlNode, { bare = false }: TextOptions = {}): string {
  return new Printer(bare).text(node);
}

const SUBLINKS: Readonly<Record<string, string>> = {
  EXISTS_SUBLINK: "EXISTS ",
  ARRAY_SUBLINK: "ARRAY",
};

type Print = (printer: Printer, node: SqlNode) => string;

class Printer {
  readonly bare: boolean;

  constructor(bare: boolean) {
    this.bare = bare;
  }

  text(node: SqlNode | null): string {
    if (node === null) return "";
    return (PRINTERS.get(node.type) ?? printAny)(this, node);
  }

  list(nodes: readonly SqlNode[]): string {
    return nodes.map((node) => this.text(node)).join(", ");
  }

  field(of: SqlNode, name: string): string {
    return this.text(nodeField(of, name));
  }

  fields(of: SqlNode, name: string): string {
    return this.list(nodesField(of, name));
  }

  name(parts: readonly string[]): string {
    const own = parts[0] === "pg_catalog" ? parts.slice(1) : parts;
    return this.bare ? (own.at(-1) ?? "") : own.join(".");
  }
}

const PRINTERS: ReadonlyMap<string, Print> = new Map<string, Print>([
  ["SqlA_Const", (_printer, node) => printConstant(node)],
  ["SqlColumnRef", printColumn],
  ["SqlParamRef", (_printer, node) => `$${String(field(node, "number"))}`],
  ["SqlFuncCall", printCall],
  ["SqlTypeCast", printCast],
  ["SqlA_Expr", printOperation],
  ["SqlBoolExpr", printLogic],
  ["SqlNullTest", printNullTest],
  ["SqlBooleanTest", printBooleanTest],
  ["SqlCoalesceExpr", (printer, node) => `COALESCE(${printer.fields(node, "args")})`],
  ["SqlMinMaxExpr", printMinMax],
  ["SqlSQLValueFunction", (_printer, node) => valueFunctionName(node).toUpperCase()],
  ["SqlA_ArrayExpr", (printer, node) => `ARRAY[${printer.fields(node, "elements")}]`],
  ["SqlRowExpr", (printer, node) => `ROW(${printer.fields(node, "args")})`],
  ["SqlList", (printer, node) => printer.fields(node, "items")],
  ["SqlSubLink", printSublink],
  ["SqlCollateClause", printCollation],
  ["SqlSelectStmt", printSelect],
  ["SqlResTarget", (printer, node) => printer.field(node, "val")],
  ["SqlRangeVar", printRelation],
  ["SqlString", (_printer, node) => textField(node, "sval") ?? ""],
]);

/** `current_timestamp`, `current_user`: functions that are called without parentheses. */
export function valueFunctionName(node: SqlNode): string {
  const operation = textField(node, "op") ?? "";
  return operation
    .replace(/^SVFOP_/, "")
    .replace(/_N$/, "")
    .toLowerCase();
}

/** The value of a constant in PostgreSQL's text form; null for NULL, undefined for what is no constant. */
export function constantValue(node: SqlNode): string | null | undefined {
  if (!isA(node, "SqlA_Const")) return undefined;
  if (field(node, "isnull") === true) return null;
  for (const kind of ["sval", "fval", "bsval"])
    if (field(node, kind) !== undefined) return textOf(inlined(node, kind));
  if (field(node, "ival") !== undefined) return String(constantInteger(node));
  return String(inlined(node, "boolval") === true);
}

/** A value that PostgreSQL wraps in a node of its own. */
function inlined(node: SqlNode, kind: string): unknown {
  const value = field(node, kind);
  return isNode(value) ? field(value, kind) : value;
}

/** An empty string is left out of the tree. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function printConstant(node: SqlNode): string {
  const value = constantValue(node) ?? null;
  if (value === null) return "NULL";
  return field(node, "sval") === undefined ? value : `'${value.replaceAll("'", "''")}'`;
}

function printColumn(printer: Printer, node: SqlNode): string {
  const parts = nodesField(node, "fields").map((part) => textField(part, "sval") ?? "*");
  return printer.name(parts);
}

function printCall(printer: Printer, node: SqlNode): string {
  const distinct = field(node, "agg_distinct") === true ? "DISTINCT " : "";
  const args = field(node, "agg_star") === true ? "*" : printer.fields(node, "args");
  const filter = printer.field(node, "agg_filter");
  const name = printer.name(namesField(node, "funcname"));
  return `${name}(${distinct}${args})${filter === "" ? "" : ` FILTER ${filter}`}`;
}

function printCast(printer: Printer, node: SqlNode): string {
  const argument = nodeField(node, "arg");
  if (argument === null || printer.bare || constantValue(argument) !== undefined)
    return printer.text(argument);
  const typeName = nodeField(node, "typeName");
  const names = typeName === null ? [] : namesField(typeName, "names");
  return `${printer.text(argument)}::${printer.name(names)}`;
}

function printOperation(printer: Printer, node: SqlNode): string {
  const operator = namesField(node, "name").at(-1) ?? "";
  const left = printer.field(node, "lexpr");
  const right = nodeField(node, "rexpr");
  const [first, second] = right !== null ? nodesField(node, "rexpr") : [];
  switch (textField(node, "kind")) {
    case "AEXPR_OP_ANY":
      return `(${left} ${operator} ANY (${printer.text(right)}))`;
    case "AEXPR_OP_ALL":
      return `(${left} ${operator} ALL (${printer.text(right)}))`;
    case "AEXPR_IN":
      return printMembership(printer, left, operator, nodesField(node, "rexpr"));
    case "AEXPR_DISTINCT":
      return `(${left} IS DISTINCT FROM ${printer.text(right)})`;
    case "AEXPR_NOT_DISTINCT":
      return `(NOT (${left} IS DISTINCT FROM ${printer.text(right)}))`;
    case "AEXPR_NULLIF":
      return `NULLIF(${left}, ${printer.text(right)})`;
    case "AEXPR_BETWEEN":
      return `((${left} >= ${printer.text(first ?? null)}) AND (${left} <= ${printer.text(second ?? null)}))`;
    case "AEXPR_NOT_BETWEEN":
      return `((${left} < ${printer.text(first ?? null)}) OR (${left} > ${printer.text(second ?? null)}))`;
    default:
      return left === ""
        ? `(${operator} ${printer.text(right)})`
        : `(${left} ${operator} ${printer.text(right)})`;
  }
}

/** `IN` is `= ANY (ARRAY[…])`, and with one value `=`. */
function printMembership(
  printer: Printer,
  left: string,
  operator: string,
  values: readonly SqlNode[],
): string {
  if (values.length === 1) return `(${left} ${operator} ${printer.list(values)})`;
  const quantifier = operator === "<>" ? "ALL" : "ANY";
  return `(${left} ${operator} ${quantifier} (ARRAY[${printer.list(values)}]))`;
}

function printLogic(printer: Printer, node: SqlNode): string {
  const operator = textField(node, "boolop");
  const operands = nodesField(node, "args").map((operand) => printer.text(operand));
  if (operator === "NOT_EXPR") return `(NOT ${operands.join("")})`;
  return `(${operands.join(operator === "AND_EXPR" ? " AND " : " OR ")})`;
}

function printNullTest(printer: Printer, node: SqlNode): string {
  const test = textField(node, "nulltesttype") === "IS_NULL" ? "IS NULL" : "IS NOT NULL";
  return `(${printer.field(node, "arg")} ${test})`;
}

function printBooleanTest(printer: Printer, node: SqlNode): string {
  return `(${printer.field(node, "arg")} ${(textField(node, "booltesttype") ?? "").replaceAll("_", " ")})`;
}

function printMinMax(printer: Printer, node: SqlNode): string {
  const name = textField(node, "op") === "IS_GREATEST" ? "GREATEST" : "LEAST";
  return `${name}(${printer.fields(node, "args")})`;
}

function printSublink(printer: Printer, node: SqlNode): string {
  const kind = textField(node, "subLinkType") ?? "";
  const query = `(${printer.field(node, "subselect")})`;
  const tested = printer.field(node, "testexpr");
  if (tested === "") return `${SUBLINKS[kind] ?? ""}${query}`;
  const operator = namesField(node, "operName").at(-1) ?? "=";
  const quantifier = kind === "ALL_SUBLINK" ? "ALL" : "ANY";
  return operator === "=" && quantifier === "ANY"
    ? `(${tested} IN ${query})`
    : `(${tested} ${operator} ${quantifier} ${query})`;
}

function printCollation(printer: Printer, node: SqlNode): string {
  return `${printer.field(node, "arg")} COLLATE ${namesField(node, "collname").at(-1) ?? ""}`;
}

function printRelation(printer: Printer, node: SqlNode): string {
  if (node.type !== "SqlRangeVar") return "";
  const { schemaname, relname } = node;
  return printer.name(schemaname === undefined ? [relname] : [schemaname, relname]);
}

/** Parts that are seldom met are printed by `printAny`, so that a difference in them shows. */
function printSelect(printer: Printer, node: SqlNode): string {
  const parts = [`SELECT ${printer.fields(node, "targetList")}`];
  const add = (keyword: string, text: string) => {
    if (text !== "") parts.push(`${keyword} ${text}`);
  };
  add("FROM", printer.fields(node, "fromClause"));
  add("WHERE", printer.field(node, "whereClause"));
  add("GROUP BY", printer.fields(node, "groupClause"));
  add("HAVING", printer.field(node, "havingClause"));
  add("ORDER BY", printer.fields(node, "sortClause"));
  add("VALUES", printer.fields(node, "valuesLists"));
  add("UNION", printer.field(node, "larg"));
  add("AND", printer.field(node, "rarg"));
  return parts.join(" ");
}

/** Any other node: its kind, and the names, constants and columns below it. */
function printAny(printer: Printer, node: SqlNode): string {
  const parts: string[] = [];
  for (const value of Object.values(node)) {
    if (isNode(value)) parts.push(printer.text(value));
    else if (Array.isArray(value)) parts.push(printer.list(value.filter(isNode)));
  }
  return `${node.type.slice("Sql".length)}(${parts.filter((part) => part !== "").join(", ")})`;
}
