/** CREATE TYPE, CREATE DOMAIN, and the values of enums. */

import type { SqlAlterEnumStmt, SqlCreateEnumStmt } from "../../../languages/postgresql/ast.ts";
import { qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import type { EnumType } from "../types.ts";

/** The key and the schema of a type to be made; null when it exists. */
function newType(
  state: CatalogState,
  names: readonly string[],
): { key: string; schema: string; name: string } | null {
  const name = names.at(-1) ?? "";
  const schema = state.creationSchema(names.at(-2));
  const key = qualify(schema, name);
  if (!state.enums.has(key) && !state.otherTypes.has(key)) return { key, schema, name };
  state.conflict("duplicate_object");
  return null;
}

export function createEnum(state: CatalogState, statement: SqlCreateEnumStmt): void {
  const names = statement.typeName.map((part) => part.sval);
  const place = newType(state, names);
  if (place === null) return;
  state.enums.set(place.key, {
    schema: place.schema,
    name: place.name,
    values: statement.vals.map((value) => value.sval),
    origin: state.provenance(statement.range),
  });
}

/** A domain, composite or range type: known by name alone. */
export function createOtherType(state: CatalogState, names: readonly string[]): void {
  const place = newType(state, names);
  if (place !== null) state.otherTypes.set(place.key, true);
}

/** ALTER TYPE … ADD VALUE, RENAME VALUE. */
export function alterEnum(state: CatalogState, statement: SqlAlterEnumStmt): void {
  const names = statement.typeName.map((part) => part.sval);
  const key = state.findEnum(names.at(-2), names.at(-1) ?? "");
  const type = key === null ? undefined : state.enums.get(key);
  if (key === null || type === undefined) {
    state.conflict("undefined_object");
    return;
  }
  const values =
    statement.oldVal === undefined
      ? valuesWithNew(state, type, statement)
      : valuesWithRenamed(state, type, statement.oldVal, statement.newVal ?? "");
  if (values !== null) state.enums.set(key, { ...type, values });
}

function valuesWithNew(
  state: CatalogState,
  { values }: EnumType,
  { newVal = "", newValNeighbor, newValIsAfter, skipIfNewValExists }: SqlAlterEnumStmt,
): string[] | null {
  if (values.includes(newVal)) {
    if (skipIfNewValExists !== true) state.conflict("duplicate_object");
    return null;
  }
  if (newValNeighbor === undefined) return [...values, newVal];
  const neighbor = values.indexOf(newValNeighbor);
  if (neighbor < 0) {
    state.conflict("invalid_parameter_value");
    return [...values, newVal];
  }
  const at = newValIsAfter === true ? neighbor + 1 : neighbor;
  return [...values.slice(0, at), newVal, ...values.slice(at)];
}

function valuesWithRenamed(
  state: CatalogState,
  { values }: EnumType,
  from: string,
  to: string,
): string[] | null {
  if (!values.includes(from)) state.conflict("invalid_parameter_value");
  else if (values.includes(to)) state.conflict("duplicate_object");
  else return values.map((value) => (value === from ? to : value));
  return null;
}
