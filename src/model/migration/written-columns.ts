/** The columns whose types a statement writes. */

import type {
  SqlAlterTableStmt,
  SqlColumnDef,
  SqlCreateStmt,
  SqlNode,
  SqlRangeVar,
  SqlTypeName,
} from "../../languages/postgresql/ast.ts";
import { liesWithin } from "../../text/ranges.ts";
import type { Catalog, Column } from "../catalog/types.ts";

export interface WrittenColumn {
  table: SqlRangeVar;
  definition: SqlColumnDef;
  typeName: SqlTypeName;
  /** Whether the statement makes the column; false for ALTER COLUMN … TYPE. */
  isNew: boolean;
}

/** The columns of CREATE TABLE, ADD COLUMN and ALTER COLUMN … TYPE; none of a temporary table. */
export function writtenColumns(statement: SqlCreateStmt | SqlAlterTableStmt): WrittenColumn[] {
  const table = statement.relation;
  const found: WrittenColumn[] = [];
  if (isTemporary(table)) return found;
  if (statement.type === "SqlCreateStmt") {
    for (const element of statement.tableElts ?? []) note(element, true);
  } else {
    for (const { def, subtype } of statement.cmds) if (def) note(def, subtype === "AT_AddColumn");
  }
  return found;

  /** A partition's `column WITH OPTIONS` has no type of its own. */
  function note(definition: SqlNode, isNew: boolean): void {
    if (definition.type !== "SqlColumnDef" || definition.typeName === undefined) return;
    found.push({ table, definition, typeName: definition.typeName, isNew });
  }
}

function isTemporary({ relpersistence, schemaname }: SqlRangeVar): boolean {
  return relpersistence === "t" || schemaname === "pg_temp";
}

/** The column in the catalog; undefined when the catalog does not know it. */
export function columnIn(
  catalog: Catalog,
  { table, definition }: WrittenColumn,
): Column | undefined {
  return catalog.table(table.relname, table.schemaname)?.columns.get(definition.colname);
}

/**
 * Whether the column's type stands somewhere else in the end: a later statement has changed it, or the table was
 * there before, so that IF NOT EXISTS passed this one over.
 *
 * @param path Of the file that holds the definition.
 */
export function isSuperseded(written: WrittenColumn, column: Column, path: string): boolean {
  const { origin } = column;
  return origin.path !== path || !liesWithin(written.typeName.range, origin.range);
}

/**
 * A type as PostgreSQL names it in its catalog: `int4` for `INTEGER`, `bpchar` for `CHAR(3)`, `serial`. Null for a type
 * of a schema of one's own.
 */
export function builtInType({ names }: SqlTypeName): string | null {
  const [first, second] = names.map((part) => part.sval);
  if (second === undefined) return first ?? null;
  return first === "pg_catalog" ? second : null;
}

/** `type`, with the brackets of an array when the column has them. */
export function withBrackets(type: string, { arrayBounds = [] }: SqlTypeName): string {
  return type + "[]".repeat(arrayBounds.length);
}
