/**
 * Whether the catalog knows something, knows that it is not there, or cannot know: dynamic SQL, or a table whose
 * columns only a query tells. Rules report from `known` and `absent`, never from `unknown`.
 */

import type { Aspect, Catalog, Policy, Table, Trigger } from "./types.ts";

/** `known`: it is there. `absent`: it is certain not to be there. `unknown`: the migrations do not tell. */
export type Answer = "known" | "absent" | "unknown";

/**
 * Whether no dynamic SQL may have changed facts of this kind, of the table or of any: what the catalog does not hold
 * of them is not there.
 */
export function isCertain(catalog: Catalog, aspect: Aspect, table?: Table): boolean {
  return !catalog.uncertain.has(aspect) && table?.uncertain.has(aspect) !== true;
}

/** A table that no migration makes is absent: the base table of an older database counts as that, too. */
export function hasTable(catalog: Catalog, name: string, schema?: string): Answer {
  return answer(catalog.table(name, schema) !== undefined, isCertain(catalog, "tables"));
}

export function hasColumn(catalog: Catalog, table: Table, name: string): Answer {
  return answer(table.columns.has(name), isCertain(catalog, "columns", table) && !table.opaque);
}

/** Whether policies bind anybody at all: `known` after ENABLE ROW LEVEL SECURITY. */
export function hasRowSecurity(catalog: Catalog, table: Table): Answer {
  return answer(table.rowSecurity.on, isCertain(catalog, "rowSecurity", table));
}

/** Whether policies bind the table's owner: `known` after FORCE ROW LEVEL SECURITY. */
export function hasForcedRowSecurity(catalog: Catalog, table: Table): Answer {
  return answer(table.forcedRowSecurity.on, isCertain(catalog, "rowSecurity", table));
}

/** Whether the table has a policy, or one that is meant. */
export function hasPolicy(
  catalog: Catalog,
  table: Table,
  isMeant: (policy: Policy) => boolean = () => true,
): Answer {
  return answer(table.policies.some(isMeant), isCertain(catalog, "policies", table));
}

/** Whether the table has a trigger, or one that is meant; a disabled one is there too. */
export function hasTrigger(
  catalog: Catalog,
  table: Table,
  isMeant: (trigger: Trigger) => boolean = () => true,
): Answer {
  return answer(table.triggers.some(isMeant), isCertain(catalog, "triggers", table));
}

function answer(isThere: boolean, isCertainOtherwise: boolean): Answer {
  if (isThere) return "known";
  return isCertainOtherwise ? "absent" : "unknown";
}
