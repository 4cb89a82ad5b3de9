/** Schemas, extensions and sequences, and the one name space of relations. */

import type { SqlNode, SqlRangeVar, SqlStatement } from "../../../languages/postgresql/ast.ts";
import { qualify } from "../names.ts";
import type { CatalogState, Relation } from "../state.ts";
import {
  calledFunction,
  constantText,
  field,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../tree.ts";
import type { Provenance } from "../types.ts";

/** CREATE SCHEMA: the schema's name, if it is new; its elements are statements that the caller applies. */
export function createSchema(state: CatalogState, statement: SqlStatement): string | null {
  const role = nodeField(statement, "authrole");
  const name = textField(statement, "schemaname") ?? textField(role ?? statement, "rolename");
  if (name === null) return null;
  if (!state.schemas.has(name)) {
    state.schemas.set(name, { name, origin: state.provenance(statement.range) });
    return name;
  }
  if (field(statement, "if_not_exists") !== true) state.conflict("duplicate_schema");
  return null;
}

export function createExtension(state: CatalogState, statement: SqlStatement): void {
  const name = textField(statement, "extname");
  if (name === null) return;
  if (!state.extensions.has(name)) state.extensions.set(name, true);
  else if (field(statement, "if_not_exists") !== true) state.conflict("duplicate_object");
}

/** Takes the name for a view, a sequence or a composite type; null when it is temporary. */
export function createRelation(
  state: CatalogState,
  relation: SqlRangeVar,
  kind: Relation["kind"],
  mayExist: boolean,
  origin: Provenance,
): { key: string; isNew: boolean } | null {
  if (relation.relpersistence === "t") {
    state.addTemporary(relation.relname);
    return null;
  }
  const key = qualify(state.creationSchema(relation.schemaname), relation.relname);
  const isNew = !state.relations.has(key);
  if (isNew) state.relations.set(key, { kind, table: null, column: null, origin });
  else if (!mayExist) state.conflict("duplicate_table");
  return { key, isNew };
}

export function createSequence(state: CatalogState, statement: SqlStatement): void {
  const sequence = nodeField(statement, "sequence");
  if (sequence?.type !== "SqlRangeVar") return;
  const mayExist = field(statement, "if_not_exists") === true;
  const origin = state.provenance(statement.range);
  const made = createRelation(state, sequence, "sequence", mayExist, origin);
  if (made !== null) setOwner(state, made.key, statement);
}

export function alterSequence(state: CatalogState, statement: SqlStatement): void {
  const sequence = nodeField(statement, "sequence");
  if (sequence?.type !== "SqlRangeVar") return;
  const key = state.findRelation(sequence.schemaname, sequence.relname);
  if (key !== null) setOwner(state, key, statement);
}

/** OWNED BY: the sequence goes when its column goes. */
function setOwner(state: CatalogState, key: string, statement: SqlNode): void {
  const option = nodesField(statement, "options").find(
    (one) => textField(one, "defname") === "owned_by",
  );
  const names = option === undefined ? [] : namesField(option, "arg");
  const relation = state.relations.get(key);
  if (names.length === 0 || relation === undefined) return;
  const column = names.at(-1) ?? "";
  const table = state.findRelation(names.at(-3), names.at(-2) ?? "");
  state.relations.set(
    key,
    table === null ? { ...relation, table: null, column: null } : { ...relation, table, column },
  );
}

/** SET search_path. */
export function setVariable(state: CatalogState, statement: SqlStatement): void {
  if (textField(statement, "name") !== "search_path") return;
  const values = nodesField(statement, "args").map(constantText);
  if (textField(statement, "kind") !== "VAR_SET_VALUE") state.resetSearchPath();
  else state.setSearchPath(values.filter((value) => value !== null));
}

/** `SELECT set_config('search_path', '…', false)`, as dumps have it. */
export function setConfig(state: CatalogState, select: SqlStatement): void {
  for (const target of nodesField(select, "targetList")) {
    const call = nodeField(target, "val");
    if (calledFunction(call) !== "set_config" || call === null) continue;
    const [name, value] = nodesField(call, "args").map(constantText);
    if (name === "search_path" && value !== null && value !== undefined)
      state.setSearchPath(value.split(",").map((schema) => schema.trim().replaceAll('"', "")));
  }
}
