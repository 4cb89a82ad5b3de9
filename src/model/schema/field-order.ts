/** The order of a model's fields that the user asks for. */

import type { Settings } from "../../settings.ts";
import { fieldSelector } from "./selectors.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

/** Stands for all fields that no other entry selects. */
const OTHERS = "...";

export interface Order {
  /** The fields as they should be. */
  wanted: readonly Field[];
  /** The fewest that must move for it, in the order in which they are now. */
  misplaced: readonly Field[];
}

/** A function that orders the fields of models by a list of selectors; what none selects comes where `...` is, else last. */
export function fieldOrderer(
  order: readonly string[],
): (model: Model, schema: SchemaModel, settings: Settings) => Order {
  const entries = order.map((entry) => (entry === OTHERS ? () => false : fieldSelector(entry)));
  const others = order.includes(OTHERS) ? order.indexOf(OTHERS) : order.length;
  return ({ fields }, schema, settings) => {
    const ranked = fields.map((field) => {
      const at = entries.findIndex((selects) => selects(field, schema, settings));
      return { field, rank: at === -1 ? others : at };
    });
    const isOrdered = ranked.every(({ rank }, at) => rank >= (ranked[at - 1]?.rank ?? 0));
    if (isOrdered) return { wanted: fields, misplaced: [] };
    const kept = longestRun(ranked.map(({ rank }) => rank));
    return {
      wanted: ranked.toSorted((one, other) => one.rank - other.rank).map(({ field }) => field),
      misplaced: fields.filter((_, index) => !kept.has(index)),
    };
  };
}

/** The places of a longest subsequence that does not descend. */
function longestRun(ranks: readonly number[]): Set<number> {
  // For each length the place where the run of that length with the lowest end ends, and what comes before each place.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  ranks.forEach((rank, place) => {
    const found = ends.findIndex((end) => (ranks[end] ?? 0) > rank);
    const length = found === -1 ? ends.length : found;
    before[place] = ends[length - 1];
    ends[length] = place;
  });
  const run = new Set<number>();
  for (let place = ends.at(-1); place !== undefined; place = before[place]) run.add(place);
  return run;
}
