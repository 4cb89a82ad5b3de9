/** Column definitions: types, defaults and the constraints written beside them. */

import type {
  Range,
  SqlColumnDef,
  SqlConstraint,
  SqlNode,
  SqlTypeName,
} from "../../../languages/postgresql/ast.ts";
import { chooseObjectName, qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { calledFunction, field, namesField, textField } from "../tree.ts";
import type { Column, ColumnDefault, Deferrability, GeneratedColumn } from "../types.ts";
import { describeDefault } from "./defaults.ts";

/** A constraint to be added, with its columns: those of `keys`, or the one it is written beside. */
export interface ConstraintRequest extends Deferrability {
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
function isNextValue(expression: SqlNode): boolean {
  return calledFunction(expression) === "nextval";
}

/** What a column takes when a row gives it no value: of Column what DEFAULT, identity and generation tell. */
export type ColumnValue = Pick<
  Column,
  "default" | "identity" | "generated" | "sequence" | "hasDefault"
>;

export const NO_VALUE: ColumnValue = {
  default: null,
  identity: null,
  generated: null,
  sequence: null,
  hasDefault: false,
};

/** DEFAULT. */
export function defaultValue(state: CatalogState, node: SqlNode, range: Range): ColumnValue {
  const described = describeDefault(node);
  if (described === null) return NO_VALUE;
  const value: ColumnDefault = { ...described, node, origin: state.provenance(range) };
  const sequence = isNextValue(node) ? "serial" : null;
  return { ...NO_VALUE, default: value, sequence, hasDefault: true };
}

/** GENERATED ALWAYS or BY DEFAULT AS IDENTITY. */
export function identityValue(constraint: SqlNode): ColumnValue {
  const identity = textField(constraint, "generated_when") === "a" ? "always" : "by default";
  return { ...NO_VALUE, identity, sequence: "identity", hasDefault: true };
}

function generatedValue(state: CatalogState, constraint: SqlConstraint): ColumnValue {
  const { raw_expr: node } = constraint;
  const generated: GeneratedColumn | null =
    node === undefined
      ? null
      : {
          node,
          stored: textField(constraint, "generated_kind") === "s",
          origin: state.provenance(constraint.range),
        };
  return { ...NO_VALUE, generated, hasDefault: true };
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
  const isSerial = integer !== undefined;
  const value = writtenValue(state, constraints);
  const hasSequence = isSerial || value.identity !== null;
  if (hasSequence) addOwnedSequence(state, table, definition.colname, definition.range);
  // Field by field and without a spread, as tables are.
  const column: Column = {
    name: definition.colname,
    type: integer ?? written.type,
    typeSchema: written.typeSchema,
    notNull: has("CONSTR_NOTNULL") || has("CONSTR_PRIMARY") || hasSequence,
    default: value.default,
    identity: value.identity,
    generated: value.generated,
    sequence: value.sequence ?? (isSerial ? "serial" : null),
    hasDefault: value.hasDefault || isSerial,
    comment: null,
    origin: state.provenance(definition.range),
  };
  return { column, requests: requestsOf(constraints, definition.colname) };
}

function writtenValue(state: CatalogState, constraints: readonly SqlConstraint[]): ColumnValue {
  for (const constraint of constraints) {
    if (constraint.contype === "CONSTR_IDENTITY") return identityValue(constraint);
    if (constraint.contype === "CONSTR_GENERATED") return generatedValue(state, constraint);
    if (constraint.contype === "CONSTR_DEFAULT" && constraint.raw_expr !== undefined)
      return defaultValue(state, constraint.raw_expr, constraint.range);
  }
  return NO_VALUE;
}

/** Constraints beside a column; DEFERRABLE and INITIALLY DEFERRED follow the one that they speak of. */
function requestsOf(constraints: readonly SqlConstraint[], column: string): ConstraintRequest[] {
  const requests: ConstraintRequest[] = [];
  for (const constraint of constraints) {
    const last = requests.at(-1);
    if (isOwnConstraint(constraint))
      requests.push({ constraint, columns: [column], ...NOT_DEFERRABLE });
    else if (last === undefined) continue;
    else if (constraint.contype === "CONSTR_ATTR_DEFERRABLE") last.deferrable = true;
    else if (constraint.contype === "CONSTR_ATTR_DEFERRED")
      Object.assign(last, { deferrable: true, initiallyDeferred: true });
  }
  return requests;
}

const NOT_DEFERRABLE: Deferrability = { deferrable: false, initiallyDeferred: false };

/** What a node of its own says: of a table's constraint, a trigger, ALTER CONSTRAINT. */
export function deferrabilityOf(node: object): Deferrability {
  const initiallyDeferred = field(node, "initdeferred") === true;
  return {
    deferrable: initiallyDeferred || field(node, "deferrable") === true,
    initiallyDeferred,
  };
}

/** Makes the sequence that `serial` or identity gives to a column, under a name that PostgreSQL invents. */
export function addOwnedSequence(
  state: CatalogState,
  table: { schema: string; name: string },
  column: string,
  range: Range,
): void {
  const name = chooseObjectName(table.name, column, "seq", (candidate) =>
    state.relations.has(qualify(table.schema, candidate)),
  );
  state.relations.set(qualify(table.schema, name), {
    kind: "sequence",
    table: qualify(table.schema, table.name),
    column,
    origin: state.provenance(range),
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
