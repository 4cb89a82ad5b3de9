/** Where in pg_catalog an object is found: the table, and the conditions that pick its row. */

import type { ObjectRef } from "../model/catalog/idempotency.ts";
import type { QualifiedName } from "../model/catalog/names.ts";
import { nameLiteral, stringLiteral } from "./sql-text.ts";

/** `SELECT 1 FROM <from> WHERE <where>` gives a row when the object is there. */
interface CatalogRow {
  from: string;
  where: string[];
}

function row(from: string, ...where: string[]): CatalogRow {
  return { from, where };
}

/** Objects whose names stand alone: the catalog and its column of names. */
const GLOBAL: Partial<Record<ObjectRef["object"], readonly [catalog: string, column: string]>> = {
  role: ["pg_roles", "rolname"],
  publication: ["pg_publication", "pubname"],
  subscription: ["pg_subscription", "subname"],
  eventTrigger: ["pg_event_trigger", "evtname"],
  foreignDataWrapper: ["pg_foreign_data_wrapper", "fdwname"],
  server: ["pg_foreign_server", "srvname"],
  language: ["pg_language", "lanname"],
  accessMethod: ["pg_am", "amname"],
};

/** Objects that live in a schema: the catalog, the prefix of its columns, and what tells whether one is found. */
const IN_SCHEMA: Partial<
  Record<ObjectRef["object"], readonly [catalog: string, prefix: string, visible: string]>
> = {
  type: ["pg_type", "typ", "pg_type_is_visible"],
  shellType: ["pg_type", "typ", "pg_type_is_visible"],
  baseType: ["pg_type", "typ", "pg_type_is_visible"],
  collation: ["pg_collation", "coll", "pg_collation_is_visible"],
  conversion: ["pg_conversion", "con", "pg_conversion_is_visible"],
  statistics: ["pg_statistic_ext", "stx", "pg_statistics_obj_is_visible"],
  searchConfiguration: ["pg_ts_config", "cfg", "pg_ts_config_is_visible"],
  searchDictionary: ["pg_ts_dict", "dict", "pg_ts_dict_is_visible"],
  searchParser: ["pg_ts_parser", "prs", "pg_ts_parser_is_visible"],
  searchTemplate: ["pg_ts_template", "tmpl", "pg_ts_template_is_visible"],
  operatorClass: ["pg_opclass", "opc", "pg_opclass_is_visible"],
  operatorFamily: ["pg_opfamily", "opf", "pg_opfamily_is_visible"],
};

/**
 * The row of an object; null when no row tells whether it is there.
 *
 * @param exists Whether it is asked for as something there. What is to be made goes into the first schema of the
 *   search path, what is there may be in any.
 * @param relation Writes the object identifier of a table.
 */
export function catalogRow(
  ref: ObjectRef,
  exists: boolean,
  relation: (table: QualifiedName) => string,
): CatalogRow | null {
  const { object, name, of } = ref;
  const global = GLOBAL[object];
  if (global) return row(global[0], `${global[1]} = ${stringLiteral(name)}`);
  const inSchema = IN_SCHEMA[object];
  if (inSchema) return rowInSchema(ref, exists, inSchema);
  if (object === "cast") return castRow(ref);
  return of === null ? null : partRow(ref, of, relation);
}

function rowInSchema(
  { object, schema, name, signature }: ObjectRef,
  exists: boolean,
  [catalog, prefix, visible]: readonly [string, string, string],
): CatalogRow {
  const named = `${prefix}name = ${stringLiteral(signature?.name ?? name)}`;
  const details = detailsOf(object, prefix, signature?.types[0] ?? "");
  if (schema === null && exists && !isBuiltIn({ object, schema, name }))
    return row(catalog, named, ...details, `${visible}(${catalog}.oid)`);
  const place = schema === null ? "current_schema()" : stringLiteral(schema);
  return row(
    `${catalog} JOIN pg_namespace ON pg_namespace.oid = ${prefix}namespace`,
    named,
    ...details,
    `nspname = ${place}`,
  );
}

