/** PostgreSQL's own catalogs as the replay knows them, for queries that loops go over. */

import type { CatalogState } from "../state.ts";
import type { Aspect, Table } from "../types.ts";
import type { Cell, Row } from "./query-rows.ts";

interface Source {
  /** What has to be certain, so that no row is missing. */
  needs: readonly Aspect[];
  /** Stands for all that PostgreSQL's own schemas hold: a query has to leave it out. */
  system: Readonly<Record<string, Cell>> | null;
  rows: (state: CatalogState) => Iterable<Readonly<Record<string, Cell>>>;
}

function tablesOf(state: CatalogState): Iterable<Table> {
  return state.tables.values();
}

const SYSTEM: ReadonlyMap<string, Source> = new Map<string, Source>([
  [
    "pg_tables",
    {
      needs: ["tables"],
      system: { schemaname: "pg_catalog", tablename: "pg_type", rowsecurity: false },
      *rows(state) {
        for (const { schema, name, rowSecurity, indexes, triggers } of tablesOf(state))
          yield {
            schemaname: schema,
            tablename: name,
            rowsecurity: rowSecurity.on,
            hasindexes: indexes.length > 0 ? true : undefined,
            hastriggers: triggers.length > 0 ? true : undefined,
          };
      },
    },
  ],
  [
    "pg_class",
    {
      needs: ["tables", "views"],
      system: {
        relname: "pg_type",
        relnamespace: "pg_catalog",
        oid: "pg_catalog.pg_type",
        relkind: "r",
        relrowsecurity: false,
        relforcerowsecurity: false,
      },
      *rows(state) {
        for (const table of tablesOf(state))
          yield {
            relname: table.name,
            relnamespace: table.schema,
            oid: `${table.schema}.${table.name}`,
            relkind: table.partitioned ? "p" : "r",
            relrowsecurity: table.rowSecurity.on,
            relforcerowsecurity: table.forcedRowSecurity.on,
          };
        for (const view of state.views.values())
          yield {
            relname: view.name,
            relnamespace: view.schema,
            oid: `${view.schema}.${view.name}`,
            relkind: view.materialized ? "m" : "v",
            relrowsecurity: false,
            relforcerowsecurity: false,
          };
        for (const [key, { kind }] of state.relations.entries())
          if (kind === "index" || kind === "sequence" || kind === "composite")
            yield {
              relname: key.slice(key.indexOf(".") + 1),
              relnamespace: key.slice(0, key.indexOf(".")),
              oid: key,
              relkind: RELKINDS[kind],
              relrowsecurity: false,
              relforcerowsecurity: false,
            };
      },
    },
  ],
  [
    "pg_namespace",
    {
      needs: ["schemas"],
      system: { nspname: "pg_catalog", oid: "pg_catalog" },
      *rows(state) {
        for (const [name] of state.schemas.entries()) yield { nspname: name, oid: name };
      },
    },
  ],
  [
    "pg_policies",
    {
      needs: ["policies", "tables"],
      system: null,
      *rows(state) {
        for (const table of tablesOf(state))
          for (const policy of table.policies)
            yield {
              schemaname: table.schema,
              tablename: table.name,
              policyname: policy.name,
              permissive: policy.permissive ? "PERMISSIVE" : "RESTRICTIVE",
              cmd: policy.command.toUpperCase(),
            };
      },
    },
  ],
  [
    "pg_views",
    {
      needs: ["views"],
      system: { schemaname: "pg_catalog", viewname: "pg_roles" },
      *rows(state) {
        for (const { schema, name, materialized } of state.views.values())
          if (!materialized) yield { schemaname: schema, viewname: name };
      },
    },
  ],
]);

const RELKINDS = { index: "i", sequence: "S", composite: "c" } as const;

const INFORMATION_SCHEMA: ReadonlyMap<string, Source> = new Map<string, Source>([
  [
    "tables",
    {
      needs: ["tables", "views"],
      system: { table_schema: "pg_catalog", table_name: "pg_type", table_type: "BASE TABLE" },
      *rows(state) {
        for (const { schema, name } of tablesOf(state))
          yield { table_schema: schema, table_name: name, table_type: "BASE TABLE" };
        for (const { schema, name, materialized } of state.views.values())
          if (!materialized) yield { table_schema: schema, table_name: name, table_type: "VIEW" };
      },
    },
  ],
  [
    "columns",
    {
      needs: ["tables", "columns", "views"],
      system: {
        table_schema: "pg_catalog",
        table_name: "pg_type",
        column_name: "typname",
        is_nullable: "NO",
        udt_name: "name",
      },
      *rows(state) {
        for (const { schema, name, columns } of tablesOf(state))
          for (const column of columns.values())
            yield {
              table_schema: schema,
              table_name: name,
              column_name: column.name,
              is_nullable: column.notNull ? "NO" : "YES",
              udt_name: column.type,
            };
      },
    },
  ],
  [
    "triggers",
    {
      needs: ["triggers", "tables"],
      system: null,
      *rows(state) {
        for (const table of tablesOf(state))
          for (const trigger of table.triggers)
            for (const event of trigger.events)
              yield {
                event_object_schema: table.schema,
                event_object_table: table.name,
                trigger_schema: table.schema,
                trigger_name: trigger.name,
                event_manipulation: event.toUpperCase(),
              };
      },
    },
  ],
]);

/** The rows of one of PostgreSQL's catalogs; null when it is another one, or when some may be missing. */
export function catalogRows(
  state: CatalogState,
  schema: string | null,
  relation: string,
): Row[] | null {
  const source =
    schema === "information_schema"
      ? INFORMATION_SCHEMA.get(relation)
      : schema === null || schema === "pg_catalog"
        ? SYSTEM.get(relation)
        : undefined;
  if (source === undefined || source.needs.some((aspect) => state.uncertain.has(aspect)))
    return null;
  if (mayLackRows(state, source)) return null;
  const rows: Row[] = [...source.rows(state)].map((row) => new Map(Object.entries(row)));
  const { system } = source;
  return system === null
    ? rows
    : [...rows, new Map([...Object.entries(system), [SYSTEM_ROW, true]])];
}

/** The column that marks the row for PostgreSQL's own objects. */
export const SYSTEM_ROW = "";

/** A table of which not all is known may have columns, policies or triggers that are not listed. */
function mayLackRows(state: CatalogState, { needs }: Source): boolean {
  for (const { opaque, uncertain } of tablesOf(state))
    if ((opaque && needs.includes("columns")) || needs.some((aspect) => uncertain.has(aspect)))
      return true;
  return false;
}
