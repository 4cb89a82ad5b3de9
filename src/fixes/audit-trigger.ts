/** SQL that has a table's changes recorded, for a new migration. */

import type { RowEvent } from "../model/audit/coverage.ts";
import { chooseObjectName } from "../model/catalog/names.ts";
import type { Table, Trigger } from "../model/catalog/types.ts";
import { qualifiedName, quoteName, stringLiteral } from "./sql-text.ts";

/** A trigger for these events, as one line that can be run twice. It takes no name that the table's triggers have. */
export function auditTrigger(
  { schema, name, triggers }: Pick<Table, "schema" | "name" | "triggers">,
  events: readonly RowEvent[],
  recorder: Trigger["function"],
): string {
  const taken = new Set(triggers.map((trigger) => trigger.name));
  const trigger = quoteName(chooseObjectName(name, null, "audit", (free) => taken.has(free)));
  const table = qualifiedName({ schema: exceptPublic(schema), name });
  const fired = events.map((event) => event.toUpperCase()).join(" OR ");
  const call = `${qualifiedName({ schema: exceptPublic(recorder.schema), name: recorder.name })}(${recorder.arguments.map(stringLiteral).join(", ")})`;
  return (
    `DROP TRIGGER IF EXISTS ${trigger} ON ${table}; ` +
    `CREATE TRIGGER ${trigger} AFTER ${fired} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${call};`
  );
}

function exceptPublic(schema: string | null): string | null {
  return schema === "public" ? null : schema;
}
