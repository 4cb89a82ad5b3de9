/** CREATE INDEX. */

import type {
  SqlIndexElem,
  SqlIndexStmt,
  SqlNode,
  SqlRangeVar,
} from "../../../languages/postgresql/ast.ts";
import { chooseObjectName, joinColumnNames, qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { field, isA, nodesField } from "../tree.ts";
import type { Table, TableIndex } from "../types.ts";
import { elementNames, indexedColumn, mentionedColumns } from "./expressions.ts";

export function createIndex(state: CatalogState, statement: SqlIndexStmt): void {
  const { relation, indexParams } = statement;
  if (state.isTemporary(relation)) return;
  const owner = state.findRelation(relation.schemaname, relation.relname);
  if (owner === null) {
    state.conflict("undefined_table");
    return;
  }
  const schema = owner.slice(0, -relation.relname.length - 1);
  const isTaken = (name: string) => state.relations.has(qualify(schema, name));
  if (statement.idxname !== undefined && isTaken(statement.idxname)) {
    if (statement.if_not_exists !== true) state.conflict("duplicate_table");
    return;
  }
  const included = nodesField(statement, "indexIncludingParams").filter(isIndexElement);
  const name =
    statement.idxname ??
    chooseObjectName(
      relation.relname,
      joinColumnNames(elementNames([...indexParams, ...included])),
      "idx",
      isTaken,
    );
  const table = state.tables.get(owner);
  const origin = state.provenance(statement.range);
  if (table === undefined) {
    state.relations.set(qualify(schema, name), {
      kind: "index",
      table: owner,
      column: null,
      origin,
    });
    return;
  }
  const index: TableIndex = {
    name,
    columns: indexParams.map(indexedColumn),
    unique: statement.unique === true,
    partial: statement.whereClause !== undefined,
    method: statement.accessMethod ?? "btree",
    elements: indexParams,
    included: included.map((element) => element.name).filter((column) => column !== undefined),
    predicate: statement.whereClause === undefined ? null : { node: statement.whereClause, origin },
    nullsNotDistinct: field(statement, "nulls_not_distinct") === true,
    valid: !isOnOnly(relation) || !table.partitioned,
    dependsOn: neededColumns(statement, included, table),
    origin,
  };
  state.updateTable(owner, (current) => ({ indexes: [...current.indexes, index] }));
  state.addIndexRelation(table, name, origin);
}

/** ON ONLY: PostgreSQL's tree says `inh` of any other. */
function isOnOnly(relation: SqlRangeVar): boolean {
  return field(relation, "inh") !== true;
}

function isIndexElement(node: SqlNode): node is SqlIndexElem {
  return isA(node, "SqlIndexElem");
}

function neededColumns(
  statement: SqlIndexStmt,
  included: readonly SqlIndexElem[],
  table: Table,
): string[] {
  const expressions = [...statement.indexParams.map(({ expr }) => expr), statement.whereClause];
  const mentioned = expressions.flatMap((expression) =>
    expression === undefined ? [] : mentionedColumns(expression, table),
  );
  const named = included.map((element) => element.name).filter((name) => name !== undefined);
  return [...new Set([...mentioned, ...named])];
}
