import type { Catalog, Column, Table } from "../catalog/types.ts";
import { postgresType } from "../schema/native-types.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import { differenceAt, lastTouched, nameOf } from "./difference.ts";
import type { Difference } from "./types.ts";

/** Types that a native type of Prisma stands for; of others, and of domains, we do not know what they hold. */
const COMPARABLE = new Set(
  (
    "int2 int4 int8 numeric money inet oid citext float4 float8 varchar bpchar text bytea timestamp " +
    "timestamptz date time timetz bool bit varbit uuid xml json jsonb"
  ).split(" "),
);

/** Values that Prisma Client makes: no default stands in the database. */
const CLIENT_DEFAULTS = new Set(["uuid", "cuid", "ulid", "nanoid", "auto"]);

export function compareColumns(
  model: Model,
  table: Table,
  schema: SchemaModel,
  catalog: Catalog,
): Difference[] {
  const differences: Difference[] = [];
  const known = new Set<string>();
  for (const field of model.fields) {
    if (field.kind === "relation" || field.kind === "unknown") continue;
    known.add(field.databaseName);
    const column = table.columns.get(field.databaseName);
    if (column === undefined) differences.push(missingColumn(field, table));
    else differences.push(...compareColumn(field, column, table, schema, catalog));
  }
  for (const column of table.columns.values()) {
    if (!known.has(column.name)) differences.push(extraColumn(column, model, table));
  }
  return differences;
}

function extraColumn({ name, type, origin }: Column, model: Model, table: Table): Difference {
  const subject = { table: table.name, name, found: type, touched: origin };
  return differenceAt("extraColumn", nameOf(model), subject);
}

function missingColumn(field: Field, table: Table): Difference {
  return differenceAt(
    "missingColumn",
    { path: field.model.file.path, range: field.node.name.range },
    { table: table.name, name: field.databaseName, touched: lastTouched(table) },
  );
}

function compareColumn(
  field: Field,
  column: Column,
  table: Table,
  schema: SchemaModel,
  catalog: Catalog,
): readonly Difference[] {
  const expected = postgresType(field, schema);
  const isTypeSame =
    expected === null || expected === column.type || !isKnownType(column.type, catalog);
  const isNullabilitySame =
    field.arity === "list" || (field.arity === "required") === column.notNull;
  const hasDefault = hasDatabaseDefault(field) ?? column.hasDefault;
  // Nearly all columns are as the schema has them.
  if (isTypeSame && isNullabilitySame && hasDefault === column.hasDefault) return NONE;

  const subject = { table: table.name, name: column.name, touched: column.origin };
  const { path } = field.model.file;
  const { fieldType, name } = field.node;
  const differences: Difference[] = [];
  const differ = (
    kind: Difference["kind"],
    { range }: { range: [number, number] },
    both: Partial<Difference> = {},
  ) => differences.push(differenceAt(kind, { path, range }, { ...subject, ...both }));

  if (!isTypeSame) differ("differentType", fieldType, { expected, found: column.type });
  if (!isNullabilitySame) {
    const [found, wanted] = column.notNull ? ["NOT NULL", "NULL"] : ["NULL", "NOT NULL"];
    differ("differentNullability", fieldType, { expected: wanted, found });
  }
  if (hasDefault && !column.hasDefault) differ("missingDefault", field.default?.node ?? name);
  if (!hasDefault && column.hasDefault) differ("extraDefault", name);
  return differences;
}

const NONE: readonly Difference[] = [];

function isKnownType(type: string, { enums }: Catalog): boolean {
  const element = type.replace(/\[\]$/, "");
  return COMPARABLE.has(element) || [...enums.values()].some(({ name }) => name === element);
}

/** Whether Prisma Migrate writes a DEFAULT; null where it leaves alone what there is. */
function hasDatabaseDefault({ default: value, kind }: Field): boolean | null {
  if (kind === "unsupported") return null;
  if (value === null) return false;
  if (value.kind !== "function") return true;
  if (value.name === "dbgenerated" && value.argument === null) return null;
  return !CLIENT_DEFAULTS.has(value.name);
}
