/** Unique indexes over some of a table's rows: in the schema by `where:`, in the migrations by WHERE. */

import type { PrismaExpression } from "../../languages/prisma/ast.ts";
import type { Table } from "../catalog/types.ts";
import { conjuncts, parseCondition } from "../catalog/predicates.ts";
import { constantName, namedArgument, stringValue } from "./arguments.ts";
import { allIndexes } from "./indexes.ts";
import type { Field, Index, Model } from "./types.ts";

/** At most one row for each value of the fields, among the rows for which all of `where` holds. */
export interface PartialUnique {
  fields: readonly Field[];
  where: ReadonlySet<string>;
}

/** Whether the schema declares an index that sees to it, or the migrations make one: the same, or a stronger one. */
export function isAssured(wanted: PartialUnique, model: Model, table: Table | null): boolean {
  return isDeclared(wanted, model) || (table !== null && isMade(wanted, table));
}

function isDeclared(wanted: PartialUnique, model: Model): boolean {
  const names = wanted.fields.map(({ name }) => name);
  return allIndexes(model)
    .filter(({ kind }) => kind === "unique" || kind === "id")
    .some((index) => {
      const where = conditionsOf(index, model);
      const isOver = index.fields.every(({ name }) => names.includes(name));
      return isOver && where !== null && isImplied(where, wanted.where);
    });
}

function isMade(wanted: PartialUnique, table: Table): boolean {
  const columns = wanted.fields.map(({ databaseName }) => databaseName);
  const isOver = (own: readonly (string | null)[]) =>
    own.every((column) => column !== null && columns.includes(column));
  const keys = [table.primaryKey, ...table.uniques].filter((key) => key !== null);
  return (
    keys.some((key) => isOver(key.columns)) ||
    table.indexes.some(({ unique, columns: own, predicate }) => {
      const where = predicate === null ? new Set<string>() : conjuncts(predicate.node);
      return unique && isOver(own) && isImplied(where, wanted.where);
    })
  );
}

/** An index over more rows than are asked for sees to those as well. */
function isImplied(where: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  return [...where].every((condition) => wanted.has(condition));
}

/** What the rows of an index have to fulfil; nothing when it is of all, null when its `where:` cannot be read. */
function conditionsOf({ node }: Index, model: Model): ReadonlySet<string> | null {
  const where = namedArgument(node, "where");
  if (where === null) return new Set();
  const sql = sqlOf(where, model);
  const condition = sql === null ? null : parseCondition(sql);
  return condition === null ? null : conjuncts(condition);
}

/** `raw("…")` or `{ field: value }` as SQL. */
function sqlOf(where: PrismaExpression, model: Model): string | null {
  if (where.type === "PrismaFunctionCall") return stringValue(where.arguments[0]?.value ?? null);
  if (where.type !== "PrismaObject") return null;
  return where.entries
    .map(({ key, value }) => {
      const column = model.field(key.name)?.databaseName ?? key.name;
      return `"${column.replaceAll('"', '""')}" ${comparison(value)}`;
    })
    .join(" AND ");
}

/** `null` is IS NULL, `{ not: 3 }` is <> 3. */
function comparison(value: PrismaExpression): string {
  const [entry] = value.type === "PrismaObject" ? value.entries : [];
  const isNot = entry?.key.name === "not";
  const compared = isNot ? entry.value : value;
  if (constantName(compared) === "null") return isNot ? "IS NOT NULL" : "IS NULL";
  return `${isNot ? "<>" : "="} ${literal(compared)}`;
}

function literal(value: PrismaExpression): string {
  if (value.type === "PrismaNumber") return value.raw;
  return constantName(value) ?? `'${(stringValue(value) ?? "").replaceAll("'", "''")}'`;
}
