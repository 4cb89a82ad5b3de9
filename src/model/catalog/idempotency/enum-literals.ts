/** Strings that a query compares with an enum: `WHERE role = 'GUEST'` fails when the enum has no such value. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import type { QualifiedName } from "../names.ts";
import { columnParts, constantText, forEachNode, isA, nodeField, nodesField } from "../tree.ts";
import { mustExist } from "./command.ts";
import type { Requirement } from "./command.ts";
import type { ObjectStore } from "./objects.ts";
import { partOf, relationName } from "./references.ts";
import type { DatabaseObject } from "./stored-objects.ts";

/** The values of enums, made anew by the script, that a statement needs. */
export function neededValues(store: ObjectStore, statement: SqlNode): Requirement[] {
  if (!store.hasMadeEnum) return [];
  const tables: QualifiedName[] = [];
  forEachNode(statement, (node) => {
    if (node.type === "SqlRangeVar") tables.push(relationName(node));
  });
  const needed: Requirement[] = [];
  forEachNode(statement, (node) => {
    const compared = comparison(node);
    if (compared === null) return;
    const type = enumOf(store, tables, compared.column);
    if (type === null) return;
    const name = { schema: type.schema, name: type.name };
    for (const value of compared.values)
      needed.push(mustExist(partOf(name, "enumValue", value), "22P02"));
  });
  return needed;
}

function comparison(node: SqlNode): { column: string; values: string[] } | null {
  if (!isA(node, "SqlA_Expr")) return null;
  const [left, right] = [nodeField(node, "lexpr"), nodeField(node, "rexpr")];
  const column = columnParts(left)?.at(-1) ?? columnParts(right)?.at(-1);
  if (column === undefined) return null;
  const other = columnParts(left) === null ? left : right;
  const listed = other && isA(other, "SqlList") ? nodesField(other, "items") : [other];
  // A cast says of what type the string is.
  const plain = listed.filter((value) => value !== null && isA(value, "SqlA_Const"));
  return { column, values: plain.map(constantText).filter((text) => text !== null) };
}

/** The enum that a column is of, when all tables that have such a column agree, and the script has made it. */
function enumOf(
  store: ObjectStore,
  tables: readonly QualifiedName[],
  column: string,
): DatabaseObject | null {
  const types = new Set(
    tables.map((table) => typeOf(store, table, column)).filter((type) => type !== undefined),
  );
  const [type] = types;
  return types.size === 1 && type?.isComplete === true && type.variety === "enum" ? type : null;
}

/** Undefined when the table has no such column, as far as is known. */
function typeOf(
  store: ObjectStore,
  table: QualifiedName,
  column: string,
): DatabaseObject | null | undefined {
  const part = store.find("table", table)?.parts.get(`column:${column}`);
  if (part) return part.uses[0] ?? null;
  const known = store.known(table)?.columns.get(column);
  if (known === undefined) return undefined;
  return store.find("type", { schema: known.typeSchema, name: known.type });
}
