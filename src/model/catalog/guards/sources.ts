/** The catalogs that guards ask, and what their columns mean. */

/** What a guard looks for. `relation`: a table, an index, a view or a sequence, by a name they share. */
export type GuardedObject =
  | "table"
  | "index"
  | "view"
  | "sequence"
  | "relation"
  | "column"
  | "constraint"
  | "type"
  | "enumValue"
  | "policy"
  | "trigger"
  | "function"
  | "schema"
  | "extension"
  | "role"
  | "publication"
  | "database"
  | "eventTrigger";

/** One catalog, `pg_constraint`, or one view of `information_schema`. */
export interface GuardSource {
  object: GuardedObject;
  /** Columns that hold the object's name as text. */
  name: readonly string[];
  /** Columns that hold the object itself, comparable with `'…'::regclass` or `'…'::regtype`. */
  self: readonly string[];
  /** Columns that hold the name of the table or type that it belongs to. */
  ofName: readonly string[];
  /** Columns that hold that table or type itself. */
  of: readonly string[];
  /** Columns of schema, kind and the like: asking them does not make the question another one. */
  harmless: readonly string[];
  /** Belongs to another object, so that in a join it is the one that is asked for. */
  part: boolean;
}

function source(
  object: GuardedObject,
  columns: Partial<Omit<GuardSource, "object" | "part">>,
): GuardSource {
  const ofName = columns.ofName ?? [];
  const of = columns.of ?? [];
  return {
    object,
    name: columns.name ?? [],
    self: columns.self ?? [],
    ofName,
    of,
    harmless: columns.harmless ?? [],
    part: ofName.length > 0 || of.length > 0,
  };
}

const DATABASE_COLUMNS = [
  "table_schema",
  "table_catalog",
  "constraint_schema",
  "constraint_catalog",
];

const SYSTEM_CATALOGS: Readonly<Record<string, GuardSource>> = {
  pg_constraint: source("constraint", {
    name: ["conname"],
    self: ["oid"],
    of: ["conrelid", "contypid"],
    harmless: ["contype", "connamespace"],
  }),
  pg_type: source("type", {
    name: ["typname"],
    self: ["oid"],
    harmless: ["typtype", "typnamespace", "typcategory"],
  }),
  pg_class: source("relation", {
    name: ["relname"],
    self: ["oid"],
    harmless: ["relkind", "relnamespace"],
  }),
  pg_index: source("index", {
    self: ["indexrelid"],
    of: ["indrelid"],
  }),
  pg_indexes: source("index", {
    name: ["indexname"],
    ofName: ["tablename"],
    harmless: ["schemaname"],
  }),
  pg_tables: source("table", {
    name: ["tablename"],
    harmless: ["schemaname"],
  }),
  pg_views: source("view", { name: ["viewname"], harmless: ["schemaname"] }),
  pg_matviews: source("view", {
    name: ["matviewname"],
    harmless: ["schemaname"],
  }),
  pg_sequences: source("sequence", {
    name: ["sequencename"],
    harmless: ["schemaname"],
  }),
  pg_enum: source("enumValue", {
    name: ["enumlabel"],
    of: ["enumtypid"],
  }),
  pg_attribute: source("column", {
    name: ["attname"],
    of: ["attrelid"],
    harmless: ["attisdropped", "attnum"],
  }),
  pg_policies: source("policy", {
    name: ["policyname"],
    ofName: ["tablename"],
    harmless: ["schemaname"],
  }),
  pg_policy: source("policy", {
    name: ["polname"],
    self: ["oid"],
    of: ["polrelid"],
  }),
  pg_trigger: source("trigger", {
    name: ["tgname"],
    self: ["oid"],
    of: ["tgrelid"],
    harmless: ["tgisinternal"],
  }),
  pg_proc: source("function", {
    name: ["proname"],
    self: ["oid"],
    harmless: ["pronamespace", "prokind", "pronargs"],
  }),
  pg_extension: source("extension", {
    name: ["extname"],
    self: ["oid"],
    harmless: ["extnamespace"],
  }),
  pg_namespace: source("schema", { name: ["nspname"], self: ["oid"] }),
  pg_roles: source("role", { name: ["rolname"], self: ["oid"] }),
  pg_authid: source("role", { name: ["rolname"], self: ["oid"] }),
  pg_user: source("role", { name: ["usename"] }),
  pg_shadow: source("role", { name: ["usename"] }),
  pg_group: source("role", { name: ["groname"] }),
  pg_publication: source("publication", { name: ["pubname"] }),
  pg_database: source("database", { name: ["datname"], self: ["oid"] }),
  pg_event_trigger: source("eventTrigger", { name: ["evtname"] }),
};

