/** Which changes of a table its triggers record. */

import { isCertain } from "../catalog/certainty.ts";
import type { Catalog, Table, Trigger } from "../catalog/types.ts";
import type { AuditFunctions } from "./audit-functions.ts";

export type RowEvent = "insert" | "update" | "delete";

const ROW_EVENTS: readonly RowEvent[] = ["insert", "update", "delete"];

/**
 * The changes of a table's rows that no trigger records, in the order INSERT, UPDATE, DELETE. Empty when all are
 * recorded, and for those of which the migrations do not tell.
 */
export function unrecordedEvents(
  table: Table,
  catalog: Catalog,
  functions: AuditFunctions,
): RowEvent[] {
  if (!isCertain(catalog, "triggers", table)) return [];
  const recording = table.triggers.filter(
    (trigger) => functions.recordingOf(trigger) !== "other" && isInForce(trigger),
  );
  return ROW_EVENTS.filter((event) => !isCovered(event, table, recording));
}

/** Fires for the application's changes, once they are made. */
function isInForce({ timing, enabled }: Trigger): boolean {
  return timing === "after" && (enabled === "origin" || enabled === "always");
}

/** An UPDATE OF sees some columns only; several triggers may see all of them. */
function isCovered(event: RowEvent, table: Table, triggers: readonly Trigger[]): boolean {
  const firing = triggers.filter(({ events }) => events.includes(event));
  if (event !== "update") return firing.length > 0;
  if (firing.some(({ columns }) => columns.length === 0)) return true;
  const seen = new Set(firing.flatMap(({ columns }) => columns));
  return firing.length > 0 && [...table.columns.keys()].every((column) => seen.has(column));
}
