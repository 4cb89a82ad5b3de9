/** The SQL that puts a table under row-level security. It runs again with the same outcome. */

import { tableOf } from "../model/catalog/modelled.ts";
import type { QualifiedName } from "../model/catalog/names.ts";
import type { Catalog, Column, Table } from "../model/catalog/types.ts";
import type { Field, Model, Relation } from "../model/schema/types.ts";
import type { TenantPath } from "../model/tenancy/types.ts";
import { INDENT, qualifiedName, quoteName, stringLiteral } from "./sql-text.ts";

const POLICY = "tenant_isolation";

/** The table as SQL has to name it, the default schema left out. */
function nameOf(model: Model): string {
  const name: QualifiedName = { schema: model.databaseSchema, name: model.databaseName };
  return qualifiedName(name);
}

/**
 * Lines of SQL after which only the rows of one tenant can be read and written: the tenant whose key the setting
 * holds, nobody while it holds none. Null when the tables do not have the columns that this takes.
 *
 * @param catalog as the statements will find it
 * @param setting a name with a dot, `app.clinic_id`
 */
export function rowSecuritySql(
  model: Model,
  path: TenantPath,
  catalog: Catalog,
  setting: string,
): readonly string[] | null {
  const condition = tenantCondition(model, path, catalog, setting);
  if (condition === null) return null;
  const table = nameOf(model);
  const clauses = ["USING", "WITH CHECK"].flatMap((clause) => within(clause, condition));
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`,
    "",
    `DROP POLICY IF EXISTS ${POLICY} ON ${table};`,
    `CREATE POLICY ${POLICY} ON ${table}`,
    ...clauses.map((line, index) => INDENT + line + (index === clauses.length - 1 ? ";" : "")),
  ];
}

function within(clause: string, [first = "", ...others]: readonly string[]): string[] {
  if (others.length === 0) return [`${clause} (${first})`];
  const last = others.at(-1) ?? "";
  return [`${clause} (${first}`, ...others.slice(0, -1), `${last})`];
}

/** The condition on a row, in lines; null when the tables lack a column of it. */
function tenantCondition(
  model: Model,
  { parents, field }: TenantPath,
  catalog: Catalog,
  setting: string,
): string[] | null {
  const column = columnOf(field, catalog);
  const joins = parents.map((relation) => joinOf(relation, catalog));
  if (column === null || joins.includes(null)) return null;
  // In a sub-select it is found once a query, not once a row.
  const current = `(SELECT ${castTo(column, `NULLIF(current_setting(${stringLiteral(setting)}, true), '')`)})`;
  const owner = parents.at(-1)?.target ?? model;
  if (parents.length === 0) return [`${quoteName(column.name)} = ${current}`];
  const [first, ...others] = parents;
  return [
    "EXISTS (",
    `${INDENT}SELECT 1 FROM ${nameOf(first?.target ?? owner)}`,
    ...others.map(
      (relation, index) => `${INDENT}JOIN ${nameOf(relation.target)} ON ${joins[index + 1] ?? ""}`,
    ),
    `${INDENT}WHERE ${joins[0] ?? ""}`,
    `${INDENT}  AND ${nameOf(owner)}.${quoteName(column.name)} = ${current}`,
    ")",
  ];
}

/** `"Patient"."id" = "Visit"."patientId"`; null when the tables lack a column of it. */
function joinOf({ field, target, fields, references }: Relation, catalog: Catalog): string | null {
  const [child, parent] = [tableOf(field.model, catalog), tableOf(target, catalog)];
  const pairs = fields.map((own, index) => ({ own, referred: references[index] }));
  const hasAll = pairs.every(
    ({ own, referred }) => has(child, own) && referred !== undefined && has(parent, referred),
  );
  if (!hasAll) return null;
  return pairs
    .map(({ own, referred }) => {
      const key = `${nameOf(target)}.${quoteName(referred?.databaseName ?? "")}`;
      return `${key} = ${nameOf(field.model)}.${quoteName(own.databaseName)}`;
    })
    .join(" AND ");
}

function has(table: Table | undefined, { databaseName }: Field): boolean {
  return table?.columns.has(databaseName) === true;
}

function columnOf({ model, databaseName }: Field, catalog: Catalog): Column | null {
  return tableOf(model, catalog)?.columns.get(databaseName) ?? null;
}

/** A setting is text, and so are these: no cast is needed. */
const TEXTS: ReadonlySet<string> = new Set(["text", "varchar"]);

/** SQL's names for PostgreSQL's own. */
const SQL_NAMES: ReadonlyMap<string, string> = new Map([
  ["int2", "smallint"],
  ["int4", "integer"],
  ["int8", "bigint"],
]);

function castTo({ type, typeSchema }: Column, expression: string): string {
  if (typeSchema !== null)
    return `${expression}::${qualifiedName({ schema: typeSchema, name: type })}`;
  if (TEXTS.has(type)) return expression;
  return `${expression}::${SQL_NAMES.get(type) ?? type}`;
}
