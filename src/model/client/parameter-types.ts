/** The casts that a text needs to be passed as a parameter where a quoted literal stood. */

import type { Field, SchemaModel } from "../schema/types.ts";

const SCALAR_CASTS: Readonly<Record<string, string>> = {
  Int: "int",
  BigInt: "bigint",
  Float: "double precision",
  Decimal: "numeric",
  Boolean: "boolean",
  DateTime: "timestamp",
  Json: "jsonb",
};

/** Native types that PostgreSQL compares with no text. */
const NATIVE_CASTS: Readonly<Record<string, string>> = {
  Uuid: "uuid",
  Inet: "inet",
  Citext: "citext",
  Timestamptz: "timestamptz",
  Date: "date",
  Time: "time",
  Timetz: "timetz",
};

function castOf(field: Field, schema: SchemaModel): string | null {
  if (field.kind === "enum") {
    const { databaseName } = schema.enums.get(field.type) ?? { databaseName: field.type };
    return `"${databaseName}"`;
  }
  return NATIVE_CASTS[field.nativeType?.name ?? ""] ?? SCALAR_CASTS[field.type] ?? null;
}

/**
 * The type that a parameter must be cast to where it is compared with a column of these tables: PostgreSQL
 * reads `id = '…'` as the column's type, and refuses `id = $1` when the parameter is text and the column is
 * not. Null when it needs none, or when the schema does not know the column.
 */
export function castFor(
  column: string | null,
  tables: readonly string[],
  schema: SchemaModel | null,
): string | null {
  if (column === null || !schema) return null;
  const fields = [...schema.models.values()]
    .filter((model) => tables.includes(model.databaseName))
    .flatMap((model) => model.fields)
    .filter((field) => field.databaseName === column && field.kind !== "relation");
  const casts = new Set(fields.map((field) => castOf(field, schema)));
  return casts.size === 1 ? ([...casts][0] ?? null) : null;
}