/** What a name alone does not tell. */
function detailsOf(object: ObjectRef["object"], prefix: string, method: string): string[] {
  switch (object) {
    case "operatorClass":
    case "operatorFamily":
      return [`${prefix}method = (SELECT oid FROM pg_am WHERE amname = ${stringLiteral(method)})`];
    case "baseType":
      // A shell of this name is what it fills.
      return ["typisdefined"];
    default:
      return [];
  }
}

function castRow({ signature }: ObjectRef): CatalogRow | null {
  const [from, to] = signature?.types ?? [];
  if (from === undefined || to === undefined) return null;
  const types = [`castsource = ${stringLiteral(from)}`, `casttarget = ${stringLiteral(to)}`];
  return row("pg_cast", ...types.map((type) => `${type}::regtype`));
}

function partRow(
  { object, name, target }: ObjectRef,
  of: QualifiedName,
  relation: (table: QualifiedName) => string,
): CatalogRow | null {
  const literal = stringLiteral(name);
  const owner = () => relation(of);
  const attribute = (relationOid: string, state: string) =>
    row("pg_attribute", `attrelid = ${relationOid}`, `attname = ${literal}`, state);
  switch (object) {
    case "column":
      return attribute(owner(), "NOT attisdropped");
    case "attribute":
      return attribute(`${nameLiteral(of)}::regclass`, "NOT attisdropped");
    case "identity":
      return attribute(owner(), "attidentity <> ''");
    case "expression":
      return attribute(owner(), "attgenerated <> ''");
    case "constraint":
      return row("pg_constraint", `conrelid = ${owner()}`, `conname = ${literal}`);
    case "domainConstraint":
      return row("pg_constraint", `contypid = ${nameLiteral(of)}::regtype`, `conname = ${literal}`);
    case "primaryKey":
      return row("pg_constraint", `conrelid = ${owner()}`, "contype = 'p'");
    case "policy":
      return row("pg_policy", `polrelid = ${owner()}`, `polname = ${literal}`);
    case "trigger":
      return row("pg_trigger", `tgrelid = ${owner()}`, `tgname = ${literal}`);
    case "rule":
      return row("pg_rewrite", `ev_class = ${owner()}`, `rulename = ${literal}`);
    case "partition":
      return row("pg_inherits", `inhrelid = ${owner()}`);
    case "inheritance":
      return target
        ? row("pg_inherits", `inhrelid = ${owner()}`, `inhparent = ${relation(target)}`)
        : null;
    case "rowType":
      return row("pg_class", `oid = ${owner()}`, "reloftype <> 0");
    case "enumValue":
      return row("pg_enum", `enumtypid = ${nameLiteral(of)}::regtype`, `enumlabel = ${literal}`);
    case "publishedTable":
      return target
        ? row("pg_publication_rel", publicationIs("prpubid", of), `prrelid = ${relation(target)}`)
        : null;
    case "publishedSchema":
      return row(
        "pg_publication_namespace",
        publicationIs("pnpubid", of),
        `pnnspid = ${nameLiteral({ schema: null, name })}::regnamespace`,
      );
    default:
      return null;
  }
}

function publicationIs(column: string, { name }: QualifiedName): string {
  return `${column} = (SELECT oid FROM pg_publication WHERE pubname = ${stringLiteral(name)})`;
}

/**
 * Types of pg_catalog with names that one would give to one's own. `to_regtype('path')` finds those first, so that it
 * tells nothing about the own one.
 */
const BUILT_IN = new Set(
  (
    "any bit bool box bytea char cid cidr circle cstring date float4 float8 inet int2 int4 int8 internal interval " +
    "json jsonb jsonpath line lseg macaddr money name numeric oid path point polygon record refcursor text tid " +
    "time timestamp timestamptz timetz trigger tsquery tsvector unknown uuid varbit varchar void xid xml"
  ).split(" "),
);

export function isBuiltIn({
  object,
  schema,
  name,
}: Pick<ObjectRef, "object" | "schema" | "name">): boolean {
  return object === "type" && schema === null && BUILT_IN.has(name);
}
