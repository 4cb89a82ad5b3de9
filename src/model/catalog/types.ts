/**
 * What the migrations have made: a static picture of PostgreSQL's catalog, got by replaying DDL without a
 * database. Facts keep their provenance. What cannot be known statically is `unknown`, never guessed: ask
 * `certainty.ts` before an absence is taken for a fact.
 */

import type {
  SqlCreateFunctionStmt,
  SqlIndexElem,
  SqlNode,
  SqlScript,
} from "../../languages/postgresql/ast.ts";

/** One SQL file in the order in which it is applied. `path` is absolute. */
export interface MigrationFile {
  /** The folder's name, `20260101120000_init`; for a hand-written script its file name. */
  name: string;
  path: string;
  text: string;
  script: SqlScript;
}

/** Where a fact comes from: `range` in UTF-16 code units of the file at `path`. */
export interface Provenance {
  path: string;
  range: [start: number, end: number];
}

/**
 * A kind of facts. Dynamic SQL of which the text is only known at run time makes those kinds uncertain that it
 * could touch, and no others: a computed CREATE POLICY says nothing about columns.
 */
export type Aspect =
  | "schemas"
  | "tables"
  | "columns"
  | "constraints"
  | "indexes"
  | "types"
  | "sequences"
  | "views"
  | "functions"
  | "triggers"
  | "policies"
  | "rowSecurity"
  | "privileges"
  | "comments";

export interface Catalog {
  schemas: ReadonlyMap<string, Schema>;
  /** By qualified name, `public.User`; unquoted names are folded to lower case as PostgreSQL does. */
  tables: ReadonlyMap<string, Table>;
  enums: ReadonlyMap<string, EnumType>;
  /** By qualified name, those of `serial` and identity columns too. */
  sequences: ReadonlyMap<string, Sequence>;
  /** By qualified name, materialized ones too. */
  views: ReadonlyMap<string, View>;
  /** By qualified name and argument types, `public.touch()`, `app.can_see(uuid,text[])`. */
  functions: ReadonlyMap<string, CatalogFunction>;
  /** Set when dynamic SQL may have changed tables, columns, constraints, indexes or types: absence proves nothing then. */
  tainted: boolean;
  /** The kinds of facts of which dynamic SQL may have changed any; what it did to one table stands at the table. */
  uncertain: ReadonlySet<Aspect>;
  /** Without a schema: the one in `public`, else the only one of that name. */
  table(name: string, schema?: string): Table | undefined;
}

export interface Schema {
  name: string;
  /** Null for `public`, which is always there. */
  origin: Provenance | null;
}

export interface Table {
  schema: string;
  name: string;
  columns: ReadonlyMap<string, Column>;
  primaryKey: Key | null;
  uniques: readonly Key[];
  foreignKeys: readonly ForeignKey[];
  /** `columns` are those that the expression mentions. */
  checks: readonly Check[];
  /** EXCLUDE constraints; `columns` are all that they depend on. */
  exclusions: readonly Key[];
  /** Those of CREATE INDEX; a primary key's or unique constraint's own index has the constraint's name. */
  indexes: readonly TableIndex[];
  /** ENABLE and DISABLE ROW LEVEL SECURITY. */
  rowSecurity: Flag;
  /** FORCE and NO FORCE ROW LEVEL SECURITY: whether the policies bind the table's owner too. */
  forcedRowSecurity: Flag;
  policies: readonly Policy[];
  triggers: readonly Trigger[];
  /** Of CREATE RULE. */
  rules: readonly RewriteRule[];
  privileges: readonly Privilege[];
  comment: Comment | null;
  /** PARTITION BY. */
  partitioned: boolean;
  /** Columns are not all known: CREATE TABLE AS, INHERITS, LIKE, dynamic SQL. */
  opaque: boolean;
  /** The kinds of facts that dynamic SQL may have changed on this table. */
  uncertain: ReadonlySet<Aspect>;
  /** The name in its CREATE TABLE. */
  origin: Provenance;
}

/** Something that is on or off; `origin` is the command that set it last, null when none ever did. */
export interface Flag {
  on: boolean;
  origin: Provenance | null;
}

/**
 * An expression: of a policy, a default, a CHECK, a predicate.
 *
 * `node` bears the names of today: renames are carried into it. Its ranges are those of the text it was written in,
 * which is not the file when EXECUTE computed it: `origin` is what to point at.
 */
export interface Expression {
  node: SqlNode;
  origin: Provenance;
}

export interface Comment {
  text: string;
  origin: Provenance;
}

// ---- columns ---------------------------------------------------------------------------------------------

export interface Column {
  name: string;
  /** PostgreSQL's short name: `timestamp`, `timestamptz`, `int4`, `text`, an enum's name; arrays end in `[]`. */
  type: string;
  /** The schema of a type that the migrations have made or named with its schema; null for built-in ones. */
  typeSchema: string | null;
  notNull: boolean;
  /** `serial` types, which are a default of `nextval('…')`, and GENERATED … AS IDENTITY. */
  sequence: "serial" | "identity" | null;
  /** PostgreSQL fills the column by itself: DEFAULT, `serial`, identity or a generated column. */
  hasDefault: boolean;
  /** What DEFAULT says; null also for the default that `serial` stands for. */
  default: ColumnDefault | null;
  /** GENERATED ALWAYS or BY DEFAULT AS IDENTITY. */
  identity: "always" | "by default" | null;
  /** GENERATED ALWAYS AS (…). */
  generated: GeneratedColumn | null;
  comment: Comment | null;
  /** The column's definition, or the command that last set its type. */
  origin: Provenance;
}

