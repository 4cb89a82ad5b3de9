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
  table(name: string, schema?: string): Table | undefined;
}

export interface Table {
  schema: string;
  name: string;
  columns: ReadonlyMap<string, Column>;
  primaryKey: Key | null;
  uniques: readonly Key[];
  foreignKeys: readonly ForeignKey[];
  indexes: readonly TableIndex[];
  /** Columns are not all known: CREATE TABLE AS, INHERITS, LIKE, dynamic SQL. */
  opaque: boolean;
  origin: Provenance;
}

export interface Column {
  name: string;
  /** PostgreSQL's short name: `timestamp`, `timestamptz`, `int4`, `text`, an enum's name; arrays end in `[]`. */
  type: string;
  notNull: boolean;
  /** `serial` types and GENERATED … AS IDENTITY. */
  sequence: "serial" | "identity" | null;
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
  origin: Provenance;
}

export interface EnumType {
  schema: string;
  name: string;
  values: readonly string[];
  origin: Provenance;
}
