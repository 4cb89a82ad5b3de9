/** The audit functions that a project has, where they would serve one more table. */

import type { Catalog, Table, Trigger } from "../catalog/types.ts";
import { asksForTable, rowColumnsOf, triggerFunction } from "./audit-functions.ts";
import type { AuditFunctions } from "./audit-functions.ts";

type Call = Trigger["function"];

/** A function with the tables whose rows it records. */
interface Use {
  call: Call;
  tables: Set<Table>;
  /** All its triggers hand over the same. */
  isUniform: boolean;
}

export class Recorders {
  readonly #catalog: Catalog;
  /** The most used one first. */
  readonly #uses: readonly Use[];

  constructor(catalog: Catalog, functions: AuditFunctions) {
    this.#catalog = catalog;
    this.#uses = usesOf(catalog, functions);
  }

  /** What a new trigger of the table could call: a function of many tables, which needs no column that this one lacks. */
  for(table: Table): Call | null {
    const found = this.#uses.find(({ call, tables, isUniform }) => {
      const body = triggerFunction(this.#catalog, call)?.node.body ?? null;
      const isGeneral = tables.size > 1 || (body !== null && asksForTable(body));
      const needed = body === null ? [] : [...rowColumnsOf(body)];
      return isUniform && isGeneral && needed.every((column) => table.columns.has(column));
    });
    return found?.call ?? null;
  }
}

/** The functions that triggers call for each row that has changed, to record it. */
function usesOf({ tables }: Catalog, functions: AuditFunctions): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const table of tables.values())
    for (const trigger of table.triggers) {
      const { timing, level, function: call } = trigger;
      if (timing !== "after" || level !== "row") continue;
      if (functions.recordingOf(trigger) !== "records") continue;
      const key = `${call.schema ?? ""}.${call.name}`;
      const use = uses.get(key) ?? { call, tables: new Set(), isUniform: true };
      uses.set(key, use);
      use.tables.add(table);
      use.isUniform &&= call.arguments.join() === use.call.arguments.join();
    }
  return [...uses.values()].toSorted((a, b) => b.tables.size - a.tables.size);
}
