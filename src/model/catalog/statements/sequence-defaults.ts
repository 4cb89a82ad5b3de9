/** Defaults of `nextval('…')`: PostgreSQL holds the sequence itself, whatever it is called later. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import { parseQualifiedName } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { calledFunction, constantText, nodeField, nodesField } from "../tree.ts";
import type { Column, ColumnDefault, Provenance } from "../types.ts";
import { NO_VALUE } from "./columns.ts";
import { textConstants } from "./loops.ts";
import { withReplaced } from "./references.ts";

/** Carries a sequence's new name into defaults; called before it moves. */
export function carrySequence(
  state: CatalogState,
  key: string,
  to: { schema: string; name: string },
): void {
  const text = quotedName(to.schema, to.name);
  const constant = textConstants([text]).get(text);
  if (constant === undefined) return;
  changeReaders(state, key, (column) => {
    const value = column.default;
    const name = value === null ? null : sequenceName(value.node);
    if (value === null || name === null) return column;
    const node = withReplaced(value.node, new Map([[name, constant]]));
    return { ...column, default: { ...value, node } };
  });
}

/** The name with its schema, as SQL has it. */
export function quotedName(...parts: string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

/**
 * The default that `serial` stands for, written out: a table made LIKE another one takes its numbers from the other
 * one's sequence. Null when the column has none.
 */
export function serialDefault(
  state: CatalogState,
  table: string,
  column: string,
  origin: Provenance,
): ColumnDefault | null {
  for (const [key, relation] of state.relations.entries()) {
    if (relation.kind !== "sequence" || relation.table !== table || relation.column !== column)
      continue;
    const dot = key.indexOf(".");
    const name = quotedName(key.slice(0, dot), key.slice(dot + 1)).replaceAll("'", "''");
    const [select] = parseScript(`SELECT nextval('${name}')`).body;
    const [target] = select === undefined ? [] : nodesField(select, "targetList");
    const node = target === undefined ? null : nodeField(target, "val");
    return node === null ? null : { kind: "call", text: "nextval", node, origin };
  }
  return null;
}

/** Takes the defaults away that a sequence feeds. */
export function dropDefaultsOf(state: CatalogState, key: string): void {
  changeReaders(state, key, (column) => ({ ...column, ...NO_VALUE }));
}

/** Of the sequences that go with a table, or with one of its columns. */
export function dropDefaultsOfOwned(
  state: CatalogState,
  table: string,
  column: string | null,
): void {
  for (const [key, relation] of state.relations.entries())
    if (
      relation.kind === "sequence" &&
      relation.table === table &&
      (column === null || relation.column === column)
    )
      dropDefaultsOf(state, key);
}

function changeReaders(state: CatalogState, key: string, change: (column: Column) => Column): void {
  for (const [tableKey, table] of state.tables.entries()) {
    const readers = [...table.columns.values()].filter((column) => isFedBy(state, column, key));
    if (readers.length === 0) continue;
    const columns = new Map(table.columns);
    for (const column of readers) columns.set(column.name, change(column));
    state.updateTable(tableKey, () => ({ columns }));
  }
}

function isFedBy(state: CatalogState, { sequence, default: value }: Column, key: string): boolean {
  if (sequence !== "serial" || value === null) return false;
  const text = constantText(sequenceName(value.node));
  const name = text === null ? null : parseQualifiedName(text);
  return name !== null && state.findRelation(name.schema, name.name) === key;
}

/** The argument of `nextval`, below casts. */
function sequenceName(node: SqlNode): SqlNode | null {
  return calledFunction(node) === "nextval" ? (nodesField(node, "args")[0] ?? null) : null;
}
