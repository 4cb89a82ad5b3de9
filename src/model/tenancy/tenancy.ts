/** Whose rows a model holds: which models are the tenants, and by which keys the others belong to them. */

import type { Settings } from "../../settings.ts";
import { isOneOf } from "../../text/same-name.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import type { Field, Model, Relation, SchemaModel } from "../schema/types.ts";
import { undeclaredTarget } from "../schema/undeclared-relations.ts";
import { distancesTo, shortestWay } from "./ways.ts";

/** A foreign key of a model, with a relation or told by its name. Of several columns `field` is the first. */
export interface Key {
  field: Field;
  target: Model;
  isRequired: boolean;
  relation: Relation | null;
}

export interface Tenancy {
  tenants: readonly Model[];
  /**
   * The tenant that policies ask for: what the settings say, else the one that most models belong to, or what that
   * belongs to in turn: a project's organization. Null where there are no tenants.
   */
  principal: Model | null;
  /** The keys of a model to a tenant. */
  keysOf: (model: Model) => readonly Key[];
  /** The required keys of a model, to whatever it cannot be without. */
  requiredKeysOf: (model: Model) => readonly Key[];
  /** The required keys that lead from a model to the nearest tenant; null when none do. */
  pathFrom: (model: Model) => readonly Key[] | null;
  /** Members of tenants: a model of required keys to a tenant and to this one says which it belongs to. */
  isShared: (model: Model) => boolean;
}

/** A cache: each rule asks about each model. */
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
  const tenants = new Set(models.filter((model) => isTenant(model, schema, settings)));
  const keys = new Map(models.map((model) => [model, keysFrom(model, tenants, schema, settings)]));
  const toTenants = new Map<Model, readonly Key[]>();
  const shared = new Set<Model>();
  for (const [model, own] of keys) {
    toTenants.set(
      model,
      own.filter(({ target }) => tenants.has(target)),
    );
    const required = own.filter(({ isRequired }) => isRequired).map(({ target }) => target);
    if (required.some((target) => tenants.has(target)))
      for (const target of required) shared.add(target);
  }
  const keysOf = (model: Model) => toTenants.get(model) ?? [];
  const required = (model: Model) => (keys.get(model) ?? []).filter((key) => key.isRequired);
  const distances = distancesTo([...tenants], models, required);
  return {
    tenants: [...tenants],
    principal: settings.tenant
      ? (schema.models.get(settings.tenant.model) ?? null)
      : principalOf([...tenants], models, keysOf),
    keysOf,
    requiredKeysOf: required,
    pathFrom: (model) => shortestWay(model, distances, required),
    isShared: (model) => shared.has(model),
  };
}

function isTenant(model: Model, schema: SchemaModel, { tenant, traits }: Settings): boolean {
  if (tenant) return tenant.model === model.name;
  return traitsOf(schema, traits).get(model.name)?.has("tenant") === true;
}

function keysFrom(
  model: Model,
  tenants: ReadonlySet<Model>,
  schema: SchemaModel,
  settings: Settings,
): Key[] {
  const declared = model.fields.flatMap(({ relation }) => {
    const [field] = relation?.fields ?? [];
    if (!relation || !field) return [];
    const isRequired = relation.fields.every(({ arity }) => arity === "required");
    return [{ field, target: relation.target, isRequired, relation }];
  });
  const told = model.fields.flatMap((field) => {
    if (field.kind === "relation" || field.foreignKeys.length > 0) return [];
    const target = tenantNamedBy(field, tenants, settings) ?? undeclaredTarget(field, schema);
    const isRequired = field.arity === "required";
    return target && target !== model ? [{ field, target, isRequired, relation: null }] : [];
  });
  return [...declared, ...told];
}

/** By the name that the settings give to the tenant's key, else by the tenant's own: `clinic_id` of `Clinic`. */
function tenantNamedBy(
  field: Field,
  tenants: ReadonlySet<Model>,
  { tenant: settings }: Settings,
): Model | undefined {
  if (field.kind !== "scalar" || field.arity === "list") return undefined;
  const isKeyOf = ({ name }: Model) => isOneOf(field.name, [settings?.field ?? `${name}Id`]);
  return [...tenants].find(isKeyOf);
}

function principalOf(
  tenants: readonly Model[],
  models: readonly Model[],
  keysOf: Tenancy["keysOf"],
): Model | null {
  const weight = new Map(tenants.map((tenant) => [tenant, 0]));
  for (const model of models) {
    for (const target of new Set(keysOf(model).map((key) => key.target))) {
      weight.set(target, (weight.get(target) ?? 0) + 1);
    }
  }
  const [heaviest] = [...weight].toSorted(([, one], [, other]) => other - one);
  return heaviest === undefined ? null : outermost(heaviest[0], tenants, keysOf);
}

/** Climbs from a tenant to the one that it belongs to; each is passed but once. */
function outermost(inner: Model, tenants: readonly Model[], keysOf: Tenancy["keysOf"]): Model {
  const others = tenants.filter((tenant) => tenant !== inner);
  const outer = others.find((tenant) =>
    keysOf(inner).some(({ target, isRequired }) => target === tenant && isRequired),
  );
  return outer === undefined ? inner : outermost(outer, others, keysOf);
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
