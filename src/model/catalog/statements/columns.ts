/** Column definitions: types, defaults and the constraints written beside them. */

import type {
  SqlColumnDef,
  SqlConstraint,
  SqlNode,
  SqlTypeName,
} from "../../../languages/postgresql/ast.ts";
import { chooseObjectName, qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { calledFunction, isConstantNull, namesField } from "../tree.ts";
import type { Column } from "../types.ts";

/** A constraint to be added, with its columns: those of `keys`, or the one it is written beside. */
export interface ConstraintRequest {
  constraint: SqlConstraint;
  columns: readonly string[];
}

export interface ColumnType {
  type: string;
  typeSchema: string | null;
}

/** The types that PostgreSQL replaces by an integer and a sequence. */
const SERIAL_TYPES: ReadonlyMap<string, string> = new Map([
  ["smallserial", "int2"],
  ["serial2", "int2"],
  ["serial", "int4"],
  ["serial4", "int4"],
  ["bigserial", "int8"],
  ["serial8", "int8"],
]);

/** `int4` for `serial`; other types as they are. */
export function foldSerial(type: string): string {
  return SERIAL_TYPES.get(type) ?? type;
}

/** Constraints that are facts of their own; the others are attributes of the column. */
const OWN_CONSTRAINTS = new Set([
  "CONSTR_PRIMARY",
  "CONSTR_UNIQUE",
  "CONSTR_FOREIGN",
  "CONSTR_CHECK",
  "CONSTR_EXCLUSION",
]);

/** Whether a constraint is a fact of its own, unlike NOT NULL, DEFAULT and DEFERRABLE. */
export function isOwnConstraint(constraint: SqlConstraint): boolean {
  return OWN_CONSTRAINTS.has(constraint.contype);
}

/** Reads a type's name as the catalog holds it: `int4`, `timestamptz`, `Role[]`. */
export function columnType(state: CatalogState, typeName: SqlTypeName): ColumnType {
  const parts = typeName.names.map((part) => part.sval);
  const name = parts.at(-1) ?? "";
  const schema = parts.at(-2) ?? null;
  const type = (typeName.arrayBounds?.length ?? 0) > 0 ? `${name}[]` : name;
  if (schema === "pg_catalog") return { type, typeSchema: null };
  const key = state.findType(schema, name);
  const known = key === null ? null : key.slice(0, -name.length - 1);
  return { type, typeSchema: known ?? schema };
}

/** `name` without the mark of an array. */
export function elementType(type: string): string {
  return type.endsWith("[]") ? type.slice(0, -2) : type;
}

/** Whether the default takes the next value of a sequence: what `serial` stands for. */
export function isNextValue(expression: SqlNode | undefined): boolean {
  return expression !== undefined && calledFunction(expression) === "nextval";
}

/**
 * Reads a column's definition, and creates the sequence of `serial` and identity.
 *
 * @param table The key's two parts of the table that the column goes to.
 */
export function readColumn(
  state: CatalogState,
  table: { schema: string; name: string },
  definition: SqlColumnDef,
): { column: Column; requests: ConstraintRequest[] } {
  const constraints = definition.constraints ?? [];
  const has = (kind: SqlConstraint["contype"]) => constraints.some((one) => one.contype === kind);
  const written =
    definition.typeName === undefined
      ? { type: "", typeSchema: null }
      : columnType(state, definition.typeName);
  const integer = written.typeSchema === null ? SERIAL_TYPES.get(written.type) : undefined;
  const defaultValue = constraints.find((one) => one.contype === "CONSTR_DEFAULT")?.raw_expr;
  const hasDefault = defaultValue !== undefined && !isConstantNull(defaultValue);
  const isIdentity = has("CONSTR_IDENTITY");
  const isSerial = integer !== undefined;
  if (isSerial || isIdentity) addOwnedSequence(state, table, definition.colname);
  const column: Column = {
    name: definition.colname,
    type: integer ?? written.type,
    typeSchema: written.typeSchema,
    notNull: has("CONSTR_NOTNULL") || has("CONSTR_PRIMARY") || isIdentity || isSerial,
    sequence: isIdentity ? "identity" : isSerial || isNextValue(defaultValue) ? "serial" : null,
    hasDefault: isIdentity || isSerial || has("CONSTR_GENERATED") || hasDefault,
    origin: state.provenance(definition.range),
  };
  const requests = constraints
    .filter(isOwnConstraint)
    .map((constraint) => ({ constraint, columns: [definition.colname] }));
  return { column, requests };
}

/** Makes the sequence that `serial` or identity gives to a column, under a name that PostgreSQL invents. */
export function addOwnedSequence(
  state: CatalogState,
  table: { schema: string; name: string },
  column: string,
): void {
  const name = chooseObjectName(table.name, column, "seq", (candidate) =>
    state.relations.has(qualify(table.schema, candidate)),
  );
  state.relations.set(qualify(table.schema, name), {
    kind: "sequence",
    table: qualify(table.schema, table.name),
    column,
  });
}

/** Removes the sequences that belong to a column, or to all columns of a table. */
export function removeOwnedSequences(
  state: CatalogState,
  tableKey: string,
  column: string | null,
): void {
  for (const [key, relation] of state.relations.entries())
    if (
      relation.kind === "sequence" &&
      relation.table === tableKey &&
      (column === null || relation.column === column)
    )
      state.relations.delete(key);
}

/** The columns that a table's constraint lists. */
export function columnNames(constraint: SqlConstraint): string[] {
  return namesField(constraint, constraint.contype === "CONSTR_FOREIGN" ? "fk_attrs" : "keys");
}
