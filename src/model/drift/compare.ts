/**
 * Holds a schema against the catalog of its migrations, as Prisma Migrate does with a shadow database. What Prisma
 * cannot express, or treats as equal, is no difference: names of indexes and constraints, the order of an enum's
 * values, partial and expression indexes, CHECKs, the form of the keys of implicit join tables.
 */

import { tableOf } from "../catalog/modelled.ts";
import type { Catalog } from "../catalog/types.ts";
import { isPostgres } from "../schema/build.ts";
import type { Model, Relation, SchemaModel } from "../schema/types.ts";
import { compareColumns } from "./columns.ts";
import { compareEnums } from "./enums.ts";
import { compareForeignKeys } from "./foreign-keys.ts";
import { compareIndexes } from "./indexes.ts";
import { differenceAt, lastTouched, nameOf } from "./difference.ts";
import type { Difference, DifferenceKind } from "./types.ts";

/** Prisma's own book of what it has applied. */
const PRISMA_TABLE = "_prisma_migrations";

interface Compared {
  catalog: Catalog;
  external: readonly string[];
  differences: readonly Difference[];
}

/** A cache: each file of a project asks for the same. */
const known = new WeakMap<SchemaModel, Compared>();

/**
 * All differences, in no particular order. None for other databases, nor where dynamic SQL may have changed what we
 * cannot see. `external` names the
 * tables and enums that Prisma leaves to others.
 */
export function compareWithCatalog(
  schema: SchemaModel,
  catalog: Catalog,
  external: readonly string[] = [],
): readonly Difference[] {
  const last = known.get(schema);
  if (last?.catalog === catalog && last.external === external) return last.differences;
  const differences = compare(schema, catalog).filter(
    ({ kind, table }) => !(EXTRA.has(kind) && isExternal(table, external)),
  );
  known.set(schema, { catalog, external, differences });
  return differences;
}

const EXTRA: ReadonlySet<DifferenceKind> = new Set(["extraTable", "extraEnum"]);

/** Names are written with their schema, `public.users`, or without. */
function isExternal(name: string, external: readonly string[]): boolean {
  return external.some((written) => written === name || written.endsWith(`.${name}`));
}

function compare(schema: SchemaModel, catalog: Catalog): Difference[] {
  if (!isPostgres(schema) || catalog.tainted || catalog.tables.size === 0) return [];
  const models = [...schema.models.values()].filter(({ kind }) => kind === "model");
  return [
    ...models.flatMap((model) => compareModel(model, schema, catalog)),
    ...models.flatMap((model) => missingJoinTables(model, catalog)),
    ...extraTables(schema, catalog),
    ...compareEnums(schema, catalog),
  ];
}

function compareModel(model: Model, schema: SchemaModel, catalog: Catalog): Difference[] {
  const table = tableOf(model, catalog);
  if (table === undefined) {
    if (isView(model, catalog)) return [];
    const subject = { table: model.databaseName, name: model.name };
    return [differenceAt("missingTable", nameOf(model), subject)];
  }
  // Of a table whose columns are not all known nothing can be said that would hold.
  if (table.opaque) return [];
  return [
    ...compareColumns(model, table, schema, catalog),
    ...compareIndexes(model, table),
    ...(schema.datasource?.relationMode === "prisma"
      ? []
      : compareForeignKeys(model, table, catalog)),
  ];
}

/** Whether a view of the migrations answers for a model: so they were read before Prisma had a word for views. */
function isView({ databaseName, databaseSchema }: Model, { views }: Catalog): boolean {
  return [...views.values()].some(
    ({ name, schema }) =>
      name === databaseName && (databaseSchema === null || databaseSchema === schema),
  );
}

/** Of each implicit many-to-many relation one side speaks: that of the model that comes first by name. */
function missingJoinTables(model: Model, catalog: Catalog): Difference[] {
  return model.fields
    .map(({ relation }) => relation)
    .filter((relation) => relation !== null)
    .filter((relation) => relation.joinTable !== null && isFirstSide(relation))
    .filter(({ joinTable }) => catalog.table(joinTable ?? "") === undefined)
    .map(({ field, joinTable }) =>
      differenceAt(
        "missingTable",
        { path: model.file.path, range: field.node.name.range },
        { table: joinTable ?? "", name: field.name },
      ),
    );
}

function isFirstSide({ field, target, opposite }: Relation): boolean {
  if (field.model !== target) return field.model.name < target.name;
  return opposite === null || field.name <= opposite.name;
}

function extraTables(schema: SchemaModel, catalog: Catalog): Difference[] {
  const known = new Set(tableNames(schema));
  const schemas = databaseSchemas(schema);
  return [...catalog.tables.values()]
    .filter((table) => schemas.has(table.schema) && table.name !== PRISMA_TABLE && !table.opaque)
    .filter((table) => !known.has(table.name))
    .map((table) =>
      differenceAt("extraTable", table.origin, {
        table: table.name,
        name: table.name,
        touched: lastTouched(table),
      }),
    );
}

function* tableNames({ models }: SchemaModel): Generator<string> {
  for (const model of models.values()) {
    yield model.databaseName;
    for (const { relation } of model.fields) {
      if (relation?.joinTable != null) yield relation.joinTable;
    }
  }
}

/** The schemas that Prisma looks at: those that models are in, else the one of the connection. */
function databaseSchemas({ models }: SchemaModel): Set<string> {
  return new Set([...models.values()].map(({ databaseSchema }) => databaseSchema ?? "public"));
}
