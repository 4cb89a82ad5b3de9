/** What goes, or changes its name, together with a column, a key or a table. */

import { qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import type { ForeignKey, Key, Table, TableIndex } from "../types.ts";
import { carryColumn, carryRelation, dropReferring } from "./carry.ts";
import { removeOwnedSequences } from "./columns.ts";
import { mentionedColumns } from "./expressions.ts";
import { dropDefaultsOfOwned } from "./sequence-defaults.ts";

/**
 * Drops a column with the indexes and constraints that touch it, and the foreign keys that point at it; CASCADE
 * also takes the policies, views, triggers and generated columns that read it.
 */
export function dropColumn(
  state: CatalogState,
  key: string,
  column: string,
  cascade: boolean,
): void {
  if (cascade) dropReadersOfColumn(state, key, column);
  const table = state.tables.get(key);
  if (table === undefined) return;
  const touches = (constraint: Key | ForeignKey) => constraint.columns.includes(column);
  const indexes = table.indexes.filter((index) => needsColumn(index, column));
  const keys = [...keysOf(table), ...table.exclusions].filter(touches);
  for (const { name } of [...indexes, ...keys]) state.removeRelation(table.schema, name);
  state.updateTable(key, (current) => ({
    columns: withoutColumn(current.columns, column),
    primaryKey:
      current.primaryKey !== null && touches(current.primaryKey) ? null : current.primaryKey,
    uniques: current.uniques.filter((one) => !touches(one)),
    foreignKeys: current.foreignKeys.filter((one) => !touches(one)),
    checks: current.checks.filter((one) => !touches(one)),
    exclusions: current.exclusions.filter((one) => !touches(one)),
    indexes: current.indexes.filter((one) => !indexes.includes(one)),
    privileges: current.privileges.filter((one) => one.column !== column),
  }));
  removeOwnedSequences(state, key, column);
  if (table.opaque || isUniqueColumn(table, column))
    dropForeignKeys(
      state,
      (one) => pointsAt(one, table) && one.references.columns.includes(column),
    );
}

function dropReadersOfColumn(state: CatalogState, key: string, column: string): void {
  dropDefaultsOfOwned(state, key, column);
  dropReferring(
    state,
    (reference) =>
      reference.kind === "column" && reference.table === key && reference.column === column,
  );
  const table = state.tables.get(key);
  if (table === undefined) return;
  if (table.triggers.some((trigger) => trigger.columns.includes(column)))
    state.updateTable(key, ({ triggers }) => ({
      triggers: triggers.filter((trigger) => !trigger.columns.includes(column)),
    }));
  for (const { name, generated } of table.columns.values())
    if (generated !== null && mentionedColumns(generated.node, table).includes(column))
      dropColumn(state, key, name, true);
}

/** Whether a foreign key can point at the column: it is part of something unique. */
function isUniqueColumn(table: Table, column: string): boolean {
  return (
    keysOf(table).some((key) => key.columns.includes(column)) ||
    table.indexes.some((index) => index.unique && index.columns.includes(column))
  );
}

function needsColumn(index: TableIndex, column: string): boolean {
  return index.columns.includes(column) || index.dependsOn.includes(column);
}

function withoutColumn(columns: Table["columns"], name: string): Table["columns"] {
  const others = new Map(columns);
  others.delete(name);
  return others;
}

/** The primary key and the unique constraints. */
export function keysOf(table: Table): Key[] {
  return table.primaryKey === null ? [...table.uniques] : [table.primaryKey, ...table.uniques];
}

function pointsAt({ references }: ForeignKey, table: Table): boolean {
  return references.schema === table.schema && references.table === table.name;
}

/** Drops the foreign keys, of any table, that the predicate picks. */
function dropForeignKeys(
  state: CatalogState,
  isDropped: (foreignKey: ForeignKey, owner: Table) => boolean,
): void {
  for (const [key, table] of state.tables.entries())
    if (table.foreignKeys.some((one) => isDropped(one, table)))
      state.updateTable(key, (current) => ({
        foreignKeys: current.foreignKeys.filter((one) => !isDropped(one, current)),
      }));
}

/** Drops foreign keys that rest on a key which is gone, unless another unique key on its columns is left. */
export function dropForeignKeysOn(
  state: CatalogState,
  table: Table,
  columns: readonly string[],
): void {
  const wanted = columnSet(columns);
  const left = state.tables.get(qualify(table.schema, table.name));
  if (left !== undefined && uniqueColumnSets(left).has(wanted)) return;
  dropForeignKeys(
    state,
    (foreignKey) =>
      pointsAt(foreignKey, table) && columnSet(foreignKey.references.columns) === wanted,
  );
}

function uniqueColumnSets(table: Table): Set<string> {
  const indexes = table.indexes.filter((index) => index.unique && !index.partial);
  const columns = indexes.map((index) => index.columns.filter((column) => column !== null));
  return new Set([...keysOf(table).map((key) => key.columns), ...columns].map(columnSet));
}

function columnSet(columns: readonly string[]): string {
  return [...columns].sort().join("\0");
}

/** Carries a column's new name into all that mentions it. */
export function renameColumn(state: CatalogState, key: string, from: string, to: string): void {
  const table = state.tables.get(key);
  if (table === undefined) return;
  carryColumn(state, key, from, to);
  const renamed = (name: string) => (name === from ? to : name);
  const inKey = <T extends { columns: readonly string[] }>(one: T): T => ({
    ...one,
    columns: one.columns.map(renamed),
  });
  state.updateTable(key, (current) => ({
    columns: withRenamedColumn(current.columns, from, to),
    primaryKey: current.primaryKey === null ? null : inKey(current.primaryKey),
    uniques: current.uniques.map(inKey),
    foreignKeys: current.foreignKeys.map(inKey),
    checks: current.checks.map(inKey),
    exclusions: current.exclusions.map(inKey),
    indexes: current.indexes.map((index) => ({
      ...index,
      columns: index.columns.map((name) => (name === null ? null : renamed(name))),
      dependsOn: index.dependsOn.map(renamed),
      included: index.included.map(renamed),
      elements: index.elements.map((element) =>
        element.name === from ? { ...element, name: to } : element,
      ),
    })),
    triggers: current.triggers.map((one) => ({ ...one, columns: one.columns.map(renamed) })),
    privileges: current.privileges.map((one) =>
      one.column === from ? { ...one, column: to } : one,
    ),
  }));
  retarget(state, table, (references) => ({
    ...references,
    columns: references.columns.map(renamed),
  }));
  renameInOwnedSequences(state, key, from, to);
}

/** The same columns in the same order, one of them under another name. */
function withRenamedColumn(columns: Table["columns"], from: string, to: string): Table["columns"] {
  return new Map(
    [...columns].map(([name, column]) =>
      name === from ? [to, { ...column, name: to }] : [name, column],
    ),
  );
}

function renameInOwnedSequences(state: CatalogState, key: string, from: string, to: string): void {
  for (const [name, relation] of state.relations.entries())
    if (relation.table === key && relation.column === from)
      state.relations.set(name, { ...relation, column: to });
}

/** Changes where foreign keys that point at this table point to. */
function retarget(
  state: CatalogState,
  table: Table,
  change: (references: ForeignKey["references"]) => ForeignKey["references"],
): void {
  for (const [key, other] of state.tables.entries())
    if (other.foreignKeys.some((one) => pointsAt(one, table)))
      state.updateTable(key, (current) => ({
        foreignKeys: current.foreignKeys.map((one) =>
          pointsAt(one, table) ? { ...one, references: change(one.references) } : one,
        ),
      }));
}

/** Gives a table another name or schema: its indexes and sequences follow it into the schema, under their names. */
export function moveTable(
  state: CatalogState,
  key: string,
  to: { schema: string; name: string },
): void {
  const table = state.tables.get(key);
  if (table === undefined) return;
  carryRelation(state, key, table, to);
  retarget(state, table, (references) => ({ ...references, schema: to.schema, table: to.name }));
  const current = state.tables.get(key) ?? table;
  const newKey = qualify(to.schema, to.name);
  state.tables.delete(key);
  state.relations.delete(key);
  state.tables.set(newKey, { ...current, ...to });
  state.relations.set(newKey, { kind: "table", table: null, column: null, origin: table.origin });
  for (const [name, relation] of state.relations.entries()) {
    if (relation.table !== key) continue;
    const own = name.slice(table.schema.length + 1);
    state.relations.delete(name);
    state.relations.set(qualify(to.schema, own), { ...relation, table: newKey });
  }
}

/**
 * Drops a table with its indexes and sequences, and the foreign keys that point at it; CASCADE also takes the views
 * and other tables' policies that read it.
 */
export function dropTable(state: CatalogState, key: string, cascade: boolean): void {
  const table = state.tables.get(key);
  if (table === undefined) return;
  if (cascade) {
    dropReferring(state, (reference) => reference.kind === "relation" && reference.key === key);
    dropDefaultsOfOwned(state, key, null);
  }
  state.tables.delete(key);
  state.relations.delete(key);
  for (const [name, relation] of state.relations.entries())
    if (relation.table === key) state.relations.delete(name);
  dropForeignKeys(state, (foreignKey) => pointsAt(foreignKey, table));
}
