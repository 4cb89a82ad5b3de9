/** DROP TABLE, INDEX, TYPE, SCHEMA, … */

import type {
  SqlDropObject,
  SqlDropStmt,
  SqlNode,
  SqlRangeVar,
  SqlToken,
} from "../../../languages/postgresql/ast.ts";
import { parseScript } from "../../../languages/postgresql/parser.ts";
import type { CatalogState, Conflict, Relation } from "../state.ts";
import { dropCalls, dropReferring, dropView } from "./carry.ts";
import { elementType, NO_VALUE } from "./columns.ts";
import { dropColumn, dropForeignKeysOn, dropTable } from "./dependents.ts";
import { findFunction, functionKey, functionsNamed } from "./functions.ts";
import { dropPart } from "./policies.ts";
import { dropDefaultsOf } from "./sequence-defaults.ts";
import { dropTrigger } from "./triggers.ts";

interface Dropped {
  schema: string | null;
  name: string;
  /** All parts of the name; of a policy, trigger or rule the table's come first. */
  names: readonly string[];
  cascade: boolean;
  /** The object as written. */
  tokens: readonly SqlToken[];
}

/** Drops one object; tells PostgreSQL's complaint when there is none. */
type Drop = (state: CatalogState, dropped: Dropped) => Conflict | null;

const DROPS: ReadonlyMap<string, Drop> = new Map<string, Drop>([
  ["OBJECT_TABLE", dropTableNamed],
  ["OBJECT_FOREIGN_TABLE", dropTableNamed],
  ["OBJECT_INDEX", dropIndex],
  ["OBJECT_SEQUENCE", dropSequence],
  ["OBJECT_VIEW", dropViewNamed],
  ["OBJECT_MATVIEW", dropViewNamed],
  ["OBJECT_TYPE", dropType],
  ["OBJECT_DOMAIN", dropType],
  ["OBJECT_SCHEMA", dropSchema],
  ["OBJECT_EXTENSION", dropExtension],
  ["OBJECT_POLICY", dropPolicy],
  ["OBJECT_TRIGGER", dropTriggerNamed],
  ["OBJECT_RULE", dropRule],
  ["OBJECT_FUNCTION", dropFunction],
  ["OBJECT_PROCEDURE", dropFunction],
  ["OBJECT_ROUTINE", dropFunction],
]);

export function dropObjects(state: CatalogState, statement: SqlDropStmt): void {
  const drop = DROPS.get(statement.removeType);
  if (drop === undefined) return;
  const cascade = statement.behavior === "DROP_CASCADE";
  for (const object of statement.objects) {
    const dropped = { ...nameOf(object), cascade, tokens: tokensOf(object, statement) };
    const complaint = drop(state, dropped);
    if (complaint !== null && statement.missing_ok !== true) state.conflict(complaint);
  }
}

function nameOf({ names }: SqlDropObject): Pick<Dropped, "schema" | "name" | "names"> {
  return { schema: names.at(-2) ?? null, name: names.at(-1) ?? "", names };
}

function tokensOf({ range }: SqlDropObject, { tokens }: SqlDropStmt): SqlToken[] {
  return tokens.filter((token) => range[0] <= token.range[0] && token.range[1] <= range[1]);
}

// ---- what belongs to tables ------------------------------------------------------------------------------

/** The table of a policy, trigger or rule, whose names come before its own. */
function tableNamed(names: readonly string[]): SqlRangeVar {
  const relation: SqlRangeVar = {
    type: "SqlRangeVar",
    relname: names.at(-2) ?? "",
    range: [0, 0],
  };
  const schema = names.at(-3);
  return schema === undefined ? relation : { ...relation, schemaname: schema };
}

function dropPolicy(state: CatalogState, { names, name }: Dropped): Conflict | null {
  const key = state.findTable(tableNamed(names));
  return key !== null && dropPart(state, key, "policies", name) ? null : "undefined_object";
}

function dropRule(state: CatalogState, { names, name }: Dropped): Conflict | null {
  const key = state.findTable(tableNamed(names));
  return key !== null && dropPart(state, key, "rules", name) ? null : "undefined_object";
}

function dropTriggerNamed(state: CatalogState, { names, name }: Dropped): Conflict | null {
  return dropTrigger(state, tableNamed(names), name) ? null : "undefined_object";
}

// ---- functions -------------------------------------------------------------------------------------------

/** Of several functions with one name the arguments say which. */
function dropFunction(
  state: CatalogState,
  { schema, name, cascade, tokens }: Dropped,
): Conflict | null {
  const candidates = functionsNamed(state, schema, name);
  const [only] = candidates;
  const key =
    only !== undefined && candidates.length === 1
      ? functionKey(only)
      : findFunction(state, writtenFunction(tokens));
  if (key === null) return "undefined_function";
  const found = state.functions.get(key);
  state.functions.delete(key);
  if (cascade && found !== undefined) dropCalls(state, found);
  return null;
}

/** The function with its arguments, which the statement's own tree leaves out. */
function writtenFunction(tokens: readonly SqlToken[]): SqlNode | null {
  const text = tokens.map((token) => token.text).join(" ");
  const [rename] = parseScript(`ALTER FUNCTION ${text} RENAME TO x`).body;
  return rename?.type === "SqlRenameStmt" ? (rename.object ?? null) : null;
}

