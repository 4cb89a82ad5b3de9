/** By which columns the database can tell of which tenant a row is: the way that policies take. */

import type { Settings } from "../../settings.ts";
import { isOneOf } from "../../text/same-name.ts";
import { computedOnce } from "../computed-once.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import type { Traits } from "../phi/schema-traits.ts";
import type { Field, Model, Relation, SchemaModel } from "../schema/types.ts";
import { tenancyOf } from "./tenancy.ts";
import type { Tenancy } from "./tenancy.ts";
import type { TenantPath } from "./types.ts";
import { distancesTo, shortestWay } from "./ways.ts";

/** The ways of all models of a schema to its tenant. */
interface Ways {
  /** The column with the tenant's key, of the models that have one. */
  direct: ReadonlyMap<Model, Field>;
  /** How many parents away each model is from one that has such a column. */
  distances: ReadonlyMap<Model, number>;
  parentsOf: (model: Model) => readonly Relation[];
}

/** A cache: each rule asks about each model. */
const known = new WeakMap<Tenancy, Ways>();

/** The model whose rows are the tenants that policies ask for. */
export function tenantOf(schema: SchemaModel, settings: Settings): Model | null {
  return tenancyOf(schema, settings).principal;
}

/** The fields that hold the tenant's key, one of each model that has one. */
export function tenantFields(schema: SchemaModel, settings: Settings): readonly Field[] {
  return [...waysOf(schema, settings).direct.values()];
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
  const tenant = tenantOf(schema, settings);
  if (tenant === null || model === tenant) return null;
  const { direct, distances, parentsOf } = waysOf(schema, settings);
  const parents = shortestWay(model, distances, parentsOf);
  const field = parents && direct.get(parents.at(-1)?.target ?? model);
  return field ? { tenant, parents, field } : null;
}

function waysOf(schema: SchemaModel, settings: Settings): Ways {
  const tenancy = tenancyOf(schema, settings);
  return computedOnce(known, tenancy, () => readWays(schema, settings, tenancy));
}

function readWays(schema: SchemaModel, settings: Settings, tenancy: Tenancy): Ways {
  const { principal } = tenancy;
  const models = [...schema.models.values()].filter((model) => model !== principal);
  const traits = traitsOf(schema, settings.traits);
  const direct = new Map<Model, Field>();
  for (const model of models) {
    const field = principal && keyTo(principal, model, tenancy, settings);
    if (field) direct.set(model, field);
  }
  const sure = models.filter((model) => direct.get(model)?.arity === "required");
  const parentsOf = (model: Model) =>
    requiredParents(model, traits).filter(({ target }) => target !== principal);
  return { direct, distances: distancesTo(sure, models, parentsOf), parentsOf };
}

/** Of several keys the one that is called after the tenant: the other may be of who refers or is billed. */
function keyTo(
  tenant: Model,
  model: Model,
  { keysOf }: Tenancy,
  { tenant: named }: Settings,
): Field | undefined {
  if (named?.field !== undefined) {
    const field = model.field(named.field);
    return field?.kind === "scalar" && field.arity !== "list" ? field : undefined;
  }
  const keys = keysOf(model)
    .filter(({ target, relation }) => target === tenant && (relation?.fields.length ?? 1) === 1)
    .map(({ field }) => field);
  return (
    keys.find(({ name }) => isOneOf(name, [`${tenant.name}Id`])) ??
    keys.find(({ arity }) => arity === "required") ??
    keys[0]
  );
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
