/** A migration as PostgreSQL runs it: statement by statement, knowing which tables are its own. */

import type { SqlStatement } from "../../languages/postgresql/ast.ts";
import { field, isA, nodeField } from "../catalog/tree.ts";
import type { Catalog, Table } from "../catalog/types.ts";
import { inOrder } from "./in-order.ts";
import { oncePerScript } from "./once-per-script.ts";

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
 * The statements of a script, also those in DO blocks, in the order of execution.
 *
 * @param before the catalog as the script finds it
 */
export const stepsOf = oncePerScript((script, before): readonly Step[] => {
  const own = new OwnTables(before);
  const steps: Step[] = [];
  let inTransaction = false;
  for (const outer of script.body) {
    const inBlock = outer.type === "SqlDoStmt";
    for (const statement of inOrder([outer])) {
      const at = steps.length;
      const isNew = (table: NamedTable): boolean => own.has(table.relname, at);
      steps.push({ statement, inBlock, inTransaction, isNew });
      own.note(statement, at);
    }
    inTransaction = afterwards(outer, inTransaction);
  }
  return steps;
});

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

/** From the step behind the one that made a table up to the one that drops it. */
interface Lifetime {
  after: number;
  until: number;
}

/** The tables that a script makes, by their names at each step. */
class OwnTables {
  readonly #before: Catalog;
  readonly #lifetimes = new Map<string, Lifetime[]>();

  constructor(before: Catalog) {
    this.#before = before;
  }

  /** Whether the script has made a table of that name before the step, and it is still there. */
  has(name: string, step: number): boolean {
    const lifetimes = this.#lifetimes.get(name) ?? [];
    return lifetimes.some(({ after, until }) => after < step && step <= until);
  }

  note(statement: SqlStatement, step: number): void {
    switch (statement.type) {
      case "SqlCreateStmt":
        this.#make(statement.relation, step, statement.if_not_exists === true);
        break;
      case "SqlCreateTableAsStmt":
        this.#make(statement.into.rel, step, statement.if_not_exists === true);
        break;
      case "SqlDropStmt":
        for (const { names } of statement.objects) this.#end(names.at(-1) ?? "", step);
        break;
      case "SqlRenameStmt":
        if (statement.renameType !== "OBJECT_TABLE" || !statement.relation) break;
        if (this.#end(statement.relation.relname, step)) this.#begin(statement.newname, step);
        break;
      default:
        this.#noteInto(statement, step);
    }
  }

  /** SELECT … INTO. */
  #noteInto(statement: SqlStatement, step: number): void {
    const into = nodeField(statement, "intoClause");
    const made = into === null ? null : nodeField(into, "rel");
    if (made?.type === "SqlRangeVar") this.#make(made, step, false);
  }

  /** `IF NOT EXISTS` makes nothing where the table is there. */
  #make(table: NamedTable, step: number, isGuarded: boolean): void {
    const isThere = isGuarded && tableIn(this.#before, table) !== undefined;
    if (!isThere) this.#begin(table.relname, step);
  }

  #begin(name: string, step: number): void {
    const lifetime = { after: step, until: Infinity };
    const lifetimes = this.#lifetimes.get(name);
    if (lifetimes === undefined) this.#lifetimes.set(name, [lifetime]);
    else if (lifetimes.at(-1)?.until !== Infinity) lifetimes.push(lifetime);
  }

  /** Whether there was such a table to end. */
  #end(name: string, step: number): boolean {
    const last = this.#lifetimes.get(name)?.at(-1);
    if (last?.until !== Infinity) return false;
    last.until = step;
    return true;
  }
}

/** The catalog's table of that name; undefined when no migration has made it. */
export function tableIn(catalog: Catalog, { relname, schemaname }: NamedTable): Table | undefined {
  return catalog.table(relname, schemaname);
}
