/** What columns are in PostgreSQL: the native types of Prisma, written or by default. */

import type { Field, NativeType, SchemaModel } from "./types.ts";

/** A native type without the place it is written at, for it may be Prisma's default. */
export type ColumnType = Pick<NativeType, "name" | "arguments">;

/** What Prisma creates for a scalar without `@db.*`. `DateTime` has no time zone. */
const DEFAULT_TYPES: ReadonlyMap<string, ColumnType> = new Map([
  ["String", { name: "Text", arguments: [] }],
  ["Boolean", { name: "Boolean", arguments: [] }],
  ["Int", { name: "Integer", arguments: [] }],
  ["BigInt", { name: "BigInt", arguments: [] }],
  ["Float", { name: "DoublePrecision", arguments: [] }],
  ["Decimal", { name: "Decimal", arguments: ["65", "30"] }],
  ["DateTime", { name: "Timestamp", arguments: ["3"] }],
  ["Json", { name: "JsonB", arguments: [] }],
  ["Bytes", { name: "ByteA", arguments: [] }],
]);

/** PostgreSQL's own short names of Prisma's native types, as `pg_type.typname` has them. */
const POSTGRES_NAMES: ReadonlyMap<string, string> = new Map([
  ["SmallInt", "int2"],
  ["Integer", "int4"],
  ["BigInt", "int8"],
  ["Decimal", "numeric"],
  ["Money", "money"],
  ["Inet", "inet"],
  ["Oid", "oid"],
  ["Citext", "citext"],
  ["Real", "float4"],
  ["DoublePrecision", "float8"],
  ["VarChar", "varchar"],
  ["Char", "bpchar"],
  ["Text", "text"],
  ["ByteA", "bytea"],
  ["Timestamp", "timestamp"],
  ["Timestamptz", "timestamptz"],
  ["Date", "date"],
  ["Time", "time"],
  ["Timetz", "timetz"],
  ["Boolean", "bool"],
  ["Bit", "bit"],
  ["VarBit", "varbit"],
  ["Uuid", "uuid"],
  ["Xml", "xml"],
  ["Json", "json"],
  ["JsonB", "jsonb"],
]);

/** The native type of a scalar field, `@db.*` or Prisma's default; null for fields of other kinds. */
function defaultedNativeType(field: Field): ColumnType | null {
  if (field.kind !== "scalar") return null;
  return field.nativeType ?? DEFAULT_TYPES.get(field.type) ?? null;
}

/**
 * PostgreSQL's short name of the column's type: `timestamptz`, `int4`, an enum's database name; lists end in
 * `[]`. Null where the schema does not tell (`Unsupported`, unknown types) or there is no column.
 */
export function postgresType(field: Field, schema: SchemaModel): string | null {
  const name = elementType(field, schema);
  return name !== null && field.arity === "list" ? `${name}[]` : name;
}

function elementType(field: Field, schema: SchemaModel): string | null {
  if (field.kind === "enum") return schema.enums.get(field.type)?.databaseName ?? null;
  const type = defaultedNativeType(field);
  return type === null ? null : (POSTGRES_NAMES.get(type.name) ?? null);
}

/** Whether a field is stored as `Timestamptz` or `VarChar(64)`, written or by default; without arguments any will do. */
export function isStoredAs(field: Field, nativeType: string): boolean {
  const type = defaultedNativeType(field);
  const { name = "", length } =
    /^(?:@db\.)?(?<name>\w+)(?:\((?<length>.*)\))?$/u.exec(nativeType)?.groups ?? {};
  if (type?.name !== name) return false;
  return length === undefined || type.arguments.join() === length.replaceAll(" ", "");
}

const POSTGRES_ALONE: ReadonlySet<string> = new Set(
  "Inet Citext Timestamptz Timetz JsonB ByteA Uuid Oid VarBit DoublePrecision Integer".split(" "),
);

/** Those of some native types that the schema's database may have: MySQL has no `Inet`. */
export function availableTypes(
  { datasource }: SchemaModel,
  nativeTypes: readonly string[],
): readonly string[] {
  const provider = datasource?.provider ?? "postgresql";
  if (provider === "postgresql" || provider === "cockroachdb") return nativeTypes;
  return nativeTypes.filter(
    (type) => !POSTGRES_ALONE.has(/^(?:@db\.)?(\w+)/u.exec(type)?.[1] ?? ""),
  );
}

/** As the schema writes it: `@db.VarChar(64)`. */
export function writtenNativeType(nativeType: string): string {
  return nativeType.startsWith("@") ? nativeType : `@db.${nativeType}`;
}