const INFORMATION_SCHEMA: Readonly<Record<string, GuardSource>> = {
  tables: source("table", {
    name: ["table_name"],
    harmless: [...DATABASE_COLUMNS, "table_type"],
  }),
  views: source("view", { name: ["table_name"], harmless: DATABASE_COLUMNS }),
  columns: source("column", {
    name: ["column_name"],
    ofName: ["table_name"],
    harmless: DATABASE_COLUMNS,
  }),
  table_constraints: source("constraint", {
    name: ["constraint_name"],
    ofName: ["table_name"],
    harmless: [...DATABASE_COLUMNS, "constraint_type"],
  }),
  key_column_usage: source("constraint", {
    name: ["constraint_name"],
    ofName: ["table_name"],
    harmless: DATABASE_COLUMNS,
  }),
  constraint_column_usage: source("constraint", {
    name: ["constraint_name"],
    harmless: DATABASE_COLUMNS,
  }),
  referential_constraints: source("constraint", {
    name: ["constraint_name"],
    harmless: DATABASE_COLUMNS,
  }),
  check_constraints: source("constraint", {
    name: ["constraint_name"],
    harmless: DATABASE_COLUMNS,
  }),
  sequences: source("sequence", {
    name: ["sequence_name"],
    harmless: ["sequence_schema", "sequence_catalog"],
  }),
  triggers: source("trigger", {
    name: ["trigger_name"],
    ofName: ["event_object_table"],
    harmless: ["trigger_schema", "trigger_catalog", "event_object_schema"],
  }),
  routines: source("function", {
    name: ["routine_name"],
    harmless: ["routine_schema", "routine_catalog", "routine_type"],
  }),
  schemata: source("schema", {
    name: ["schema_name"],
    harmless: ["catalog_name"],
  }),
  enabled_roles: source("role", { name: ["role_name"] }),
  domains: source("type", {
    name: ["domain_name"],
    harmless: ["domain_schema", "domain_catalog"],
  }),
  user_defined_types: source("type", {
    name: ["user_defined_type_name"],
    harmless: ["user_defined_type_schema", "user_defined_type_catalog"],
  }),
};

/** `pg_class.relkind` to the object meant. */
const RELATION_KINDS: Readonly<Record<string, GuardedObject>> = {
  r: "table",
  p: "table",
  i: "index",
  I: "index",
  v: "view",
  m: "view",
  S: "sequence",
};

/** Functions that give null when their object does not exist. */
const LOOKUP_FUNCTIONS: Readonly<Record<string, GuardedObject>> = {
  to_regclass: "relation",
  to_regtype: "type",
  to_regproc: "function",
  to_regprocedure: "function",
  to_regnamespace: "schema",
  to_regrole: "role",
};

/** The catalog of that name; undefined for a user's table. */
export function guardSource(schema: string | undefined, relation: string): GuardSource | undefined {
  if (schema === "information_schema") return ownEntry(INFORMATION_SCHEMA, relation);
  if (schema === undefined || schema === "pg_catalog") return ownEntry(SYSTEM_CATALOGS, relation);
  return undefined;
}

export function relationOfKind(relkind: string): GuardedObject {
  return ownEntry(RELATION_KINDS, relkind) ?? "relation";
}

export function lookupFunction(name: string): GuardedObject | undefined {
  return ownEntry(LOOKUP_FUNCTIONS, name);
}

/** Names come from files: `constructor` must not find what every object inherits. */
function ownEntry<T>(entries: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}
