/** CREATE POLICY and ALTER POLICY. */

import type {
  SqlCreatePolicyStmt,
  SqlNode,
  SqlRangeVar,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { field, nodeField, nodesField, textField } from "../tree.ts";
import type { Expression, Policy, Provenance, Table } from "../types.ts";
import { roleNames } from "./roles.ts";

const EVERYBODY: readonly string[] = ["public"];

const COMMANDS: ReadonlyMap<string, Policy["command"]> = new Map<string, Policy["command"]>([
  ["all", "all"],
  ["select", "select"],
  ["insert", "insert"],
  ["update", "update"],
  ["delete", "delete"],
]);

export function createPolicy(state: CatalogState, statement: SqlCreatePolicyStmt): void {
  const key = tableOfPart(state, statement.table);
  const table = key === null ? undefined : state.tables.get(key);
  if (key === null || table === undefined) return;
  const { policy_name: name } = statement;
  if (table.policies.some((policy) => policy.name === name)) {
    state.conflict("duplicate_object");
    return;
  }
  const origin = state.provenance(statement.range);
  const policy: Policy = {
    name,
    permissive: statement.permissive === true,
    command: COMMANDS.get(statement.cmd_name) ?? "all",
    roles: field(statement, "roles") === undefined ? EVERYBODY : roleNames(statement, "roles"),
    using: expression(statement.qual, origin),
    withCheck: expression(statement.with_check, origin),
    origin,
  };
  state.updateTable(key, ({ policies }) => ({ policies: [...policies, policy] }));
}

function expression(node: SqlNode | null | undefined, origin: Provenance): Expression | null {
  return node === null || node === undefined ? null : { node, origin };
}

/** Sets what is written, and leaves the rest. */
export function alterPolicy(state: CatalogState, statement: SqlStatement): void {
  const relation = nodeField(statement, "table");
  const key = relation?.type === "SqlRangeVar" ? tableOfPart(state, relation) : null;
  const name = textField(statement, "policy_name");
  if (key === null || name === null) return;
  const origin = state.provenance(statement.range);
  changePolicy(state, key, name, (policy) => ({
    ...policy,
    roles: nodesField(statement, "roles").length > 0 ? roleNames(statement, "roles") : policy.roles,
    using: expression(nodeField(statement, "qual"), origin) ?? policy.using,
    withCheck: expression(nodeField(statement, "with_check"), origin) ?? policy.withCheck,
  }));
}

/** ALTER POLICY … RENAME TO. */
export function renamePolicy(state: CatalogState, key: string, from: string, to: string): void {
  if (state.tables.get(key)?.policies.some(({ name }) => name === to) === true)
    state.conflict("duplicate_object");
  else changePolicy(state, key, from, (policy) => ({ ...policy, name: to }));
}

function changePolicy(
  state: CatalogState,
  key: string,
  name: string,
  change: (policy: Policy) => Policy,
): void {
  const policies = state.tables.get(key)?.policies ?? [];
  if (policies.some((policy) => policy.name === name))
    state.updateTable(key, () => ({
      policies: policies.map((policy) => (policy.name === name ? change(policy) : policy)),
    }));
  else state.conflict("undefined_object");
}

/** Removes what belongs to a table by name; false when it has none so named. */
export function dropPart(
  state: CatalogState,
  key: string,
  part: "policies" | "rules",
  name: string,
): boolean {
  const table: Table | undefined = state.tables.get(key);
  if (table?.[part].some((one) => one.name === name) !== true) return false;
  const isKept = (one: { name: string }) => one.name !== name;
  state.updateTable(key, (current) =>
    part === "policies"
      ? { policies: current.policies.filter(isKept) }
      : { rules: current.rules.filter(isKept) },
  );
  return true;
}

/** The table that a policy or trigger is put on; null, with PostgreSQL's complaint, when it is not known. */
function tableOfPart(state: CatalogState, relation: SqlRangeVar): string | null {
  if (state.isTemporary(relation)) return null;
  const key = state.findTable(relation);
  if (key === null && state.findRelation(relation.schemaname, relation.relname) === null)
    state.conflict("undefined_table");
  return key;
}