export interface ColumnDefault extends Expression {
  /** `literal`: a constant, casts and signs included. `call`: a function, CURRENT_TIMESTAMP and its kin too. */
  kind: "literal" | "call" | "expression";
  /**
   * Of a literal its value as PostgreSQL writes it in text: `0`, `-1.5`, `true`, `ACTIVE`, `{}`. Of a call the
   * function without its schema, `now`, `gen_random_uuid`, `current_timestamp`. Else the expression's text.
   */
  text: string;
}

export interface GeneratedColumn extends Expression {
  stored: boolean;
}

// ---- constraints and indexes -----------------------------------------------------------------------------

/** When a constraint is checked. */
export interface Deferrability {
  deferrable: boolean;
  initiallyDeferred: boolean;
}

export interface Key extends Deferrability {
  name: string | null;
  columns: readonly string[];
  origin: Provenance;
}

/** Never deferrable: PostgreSQL has no such CHECK. */
export interface Check extends Key {
  expression: Expression | null;
  /** False from NOT VALID until VALIDATE CONSTRAINT. */
  valid: boolean;
}

/** Prisma's names of what PostgreSQL does to referring rows. */
export type ForeignKeyAction = "NoAction" | "Restrict" | "Cascade" | "SetNull" | "SetDefault";

export interface ForeignKey extends Deferrability {
  name: string | null;
  columns: readonly string[];
  references: { schema: string; table: string; columns: readonly string[] };
  onDelete: ForeignKeyAction;
  onUpdate: ForeignKeyAction;
  /** False from NOT VALID until VALIDATE CONSTRAINT. */
  valid: boolean;
  origin: Provenance;
}

export interface TableIndex {
  name: string | null;
  /** Null for an expression. */
  columns: readonly (string | null)[];
  unique: boolean;
  partial: boolean;
  method: string;
  /** One for each of `columns`, with order, collation and operator class. */
  elements: readonly SqlIndexElem[];
  /** Of INCLUDE. */
  included: readonly string[];
  /** WHERE. */
  predicate: Expression | null;
  nullsNotDistinct: boolean;
  /** False for an index ON ONLY a partitioned table, to which each partition's is still to be attached. */
  valid: boolean;
  /** Columns beyond `columns` that it needs: of expressions, of INCLUDE, of its predicate. */
  dependsOn: readonly string[];
  origin: Provenance;
}

// ---- what belongs to tables ------------------------------------------------------------------------------

export interface Policy {
  name: string;
  permissive: boolean;
  command: "all" | "select" | "insert" | "update" | "delete";
  /** `["public"]` when TO is left out. */
  roles: readonly string[];
  using: Expression | null;
  withCheck: Expression | null;
  /** CREATE POLICY; what ALTER POLICY sets has an origin of its own. */
  origin: Provenance;
}

export type TriggerEvent = "insert" | "update" | "delete" | "truncate";

export interface Trigger extends Deferrability {
  name: string;
  timing: "before" | "after" | "instead of";
  events: readonly TriggerEvent[];
  /** Of UPDATE OF; empty when an update of any column fires it. */
  columns: readonly string[];
  level: "row" | "statement";
  /** What it calls; `schema` is null when the migrations have not made the function. */
  function: { schema: string | null; name: string; arguments: readonly string[] };
  when: Expression | null;
  /** `replica` fires only for replicated changes, `origin` only for others, `always` for both. */
  enabled: "origin" | "disabled" | "replica" | "always";
  origin: Provenance;
}

export interface RewriteRule {
  name: string;
  event: "select" | "insert" | "update" | "delete";
  /** What is done takes the place of the command; `DO INSTEAD NOTHING` drops it. */
  instead: boolean;
  /** WHERE: the rows that it is for. */
  condition: Expression | null;
  origin: Provenance;
}

/** `TRIGGER` and `REFERENCES` included; column privileges stand beside those of the whole table. */
export type PrivilegeName =
  "select" | "insert" | "update" | "delete" | "truncate" | "references" | "trigger" | "maintain";

/** What the last GRANT or REVOKE said to one role of one privilege. Of others the migrations do not speak. */
export interface Privilege {
  /** `public` for everybody; `current_user`, `session_user` as written. */
  role: string;
  name: PrivilegeName;
  /** The column that it is for; null for all. */
  column: string | null;
  granted: boolean;
  grantable: boolean;
  origin: Provenance;
}

// ---- other objects ---------------------------------------------------------------------------------------

export interface EnumType {
  schema: string;
  name: string;
  values: readonly string[];
  origin: Provenance;
}

export interface Sequence {
  schema: string;
  name: string;
  /** The column that it goes with: of `serial`, identity, OWNED BY. */
  ownedBy: { schema: string; table: string; column: string } | null;
  origin: Provenance;
}

export interface View {
  schema: string;
  name: string;
  materialized: boolean;
  /** Reads its tables with the rights, and under the policies, of who asks, not of its owner. */
  securityInvoker: boolean;
  /** The SELECT. */
  query: SqlNode | null;
  triggers: readonly Trigger[];
  comment: Comment | null;
  /** The name in its CREATE VIEW. */
  origin: Provenance;
}

export interface CatalogFunction {
  schema: string;
  name: string;
  kind: "function" | "procedure";
  /** Of the arguments that a call gives: `uuid`, `text[]`; a type of the migrations with its schema. */
  argumentTypes: readonly string[];
  /** `trigger` for what triggers call; null for procedures and RETURNS TABLE. */
  returns: string | null;
  language: string;
  securityDefiner: boolean;
  /** `SET search_path`: its schemas, comma-separated, empty for `''`; null when the caller's is in force. */
  searchPath: string | null;
  /** The statement that made it, body and all; ALTER FUNCTION is not in it. */
  node: SqlCreateFunctionStmt;
  /** The name in its CREATE FUNCTION. */
  origin: Provenance;
}