// ---- relations -------------------------------------------------------------------------------------------

function dropTableNamed(state: CatalogState, { schema, name, cascade }: Dropped): Conflict | null {
  if (schema === null && state.removeTemporary(name)) return null;
  const key = state.findRelation(schema, name);
  if (key === null || !state.tables.has(key)) return "undefined_table";
  dropTable(state, key, cascade);
  return null;
}

/** The key of a relation of this kind. */
function findOfKind(
  state: CatalogState,
  { schema, name }: Pick<Dropped, "schema" | "name">,
  kind: Relation["kind"],
): string | null {
  const key = state.findRelation(schema, name);
  return key !== null && state.relations.get(key)?.kind === kind ? key : null;
}

/** The index of a constraint goes with its constraint alone. */
function dropIndex(state: CatalogState, dropped: Dropped): Conflict | null {
  const key = findOfKind(state, dropped, "index");
  const owner = key === null ? null : (state.relations.get(key)?.table ?? null);
  if (key === null || owner === null) return "undefined_object";
  const table = state.tables.get(owner);
  const index = table?.indexes.find((one) => one.name === dropped.name);
  if (table === undefined) {
    state.relations.delete(key);
    return null;
  }
  if (index === undefined) return "dependent_objects_still_exist";
  state.relations.delete(key);
  state.updateTable(owner, (current) => ({
    indexes: current.indexes.filter((one) => one !== index),
  }));
  if (index.unique && dropped.cascade)
    dropForeignKeysOn(
      state,
      table,
      index.columns.filter((column) => column !== null),
    );
  return null;
}

function dropSequence(state: CatalogState, dropped: Dropped): Conflict | null {
  const key = findOfKind(state, dropped, "sequence");
  if (key === null) return "undefined_table";
  const { table, column } = state.relations.get(key) ?? { table: null, column: null };
  if (dropped.cascade) dropDefaultsOf(state, key);
  state.relations.delete(key);
  if (table !== null && column !== null && dropped.cascade) dropDefault(state, table, column);
  return null;
}

/** What `serial` stands for; a default of its own may be of another sequence. */
function dropDefault(state: CatalogState, key: string, name: string): void {
  const column = state.tables.get(key)?.columns.get(name);
  if (column?.sequence !== "serial" || column.default !== null) return;
  state.updateTable(key, (table) => ({
    columns: new Map(table.columns).set(name, { ...column, ...NO_VALUE }),
  }));
}

function dropViewNamed(state: CatalogState, dropped: Dropped): Conflict | null {
  const key = findOfKind(state, dropped, "view");
  if (key === null) return "undefined_table";
  dropView(state, key);
  return null;
}

function dropType(state: CatalogState, { schema, name, cascade }: Dropped): Conflict | null {
  const key = state.findType(schema, name);
  if (key === null) return "undefined_object";
  const typeSchema = key.slice(0, -name.length - 1);
  if (cascade) {
    dropReferring(state, (reference) => reference.kind === "type" && reference.key === key, true);
    dropColumnsOfType(state, typeSchema, name);
    dropFunctionsOfType(state, key);
  }
  state.enums.delete(key);
  state.otherTypes.delete(key);
  if (state.relations.get(key)?.kind === "composite") state.relations.delete(key);
  return null;
}

function dropColumnsOfType(state: CatalogState, schema: string, type: string): void {
  for (const [key, table] of state.tables.entries())
    for (const column of table.columns.values())
      if (column.typeSchema === schema && elementType(column.type) === type)
        dropColumn(state, key, column.name, true);
}

function dropFunctionsOfType(state: CatalogState, type: string): void {
  for (const [key, one] of state.functions.entries()) {
    const isOfType = [...one.argumentTypes, one.returns].some(
      (used) => used !== null && elementType(used) === type,
    );
    if (!isOfType) continue;
    state.functions.delete(key);
    dropCalls(state, one);
  }
}

function dropSchema(state: CatalogState, { name, cascade }: Dropped): Conflict | null {
  if (!state.schemas.has(name)) return "invalid_schema_name";
  state.schemas.delete(name);
  if (!cascade) return null;
  const isInside = (key: string) => key.startsWith(`${name}.`);
  for (const [key, table] of state.tables.entries())
    if (table.schema === name) dropTable(state, key, true);
  for (const [key, view] of state.views.entries()) if (view.schema === name) dropView(state, key);
  for (const [key, one] of state.functions.entries())
    if (one.schema === name) {
      state.functions.delete(key);
      dropCalls(state, one);
    }
  for (const map of [state.relations, state.otherTypes])
    for (const [key] of [...map.entries()]) if (isInside(key)) map.delete(key);
  for (const [key, type] of [...state.enums.entries()])
    if (type.schema === name) {
      dropColumnsOfType(state, name, type.name);
      state.enums.delete(key);
    }
  return null;
}

function dropExtension(state: CatalogState, { name }: Dropped): Conflict | null {
  if (!state.extensions.has(name)) return "undefined_object";
  state.extensions.delete(name);
  return null;
}
