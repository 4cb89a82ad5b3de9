/** Ways from model to model, by the keys that rows have. */

import type { Model } from "../schema/types.ts";

/** What leads from one model to another: a foreign key, a relation. */
interface Step {
  target: Model;
}

/** The steps that lead away from a model, the better first. */
export type StepsFrom<S extends Step> = (model: Model) => readonly S[];

/** How many steps it is from each model to the nearest goal. Models that no way leads from have no entry. Linear. */
export function distancesTo(
  goals: readonly Model[],
  models: readonly Model[],
  stepsFrom: StepsFrom<Step>,
): ReadonlyMap<Model, number> {
  const before = new Map<Model, Model[]>();
  for (const model of models) {
    for (const { target } of stepsFrom(model)) {
      const pointing = before.get(target) ?? [];
      before.set(target, pointing);
      pointing.push(model);
    }
  }
  const distances = new Map(goals.map((goal) => [goal, 0]));
  for (const [reached, distance] of distances) {
    for (const model of before.get(reached) ?? []) {
      if (!distances.has(model)) distances.set(model, distance + 1);
    }
  }
  return distances;
}

/** The shortest way to a goal, of several the one that begins with the better steps; null when there is none. */
export function shortestWay<S extends Step>(
  from: Model,
  distances: ReadonlyMap<Model, number>,
  stepsFrom: StepsFrom<S>,
): readonly S[] | null {
  const way: S[] = [];
  let left = distances.get(from);
  if (left === undefined) return null;
  for (let at = from; left > 0; left--) {
    const nearer = left - 1;
    const step = stepsFrom(at).find(({ target }) => distances.get(target) === nearer);
    if (!step) return null;
    way.push(step);
    at = step.target;
  }
  return way;
}
