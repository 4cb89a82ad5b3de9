/** The catalog while migrations are being applied to it. */

import type { Range, SqlRangeVar } from "../../languages/postgresql/ast.ts";
import { qualify } from "./names.ts";
import type {
  Aspect,
  CatalogFunction,
  EnumType,
  Privilege,
  Provenance,
  Schema,
  Table,
  View,
} from "./types.ts";
import { Journal, VersionedMap } from "./versions.ts";

/** What shares PostgreSQL's one name space of relations. `table` is the key of the table that owns it. */
export interface Relation {
  kind: "table" | "index" | "sequence" | "view" | "composite";
  table: string | null;
  /** The column that an owned sequence feeds. */
  column: string | null;
  origin: Provenance;
}

/** ALTER DEFAULT PRIVILEGES: what tables to be made get. `schema` is null for those of all schemas. */
export interface DefaultPrivilege extends Privilege {
  schema: string | null;
}

/** Why PostgreSQL would have refused a statement: the condition's name in EXCEPTION handlers. */
export type Conflict =
  | "duplicate_table"
  | "duplicate_column"
  | "duplicate_object"
  | "duplicate_schema"
  | "duplicate_function"
  | "undefined_table"
  | "undefined_column"
  | "undefined_object"
  | "undefined_function"
  | "invalid_table_definition"
  | "invalid_schema_name"
  | "invalid_parameter_value"
  | "dependent_objects_still_exist";

const DEFAULT_SCHEMA = "public";

const DEEPEST_CALL = 8;

/** The aspects of which the schema of Prisma tells too. */
export const STRUCTURE: readonly Aspect[] = [
  "tables",
  "columns",
  "constraints",
  "indexes",
  "types",
];

/**
 * The mutable state of a replay. Values in its maps are immutable: statements put new ones in their place.
 *
 * Keys are qualified names. Schemas' keys are their names.
 */
export class CatalogState {
  readonly journal = new Journal();
  readonly tables = new VersionedMap<Table>(this.journal);
  readonly enums = new VersionedMap<EnumType>(this.journal);
  /** Domains, composite and range types. */
  readonly otherTypes = new VersionedMap<true>(this.journal);
  readonly relations = new VersionedMap<Relation>(this.journal);
  readonly schemas = new VersionedMap<Schema>(this.journal);
  readonly extensions = new VersionedMap<true>(this.journal);
  readonly views = new VersionedMap<View>(this.journal);
  /** By `functionKey`. */
  readonly functions = new VersionedMap<CatalogFunction>(this.journal);
  /** By schema (empty for all), role and privilege. */
  readonly defaultPrivileges = new VersionedMap<DefaultPrivilege>(this.journal);
  /** Aspects of which dynamic SQL may have changed what we cannot see, of any object. */
  readonly uncertain = new VersionedMap<Aspect>(this.journal);

  /** What the statement being applied ran into; cleared by who looks at it. */
  conflicts: Conflict[] = [];

  #path = "";
  #fixedRange: Range | null = null;
  #callDepth = 0;
  #searchPath: readonly string[] = [DEFAULT_SCHEMA];
  #temporary = new Set<string>();

  constructor() {
    this.schemas.set(DEFAULT_SCHEMA, { name: DEFAULT_SCHEMA, origin: null });
  }

  /** Dynamic SQL may have changed tables, columns, constraints, indexes or types. */
  get tainted(): boolean {
    return STRUCTURE.some((aspect) => this.uncertain.has(aspect));
  }

  /**
   * Begins with another file, and with a fresh session: whether `SET search_path` of an earlier migration is
   * still in force depends on how many are deployed at once.
   */
  openFile(path: string): void {
    this.#path = path;
    this.#searchPath = [DEFAULT_SCHEMA];
    this.#temporary = new Set();
    this.conflicts = [];
  }

  closeFile(file: number): void {
    this.tables.seal(file);
    this.enums.seal(file);
    this.otherTypes.seal(file);
    this.relations.seal(file);
    this.schemas.seal(file);
    this.extensions.seal(file);
    this.views.seal(file);
    this.functions.seal(file);
    this.defaultPrivileges.seal(file);
    this.uncertain.seal(file);
  }

