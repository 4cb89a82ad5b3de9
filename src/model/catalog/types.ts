/**
 * What the migrations have made: a static picture of PostgreSQL's catalog, got by replaying DDL without a
 * database. Facts keep their provenance. What cannot be known statically is `unknown`, never guessed.
 */

import type { SqlScript } from "../../languages/postgresql/ast.ts";

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

export interface Catalog {
  /** By qualified name, `public.User`; unquoted names are folded to lower case as PostgreSQL does. */
  tables: ReadonlyMap<string, Table>;
  enums: ReadonlyMap<string, EnumType>;
  /** Set when dynamic SQL may have changed things that we cannot see: absence proves nothing then. */
  tainted: boolean;
  /** Without a schema: the one in `public`, else the only one of that name. */
  table(name: string, schema?: string): Table | undefined;
}

export interface Table {
  schema: string;
  name: string;
  columns: ReadonlyMap<string, Column>;
  primaryKey: Key | null;
  uniques: readonly Key[];
  foreignKeys: readonly ForeignKey[];
  /** `columns` are those that the expression mentions. */
  checks: readonly Key[];
  /** EXCLUDE constraints; `columns` are all that they depend on. */
  exclusions: readonly Key[];
  /** Those of CREATE INDEX; a primary key's or unique constraint's own index has the constraint's name. */
  indexes: readonly TableIndex[];
  /** Columns are not all known: CREATE TABLE AS, INHERITS, LIKE, dynamic SQL. */
  opaque: boolean;
  /** The name in its CREATE TABLE. */
  origin: Provenance;
}

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
  /** The column's definition, or the command that last set its type. */
  origin: Provenance;
}

export interface Key {
  name: string | null;
  columns: readonly string[];
  origin: Provenance;
}

export interface ForeignKey {
  name: string | null;
  columns: readonly string[];
  references: { schema: string; table: string; columns: readonly string[] };
  origin: Provenance;
}

export interface TableIndex {
  name: string | null;
  /** Null for an expression. */
  columns: readonly (string | null)[];
  unique: boolean;
  partial: boolean;
  method: string;
  /** Columns beyond `columns` that it needs: of expressions, of INCLUDE, of its predicate. */
  dependsOn: readonly string[];
  origin: Provenance;
}

export interface EnumType {
  schema: string;
  name: string;
  values: readonly string[];
  origin: Provenance;
}
