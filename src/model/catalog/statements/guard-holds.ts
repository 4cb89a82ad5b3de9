/** Answers to guards: of what belongs to tables and of functions here, of all else from `guards/evaluate.ts`. */

import { testHolds } from "../guards/evaluate.ts";
import type { GuardTest } from "../guards.ts";
import type { CatalogState } from "../state.ts";
import type { Aspect, Table } from "../types.ts";

/** Whether the test holds here and now; null when the catalog cannot know. */
export function guardHolds(state: CatalogState, test: GuardTest): boolean | null {
  switch (test.object) {
    case "policy":
      return partHolds(state, test, "policies");
    case "trigger":
      return partHolds(state, test, "triggers");
    case "function":
      return functionHolds(state, test);
    default:
      return testHolds(state, test);
  }
}

function partHolds(
  state: CatalogState,
  { name, of, exists }: GuardTest,
  part: "policies" | "triggers",
): boolean | null {
  if (name === null) return null;
  const tables = [...state.tables.values()].filter((table) => of === null || table.name === of);
  const isThere = tables.some((table) => table[part].some((one) => one.name === name));
  return isThere || isCertain(state, tables, part) ? isThere === exists : null;
}

function isCertain(state: CatalogState, tables: readonly Table[], aspect: Aspect): boolean {
  return !state.uncertain.has(aspect) && tables.every(({ uncertain }) => !uncertain.has(aspect));
}

/** Functions of extensions are not in the catalog: that none is known says nothing. */
function functionHolds(state: CatalogState, { name, exists }: GuardTest): boolean | null {
  const isThere = [...state.functions.values()].some((one) => one.name === name);
  return isThere ? exists : null;
}
