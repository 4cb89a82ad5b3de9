/** How a schema writes what it adds: read from what is there, so that a fix looks as if its authors wrote it. */

import { computedOnce } from "../computed-once.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

function snakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2").toLowerCase();
}

function isCamelCased({ kind, name }: Field): boolean {
  return kind !== "relation" && /[a-z][A-Z]/u.test(name);
}

function isSnakeCased({ kind, name }: Field): boolean {
  return kind !== "relation" && /^[a-z0-9]+(?:_[a-z0-9]+)+$/u.test(name);
}

function isMapped({ name, databaseName }: Field): boolean {
  return databaseName !== name && databaseName === snakeCase(name);
}

/** How fields are written and mapped; null where no field tells. */
interface Conventions {
  /** `created_at`, not `createdAt`. */
  writesSnakeCase: boolean | null;
  /** `createdAt … @map("created_at")`. */
  mapsToSnakeCase: boolean | null;
}

/** A model whose fields are in both cases tells nothing: an adapter's `refresh_token` beside `userId`. */
function nearlyAll<Item>(items: readonly Item[], isSuch: (item: Item) => boolean): boolean | null {
  const share = items.filter(isSuch).length / items.length;
  if (share >= 0.9) return true;
  return share <= 0.1 ? false : null;
}

/** More than half of `items` are such; null for none at all. */
function most<Item>(items: readonly Item[], isSuch: (item: Item) => boolean): boolean | null {
  return items.length > 0 ? items.filter(isSuch).length * 2 > items.length : null;
}

function conventionsOf(fields: readonly Field[], tells: typeof most): Conventions {
  const camelCased = fields.filter(isCamelCased);
  const snakeCased = fields.filter(isSnakeCased);
  return {
    writesSnakeCase: tells([...camelCased, ...snakeCased], isSnakeCased),
    mapsToSnakeCase: most(camelCased, isMapped),
  };
}

/** Caches: several rules ask for each model, and the schema answers for all models that do not tell. */
const conventionsOfModels = new WeakMap<Model, Conventions>();
const conventionsOfSchemas = new WeakMap<SchemaModel, Conventions>();

/** What this model does, or the whole schema where that cannot be told. */
function isConvention(what: keyof Conventions, model: Model, schema: SchemaModel): boolean {
  const own = computedOnce(conventionsOfModels, model, () =>
    conventionsOf(model.fields, nearlyAll),
  );
  if (own[what] !== null) return own[what];
  const all = computedOnce(conventionsOfSchemas, schema, () =>
    conventionsOf(
      [...schema.models.values()].flatMap(({ fields }) => fields),
      most,
    ),
  );
  return all[what] ?? false;
}

/** The name of a new field in the case that the model uses. `name` is camelCase. */
export function conventionalName(name: string, model: Model, schema: SchemaModel): string {
  return isConvention("writesSnakeCase", model, schema) ? snakeCase(name) : name;
}

/** `@map("created_at")` where the model's other fields are mapped so, else nothing. */
export function conventionalMap(name: string, model: Model, schema: SchemaModel): string[] {
  const column = snakeCase(name);
  const isMappedHere = column !== name && isConvention("mapsToSnakeCase", model, schema);
  return isMappedHere ? [`@map("${column}")`] : [];
}

const timestampTypes = new WeakMap<SchemaModel, string[]>();

/**
 * The native type of a new point in time. On PostgreSQL `@db.Timestamptz` with the precision that the schema
 * mostly uses, else 3, the milliseconds of a JavaScript date; on other databases none.
 */
export function timestampType(schema: SchemaModel): string[] {
  return computedOnce(timestampTypes, schema, favouriteTimestamp);
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
