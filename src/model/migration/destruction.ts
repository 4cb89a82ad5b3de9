/** What a script takes away for good: rows, values, and the promise that a column is never NULL. */

import type {
  Range,
  SqlAlterTableCmd,
  SqlAlterTableStmt,
  SqlDropStmt,
  SqlNode,
  SqlRenameStmt,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import { columnParts, forEachNode, isA, nodeField, textField } from "../catalog/tree.ts";
import type { Catalog } from "../catalog/types.ts";
import { inOrder } from "./in-order.ts";
import { oncePerScript } from "./once-per-script.ts";

/** Each can be allowed by itself. */
export const DESTRUCTION_KINDS = [
  "dropColumn",
  "dropTable",
  "dropSchema",
  "dropDatabase",
  "dropNotNull",
  "truncate",
] as const;

export type DestructionKind = (typeof DESTRUCTION_KINDS)[number];

export interface Destruction {
  kind: DestructionKind;
  /** The table; of what is no table its own name. */
  name: string;
  /** Null when the name stands alone. */
  schema: string | null;
  column: string | null;
  range: Range;
  isCascade: boolean;
  /** The column is added again, empty, by the same script. */
  isRecreated: boolean;
  /** The statement of the same script that has read it before, to keep its values elsewhere. */
  copiedBy: SqlStatement | null;
  /** What was copied has its old name again: a table or column that was built anew. */
  isReplaced: boolean;
}

/**
 * What a script destroys, in the order of execution. What it has made itself is no loss.
 *
 * @param before the catalog as the script finds it
 */
export const destructions = oncePerScript((script, before): readonly Destruction[] => {
  const walk = new Walk(before);
  for (const statement of inOrder(script.body)) walk.step(statement);
  return walk.found();
});

interface Reading {
  statement: SqlStatement;
  /** Whether it makes rows; UPDATE moves values of columns alone. */
  makesRows: boolean;
  columns: ReadonlySet<string>;
}

type Found = Omit<Destruction, "isRecreated" | "isReplaced">;

class Walk {
  readonly #before: Catalog;
  readonly #found: Found[] = [];
  /** By each table that they read. */
  readonly #readings = new Map<string, Reading[]>();
  /** Tables, and columns as `table.column`, that the script has made; under their present names. */
  readonly #made = new Set<string>();
  /** The names that tables had before the script renamed them, by their present ones. */
  readonly #formerNames = new Map<string, string>();

  constructor(before: Catalog) {
    this.#before = before;
  }

  /** Only at the end is it known what has come in the place of what was dropped. */
  found(): Destruction[] {
    return this.#found.map((one) => {
      const { name, column, copiedBy } = one;
      const former = this.#formerNames.get(name) ?? name;
      const key = column === null ? former : columnKey(name, column);
      const isBack = this.#made.has(key);
      return {
        ...one,
        isRecreated: column !== null && isBack && copiedBy === null,
        isReplaced: isBack && copiedBy !== null,
      };
    });
  }

  step(statement: SqlStatement): void {
    switch (statement.type) {
      case "SqlCreateStmt":
        this.#make(statement.relation.relname);
        break;
      case "SqlCreateTableAsStmt":
        this.#make(statement.into.rel.relname);
        this.#read(statement);
        break;
      case "SqlRenameStmt":
        this.#rename(statement);
        break;
      case "SqlAlterTableStmt":
        if (statement.objtype === "OBJECT_TABLE") this.#alter(statement);
        break;
      case "SqlDropStmt":
        this.#drop(statement);
        break;
      case "SqlTruncateStmt":
        for (const { relname, schemaname, range } of statement.relations)
          this.#add("truncate", {
            name: relname,
            schema: schemaname ?? null,
            range,
            isCascade: statement.behavior === "DROP_CASCADE",
          });
        break;
      default:
        this.#other(statement);
    }
  }

  #other(statement: SqlStatement): void {
    if (isA(statement, "SqlInsertStmt") || isA(statement, "SqlUpdateStmt")) this.#read(statement);
    const into = nodeField(statement, "intoClause");
    const made = into === null ? null : nodeField(into, "rel");
    if (made?.type === "SqlRangeVar") {
      this.#make(made.relname);
      this.#read(statement);
    }
    if (isA(statement, "SqlDropdbStmt"))
      this.#found.push({
        kind: "dropDatabase",
        name: textField(statement, "dbname") ?? "",
        schema: null,
        column: null,
        range: headOf(statement),
        isCascade: false,
        copiedBy: null,
      });
  }

  /** `IF NOT EXISTS` makes nothing where the table is there. */
  #make(table: string): void {
    if (this.#before.table(table) === undefined || this.#isGone(table)) this.#made.add(table);
  }

  #isGone(table: string): boolean {
    return (
      this.#found.some(({ kind, name }) => kind === "dropTable" && name === table) ||
      [...this.#formerNames.values()].includes(table)
    );
  }

  #rename(statement: SqlRenameStmt): void {
    const { renameType, relation, subname, newname } = statement;
    const table = relation?.relname;
    if (table === undefined) return;
    if (renameType === "OBJECT_TABLE") {
      if (this.#made.delete(table)) this.#made.add(newname);
      else this.#formerNames.set(newname, this.#formerNames.get(table) ?? table);
    } else if (renameType === "OBJECT_COLUMN" && subname !== undefined) {
      if (this.#made.delete(columnKey(table, subname))) this.#made.add(columnKey(table, newname));
    }
  }

  #alter(statement: SqlAlterTableStmt): void {
    const table = statement.relation.relname;
    // PostgreSQL drops before it adds, whatever the order of the commands.
    for (const command of statement.cmds)
      if (command.subtype === "AT_DropColumn") this.#dropColumn(statement, command);
    for (const { subtype, def } of statement.cmds)
      if (subtype === "AT_AddColumn" && def?.type === "SqlColumnDef")
        this.#made.add(columnKey(table, def.colname));
    for (const command of statement.cmds)
      if (command.subtype === "AT_DropNotNull")
        this.#add("dropNotNull", columnOf(statement, command));
  }

  #dropColumn(statement: SqlAlterTableStmt, command: SqlAlterTableCmd): void {
    const target = columnOf(statement, command);
    const key = columnKey(target.name, target.column);
    if (this.#made.delete(key) || this.#isUnknown(target, command.missing_ok)) return;
    this.#add("dropColumn", target);
  }

  #drop({ removeType, objects, behavior, missing_ok: isOptional }: SqlDropStmt): void {
    const isCascade = behavior === "DROP_CASCADE";
    for (const { names, range } of objects) {
      const name = names.at(-1) ?? "";
      const schema = names.at(-2) ?? null;
      if (removeType === "OBJECT_TABLE") {
        if (this.#made.delete(name)) continue;
        if (this.#isUnknown({ name, schema, column: null }, isOptional)) continue;
        this.#add("dropTable", { name, schema, range, isCascade });
      } else if (removeType === "OBJECT_SCHEMA" && isCascade)
        this.#add("dropSchema", { name, schema: null, range, isCascade });
    }
  }

  /** `IF EXISTS` of what no migration has made: a guard, not a loss. */
  #isUnknown(
    { name, schema, column }: { name: string; schema: string | null; column: string | null },
    isOptional: boolean | undefined,
  ): boolean {
    if (isOptional !== true || this.#before.tainted) return false;
    const table = this.#before.table(this.#formerNames.get(name) ?? name, schema ?? undefined);
    if (table === undefined) return true;
    return column !== null && !table.opaque && !table.columns.has(column);
  }

  #add(
    kind: DestructionKind,
    target: Pick<Found, "name" | "schema" | "range"> & Partial<Pick<Found, "column" | "isCascade">>,
  ): void {
    const { name, column = null, isCascade = false } = target;
    if (this.#made.has(name)) return;
    if (column !== null && this.#made.has(columnKey(name, column))) return;
    const copiedBy = kind === "dropNotNull" ? null : this.#copyOf(name, column);
    this.#found.push({ ...target, kind, column, isCascade, copiedBy });
  }

  #copyOf(table: string, column: string | null): SqlStatement | null {
    const reading = this.#readings
      .get(table)
      ?.find(({ makesRows, columns }) => (column === null ? makesRows : columns.has(column)));
    return reading?.statement ?? null;
  }

  /** Notes which tables and columns a statement reads to write them elsewhere. */
  #read(statement: SqlStatement): void {
    const tables = new Set<string>();
    const columns = new Set<string>();
    const target = isA(statement, "SqlInsertStmt") ? nodeField(statement, "relation") : null;
    forEachNode(statement, (node: SqlNode) => {
      if (node.type === "SqlRangeVar" && node !== target) tables.add(node.relname);
      const column = columnParts(node)?.at(-1);
      if (column !== undefined) columns.add(column);
    });
    const makesRows = !isA(statement, "SqlUpdateStmt");
    for (const table of tables) {
      const readings = this.#readings.get(table) ?? [];
      this.#readings.set(table, readings);
      readings.push({ statement, makesRows, columns });
    }
  }
}

function columnKey(table: string, column: string): string {
  return `${table}.${column}`;
}

function columnOf(
  { relation }: SqlAlterTableStmt,
  { name = "", range, nameRange, behavior }: SqlAlterTableCmd,
) {
  return {
    name: relation.relname,
    schema: relation.schemaname ?? null,
    column: name,
    range: nameRange ?? range,
    isCascade: behavior === "DROP_CASCADE",
  };
}

/** The first words of a statement: `DROP DATABASE`. */
function headOf({ tokens, range }: SqlStatement): Range {
  return [range[0], tokens[1]?.range[1] ?? range[1]];
}
