/** CREATE VIEW, CREATE MATERIALIZED VIEW, ALTER VIEW. */

import type { SqlAlterTableCmd, SqlNode, SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import type { CatalogState } from "../state.ts";
import { field, nodeField, nodesField, textField } from "../tree.ts";
import type { View } from "../types.ts";
import { createRelation } from "./objects.ts";

export interface WrittenView {
  relation: SqlRangeVar;
  materialized: boolean;
  query: SqlNode | null;
  /** WITH (security_invoker = true). */
  options: readonly SqlNode[];
  ifNotExists: boolean;
  replace: boolean;
}

/** OR REPLACE puts query and options anew, and leaves triggers and comments. */
export function createView(state: CatalogState, written: WrittenView, node: SqlNode): void {
  const { relation, materialized, query, options, ifNotExists, replace } = written;
  const schema = state.creationSchema(relation.schemaname);
  const origin = state.provenance(node.range);
  const made = createRelation(state, relation, "view", ifNotExists || replace, origin);
  if (made === null) return;
  const present = state.views.get(made.key);
  if (!made.isNew && (!replace || present === undefined)) return;
  const view: View = {
    schema,
    name: relation.relname,
    materialized,
    securityInvoker: securityInvoker(options) ?? false,
    query,
    triggers: present?.triggers ?? [],
    comment: present?.comment ?? null,
    origin: state.provenance(relation.range),
  };
  state.views.set(made.key, view);
}

/** SET (…) and RESET (…); other options are not followed. */
export function alterView(
  state: CatalogState,
  key: string,
  commands: readonly SqlAlterTableCmd[],
): void {
  for (const { subtype, def } of commands) {
    const options = def === undefined ? [] : nodesField({ def }, "def");
    const value = securityInvoker(options);
    if (value === null) continue;
    if (subtype === "AT_SetRelOptions") state.updateView(key, () => ({ securityInvoker: value }));
    else if (subtype === "AT_ResetRelOptions")
      state.updateView(key, () => ({ securityInvoker: false }));
  }
}

const TRUE_WORDS = new Set(["true", "on", "yes", "1", "t", "y"]);

/** Null when it is not among the options; without a value an option is true. */
function securityInvoker(options: readonly SqlNode[]): boolean | null {
  const option = options.find((one) => textField(one, "defname") === "security_invoker");
  if (option === undefined) return null;
  const value = nodeField(option, "arg");
  if (value === null) return true;
  const word = textField(value, "sval") ?? field(value, "boolval") ?? field(value, "ival");
  return TRUE_WORDS.has(String(word).toLowerCase());
}