  provenance(range: Range): Provenance {
    return { path: this.#path, range: this.#fixedRange ?? range };
  }

  /** Runs statements that stand in a computed string: all they do comes from `range`. */
  withFixedRange(range: Range, run: () => void): void {
    const outer = this.#fixedRange;
    this.#fixedRange = outer ?? range;
    run();
    this.#fixedRange = outer;
  }

  /** Runs a function's body; one that calls itself for ever is left alone. */
  withinCall(run: () => void): void {
    if (this.#callDepth >= DEEPEST_CALL) return;
    this.#callDepth += 1;
    run();
    this.#callDepth -= 1;
  }

  conflict(condition: Conflict): void {
    this.conflicts.push(condition);
  }

  /** Notes that dynamic SQL may have changed facts of these kinds, of one table or of any. */
  doubt(aspects: readonly Aspect[], table: string | null): void {
    if (table === null) {
      for (const aspect of aspects) this.uncertain.set(aspect, aspect);
      return;
    }
    this.updateTable(table, ({ uncertain, opaque }) => ({
      uncertain: new Set([...uncertain, ...aspects]),
      opaque: opaque || aspects.some((aspect) => STRUCTURE.includes(aspect)),
    }));
  }

  // ---- names -------------------------------------------------------------------------------------------

  setSearchPath(schemas: readonly string[]): void {
    const path = schemas.filter((schema) => schema !== "" && !schema.startsWith("pg_"));
    this.#searchPath = path;
  }

  /** Runs statements that stand inside of CREATE SCHEMA. */
  withSchema(schema: string, run: () => void): void {
    const outer = this.#searchPath;
    this.#searchPath = [schema, ...outer];
    run();
    this.#searchPath = outer;
  }

  resetSearchPath(): void {
    this.#searchPath = [DEFAULT_SCHEMA];
  }

  addTemporary(name: string): void {
    this.#temporary.add(name);
  }

  removeTemporary(name: string): boolean {
    return this.#temporary.delete(name);
  }

  isTemporary(relation: SqlRangeVar): boolean {
    if (relation.relpersistence === "t" || relation.schemaname === "pg_temp") return true;
    return relation.schemaname === undefined && this.#temporary.has(relation.relname);
  }

  /** The schema in which CREATE puts a name that is written without one. */
  creationSchema(schema: string | null | undefined): string {
    if (schema !== null && schema !== undefined) return schema;
    const first = this.#searchPath.find((name) => name !== '"$user"' && name !== "$user");
    return first ?? DEFAULT_SCHEMA;
  }

  /** The key of a relation of any kind; null when it is unknown, or temporary. */
  findRelation(schema: string | null | undefined, name: string): string | null {
    return this.#find(schema, name, this.relations);
  }

  /** The key of a table; null when it is unknown, temporary, or a relation of another kind. */
  findTable(relation: SqlRangeVar): string | null {
    if (this.isTemporary(relation)) return null;
    const key = this.findRelation(relation.schemaname, relation.relname);
    return key !== null && this.tables.has(key) ? key : null;
  }

  /** The key of a view; null when it is unknown, or a relation of another kind. */
  findView({ schemaname, relname }: SqlRangeVar): string | null {
    const key = this.findRelation(schemaname, relname);
    return key !== null && this.views.has(key) ? key : null;
  }

  /** The schemas in which a name is looked up, when it is written with this one or without any. */
  searched(schema: string | null | undefined): readonly string[] {
    return schema === null || schema === undefined ? this.#searchPath : [schema];
  }

  findEnum(schema: string | null | undefined, name: string): string | null {
    return this.#find(schema, name, this.enums);
  }

  /** The key of an enum, domain, composite or range type. */
  findType(schema: string | null | undefined, name: string): string | null {
    return this.findEnum(schema, name) ?? this.#find(schema, name, this.otherTypes);
  }

  #find(
    schema: string | null | undefined,
    name: string,
    map: VersionedMap<unknown>,
  ): string | null {
    for (const candidate of this.searched(schema)) {
      const key = qualify(candidate, name);
      if (map.has(key)) return key;
    }
    return null;
  }

  // ---- tables ------------------------------------------------------------------------------------------

  /** Replaces parts of a table; does nothing when it is gone. */
  updateTable(key: string, change: (table: Table) => Partial<Table>): void {
    const table = this.tables.get(key);
    if (table !== undefined) this.tables.set(key, { ...table, ...change(table) });
  }

  /** Whether any constraint in the schema has this name (PostgreSQL's `ConstraintNameExists`). */
  hasConstraint(schema: string, name: string): boolean {
    for (const table of this.tables.values())
      if (table.schema === schema && constraintNames(table).includes(name)) return true;
    return false;
  }

  updateView(key: string, change: (view: View) => Partial<View>): void {
    const view = this.views.get(key);
    if (view !== undefined) this.views.set(key, { ...view, ...change(view) });
  }

  addIndexRelation(table: Table, name: string, origin: Provenance): void {
    this.relations.set(qualify(table.schema, name), {
      kind: "index",
      table: qualify(table.schema, table.name),
      column: null,
      origin,
    });
  }

  removeRelation(schema: string, name: string | null): void {
    if (name !== null) this.relations.delete(qualify(schema, name));
  }
}

/** The names of all constraints of a table. */
export function constraintNames(table: Table): string[] {
  return [
    ...(table.primaryKey === null ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.foreignKeys,
    ...table.checks,
    ...table.exclusions,
  ]
    .map((constraint) => constraint.name)
    .filter((name) => name !== null);
}
