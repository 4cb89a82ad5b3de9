/** CREATE TABLE (LIKE other INCLUDING …). */

import { chooseObjectName, distinctColumnNames, joinColumnNames, qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import type { Column, Key, Provenance, Table, TableIndex } from "../types.ts";
import { addOwnedSequence, NO_VALUE } from "./columns.ts";
import { serialDefault } from "./sequence-defaults.ts";

/** The bits of `TableLikeClause.options` (PostgreSQL's `TableLikeOption`). */
const INCLUDING = {
  comments: 1,
  constraints: 4,
  defaults: 8,
  generated: 16,
  identity: 32,
  indexes: 64,
};

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
    columns: [...source.columns.values()].map((column) => {
      const copy = copyOfColumn(column, options, origin);
      if (copy.sequence !== "serial" || copy.default !== null) return copy;
      const key = qualify(source.schema, source.name);
      return { ...copy, default: serialDefault(state, key, column.name, origin) };
    }),
    addTo: (key) => {
      if (includes(INCLUDING.identity)) addSequences(state, source, key, origin);
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
  const wanted = isIdentity
    ? INCLUDING.identity
    : column.generated === null
      ? INCLUDING.defaults
      : INCLUDING.generated;
  const includes = (option: number) => (options & option) !== 0;
  return {
    ...column,
    ...(includes(wanted) ? {} : NO_VALUE),
    comment: includes(INCLUDING.comments) ? column.comment : null,
    origin,
  };
}

function addSequences(state: CatalogState, source: Table, key: string, origin: Provenance): void {
  const table = state.tables.get(key);
  if (table === undefined) return;
  for (const { name, identity } of source.columns.values())
    if (identity !== null) addOwnedSequence(state, table, name, origin.range);
}

/** Indexes get new names, invented as if they had none. */
function copyIndexes(state: CatalogState, source: Table, key: string, origin: Provenance): void {
  const table = state.tables.get(key);
  if (table === undefined) return;
  const invent = (middle: string | null, label: string, isConstraint: boolean): string => {
    const name = chooseObjectName(table.name, middle, label, (candidate) =>
      isTaken(state, table.schema, candidate, isConstraint),
    );
    state.addIndexRelation(table, name, origin);
    return name;
  };
  const copyKey = (key: Key, label: "pkey" | "key"): Key => {
    const middle = label === "pkey" ? null : joinColumnNames(key.columns);
    return { ...key, name: invent(middle, label, true), origin };
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
