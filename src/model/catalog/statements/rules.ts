/** CREATE RULE on tables. */

import type { SqlRangeVar, SqlStatement } from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { field, nodeField, textField } from "../tree.ts";
import type { RewriteRule } from "../types.ts";

const EVENTS: ReadonlyMap<string, RewriteRule["event"]> = new Map<string, RewriteRule["event"]>([
  ["CMD_SELECT", "select"],
  ["CMD_INSERT", "insert"],
  ["CMD_UPDATE", "update"],
  ["CMD_DELETE", "delete"],
]);

export function createRule(state: CatalogState, statement: SqlStatement): void {
  const relation = nodeField(statement, "relation");
  const name = textField(statement, "rulename");
  const event = EVENTS.get(textField(statement, "event") ?? "");
  const key = relation?.type === "SqlRangeVar" ? state.findTable(relation) : null;
  const table = key === null ? undefined : state.tables.get(key);
  if (key === null || table === undefined || name === null || event === undefined) return;
  const exists = table.rules.some((rule) => rule.name === name);
  if (exists && field(statement, "replace") !== true) {
    state.conflict("duplicate_object");
    return;
  }
  const origin = state.provenance(statement.range);
  const condition = nodeField(statement, "whereClause");
  const rule: RewriteRule = {
    name,
    event,
    instead: field(statement, "instead") === true,
    condition: condition === null ? null : { node: condition, origin },
    origin,
  };
  state.updateTable(key, ({ rules }) => ({
    rules: [...rules.filter((one) => one.name !== name), rule],
  }));
}

/** ALTER RULE … RENAME TO. */
export function renameRule(
  state: CatalogState,
  relation: SqlRangeVar,
  from: string,
  to: string,
): void {
  const key = state.findTable(relation);
  if (key === null) return;
  state.updateTable(key, ({ rules }) => ({
    rules: rules.map((rule) => (rule.name === from ? { ...rule, name: to } : rule)),
  }));
}
