/** CREATE TRIGGER, on tables and views. */

import type { SqlCreateTrigStmt, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { field, namesField, nodeField } from "../tree.ts";
import type { Trigger, TriggerEvent } from "../types.ts";
import { deferrabilityOf } from "./columns.ts";
import { functionsNamed } from "./functions.ts";

/** The bits of `CreateTrigStmt.events` and `timing` (PostgreSQL's `TRIGGER_TYPE_…`). */
const EVENTS: readonly (readonly [number, TriggerEvent])[] = [
  [4, "insert"],
  [16, "update"],
  [8, "delete"],
  [32, "truncate"],
];
const BEFORE = 2;
const INSTEAD = 64;

export function createTrigger(state: CatalogState, statement: SqlCreateTrigStmt): void {
  const { relation, trigname, replace } = statement;
  const owner = ownerOf(state, relation);
  if (owner === null) return;
  const trigger = readTrigger(state, statement);
  const exists = owner.triggers.some(({ name }) => name === trigname);
  if (exists && replace !== true) {
    state.conflict("duplicate_object");
    return;
  }
  const others = owner.triggers.filter(({ name }) => name !== trigname);
  owner.put([...others, trigger]);
}

/** What has triggers, and how it gets others. */
interface TriggerOwner {
  triggers: readonly Trigger[];
  put: (triggers: readonly Trigger[]) => void;
}

/** The table or view; null, with PostgreSQL's complaint, when it is not known. */
function ownerOf(state: CatalogState, relation: SqlRangeVar): TriggerOwner | null {
  if (state.isTemporary(relation)) return null;
  const key = state.findRelation(relation.schemaname, relation.relname);
  if (key === null) {
    state.conflict("undefined_table");
    return null;
  }
  const owner = state.tables.get(key) ?? state.views.get(key);
  if (owner === undefined) return null;
  const isTable = state.tables.has(key);
  return {
    triggers: owner.triggers,
    put: (triggers) => {
      if (isTable) state.updateTable(key, () => ({ triggers }));
      else state.updateView(key, () => ({ triggers }));
    },
  };
}

function readTrigger(state: CatalogState, statement: SqlCreateTrigStmt): Trigger {
  const origin = state.provenance(statement.range);
  const events = numberField(statement, "events");
  const timing = numberField(statement, "timing");
  const when = nodeField(statement, "whenClause");
  const names = statement.funcname.map(({ sval }) => sval);
  const name = names.at(-1) ?? "";
  const [called] = functionsNamed(state, names.at(-2), name);
  return {
    name: statement.trigname,
    timing: timing === BEFORE ? "before" : timing === INSTEAD ? "instead of" : "after",
    events: EVENTS.filter(([bit]) => (events & bit) !== 0).map(([, event]) => event),
    columns: namesField(statement, "columns"),
    level: field(statement, "row") === true ? "row" : "statement",
    function: {
      schema: called?.schema ?? names.at(-2) ?? null,
      name,
      arguments: namesField(statement, "args"),
    },
    when: when === null ? null : { node: when, origin },
    enabled: "origin",
    ...deferrabilityOf(statement),
    origin,
  };
}

function numberField(of: object, name: string): number {
  const value = field(of, name);
  return typeof value === "number" ? value : 0;
}

/** ALTER TRIGGER … RENAME TO. */
export function renameTrigger(
  state: CatalogState,
  relation: SqlRangeVar,
  from: string,
  to: string,
): void {
  const owner = ownerOf(state, relation);
  if (owner === null) return;
  const names = owner.triggers.map(({ name }) => name);
  if (!names.includes(from)) state.conflict("undefined_object");
  else if (names.includes(to)) state.conflict("duplicate_object");
  else owner.put(owner.triggers.map((one) => (one.name === from ? { ...one, name: to } : one)));
}

/** False when there is none so named, or nothing that could have it. */
export function dropTrigger(state: CatalogState, relation: SqlRangeVar, name: string): boolean {
  const key = state.findRelation(relation.schemaname, relation.relname);
  const owner = key === null ? null : ownerOf(state, relation);
  if (owner?.triggers.some((one) => one.name === name) !== true) return false;
  owner.put(owner.triggers.filter((one) => one.name !== name));
  return true;
}
