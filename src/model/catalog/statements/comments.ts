/** COMMENT ON TABLE, VIEW and COLUMN. */

import type { SqlNode, SqlStatement } from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { namesField, nodeField, textField } from "../tree.ts";
import type { Comment } from "../types.ts";

const TABLES = new Set(["OBJECT_TABLE", "OBJECT_FOREIGN_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW"]);

export function comment(state: CatalogState, statement: SqlStatement): void {
  const kind = textField(statement, "objtype") ?? "";
  const object = nodeField(statement, "object");
  if (object === null) return;
  const names = namesField(object, "items");
  if (TABLES.has(kind)) commentOnTable(state, names, commentOf(state, statement));
  else if (kind === "OBJECT_COLUMN")
    commentOnColumn(state, names.slice(0, -1), names.at(-1) ?? "", commentOf(state, statement));
}

/** IS NULL takes the comment away. */
function commentOf(state: CatalogState, statement: SqlNode): Comment | null {
  const text = textField(statement, "comment") ?? "";
  return text === "" ? null : { text, origin: state.provenance(statement.range) };
}

function commentOnTable(state: CatalogState, names: readonly string[], text: Comment | null): void {
  const key = state.findRelation(names.at(-2), names.at(-1) ?? "");
  if (key === null) state.conflict("undefined_table");
  else if (state.tables.has(key)) state.updateTable(key, () => ({ comment: text }));
  else state.updateView(key, () => ({ comment: text }));
}

function commentOnColumn(
  state: CatalogState,
  table: readonly string[],
  name: string,
  text: Comment | null,
): void {
  const key = state.findRelation(table.at(-2), table.at(-1) ?? "");
  if (key === null) {
    state.conflict("undefined_table");
    return;
  }
  const column = state.tables.get(key)?.columns.get(name);
  if (column === undefined) return;
  state.updateTable(key, ({ columns }) => ({
    columns: new Map(columns).set(name, { ...column, comment: text }),
  }));
}
