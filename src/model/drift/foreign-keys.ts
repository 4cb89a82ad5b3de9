import { tableOf } from "../catalog/modelled.ts";
import type { Catalog, ForeignKey, Table } from "../catalog/types.ts";
import { namedArgument } from "../schema/arguments.ts";
import type { Field, Model, Relation } from "../schema/types.ts";
import { differenceAt, hasColumns, lastTouched, nameOf } from "./difference.ts";
import type { Difference } from "./types.ts";

export function compareForeignKeys(model: Model, table: Table, catalog: Catalog): Difference[] {
  const relations = model.fields
    .map(({ relation }) => relation)
    .filter((relation) => relation !== null)
    .filter(({ fields, references }) => fields.length > 0 && fields.length === references.length);
  return [
    ...relations
      .filter((relation) => isExpected(relation, catalog))
      .filter(({ fields }) => hasColumns(table, fields.map(columnOf)))
      .filter((relation) => !table.foreignKeys.some((key) => isKeyOf(key, relation)))
      .map((relation) => missing(relation, table)),
    ...table.foreignKeys
      .filter((key) => !relations.some((relation) => isKeyOf(key, relation)))
      .map((key) => extra(key, model, table)),
  ];
}

/** A key to a view cannot be, and one to a table that no migration makes is part of that finding. */
function isExpected({ target }: Relation, catalog: Catalog): boolean {
  return target.kind === "model" && tableOf(target, catalog) !== undefined;
}

/** Prisma compares what refers to what, column by column, in any order. */
function isKeyOf(key: ForeignKey, { fields, references, target }: Relation): boolean {
  if (key.references.table !== target.databaseName) return false;
  if (key.columns.length !== fields.length) return false;
  const referred =
    key.references.columns.length > 0 ? key.references.columns : primaryKeyColumns(target);
  return key.columns.every((column, position) => {
    const field = fields.findIndex(({ databaseName }) => databaseName === column);
    return field !== -1 && references[field]?.databaseName === referred[position];
  });
}

function primaryKeyColumns(model: Model): string[] {
  const names = model.primaryKey?.fields.map(({ name }) => name) ?? [];
  return names.map((name) => model.field(name)?.databaseName ?? name);
}

function missing(relation: Relation, table: Table): Difference {
  const { field, fields, target, node } = relation;
  const place = namedArgument(node ?? undefined, "fields") ?? field.node.name;
  return differenceAt(
    "missingForeignKey",
    { path: field.model.file.path, range: place.range },
    {
      table: table.name,
      name: fields.map(columnOf).join(", "),
      expected: target.databaseName,
      touched: lastTouched(table),
    },
  );
}

function columnOf({ databaseName }: Field): string {
  return databaseName;
}

function extra(key: ForeignKey, model: Model, table: Table): Difference {
  return differenceAt("extraForeignKey", nameOf(model), {
    table: table.name,
    name: key.columns.join(", "),
    found: key.references.table,
    touched: key.origin,
  });
}
