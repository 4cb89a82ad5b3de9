/** Whose rows a model holds: which model is the tenant, and how the others are tied to it. */

import type { Settings } from "../../settings.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import type { Traits } from "../phi/schema-traits.ts";
import type { Field, Model, Relation, SchemaModel } from "../schema/types.ts";
import type { TenantPath } from "./types.ts";

/** What all models of one schema are asked about. */
interface Tenancy {
  settings: Settings;
  tenant: Model | null;
  /** The column with the tenant's key, of the models that have one. */
  direct: ReadonlyMap<Model, Field>;
  traits: Traits;
}

/** A cache: each rule asks about each model. */
const known = new WeakMap<SchemaModel, Tenancy>();

/**
 * The model whose rows are the tenants: what the settings say, else the one that most models belong to, or what that
 * belongs to in turn: a project's organization.
 */
export function tenantOf(schema: SchemaModel, settings: Settings): Model | null {
  return tenancyOf(schema, settings).tenant;
}

/** The fields that hold a tenant's key, one of each model that has one. */
export function tenantFields(schema: SchemaModel, settings: Settings): readonly Field[] {
  return [...tenancyOf(schema, settings).direct.values()];
}

/**
 * The way from a model to its tenant: a column of its own, else the shortest way through parents, all of which every
 * row has. Null for the tenant itself, and for what has no such way.
 */
export function tenantPath(
  model: Model,
  schema: SchemaModel,
  settings: Settings,
): TenantPath | null {
  const tenancy = tenancyOf(schema, settings);
  const { tenant, direct } = tenancy;
  if (tenant === null || model === tenant) return null;
  const own = direct.get(model);
  if (own?.arity === "required") return { tenant, parents: [], field: own };
  return throughParents(model, tenant, tenancy);
}

function tenancyOf(schema: SchemaModel, settings: Settings): Tenancy {
  const last = known.get(schema);
  if (last?.settings === settings) return last;
  const traits = traitsOf(schema, settings.traits);
  const tenant = findTenant(schema, settings, traits);
  const direct = new Map<Model, Field>();
  for (const model of schema.models.values()) {
    const field = tenant && model !== tenant ? ownField(model, tenant, settings) : undefined;
    if (field !== undefined) direct.set(model, field);
  }
  const tenancy = { settings, tenant, direct, traits };
  known.set(schema, tenancy);
  return tenancy;
}

function findTenant(schema: SchemaModel, settings: Settings, traits: Traits): Model | null {
  if (settings.tenant !== undefined) return schema.models.get(settings.tenant.model) ?? null;
  const candidates = [...schema.models.values()].filter(
    ({ name }) => traits.get(name)?.has("tenant") === true,
  );
  const weigh = (tenant: Model) =>
    [...schema.models.values()].filter((model) => keysTo(tenant, model).length > 0).length;
  const [heaviest] = candidates
    .map((model) => ({ model, weight: weigh(model) }))
    .toSorted((one, other) => other.weight - one.weight);
  return heaviest === undefined ? null : outermost(heaviest.model, candidates);
}

/** Climbs from a tenant to the one that it belongs to; each is passed but once. */
function outermost(inner: Model, candidates: readonly Model[]): Model {
  const isOver = (model: Model) => keysTo(model, inner).some((field) => field.arity === "required");
  const outer = candidates.find(isOver);
  const others = candidates.filter((model) => model !== inner);
  return outer === undefined ? inner : outermost(outer, others);
}

/** The foreign keys of one column from a model to its tenant. */
function keysTo(tenant: Model, model: Model): Field[] {
  return model.fields.flatMap(({ relation }) => {
    const [field, ...others] = relation?.target === tenant ? relation.fields : [];
    return field !== undefined && others.length === 0 && model !== tenant ? [field] : [];
  });
}

/** Of several keys the one that is called after the tenant: the other may be of who refers or is billed. */
function ownField(model: Model, tenant: Model, { tenant: named }: Settings): Field | undefined {
  const isScalar = ({ kind, arity }: Field) => kind === "scalar" && arity !== "list";
  if (named?.field !== undefined) {
    const field = model.field(named.field);
    return field !== undefined && isScalar(field) ? field : undefined;
  }
  const keys = keysTo(tenant, model);
  const isNamed = ({ name }: Field) => bare(name) === `${bare(tenant.name)}id`;
  return (
    keys.find(isNamed) ??
    keys.find(({ arity }) => arity === "required") ??
    keys[0] ??
    model.fields.find((field) => isScalar(field) && isNamed(field))
  );
}

function bare(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Level by level, so that the first way found is the shortest. */
function throughParents(
  model: Model,
  tenant: Model,
  { direct, traits }: Tenancy,
): TenantPath | null {
  const seen = new Set<Model>([model, tenant]);
  let level: { at: Model; parents: readonly Relation[] }[] = [{ at: model, parents: [] }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { at, parents } of level) {
      for (const relation of requiredParents(at, traits)) {
        const { target } = relation;
        if (seen.has(target)) continue;
        seen.add(target);
        const way = [...parents, relation];
        const field = direct.get(target);
        if (field?.arity === "required") return { tenant, parents: way, field };
        next.push({ at: target, parents: way });
      }
    }
    level = next;
  }
  return null;
}

/** Keys that every row has. A record belongs to what it is about before it belongs to who wrote it. */
function requiredParents(model: Model, traits: Traits): Relation[] {
  const isActor = ({ target: { name } }: Relation) => {
    const of = traits.get(name);
    return of?.has("staff") === true || (of?.has("person") === true && !of.has("patient"));
  };
  const parents = model.fields
    .map(({ relation }) => relation)
    .filter((relation) => relation !== null)
    .filter(({ fields, references, target }) => {
      const isKey = fields.length > 0 && fields.length === references.length;
      return isKey && target.kind === "model" && fields.every(({ arity }) => arity === "required");
    });
  return [
    ...parents.filter((relation) => !isActor(relation)),
    ...parents.filter((relation) => isActor(relation)),
  ];
}
