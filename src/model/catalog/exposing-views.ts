/** Views that show rows which row-level security hides. */

import type { SqlNode, SqlRangeVar } from "../../languages/postgresql/ast.ts";
import { isCertain } from "./certainty.ts";
import { forEachNode, isA, textField } from "./tree.ts";
import type { Catalog, Table, View } from "./types.ts";

/**
 * The first table with row-level security that a view reads with the rights of its owner, whom the policies do not
 * bind; null when there is none. Where row-level security is forced, they bind the owner too.
 */
export function exposedTable(view: View, catalog: Catalog): Table | null {
  if (view.materialized || view.securityInvoker || !isCertain(catalog, "views")) return null;
  return (
    tablesRead(view, catalog, new Set()).find(
      (table) =>
        table.rowSecurity.on &&
        !table.forcedRowSecurity.on &&
        isCertain(catalog, "rowSecurity", table),
    ) ?? null
  );
}

/** Those of the views that it reads, too: they are read with its owner's rights. */
function tablesRead(view: View, catalog: Catalog, seen: Set<View>): Table[] {
  if (view.query === null || seen.has(view)) return [];
  seen.add(view);
  return relationsIn(view.query).flatMap(({ relname, schemaname }) => {
    const other = viewNamed(catalog, relname, schemaname);
    if (other) return tablesRead(other, catalog, seen);
    const table = catalog.table(relname, schemaname);
    return table ? [table] : [];
  });
}

function viewNamed({ views }: Catalog, name: string, schema = "public"): View | undefined {
  return views.get(`${schema}.${name}`);
}

/** The relations that a query names, without those that its WITH makes; in the order they are written in. */
function relationsIn(query: SqlNode): SqlRangeVar[] {
  const relations: SqlRangeVar[] = [];
  const own = new Set<string | null>();
  forEachNode(query, (node) => {
    if (node.type === "SqlRangeVar") relations.push(node);
    if (isA(node, "SqlCommonTableExpr")) own.add(textField(node, "ctename"));
  });
  return relations
    .filter(({ relname, schemaname }) => schemaname !== undefined || !own.has(relname))
    .toSorted((a, b) => a.range[0] - b.range[0]);
}
