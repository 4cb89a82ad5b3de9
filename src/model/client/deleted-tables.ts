/** Which tables a script takes rows out of. */

import type { SqlNode, SqlScript, SqlStatement, SqlToken } from "../../languages/postgresql/ast.ts";
import { parseScript } from "../../languages/postgresql/parser.ts";
import { isWord } from "../../languages/postgresql/token-list.ts";
import { forEachNode } from "../catalog/tree.ts";
import type { Model, SchemaModel } from "../schema/types.ts";
import type { Scopes } from "./bindings.ts";
import type { RawCall } from "./calls.ts";
import { sqlTextOf } from "./raw-text.ts";

/** A table that DELETE or TRUNCATE names. */
export interface DeletedTable {
  statement: "DELETE" | "TRUNCATE";
  name: string;
  /** Null when the name stands alone. */
  schema: string | null;
}

/** The tables that a statement of these kinds deletes from. */
export function tablesOf(
  node: Extract<SqlNode, { type: "SqlDeleteStmt" | "SqlTruncateStmt" }>,
): (DeletedTable & { range: [number, number] })[] {
  const isDelete = node.type === "SqlDeleteStmt";
  const relations = isDelete ? [node.relation] : node.relations;
  return relations.map(({ relname, schemaname, range }) => ({
    statement: isDelete ? "DELETE" : "TRUNCATE",
    name: relname,
    schema: schemaname ?? null,
    range,
  }));
}

/** All tables that a script deletes from, also in `WITH` and where the rest of a statement does not parse. */
function deletedTables(script: SqlScript): DeletedTable[] {
  const found: DeletedTable[] = [];
  forEachNode(script.body, (node) => {
    if (node.type === "SqlDeleteStmt" || node.type === "SqlTruncateStmt")
      found.push(...tablesOf(node));
  });
  return [...found, ...script.body.flatMap(headOfInvalid)];
}

/** `DELETE FROM "Note" $1`: an interpolated clause parses nowhere, but the head says what is deleted. */
function headOfInvalid(statement: SqlStatement): DeletedTable[] {
  if (statement.type !== "SqlInvalid") return [];
  const words = statement.tokens.filter(({ value }) => value !== "only");
  const [first, second] = words;
  const isDelete = isWord(first, "delete") && isWord(second, "from");
  if (!isDelete && !isWord(first, "truncate")) return [];
  const name = nameAt(words, isDelete || isWord(second, "table") ? 2 : 1);
  return name ? [{ statement: isDelete ? "DELETE" : "TRUNCATE", ...name }] : [];
}

function nameAt(
  tokens: readonly SqlToken[],
  index: number,
): Pick<DeletedTable, "name" | "schema"> | null {
  const [first, dot, second] = tokens.slice(index);
  if (!isName(first)) return null;
  if (dot?.text !== ".") return { name: first.value, schema: null };
  return isName(second) ? { name: second.value, schema: first.value } : null;
}

function isName(token: SqlToken | undefined): token is SqlToken {
  return token?.kind === "word" || token?.kind === "quoted";
}

/** The model that a table is of; null for tables that the schema does not know. */
export function modelOfTable(
  { name, schema: databaseSchema }: Pick<DeletedTable, "name" | "schema">,
  schema: SchemaModel,
): Model | null {
  for (const model of schema.models.values()) {
    if (model.kind !== "model" || model.databaseName !== name) continue;
    if (databaseSchema === null || model.databaseSchema === null) return model;
    if (model.databaseSchema === databaseSchema) return model;
  }
  return null;
}

/** The tables that a raw query deletes from, as far as its text is written in the source. */
export function deletedByQuery({ text }: RawCall, scopes: Scopes): DeletedTable[] {
  const sql = text && sqlTextOf(text, scopes);
  return sql !== null && mayDelete(sql) ? deletedTables(parseScript(sql)) : [];
}

/** Whether a text can hold a statement that deletes: asked before it is parsed. */
function mayDelete(sql: string): boolean {
  const text = sql.toUpperCase();
  return text.includes("DELETE") || text.includes("TRUNCATE");
}
