/** CREATE TABLE (LIKE other INCLUDING …). */

import { chooseObjectName, distinctColumnNames, joinColumnNames, qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import type { Column, Key, Provenance, Table, TableIndex } from "../types.ts";

/** The bits of `TableLikeClause.options` (PostgreSQL's `TableLikeOption`). */
const INCLUDING = { constraints: 4, defaults: 8, generated: 16, identity: 32, indexes: 64 };

/** What LIKE takes from a table: its columns at once, constraints and indexes when the new table is there. */
export interface TableCopy {
  columns: Column[];
  addTo: (key: string) => void;
}

export function copyOfTable(
  state: CatalogState,
  source: Table,
  options: number,
  origin: Provenance,
): TableCopy {
  const includes = (option: number) => (options & option) !== 0;
  return {
    columns: [...source.columns.values()].map((column) => copyOfColumn(column, options, origin)),
    addTo: (key) => {
      if (includes(INCLUDING.constraints))
        state.updateTable(key, (table) => ({
          checks: [...table.checks, ...source.checks.map((check) => ({ ...check, origin }))],
        }));
      if (includes(INCLUDING.indexes)) copyIndexes(state, source, key, origin);
    },
  };
}

function copyOfColumn(column: Column, options: number, origin: Provenance): Column {
  const isIdentity = column.sequence === "identity";
  const wanted = isIdentity ? INCLUDING.identity : INCLUDING.defaults | INCLUDING.generated;
  const keepsDefault = (options & wanted) !== 0;
  return {
    ...column,
    sequence: keepsDefault ? column.sequence : null,
    hasDefault: keepsDefault && column.hasDefault,
    origin,
  };
}

/** Indexes get new names, invented as if they had none. */
function copyIndexes(state: CatalogState, source: Table, key: string, origin: Provenance): void {
  const table = state.tables.get(key);
  if (table === undefined) return;
  const invent = (middle: string | null, label: string, isConstraint: boolean): string => {
    const name = chooseObjectName(table.name, middle, label, (candidate) =>
      isTaken(state, table.schema, candidate, isConstraint),
    );
    state.addIndexRelation(table, name);
    return name;
  };
  const copyKey = ({ columns }: Key, label: "pkey" | "key"): Key => {
    const middle = label === "pkey" ? null : joinColumnNames(columns);
    return { name: invent(middle, label, true), columns, origin };
  };
  const { primaryKey } = source;
  const copiedPrimary = primaryKey === null ? table.primaryKey : copyKey(primaryKey, "pkey");
  const uniques = source.uniques.map((unique) => copyKey(unique, "key"));
  const indexes = source.indexes.map((index): TableIndex => {
    const names = distinctColumnNames(index.columns.map((column) => column ?? "expr"));
    return { ...index, name: invent(joinColumnNames(names), "idx", false), origin };
  });
  state.updateTable(key, (current) => ({
    primaryKey: copiedPrimary,
    uniques: [...current.uniques, ...uniques],
    indexes: [...current.indexes, ...indexes],
  }));
}

function isTaken(
  state: CatalogState,
  schema: string,
  name: string,
  isConstraint: boolean,
): boolean {
  if (state.relations.has(qualify(schema, name))) return true;
  return isConstraint && state.hasConstraint(schema, name);
}
