/**
 * Which lock a statement takes on which tables, as far as it keeps others from reading or writing
 * (https://www.postgresql.org/docs/current/explicit-locking.html; each measured in `pg_locks`).
 */

import type { SqlAlterTableCmd, SqlNode, SqlStatement } from "../../languages/postgresql/ast.ts";
import { field, isA, nodesField, textField } from "../catalog/tree.ts";
import type { Catalog } from "../catalog/types.ts";
import type { NamedTable } from "./steps.ts";

/** From the weakest to the strongest, of those that stop writers or readers. */
export type LockMode = "SHARE" | "SHARE ROW EXCLUSIVE" | "ACCESS EXCLUSIVE";

export interface Lock {
  mode: LockMode;
  table: NamedTable;
}

/** What others can no longer do while such a lock is held. */
export function stops(mode: LockMode): string {
  return mode === "ACCESS EXCLUSIVE" ? "reads and writes" : "writes";
}

/** Commands of ALTER TABLE that let reads and writes pass: VALIDATE, SET STATISTICS, storage parameters. */
const HARMLESS = new Set([
  "AT_ValidateConstraint",
  "AT_SetStatistics",
  "AT_SetOptions",
  "AT_ResetOptions",
  "AT_SetRelOptions",
  "AT_ResetRelOptions",
  "AT_ClusterOn",
  "AT_DropCluster",
  "AT_AttachPartition",
]);

const TRIGGER_COMMANDS = new Set([
  "AT_EnableTrig",
  "AT_EnableAlwaysTrig",
  "AT_EnableReplicaTrig",
  "AT_DisableTrig",
  "AT_EnableTrigAll",
  "AT_DisableTrigAll",
  "AT_EnableTrigUser",
  "AT_DisableTrigUser",
]);

/**
 * The locks that a statement takes, strongest per table. Of DROP INDEX the table is known from the catalog alone.
 *
 * @param before the catalog as the script finds it
 */
export function locksOf(statement: SqlStatement, before: Catalog): Lock[] {
  switch (statement.type) {
    case "SqlCreateStmt":
      return (statement.tableElts ?? []).flatMap(parents);
    case "SqlIndexStmt":
      return statement.concurrent === true ? [] : [lock("SHARE", statement.relation)];
    case "SqlAlterTableStmt":
      if (statement.objtype !== "OBJECT_TABLE") return [];
      return statement.cmds.flatMap((command) => commandLocks(command, statement.relation));
    case "SqlCreateTrigStmt":
      return [lock("SHARE ROW EXCLUSIVE", statement.relation)];
    case "SqlCreatePolicyStmt":
      return [lock("ACCESS EXCLUSIVE", statement.table)];
    case "SqlTruncateStmt":
      return statement.relations.map((relation) => lock("ACCESS EXCLUSIVE", relation));
    case "SqlRenameStmt":
      return statement.relation ? [lock("ACCESS EXCLUSIVE", statement.relation)] : [];
    case "SqlDropStmt":
      return dropped(statement, before);
    default:
      return [];
  }
}

function lock(mode: LockMode, { relname, schemaname }: NamedTable): Lock {
  return { mode, table: schemaname === undefined ? { relname } : { relname, schemaname } };
}

/** A foreign key also locks the table that it refers to. */
function parents(element: SqlNode): Lock[] {
  if (element.type === "SqlConstraint") {
    return element.contype === "CONSTR_FOREIGN" && element.pktable
      ? [lock("SHARE ROW EXCLUSIVE", element.pktable)]
      : [];
  }
  return element.type === "SqlColumnDef" ? (element.constraints ?? []).flatMap(parents) : [];
}

function commandLocks({ subtype, def }: SqlAlterTableCmd, table: NamedTable): Lock[] {
  if (HARMLESS.has(subtype)) return [];
  if (TRIGGER_COMMANDS.has(subtype)) return [lock("SHARE ROW EXCLUSIVE", table)];
  if (subtype === "AT_DetachPartition") {
    const isConcurrent = def !== undefined && field(def, "concurrent") === true;
    return isConcurrent ? [] : [lock("ACCESS EXCLUSIVE", table)];
  }
  const others = def ? parents(def) : [];
  const isForeignKey = def?.type === "SqlConstraint" && def.contype === "CONSTR_FOREIGN";
  return [lock(isForeignKey ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE", table), ...others];
}

function dropped(
  { removeType, objects, concurrent }: Extract<SqlStatement, { type: "SqlDropStmt" }>,
  before: Catalog,
): Lock[] {
  if (concurrent === true) return [];
  return objects.flatMap(({ names }): Lock[] => {
    const name = names.at(-1) ?? "";
    switch (removeType) {
      case "OBJECT_TABLE":
        return [lock("ACCESS EXCLUSIVE", { relname: name })];
      case "OBJECT_INDEX": {
        const table = tableOfIndex(name, before);
        return table ? [lock("ACCESS EXCLUSIVE", table)] : [];
      }
      case "OBJECT_POLICY":
      case "OBJECT_TRIGGER":
        return [lock("ACCESS EXCLUSIVE", { relname: names.at(-2) ?? "" })];
      default:
        return [];
    }
  });
}

/** The table of an index that the migrations have made; null when none has. */
export function tableOfIndex(name: string, catalog: Catalog): NamedTable | null {
  for (const table of catalog.tables.values()) {
    if (table.indexes.some((index) => index.name === name)) {
      return { relname: table.name, schemaname: table.schema };
    }
  }
  return null;
}

/** Whether a statement builds, drops or rebuilds without stopping others, which PostgreSQL does in no transaction. */
export function isConcurrent(statement: SqlStatement): boolean {
  if (statement.type === "SqlIndexStmt" || statement.type === "SqlDropStmt") {
    return statement.concurrent === true;
  }
  if (statement.type === "SqlAlterTableStmt") {
    return statement.cmds.some(
      ({ subtype, def }) =>
        subtype === "AT_DetachPartition" && def !== undefined && field(def, "concurrent") === true,
    );
  }
  return isA(statement, "SqlReindexStmt") && isConcurrentReindex(statement);
}

/** `REINDEX TABLE CONCURRENTLY` and `REINDEX (CONCURRENTLY)`: PostgreSQL keeps both as an option. */
function isConcurrentReindex(statement: SqlStatement): boolean {
  return nodesField(statement, "params").some(
    (option) => textField(option, "defname") === "concurrently",
  );
}
