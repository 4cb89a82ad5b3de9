/** Where SQL reads, writes or compares columns that hold ciphertext. */

import type { SqlNode, SqlScript } from "../../languages/postgresql/ast.ts";
import {
  calledFunction,
  field as fieldIn,
  isA,
  isConstantNull,
  isNode,
  namesField,
  nodeField,
  nodesField,
  textField,
  withoutCasts,
} from "../catalog/tree.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import { modelOfTable } from "./deleted-tables.ts";
import { saysTreated } from "./treated-values.ts";

export interface ColumnAccess {
  kind: "read" | "write" | "compare";
  /** Several for `*`. */
  fields: readonly [Field, ...Field[]];
  /** The column, or `*`: `[start, end)` in the SQL. */
  range: readonly [start: number, end: number];
  /** What is written. */
  value: SqlNode | null;
}

export interface ColumnReading {
  schema: SchemaModel;
  isEncrypted: (field: Field) => boolean;
  /** Whether the parameter `$n` is known to be no plain text. */
  isTreated: (parameter: number) => boolean;
}

/** A query, with the tables that its columns may be of. */
interface Block {
  node: SqlNode;
  /** By alias or name; null for what the schema does not know. */
  tables: ReadonlyMap<string, Model | null>;
  outer: Block | null;
}

const BLOCKS: ReadonlySet<string> = new Set([
  "SqlSelectStmt",
  "SqlInsertStmt",
  "SqlUpdateStmt",
  "SqlDeleteStmt",
]);

/** The encrypted columns that the queries of a script touch, in the order of its text. */
export function columnAccesses({ body }: SqlScript, reading: ColumnReading): ColumnAccess[] {
  const found = body
    .filter(({ type }) => BLOCKS.has(type))
    .flatMap((statement) => inBlock(statement, null, reading));
  return found.toSorted((one, other) => one.range[0] - other.range[0]);
}

function inBlock(node: SqlNode, outer: Block | null, reading: ColumnReading): ColumnAccess[] {
  const tables = tablesOf(node, outer, reading);
  const block = { node, tables, outer };
  const accesses = partsOf(node).flatMap(([clause, part]) => {
    // Ciphertext may be copied from column to column.
    if (clause === "targetList" && isA(node, "SqlUpdateStmt")) return [];
    return inPart(part, { block, kind: CLAUSES[clause] ?? "compare", reading });
  });
  return [...accesses, ...writesIn(block, reading)];
}

/** What a clause does with the columns that it names. */
const CLAUSES: Partial<Record<string, ColumnAccess["kind"]>> = {
  targetList: "read",
  returningClause: "read",
};

function partsOf(node: object): [string, unknown][] {
  return Object.entries(node).filter(([key]) => key !== "parent" && key !== "tokens");
}

// ---- tables ----------------------------------------------------------------------------------------------

/** The tables that a query names itself; what a sub-select or a CTE gives is unknown. */
function tablesOf(
  block: SqlNode,
  outer: Block | null,
  { schema }: ColumnReading,
): ReadonlyMap<string, Model | null> {
  const tables = new Map<string, Model | null>();
  const commonTables = new Set(namesOfCommonTables(block, outer));
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isNode(value) && value !== block && BLOCKS.has(value.type)) return;
    if (isNode(value) && isA(value, "SqlRangeVar")) {
      const name = textField(value, "relname") ?? "";
      const databaseSchema = textField(value, "schemaname");
      const isKnown = databaseSchema !== null || !commonTables.has(name);
      const model = isKnown ? modelOfTable({ name, schema: databaseSchema }, schema) : null;
      tables.set(aliasOf(value) ?? name, model);
    } else if (isNode(value) && aliasOf(value) !== null) {
      tables.set(aliasOf(value) ?? "", null);
    }
    for (const [, part] of partsOf(value)) visit(part);
  };
  visit(block);
  return tables;
}

function aliasOf(node: SqlNode): string | null {
  const alias = nodeField(node, "alias");
  return alias && textField(alias, "aliasname");
}

function namesOfCommonTables(block: SqlNode, outer: Block | null): string[] {
  const clause = nodeField(block, "withClause");
  const own = clause ? nodesField(clause, "ctes").map((table) => textField(table, "ctename")) : [];
  const names = own.filter((name) => name !== null);
  return outer ? [...names, ...namesOfCommonTables(outer.node, outer.outer)] : names;
}

/** The field that a column is, where that is certain. */
function fieldOf(qualifier: string | null, column: string, block: Block | null): Field | null {
  if (!block) return null;
  const { tables, outer } = block;
  if (qualifier !== null) {
    const model = tables.get(qualifier);
    if (model === undefined) return fieldOf(qualifier, column, outer);
    return model && columnOf(model, column);
  }
  // A table that nobody knows may have the column too.
  if ([...tables.values()].includes(null)) return null;
  const fields = [...tables.values()].flatMap((model) => (model && columnOf(model, column)) ?? []);
  const [only, ...others] = fields;
  if (others.length > 0) return null;
  return only ?? fieldOf(null, column, outer);
}

function columnOf({ fields }: Model, column: string): Field | null {
  return fields.find(({ databaseName, relation }) => !relation && databaseName === column) ?? null;
}

// ---- columns ---------------------------------------------------------------------------------------------

interface Place {
  block: Block;
  kind: ColumnAccess["kind"];
  reading: ColumnReading;
}

