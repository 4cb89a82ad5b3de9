/** What keeps the rows of a table from being changed once they are written. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import { isCertain } from "../catalog/certainty.ts";
import { constantBoolean, forEachNode } from "../catalog/tree.ts";
import type { Aspect, Catalog, Policy, Table, Trigger } from "../catalog/types.ts";
import { triggerFunction } from "./audit-functions.ts";

type Change = "update" | "delete";

const CHANGES: readonly Change[] = ["update", "delete"];
const ASPECTS: readonly Aspect[] = ["triggers", "policies", "rowSecurity", "privileges"];

/** The commands that nothing in the database refuses. Empty when the migrations do not tell. */
export function permittedChanges(table: Table, catalog: Catalog): Change[] {
  if (!ASPECTS.every((aspect) => isCertain(catalog, aspect, table))) return [];
  return CHANGES.filter(
    (change) =>
      !isRefusedByTrigger(change, table, catalog) &&
      !isRewritten(change, table) &&
      !isRefusedByPolicy(change, table) &&
      !isRevoked(change, table),
  );
}

/** Whether somebody took the privilege from PUBLIC, and from nobody else: by default PUBLIC has none on tables. */
export function isRevokedFromPublicAlone(change: Change, { privileges }: Table): boolean {
  return privileges.some(
    ({ role, name, granted, column }) =>
      role === "public" && name === change && !granted && column === null,
  );
}

// ---- triggers and rules ----------------------------------------------------------------------------------

function isRefusedByTrigger(change: Change, table: Table, catalog: Catalog): boolean {
  return table.triggers.some((trigger) => {
    const { events, columns, enabled } = trigger;
    const fires = events.includes(change) && (enabled === "origin" || enabled === "always");
    const seesAll = change === "delete" || columns.length === 0;
    return fires && seesAll && mayRefuse(trigger, catalog);
  });
}

/** A function that the migrations do not have may raise whatever it likes. */
function mayRefuse({ timing, level, function: called }: Trigger, catalog: Catalog): boolean {
  const made = triggerFunction(catalog, called);
  const body = made?.node.body ?? null;
  if (body === null) return true;
  return raises(body) || (timing === "before" && level === "row" && givesNothing(body));
}

/** The levels of RAISE that let the command go on. */
const HARMLESS: ReadonlySet<string> = new Set(["debug", "log", "info", "notice", "warning"]);

function raises(body: SqlNode): boolean {
  return anyNode(body, (node) => {
    if (node.type !== "SqlPlainStatement" || node.keyword !== "raise") return false;
    return !HARMLESS.has(node.tokens[1]?.value ?? "");
  });
}

/** RETURN NULL before a row is changed leaves the row as it is. */
function givesNothing(body: SqlNode): boolean {
  return anyNode(
    body,
    (node) =>
      node.type === "SqlPlainStatement" &&
      node.keyword === "return" &&
      node.tokens[1]?.value === "null",
  );
}

function anyNode(body: SqlNode, test: (node: SqlNode) => boolean): boolean {
  let found = false;
  forEachNode(body, (node) => {
    found ||= test(node);
  });
  return found;
}

function isRewritten(change: Change, { rules }: Table): boolean {
  return rules.some(({ event, instead, condition }) => {
    return event === change && instead && condition === null;
  });
}

// ---- policies and privileges -----------------------------------------------------------------------------

function isRefusedByPolicy(change: Change, { rowSecurity, policies }: Table): boolean {
  if (!rowSecurity.on) return false;
  const speaking = policies.filter(({ command }) => command === "all" || command === change);
  return (
    !speaking.some((policy) => policy.permissive && !isNever(policy)) ||
    speaking.some((policy) => !policy.permissive && isNever(policy))
  );
}

/** `USING (false)`. */
function isNever({ using }: Policy): boolean {
  return using !== null && constantBoolean(using.node) === false;
}

/** Some role that is named was told that it may not, or may write rows and was never given more. */
function isRevoked(change: Change, { privileges }: Table): boolean {
  const named = privileges.filter(({ role }) => role !== "public");
  const has = (wanted: Change | "insert", of: string) =>
    named.some(({ role, name, granted }) => role === of && name === wanted && granted);
  return named.some(({ role, name, granted, column }) => {
    if (name === change && !granted && column === null) return true;
    return name === "insert" && granted && !has(change, role);
  });
}
