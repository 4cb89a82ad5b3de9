/** A migration as PostgreSQL runs it: statement by statement, knowing which tables are its own. */

import type { SqlScript, SqlStatement } from "../../languages/postgresql/ast.ts";
import { field, isA, nodeField } from "../catalog/tree.ts";
import type { Catalog, Table } from "../catalog/types.ts";
import { inOrder } from "./in-order.ts";

/** A table as a statement names it. */
export interface NamedTable {
  relname: string;
  schemaname?: string;
}

export interface Step {
  statement: SqlStatement;
  /** It stands in a DO block. */
  inBlock: boolean;
  /** The script's own BEGIN is open. */
  inTransaction: boolean;
  /**
   * Whether this script has made the table, before this statement: nobody else knows it yet, so that no lock on it
   * keeps anybody waiting. Any other table is somebody's, also one that no migration makes.
   */
  isNew: (table: NamedTable) => boolean;
}

/**
 * Calls `visit` for each statement of a script, also for those in DO blocks, in the order of execution.
 *
 * @param before the catalog as the script finds it
 */
export function forEachStep(script: SqlScript, before: Catalog, visit: (step: Step) => void): void {
  const own = new OwnTables(before);
  const isNew = (table: NamedTable): boolean => own.has(table.relname);
  let inTransaction = false;
  for (const outer of script.body) {
    const inBlock = outer.type === "SqlDoStmt";
    for (const statement of inOrder([outer])) {
      visit({ statement, inBlock, inTransaction, isNew });
      own.note(statement);
    }
    inTransaction = afterwards(outer, inTransaction);
  }
}

function afterwards(statement: SqlStatement, inTransaction: boolean): boolean {
  if (!isA(statement, "SqlTransactionStmt")) return inTransaction;
  switch (field(statement, "kind")) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return true;
    case "TRANS_STMT_COMMIT":
    case "TRANS_STMT_ROLLBACK":
      return false;
    default:
      return inTransaction;
  }
}

/** The tables that a script has made so far, by their present names. */
class OwnTables {
  readonly #before: Catalog;
  readonly #made = new Set<string>();

  constructor(before: Catalog) {
    this.#before = before;
  }

  has(name: string): boolean {
    return this.#made.has(name);
  }

  note(statement: SqlStatement): void {
    switch (statement.type) {
      case "SqlCreateStmt":
        this.#make(statement.relation, statement.if_not_exists === true);
        break;
      case "SqlCreateTableAsStmt":
        this.#make(statement.into.rel, statement.if_not_exists === true);
        break;
      case "SqlDropStmt":
        for (const { names } of statement.objects) this.#made.delete(names.at(-1) ?? "");
        break;
      case "SqlRenameStmt":
        if (statement.renameType !== "OBJECT_TABLE" || !statement.relation) break;
        if (this.#made.delete(statement.relation.relname)) this.#made.add(statement.newname);
        break;
      default:
        this.#noteInto(statement);
    }
  }

  /** SELECT … INTO. */
  #noteInto(statement: SqlStatement): void {
    const into = nodeField(statement, "intoClause");
    const made = into === null ? null : nodeField(into, "rel");
    if (made?.type === "SqlRangeVar") this.#make(made, false);
  }

  /** `IF NOT EXISTS` makes nothing where the table is there. */
  #make(table: NamedTable, isGuarded: boolean): void {
    const isThere = isGuarded && tableIn(this.#before, table) !== undefined;
    if (!isThere) this.#made.add(table.relname);
  }
}

/** The catalog's table of that name; undefined when no migration has made it. */
export function tableIn(catalog: Catalog, { relname, schemaname }: NamedTable): Table | undefined {
  return catalog.table(relname, schemaname);
}
