/** Relations that a script names without their schema. */

import type {
  Range,
  SqlDropStmt,
  SqlNode,
  SqlRangeVar,
  SqlScript,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import { forEachNode, isA, nodesField, textField } from "../catalog/tree.ts";

export interface UnqualifiedName {
  name: string;
  range: Range;
}

const RELATIONS = new Set([
  "OBJECT_TABLE",
  "OBJECT_FOREIGN_TABLE",
  "OBJECT_VIEW",
  "OBJECT_MATVIEW",
  "OBJECT_SEQUENCE",
]);

/**
 * The tables, views and sequences that are named without a schema, where the search path decides which ones are meant.
 * Not those that are temporary or stand in a WITH, the catalogs of PostgreSQL, bodies of functions (which run under
 * another search path), and what follows SET search_path.
 */
export function unqualifiedNames({ body }: SqlScript): UnqualifiedName[] {
  const found: UnqualifiedName[] = [];
  const temporary = new Set<string>();
  for (const statement of body) {
    if (setsSearchPath(statement)) break;
    if (statement.type === "SqlInvalid" || statement.type === "SqlCreateFunctionStmt") continue;
    found.push(...namesIn(statement, temporary));
  }
  return found;
}

function setsSearchPath(statement: SqlStatement): boolean {
  return isA(statement, "SqlVariableSetStmt") && textField(statement, "name") === "search_path";
}

/** `temporary` gathers the names of temporary tables, which later statements may use. */
function namesIn(statement: SqlStatement, temporary: Set<string>): UnqualifiedName[] {
  const ctes = new Set<string>();
  const aliases = new Set<SqlNode>();
  const found: UnqualifiedName[] = [];
  forEachNode(statement, (node) => {
    if (isA(node, "SqlCommonTableExpr")) ctes.add(textField(node, "ctename") ?? "");
    else if (isA(node, "SqlLockingClause"))
      for (const alias of nodesField(node, "lockedRels")) aliases.add(alias);
    else if (node.type === "SqlRangeVar") {
      if (node.relpersistence === "t") temporary.add(node.relname);
      if (isBare(node) && !aliases.has(node)) found.push({ name: node.relname, range: node.range });
    } else if (node.type === "SqlDropStmt") found.push(...droppedNames(node));
  });
  return found
    .filter(({ name }) => !ctes.has(name) && !temporary.has(name) && !name.startsWith("pg_"))
    .sort((one, other) => one.range[0] - other.range[0]);
}

function isBare({ schemaname }: SqlRangeVar): boolean {
  return schemaname === undefined;
}

function droppedNames({ objects, removeType }: SqlDropStmt): UnqualifiedName[] {
  if (!RELATIONS.has(removeType)) return [];
  return objects.flatMap(({ names: [name, ...others], range }) =>
    name !== undefined && others.length === 0 ? [{ name, range }] : [],
  );
}
