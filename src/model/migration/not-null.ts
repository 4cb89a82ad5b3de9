/** Columns that a migration makes NOT NULL, and what it does about the rows that are there. */

import type {
  Range,
  SqlAlterTableCmd,
  SqlColumnDef,
  SqlNode,
  SqlScript,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import {
  columnParts,
  forEachNode,
  isA,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import type { Table } from "../catalog/types.ts";
import { inOrder } from "./in-order.ts";
import type { NamedTable } from "./steps.ts";

/** A column that every row must fill, and that nothing fills in the rows that exist. */
export function isRequiredWithoutValue({ constraints = [], typeName }: SqlColumnDef): boolean {
  const kinds = constraints.map(({ contype }) => contype);
  const isRequired = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
  const isFilled = ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"] as const;
  return isRequired && !isFilled.some((kind) => kinds.includes(kind)) && !isSerial(typeName);
}

/** Whether the column is its table's primary key, which it cannot be without NOT NULL. */
export function isKey({ constraints = [] }: SqlColumnDef): boolean {
  return constraints.some(({ contype }) => contype === "CONSTR_PRIMARY");
}

/** The constraint that requires a value; the whole definition when there is none. */
export function requiredBy({ constraints = [], range }: SqlColumnDef): Range {
  const required = constraints.find(
    ({ contype }) => contype === "CONSTR_NOTNULL" || contype === "CONSTR_PRIMARY",
  );
  return required?.range ?? range;
}

/** `serial` and its sizes bring a default along. */
export function isSerial(typeName: SqlColumnDef["typeName"]): boolean {
  const name = typeName?.names.at(-1)?.sval ?? "";
  return /^(?:small|big)?serial[248]?$/u.test(name);
}

/**
 * Whether a statement of the script that begins before `offset` sees to the rows where the column is null: an UPDATE
 * that gives it a value, a change of type with USING, a CHECK, a DELETE that names it or spares no row, TRUNCATE. The WHERE of an UPDATE is not judged:
 * whoever writes one knows which rows have none.
 */
export function isBackfilled(
  script: SqlScript,
  table: NamedTable,
  column: string,
  offset = Infinity,
): boolean {
  return inOrder(script.body).some(
    (statement) => statement.range[0] < offset && fills(statement, table, column),
  );
}

/** Whether the script takes all rows out of the table before `offset`. */
export function isEmptied(script: SqlScript, { relname }: NamedTable, offset: number): boolean {
  return inOrder(script.body).some((statement) => {
    if (statement.range[0] >= offset) return false;
    if (statement.type === "SqlTruncateStmt") {
      return statement.relations.some((relation) => relation.relname === relname);
    }
    if (statement.type !== "SqlDeleteStmt" || statement.whereClause) return false;
    return statement.relation.relname === relname;
  });
}

/** The names that the script has renamed to this one. */
export function formerNames(script: SqlScript, { relname }: NamedTable, column: string): string[] {
  return inOrder(script.body).flatMap((statement) => {
    if (statement.type !== "SqlRenameStmt" || statement.renameType !== "OBJECT_COLUMN") return [];
    const { relation, subname, newname } = statement;
    return relation?.relname === relname && newname === column && subname ? [subname] : [];
  });
}

function fills(statement: SqlStatement, { relname }: NamedTable, column: string): boolean {
  switch (statement.type) {
    case "SqlTruncateStmt":
      return statement.relations.some((relation) => relation.relname === relname);
    case "SqlAlterTableStmt":
      return (
        statement.relation.relname === relname &&
        statement.cmds.some((command) => convertsAll(command, column) || checks(command, column))
      );
    case "SqlDeleteStmt": {
      const { relation, whereClause } = statement;
      return relation.relname === relname && (!whereClause || mentions(whereClause, column));
    }
    default: {
      if (!isA(statement, "SqlUpdateStmt")) return false;
      const relation = nodeField(statement, "relation");
      if (relation === null || textField(relation, "relname") !== relname) return false;
      const targets = nodesField(statement, "targetList");
      return targets.some((target) => textField(target, "name") === column);
    }
  }
}

/** `TYPE BOOLEAN USING (verified_at IS NOT NULL)` gives every row a value. */
function convertsAll({ name, def }: SqlAlterTableCmd, column: string): boolean {
  return name === column && def?.type === "SqlColumnDef" && def.raw_default !== undefined;
}

/** `ADD CHECK (c IS NOT NULL)`, validated at once or later: PostgreSQL refuses there if a row has none. */
function checks({ def }: SqlAlterTableCmd, column: string): boolean {
  return (
    def?.type === "SqlConstraint" &&
    def.contype === "CONSTR_CHECK" &&
    def.raw_expr !== undefined &&
    mentions(def.raw_expr, column)
  );
}

function mentions(expression: SqlNode, column: string): boolean {
  let found = false;
  forEachNode(expression, (node) => {
    if (columnParts(node)?.at(-1) === column) found = true;
  });
  return found;
}

/** Whether a CHECK of the table says that the column is not null: PostgreSQL need not look at the rows then. */
export function isCheckedNotNull(table: Table | undefined, column: string): boolean {
  return (
    table?.checks.some(({ columns }) => columns.length === 1 && columns[0] === column) ?? false
  );
}
