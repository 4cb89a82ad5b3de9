/** Warnings of Prisma's that the migration itself has answered: somebody has added what Prisma never writes. */

import type { SqlNode, SqlScript, SqlStatement } from "../../languages/postgresql/ast.ts";
import { isA, nodeField, nodesField, textField } from "../catalog/tree.ts";
import type { Catalog } from "../catalog/types.ts";
import { destructions } from "./destruction.ts";
import type { Destruction } from "./destruction.ts";
import { inOrder } from "./in-order.ts";
import type { PrismaWarning } from "./prisma-warnings.ts";

/** Columns are named `table.column`. */
interface Answers {
  /** Tables of which rows are changed or taken away. */
  changedTables: ReadonlySet<string>;
  /** Columns that an UPDATE sets. */
  filled: ReadonlySet<string>;
  /** Columns that are added without being required at once. */
  addedOpen: ReadonlySet<string>;
  /** Columns and tables that keep their values under another name or type. */
  kept: ReadonlySet<string>;
}

/** Tells of a warning whether statements of the script have dealt with it. */
export function answeredIn(
  script: SqlScript,
  before: Catalog,
): (warning: PrismaWarning) => boolean {
  const answers = answersIn(script, before);
  return ({ kind, table, column }) => {
    const name = column === null ? (table ?? "") : keyOf(table ?? "", column);
    switch (kind) {
      case "dropColumn":
      case "dropTable":
      case "recreateColumn":
      case "cast":
      case "makeList":
        return answers.kept.has(name);
      case "addRequired":
        return answers.addedOpen.has(name);
      case "makeRequired":
        return answers.filled.has(name) || answers.changedTables.has(table ?? "");
      case "unique":
        return answers.changedTables.has(table ?? "");
      case "enumValues":
        return answers.changedTables.size > 0;
      case "primaryKey":
        return false;
    }
  };
}

function answersIn(script: SqlScript, before: Catalog): Answers {
  const changedTables = new Set<string>();
  const filled = new Set<string>();
  const addedOpen = new Set<string>();
  const kept = new Set(destructions(script, before).filter(isCopied).map(nameOf));
  for (const statement of inOrder(script.body)) {
    if (statement.type === "SqlDeleteStmt") changedTables.add(statement.relation.relname);
    for (const name of renamedBy(statement)) kept.add(name);
    for (const name of columnsAddedOpen(statement)) addedOpen.add(name);
    const updated = isA(statement, "SqlUpdateStmt") ? nodeField(statement, "relation") : null;
    if (updated?.type !== "SqlRangeVar") continue;
    changedTables.add(updated.relname);
    for (const target of nodesField(statement, "targetList"))
      filled.add(keyOf(updated.relname, textField(target, "name") ?? ""));
  }
  return { changedTables, filled, addedOpen, kept };
}

function isCopied({ copiedBy }: Destruction): boolean {
  return copiedBy !== null;
}

function nameOf({ name, column }: Destruction): string {
  return column === null ? name : keyOf(name, column);
}

function renamedBy(statement: SqlStatement): string[] {
  if (statement.type !== "SqlRenameStmt" || !statement.relation) return [];
  const { renameType, relation, subname } = statement;
  if (renameType === "OBJECT_TABLE") return [relation.relname];
  return renameType === "OBJECT_COLUMN" ? [keyOf(relation.relname, subname ?? "")] : [];
}

/** `ADD COLUMN` without NOT NULL, or with a default: Prisma would have written neither. */
function columnsAddedOpen(statement: SqlStatement): string[] {
  if (statement.type !== "SqlAlterTableStmt") return [];
  return statement.cmds.flatMap(({ subtype, def }) =>
    subtype === "AT_AddColumn" && def?.type === "SqlColumnDef" && isOpen(def.constraints ?? [])
      ? [keyOf(statement.relation.relname, def.colname)]
      : [],
  );
}

function isOpen(constraints: readonly SqlNode[]): boolean {
  const kinds = constraints.map((constraint) => textField(constraint, "contype"));
  return !kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_DEFAULT");
}

function keyOf(table: string, column: string): string {
  return `${table}.${column}`;
}
