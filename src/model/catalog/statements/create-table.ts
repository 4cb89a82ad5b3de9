/** CREATE TABLE in all its forms. */

import type {
  SqlColumnDef,
  SqlConstraint,
  SqlCreateStmt,
  SqlNode,
  SqlRangeVar,
} from "../../../languages/postgresql/ast.ts";
import { qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { field, isA, nodeField } from "../tree.ts";
import type { Aspect, Column, Flag, Table } from "../types.ts";
import type { ConstraintRequest } from "./columns.ts";
import { deferrabilityOf, isOwnConstraint, readColumn } from "./columns.ts";
import { addConstraints } from "./constraints.ts";
import { copyOfTable } from "./like.ts";
import type { TableCopy } from "./like.ts";
import { defaultPrivilegesIn } from "./privileges.ts";

const NEVER_SET: Flag = { on: false, origin: null };
const NONE: ReadonlySet<Aspect> = new Set();

interface Draft {
  columns: Map<string, Column>;
  requests: ConstraintRequest[];
  copies: TableCopy[];
  opaque: boolean;
  partitioned: boolean;
}

export function createTable(state: CatalogState, statement: SqlCreateStmt): void {
  const place = newTable(state, statement.relation, statement.if_not_exists === true);
  if (place === null) return;
  const draft: Draft = {
    columns: new Map(),
    requests: [],
    copies: [],
    opaque: nodeField(statement, "ofTypename") !== null,
    partitioned: statement.partspec !== undefined,
  };
  for (const parent of statement.inhRelations ?? []) inheritColumns(state, parent, draft);
  for (const element of statement.tableElts ?? []) readElement(state, place, element, draft);
  putTable(state, place, statement.relation, draft);
  const key = qualify(place.schema, place.name);
  addConstraints(state, key, draft.requests, "create table");
  for (const copy of draft.copies) copy.addTo(key);
}

/** CREATE TABLE … AS, SELECT INTO: a table whose columns only the query tells. */
export function createOpaqueTable(
  state: CatalogState,
  relation: SqlRangeVar,
  ifNotExists: boolean,
): void {
  const place = newTable(state, relation, ifNotExists);
  if (place === null) return;
  putTable(state, place, relation, {
    columns: new Map(),
    requests: [],
    copies: [],
    opaque: true,
    partitioned: false,
  });
}

/** Where the table goes; null when it is temporary, or exists. */
function newTable(
  state: CatalogState,
  relation: SqlRangeVar,
  ifNotExists: boolean,
): { schema: string; name: string } | null {
  if (relation.relpersistence === "t" || relation.schemaname === "pg_temp") {
    state.addTemporary(relation.relname);
    return null;
  }
  const schema = state.creationSchema(relation.schemaname);
  if (state.relations.has(qualify(schema, relation.relname))) {
    if (!ifNotExists) state.conflict("duplicate_table");
    return null;
  }
  return { schema, name: relation.relname };
}

function putTable(
  state: CatalogState,
  place: { schema: string; name: string },
  relation: SqlRangeVar,
  { columns, opaque, partitioned }: Draft,
): void {
  const key = qualify(place.schema, place.name);
  // Field by field: with a spread the engine grows the object as it goes, and this and columns are made by the thousand.
  const table: Table = {
    schema: place.schema,
    name: place.name,
    columns,
    primaryKey: null,
    uniques: [],
    foreignKeys: [],
    checks: [],
    exclusions: [],
    indexes: [],
    rowSecurity: NEVER_SET,
    forcedRowSecurity: NEVER_SET,
    policies: [],
    triggers: [],
    rules: [],
    privileges: defaultPrivilegesIn(state, place.schema),
    comment: null,
    partitioned,
    opaque,
    uncertain: NONE,
    origin: state.provenance(relation.range),
  };
  state.tables.set(key, table);
  state.relations.set(key, { kind: "table", table: null, column: null, origin: table.origin });
}

/** INHERITS and PARTITION OF. Later changes of the parent reach the child too, so its columns are not certain. */
function inheritColumns(state: CatalogState, parent: SqlRangeVar, draft: Draft): void {
  draft.opaque = true;
  const key = state.findTable(parent);
  const table = key === null ? undefined : state.tables.get(key);
  for (const [name, column] of table?.columns ?? [])
    if (!draft.columns.has(name)) draft.columns.set(name, column);
}

function readElement(
  state: CatalogState,
  place: { schema: string; name: string },
  element: SqlNode,
  draft: Draft,
): void {
  if (isColumn(element)) {
    const { column, requests } = readColumn(state, place, element);
    draft.columns.set(column.name, column);
    draft.requests.push(...requests);
  } else if (isConstraint(element)) {
    if (isOwnConstraint(element))
      draft.requests.push({ constraint: element, columns: [], ...deferrabilityOf(element) });
    else setNotNull(element, draft);
  } else if (isA(element, "SqlTableLikeClause")) {
    likeTable(state, element, draft);
  }
}

function isColumn(element: SqlNode): element is SqlColumnDef {
  return element.type === "SqlColumnDef";
}

function isConstraint(element: SqlNode): element is SqlConstraint {
  return element.type === "SqlConstraint";
}

/** A table-level `NOT NULL column`, of PostgreSQL 18. */
function setNotNull(constraint: SqlConstraint, draft: Draft): void {
  if (constraint.contype !== "CONSTR_NOTNULL") return;
  for (const { sval } of constraint.keys ?? []) {
    const column = draft.columns.get(sval);
    if (column !== undefined) draft.columns.set(sval, { ...column, notNull: true });
  }
}

function likeTable(state: CatalogState, clause: SqlNode, draft: Draft): void {
  const relation = nodeField(clause, "relation");
  const key = relation?.type === "SqlRangeVar" ? state.findTable(relation) : null;
  const source = key === null ? undefined : state.tables.get(key);
  if (source === undefined || source.opaque) draft.opaque = true;
  if (source === undefined) return;
  const options = field(clause, "options");
  const copy = copyOfTable(
    state,
    source,
    typeof options === "number" ? options : 0,
    state.provenance(clause.range),
  );
  for (const column of copy.columns) draft.columns.set(column.name, column);
  draft.copies.push(copy);
}