/** Functions that tell nothing of a value, or that make it plain again: `count(…)`, `pgp_sym_decrypt(…)`. */
function isHarmless(node: SqlNode): boolean {
  const name = calledFunction(node);
  return name === "count" || saysTreated(name) || isA(node, "SqlNullTest");
}

function inPart(value: unknown, place: Place): ColumnAccess[] {
  if (typeof value !== "object" || value === null) return [];
  if (!isNode(value)) return partsOf(value).flatMap(([, part]) => inPart(part, place));
  if (isHarmless(value) || isTreatedComparison(value, place)) return [];
  if (isA(value, "SqlColumnRef")) return inColumn(value, place);
  if (BLOCKS.has(value.type)) return inNested(value, place);
  // What an EXISTS selects is not looked at.
  if (isA(value, "SqlSubLink") && textField(value, "subLinkType") === "EXISTS_SUBLINK") {
    return inPart(nodeField(value, "subselect"), place).filter(({ kind }) => kind !== "read");
  }
  return partsOf(value).flatMap(([, part]) => inPart(part, place));
}

function inNested(node: SqlNode, { block, reading }: Place): ColumnAccess[] {
  const found = inBlock(node, block, reading);
  // Rows that are copied from table to table keep their ciphertext.
  return isA(block.node, "SqlInsertStmt") ? found.filter(({ kind }) => kind !== "read") : found;
}

/** `email = $1` where what is sent has been encrypted or hashed. */
function isTreatedComparison(node: SqlNode, { reading }: Place): boolean {
  if (!isA(node, "SqlA_Expr")) return false;
  return [nodeField(node, "lexpr"), nodeField(node, "rexpr")].some((side) => {
    const number = side && fieldIn(withoutCasts(side), "number");
    return typeof number === "number" && reading.isTreated(number);
  });
}

function inColumn(node: SqlNode, { block, kind, reading }: Place): ColumnAccess[] {
  const parts = nodesField(node, "fields");
  const names = namesField(node, "fields");
  const last = parts.at(-1);
  if (!last) return [];
  if (isA(last, "SqlA_Star")) {
    const models =
      names.length > 0 ? [block.tables.get(names.at(-1) ?? "")] : [...block.tables.values()];
    const fields = models.flatMap((model) => model?.fields.filter(reading.isEncrypted) ?? []);
    const [first, ...others] = fields;
    return first ? [{ kind, fields: [first, ...others], range: last.range, value: null }] : [];
  }
  const field = fieldOf(names.at(-2) ?? null, names.at(-1) ?? "", block);
  if (!field || !reading.isEncrypted(field)) return [];
  return [{ kind, fields: [field], range: last.range, value: null }];
}

// ---- writes ----------------------------------------------------------------------------------------------

/** `INSERT … (ssn) VALUES ($1)` and `SET ssn = $1`, where the value is written or sent. */
function writesIn({ node, tables }: Block, reading: ColumnReading): ColumnAccess[] {
  const target = nodeField(node, "relation");
  if (!target || (!isA(node, "SqlInsertStmt") && !isA(node, "SqlUpdateStmt"))) return [];
  const model = tables.get(aliasOf(target) ?? textField(target, "relname") ?? "");
  if (!model) return [];
  const conflict = nodeField(node, "onConflictClause");
  return [
    ...insertedValues(node),
    ...(isA(node, "SqlUpdateStmt") ? assignments(node) : []),
    ...(conflict ? assignments(conflict) : []),
  ].flatMap(({ column, value }): ColumnAccess[] => {
    const name = textField(column, "name");
    const field = name === null ? null : columnOf(model, name);
    if (!field || !reading.isEncrypted(field) || !isPlain(value, reading)) return [];
    const [start] = column.range;
    const end = start + lengthOf(column, name ?? "");
    return [{ kind: "write", fields: [field], range: [start, end], value }];
  });
}

/** How long the column's name is: what stands before the value's `=`, or all there is. */
function lengthOf(column: SqlNode, name: string): number {
  const [start, end] = column.range;
  const value = nodeField(column, "val");
  return value ? Math.min(name.length, value.range[0] - start) : end - start;
}

interface Assignment {
  column: SqlNode;
  value: SqlNode;
}

function assignments(node: SqlNode): Assignment[] {
  return nodesField(node, "targetList").flatMap((column) => {
    const value = nodeField(column, "val");
    return value ? [{ column, value }] : [];
  });
}

function insertedValues(node: SqlNode): Assignment[] {
  const rows = nodeField(node, "selectStmt");
  if (!rows || !isA(node, "SqlInsertStmt")) return [];
  const lists = nodesField(rows, "valuesLists").map((list) => nodesField(list, "items"));
  return nodesField(node, "cols").flatMap((column, index) => {
    const values = lists.flatMap((list) => list[index] ?? []);
    // One finding for a column, however many rows there are.
    const value = values.find((one) => !isConstantNull(withoutCasts(one)));
    return value ? [{ column, value }] : [];
  });
}

/** A constant or a parameter that is no ciphertext; what a function makes may be some. */
function isPlain(node: SqlNode, { isTreated }: ColumnReading): boolean {
  const value = withoutCasts(node);
  if (isConstantNull(value)) return false;
  if (isA(value, "SqlA_Const")) return true;
  const number = isA(value, "SqlParamRef") ? fieldIn(value, "number") : null;
  return typeof number === "number" && !isTreated(number);
}
