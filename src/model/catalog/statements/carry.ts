/** Carrying new names into expressions: PostgreSQL holds what they refer to, not how it was called. */

import type { SqlNode, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import type { Column, ColumnDefault, Expression, Table, View } from "../types.ts";
import { NO_VALUE } from "./columns.ts";
import { describeDefault } from "./defaults.ts";
import type { Reference } from "./references.ts";
import { referencesIn, scopeOfTable, withName, withReplaced } from "./references.ts";

interface Place {
  schema: string;
  name: string;
}

/** What a node is to be replaced by; null when it stays. */
type Renaming = (reference: Reference) => SqlNode | null;

export function carryColumn(state: CatalogState, table: string, from: string, to: string): void {
  carry(state, table, (reference) =>
    reference.kind === "column" && reference.table === table && isNamed(reference, from)
      ? withName(reference.node, "fields", -1, to)
      : null,
  );
}

/** Not a column that `*` stands for: the star stays. */
function isNamed({ node, column }: Reference & { kind: "column" }, name: string): boolean {
  return column === name && withName(node, "fields", -1, name) !== node;
}

/** Called before the relation itself moves. */
export function carryRelation(state: CatalogState, key: string, from: Place, to: Place): void {
  carry(state, key, (reference) => {
    if (reference.kind === "relation" && reference.key === key)
      return movedRelation(reference.node, to);
    return reference.kind === "column" &&
      reference.table === key &&
      reference.qualifiedBy === from.name &&
      from.name !== to.name
      ? withName(reference.node, "fields", -2, to.name)
      : null;
  });
}

function movedRelation(node: SqlRangeVar, to: Place): SqlNode {
  const { schemaname } = node;
  return schemaname === undefined
    ? { ...node, relname: to.name }
    : { ...node, relname: to.name, schemaname: to.schema };
}

export function carryFunction(state: CatalogState, from: Place, to: Place): void {
  carry(state, null, (reference) =>
    reference.kind === "call" && isCallOf(reference, from) ? movedCall(reference.node, to) : null,
  );
}

function movedCall(node: SqlNode, to: Place): SqlNode {
  return withName(withName(node, "funcname", -1, to.name), "funcname", -2, to.schema);
}

/** Called before the type itself moves. */
export function carryType(state: CatalogState, key: string, to: Place): void {
  carry(state, null, (reference) =>
    reference.kind === "type" && reference.key === key
      ? withName(withName(reference.node, "names", -1, to.name), "names", -2, to.schema)
      : null,
  );
}

/** A name without a schema may be the function's, since expressions say seldom which they mean. */
function isCallOf(call: { schema: string | null; name: string }, { schema, name }: Place): boolean {
  return call.name === name && (call.schema === null || call.schema === schema);
}

/** @param of The table whose name or column changes: only policies of other tables can speak of it. */
function carry(state: CatalogState, of: string | null, renaming: Renaming): void {
  for (const [key, table] of state.tables.entries()) {
    if (of !== null && key !== of && table.policies.length === 0) continue;
    const scope = scopeOfTable(table);
    const changed = withExpressions(table, (node) => renamed(state, node, scope, renaming));
    if (changed !== null) state.updateTable(key, () => changed);
  }
  for (const [key, view] of state.views.entries()) {
    if (view.query === null) continue;
    const query = renamed(state, view.query, undefined, renaming);
    if (query !== view.query) state.updateView(key, () => ({ query }));
  }
}

function renamed(
  state: CatalogState,
  node: SqlNode,
  scope: ReturnType<typeof scopeOfTable> | undefined,
  renaming: Renaming,
): SqlNode {
  const replaced = new Map<SqlNode, SqlNode>();
  for (const reference of referencesIn(state, node, scope)) {
    const instead = renaming(reference);
    if (instead !== null) replaced.set(reference.node, instead);
  }
  return withReplaced(node, replaced);
}

/** The parts of a table whose expressions a change reaches; null when it reaches none. */
function withExpressions(table: Table, change: (node: SqlNode) => SqlNode): Partial<Table> | null {
  const replaced: SqlNode[] = [];
  const changedNode = (node: SqlNode): SqlNode => {
    const instead = change(node);
    if (instead !== node) replaced.push(node);
    return instead;
  };
  const changed = <T extends Expression>(expression: T): T => {
    const node = changedNode(expression.node);
    return node === expression.node ? expression : { ...expression, node };
  };
  const orNull = <T extends Expression>(expression: T | null): T | null =>
    expression === null ? null : changed(expression);
  const parts = {
    policies: table.policies.map((policy) => ({
      ...policy,
      using: orNull(policy.using),
      withCheck: orNull(policy.withCheck),
    })),
    triggers: table.triggers.map((trigger) => ({ ...trigger, when: orNull(trigger.when) })),
    checks: table.checks.map((check) => ({ ...check, expression: orNull(check.expression) })),
    indexes: table.indexes.map((index) => ({
      ...index,
      predicate: orNull(index.predicate),
      elements: index.elements.map((element) =>
        element.expr === undefined ? element : { ...element, expr: changedNode(element.expr) },
      ),
    })),
    columns: changedColumns(table.columns, orNull),
  };
  return replaced.length > 0 ? parts : null;
}

/** The columns themselves when the change reaches none of them. */
function changedColumns(
  columns: Table["columns"],
  change: <T extends Expression>(expression: T | null) => T | null,
): Table["columns"] {
  const changed = new Map<string, Column>();
  for (const [name, column] of columns) {
    const value = change(column.default);
    const generated = change(column.generated);
    if (value !== column.default || generated !== column.generated)
      changed.set(name, { ...column, default: described(value), generated });
  }
  return changed.size === 0
    ? columns
    : new Map([...columns].map(([name, column]) => [name, changed.get(name) ?? column]));
}

/** The text says what the node says. */
function described(value: ColumnDefault | null): ColumnDefault | null {
  return value === null ? null : { ...value, ...describeDefault(value.node) };
}

// ---- CASCADE ---------------------------------------------------------------------------------------------

/**
 * Drops, as CASCADE does, the views, policies and triggers that refer to what goes, and with it CHECKs, indexes and
 * defaults when it is a function or type: of tables and columns those of other tables cannot speak.
 */
export function dropReferring(
  state: CatalogState,
  isGone: (reference: Reference) => boolean,
  isNoTable = false,
): void {
  for (const [key, table] of state.tables.entries()) {
    if (!isNoTable && table.policies.length === 0 && table.triggers.length === 0) continue;
    const scope = scopeOfTable(table);
    const mentions = (expression: Expression | null): boolean =>
      expression !== null && referencesIn(state, expression.node, scope).some(isGone);
    const left = partsLeft(state, table, mentions);
    if (left !== null) state.updateTable(key, () => left);
  }
  for (const [key, { query }] of state.views.entries())
    if (query !== null && referencesIn(state, query).some(isGone)) dropView(state, key);
}

function partsLeft(
  state: CatalogState,
  table: Table,
  mentions: (expression: Expression | null) => boolean,
): Partial<Table> | null {
  const goes = {
    policies: table.policies.filter((one) => mentions(one.using) || mentions(one.withCheck)),
    triggers: table.triggers.filter(({ when }) => mentions(when)),
    checks: table.checks.filter(({ expression }) => mentions(expression)),
    indexes: table.indexes.filter(
      ({ predicate, elements, origin }) =>
        mentions(predicate) ||
        elements.some(({ expr }) => expr !== undefined && mentions({ node: expr, origin })),
    ),
  };
  const defaults = [...table.columns.values()].filter((column) => mentions(column.default));
  const isTouched = defaults.length > 0 || Object.values(goes).some((parts) => parts.length > 0);
  if (!isTouched) return null;
  for (const { name } of goes.indexes) state.removeRelation(table.schema, name);
  const columns = new Map(table.columns);
  for (const column of defaults) columns.set(column.name, { ...column, ...NO_VALUE });
  return {
    policies: without(table.policies, goes.policies),
    triggers: without(table.triggers, goes.triggers),
    checks: without(table.checks, goes.checks),
    indexes: without(table.indexes, goes.indexes),
    columns,
  };
}

function without<T>(all: readonly T[], gone: readonly T[]): readonly T[] {
  return gone.length === 0 ? all : all.filter((one) => !gone.includes(one));
}

/** Drops a view with its indexes, and what refers to it. */
export function dropView(state: CatalogState, key: string): void {
  const view: View | undefined = state.views.get(key);
  if (view === undefined) return;
  state.views.delete(key);
  dropReferring(state, (reference) => reference.kind === "relation" && reference.key === key);
  state.relations.delete(key);
  for (const [name, relation] of state.relations.entries())
    if (relation.table === key) state.relations.delete(name);
}

/** Drops what calls a function. Other functions of its name may be meant, when there are any: then nothing goes. */
export function dropCalls(state: CatalogState, { schema, name }: Place): void {
  const isOverloaded = [...state.functions.values()].some(
    (one) => one.name === name && one.schema === schema,
  );
  if (isOverloaded) return;
  const isCall = (trigger: Table["triggers"][number]) =>
    trigger.function.name === name && trigger.function.schema === schema;
  for (const [key, table] of state.tables.entries())
    if (table.triggers.some(isCall))
      state.updateTable(key, ({ triggers }) => ({
        triggers: triggers.filter((one) => !isCall(one)),
      }));
  dropReferring(
    state,
    (reference) => reference.kind === "call" && isCallOf(reference, { schema, name }),
    true,
  );
}
