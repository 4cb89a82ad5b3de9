/** Answers guards' tests from the replayed catalog. */

import { constraintNames } from "../state.ts";
import type { CatalogState, Relation } from "../state.ts";
import type { Table } from "../types.ts";
import type { GuardTest } from "./implied.ts";

/** Whether the test holds here and now; null when the catalog cannot know. */
export function testHolds(state: CatalogState, test: GuardTest): boolean | null {
  const found = isThere(state, test);
  if (found === null || (!found && state.tainted)) return null;
  return found === test.exists;
}

function isThere(state: CatalogState, test: GuardTest): boolean | null {
  const { object, name, of } = test;
  switch (object) {
    case "table":
    case "view":
    case "sequence":
    case "relation":
      return name === null ? null : hasRelation(state, object, name);
    case "index":
      return name === null ? null : hasIndex(state, name, of);
    case "column":
      return of === null ? null : hasColumn(state, of, name);
    case "constraint":
      return hasConstraint(state, name, of);
    case "type":
      return name === null ? null : hasType(state, name);
    case "enumValue":
      return name === null ? null : hasEnumValue(state, name, of);
    case "schema":
      return name === null ? null : state.schemas.has(name);
    case "extension":
      return name === null ? null : state.extensions.has(name);
    default:
      return null;
  }
}

function hasRelation(
  state: CatalogState,
  kind: "table" | "view" | "sequence" | "relation",
  name: string,
): boolean {
  return relationsNamed(state, name).some(
    (relation) => kind === "relation" || relation.kind === kind,
  );
}

function relationsNamed(state: CatalogState, name: string): Relation[] {
  const key = state.findRelation(null, name);
  const keys =
    key === null ? [...state.schemas.entries()].map(([schema]) => `${schema}.${name}`) : [key];
  return keys
    .map((candidate) => state.relations.get(candidate))
    .filter((relation) => relation !== undefined);
}

function hasIndex(state: CatalogState, name: string, of: string | null): boolean {
  return relationsNamed(state, name).some(
    ({ kind, table }) =>
      kind === "index" && (of === null || (table !== null && state.tables.get(table)?.name === of)),
  );
}

function tablesNamed(state: CatalogState, name: string): Table[] {
  const key = state.findRelation(null, name);
  const own = key === null ? undefined : state.tables.get(key);
  if (own !== undefined) return [own];
  return [...state.tables.values()].filter((table) => table.name === name);
}

function hasColumn(state: CatalogState, of: string, name: string | null): boolean | null {
  const tables = tablesNamed(state, of);
  if (name === null) return tables.length > 0;
  if (tables.some((table) => table.columns.has(name))) return true;
  return tables.some((table) => table.opaque) ? null : false;
}

/** Without a name the test asks for constraints of one kind, which it does not tell. */
function hasConstraint(
  state: CatalogState,
  name: string | null,
  of: string | null,
): boolean | null {
  if (name === null) return null;
  const tables = of === null ? [...state.tables.values()] : tablesNamed(state, of);
  if (tables.some((table) => constraintNames(table).includes(name))) return true;
  return of !== null && tables.some((table) => table.opaque) ? null : false;
}

/** A table's row type is a type as well. */
function hasType(state: CatalogState, name: string): boolean {
  if (state.findType(null, name) !== null) return true;
  if ([...state.enums.values()].some((type) => type.name === name)) return true;
  const inSchema = [...state.schemas.entries()].some(([schema]) =>
    state.otherTypes.has(`${schema}.${name}`),
  );
  return inSchema || tablesNamed(state, name).length > 0;
}

function hasEnumValue(state: CatalogState, value: string, of: string | null): boolean {
  return [...state.enums.values()].some(
    (type) => (of === null || type.name === of) && type.values.includes(value),
  );
}
