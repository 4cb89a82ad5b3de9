/** How the models of a schema belong to tenants: by a key of their own, or through what they belong to. */

import type { Settings } from "../../settings.ts";
import { isOneOf } from "../../text/same-name.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import { undeclaredTarget } from "../schema/undeclared-relations.ts";
import { traitsOf } from "./schema-traits.ts";

/** A foreign key of a model, with a relation or told by its name. */
export interface Reference {
  field: Field;
  target: Model;
  isRequired: boolean;
}

export interface Tenancy {
  tenants: readonly Model[];
  /** The keys of a model to a tenant. */
  keysOf: (model: Model) => readonly Reference[];
  /** The required references that lead from a model to a tenant, the nearest first; null when none do. */
  pathFrom: (model: Model) => readonly Reference[] | null;
  /** Members of tenants: a model of required keys to a tenant and to this one says which it belongs to. */
  isShared: (model: Model) => boolean;
}

const known = new WeakMap<SchemaModel, { settings: Settings; tenancy: Tenancy }>();

/** Worked out once for all models of a schema, in linear time. */
export function tenancyOf(schema: SchemaModel, settings: Settings): Tenancy {
  const last = known.get(schema);
  if (last?.settings === settings) return last.tenancy;
  const tenancy = readTenancy(schema, settings);
  known.set(schema, { settings, tenancy });
  return tenancy;
}

function readTenancy(schema: SchemaModel, settings: Settings): Tenancy {
  const models = [...schema.models.values()].filter(({ kind }) => kind === "model");
  const tenants = models.filter((model) => isTenant(model, schema, settings));
  const references = new Map(
    models.map((model) => [model, referencesOf(model, tenants, schema, settings)]),
  );
  const steps = stepsToTenants(references, tenants);
  const shared = new Set(
    models.flatMap((model) => {
      const required = (references.get(model) ?? []).filter(({ isRequired }) => isRequired);
      const targets = required.map(({ target }) => target);
      return targets.some((target) => tenants.includes(target)) ? targets : [];
    }),
  );
  return {
    tenants,
    keysOf: (model) =>
      (references.get(model) ?? []).filter(({ target }) => tenants.includes(target)),
    pathFrom: (model) => followSteps(model, steps, tenants),
    isShared: (model) => shared.has(model),
  };
}

function isTenant(model: Model, schema: SchemaModel, { tenant, traits }: Settings): boolean {
  if (tenant) return tenant.model === model.name;
  return traitsOf(schema, traits).get(model.name)?.has("tenant") === true;
}

function referencesOf(
  model: Model,
  tenants: readonly Model[],
  schema: SchemaModel,
  { tenant }: Settings,
): Reference[] {
  const declared = model.fields.flatMap(({ relation }) => {
    const [field] = relation?.fields ?? [];
    if (!relation || !field) return [];
    const isRequired = relation.fields.every(({ arity }) => arity === "required");
    return [{ field, target: relation.target, isRequired }];
  });
  const told = model.fields.flatMap((field) => {
    const isNamed = tenant?.field !== undefined && isOneOf(field.name, [tenant.field]);
    const target =
      isNamed && field.foreignKeys.length === 0 ? tenants[0] : undeclaredTarget(field, schema);
    return target ? [{ field, target, isRequired: field.arity === "required" }] : [];
  });
  return [...declared, ...told];
}

type References = ReadonlyMap<Model, readonly Reference[]>;

/** For each model that belongs to a tenant the first step of the shortest way there, walked from the tenants outwards. */
function stepsToTenants(references: References, tenants: readonly Model[]): Map<Model, Reference> {
  const referrers = new Map<Model, [Model, Reference][]>();
  for (const [model, own] of references) {
    for (const reference of own) {
      if (!reference.isRequired) continue;
      const pointing = referrers.get(reference.target) ?? [];
      referrers.set(reference.target, pointing);
      pointing.push([model, reference]);
    }
  }
  const steps = new Map<Model, Reference>();
  const queue = [...tenants];
  for (const reached of queue) {
    for (const [model, reference] of referrers.get(reached) ?? []) {
      if (steps.has(model) || tenants.includes(model)) continue;
      steps.set(model, reference);
      queue.push(model);
    }
  }
  return steps;
}

function followSteps(
  model: Model,
  steps: ReadonlyMap<Model, Reference>,
  tenants: readonly Model[],
): Reference[] | null {
  const path: Reference[] = [];
  for (let at = model; !tenants.includes(at) || path.length === 0;) {
    const step = steps.get(at);
    if (!step) return null;
    path.push(step);
    at = step.target;
  }
  return path;
}

/** The name that most keys to a tenant have: others say something else, such as `activeOrganizationId`. */
export function usualKeyName(tenant: Model, schema: SchemaModel, { keysOf }: Tenancy): string {
  const counts = new Map<string, number>();
  for (const model of schema.models.values()) {
    for (const { field, target } of keysOf(model)) {
      if (target === tenant) counts.set(field.name, (counts.get(field.name) ?? 0) + 1);
    }
  }
  const [usual] = [...counts].sort(([, one], [, other]) => other - one);
  return usual?.[0] ?? `${(tenant.name[0] ?? "").toLowerCase()}${tenant.name.slice(1)}Id`;
}
