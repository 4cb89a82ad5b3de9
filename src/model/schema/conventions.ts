/** How a schema writes what it adds: read from what is there, so that a fix looks as if its authors wrote it. */

import type { Field, Model, SchemaModel } from "./types.ts";

function snakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2").toLowerCase();
}

function camelFields(model: Model): readonly Field[] {
  return model.fields.filter(
    (field) => field.kind !== "relation" && /[a-z][A-Z]/u.test(field.name),
  );
}

function isSnakeCased(field: Field): boolean {
  return field.kind !== "relation" && /^[a-z0-9]+(?:_[a-z0-9]+)+$/u.test(field.name);
}

/** More than half of `items` are such; false for none at all. */
function most<Item>(items: readonly Item[], isSuch: (item: Item) => boolean): boolean {
  return items.length > 0 && items.filter(isSuch).length * 2 > items.length;
}

/** Fields are written `created_at`, not `createdAt`: so in this model, or in the schema when it cannot be told. */
function writesSnakeCase(model: Model, schema: SchemaModel): boolean {
  const compound = (of: Model): readonly Field[] =>
    of.fields.filter((field) => isSnakeCased(field) || camelFields(of).includes(field));
  const own = compound(model);
  return most(own.length > 0 ? own : [...schema.models.values()].flatMap(compound), isSnakeCased);
}

/** Fields are mapped to columns in snake_case: `createdAt … @map("created_at")`. */
function mapsToSnakeCase(model: Model, schema: SchemaModel): boolean {
  const own = camelFields(model);
  const fields = own.length > 0 ? own : [...schema.models.values()].flatMap(camelFields);
  return most(fields, (field) => field.databaseName === snakeCase(field.name));
}

/** The name of a new field in the case that the model uses. `name` is camelCase. */
export function conventionalName(name: string, model: Model, schema: SchemaModel): string {
  return writesSnakeCase(model, schema) ? snakeCase(name) : name;
}

/** `@map("created_at")` where the model's other fields are mapped so, else nothing. */
export function conventionalMap(name: string, model: Model, schema: SchemaModel): string[] {
  const column = snakeCase(name);
  return column !== name && mapsToSnakeCase(model, schema) ? [`@map("${column}")`] : [];
}

const timestampTypes = new WeakMap<SchemaModel, string[]>();

/**
 * The native type of a new point in time. On PostgreSQL `@db.Timestamptz` with the precision that the schema
 * mostly uses, else 3, the milliseconds of a JavaScript date; on other databases none.
 */
export function timestampType(schema: SchemaModel): string[] {
  let type = timestampTypes.get(schema);
  if (!type) {
    type = favouriteTimestamp(schema);
    timestampTypes.set(schema, type);
  }
  return type;
}

function favouriteTimestamp(schema: SchemaModel): string[] {
  const provider = schema.datasource?.provider ?? "postgresql";
  if (provider !== "postgresql") return [];
  const counts = new Map<string, number>();
  for (const model of schema.models.values()) {
    for (const { nativeType } of model.fields) {
      if (nativeType?.name !== "Timestamptz") continue;
      const precision = nativeType.arguments[0];
      const written = precision === undefined ? "@db.Timestamptz" : `@db.Timestamptz(${precision})`;
      counts.set(written, (counts.get(written) ?? 0) + 1);
    }
  }
  const [favourite] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? ["@db.Timestamptz(3)"];
  return [favourite];
}

/** The field after which bookkeeping fields read well: the last timestamp, else the last column. */
export function lastColumn(model: Model): Field | undefined {
  const columns = model.fields.filter((field) => field.kind !== "relation");
  return (
    columns.findLast((field) => field.type === "DateTime" && isBookkeeping(field)) ?? columns.at(-1)
  );
}

function isBookkeeping(field: Field): boolean {
  return field.isUpdatedAt || (field.default?.kind === "function" && field.default.name === "now");
}
