/** A catalog as lines of text, one a fact: ours and PostgreSQL's are compared as sets of lines. */

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import type { Catalog, MigrationFile, Table } from "../../../src/model/catalog/types.ts";

/** Scripts as migrations, in order. */
export function migrations(...texts: string[]): MigrationFile[] {
  return texts.map((text, index) => {
    const name = `${String(index).padStart(4, "0")}_migration`;
    return { name, path: `/migrations/${name}/migration.sql`, text, script: parseScript(text) };
  });
}

/** The facts of a replayed catalog, sorted. Of an opaque table its existence alone. */
export function factsOf(catalog: Catalog): string[] {
  const enums = [...catalog.enums.values()].map(
    ({ schema, name, values }) => `enum ${schema}.${name} {${values.join(", ")}}`,
  );
  return [...enums, ...[...catalog.tables.values()].flatMap(tableFacts)].sort();
}

/** Tables whose columns are not certain, by qualified name. */
export function opaqueTables(catalog: Catalog): Set<string> {
  const opaque = [...catalog.tables].filter(([, table]) => table.opaque);
  return new Set(opaque.map(([key]) => key));
}

function tableFacts(table: Table): string[] {
  const name = `${table.schema}.${table.name}`;
  if (table.opaque) return [`table ${name}`];
  const { primaryKey } = table;
  return [
    `table ${name}`,
    ...[...table.columns.values()].map((column) =>
      [
        `column ${name}.${column.name} ${column.type}`,
        column.notNull ? "not null" : "null",
        column.sequence ?? (column.hasDefault ? "default" : "no default"),
      ].join(", "),
    ),
    ...(primaryKey === null ? [] : [primaryKey]).map(
      (key) => `primary key ${name}.${key.name ?? "?"} (${key.columns.join(", ")})`,
    ),
    ...table.uniques.map((key) => `unique ${name}.${key.name ?? "?"} (${key.columns.join(", ")})`),
    ...table.foreignKeys.map(
      ({ name: own, columns, references: { schema, table: target, columns: keys } }) =>
        `foreign key ${name}.${own ?? "?"} (${columns.join(", ")}) -> ${schema}.${target} (${keys.join(", ")})`,
    ),
    ...table.checks.map((check) => `check ${name}.${check.name ?? "?"}`),
    ...table.exclusions.map((exclusion) => `exclude ${name}.${exclusion.name ?? "?"}`),
    ...table.indexes.map(({ name: own, columns, unique, partial, method }) =>
      [
        `index ${name}.${own ?? "?"} (${columns.map((column) => column ?? "-").join(", ")}) ${method}`,
        ...(unique ? ["unique"] : []),
        ...(partial ? ["partial"] : []),
      ].join(" "),
    ),
  ];
}
