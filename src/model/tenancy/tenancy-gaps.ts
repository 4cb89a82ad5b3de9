/** Models whose rows do not say which tenant's they are. */

import type { Settings, Trait } from "../../settings.ts";
import { isOneOf } from "../../text/same-name.ts";
import type { Model, SchemaModel } from "../schema/types.ts";
import { isAuditTrail } from "../phi/audit-trails.ts";
import { isProtected } from "../phi/protection.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import { tenancyOf, usualKeyName } from "./tenancy.ts";
import type { Key, Tenancy } from "./tenancy.ts";

export type TenancyGap =
  /** No required relation leads to a tenant. */
  | { kind: "missing" }
  /** The key to the tenant may be missing. */
  | { kind: "optional"; key: Key }
  /** A tenant is reached, through other models. */
  | { kind: "indirect"; through: readonly Model[] };

/**
 * What is wrong between a model and its tenants; null for what belongs to one, or needs to belong to none, and for what
 * comes to belong to one as soon as a model does that it cannot be without.
 */
export function tenancyGap(
  model: Model,
  schema: SchemaModel,
  settings: Settings,
): TenancyGap | null {
  const gap = gapOf(model, schema, settings);
  return gap?.kind === "missing" && hangsOnGap(model, schema, settings) ? null : gap;
}

/** Whether required keys lead to a gap that does not itself hang on another. */
function hangsOnGap(
  model: Model,
  schema: SchemaModel,
  settings: Settings,
  passed = new Set<Model>(),
): boolean {
  passed.add(model);
  return tenancyOf(schema, settings)
    .requiredKeysOf(model)
    .some(({ target }) => {
      if (passed.has(target)) return false;
      const gap = gapOf(target, schema, settings);
      if (gap?.kind !== "missing") return gap?.kind === "optional";
      return isFirstGap(target, schema, settings) || hangsOnGap(target, schema, settings, passed);
    });
}

/** A model that needs a key of its own: none that it cannot be without lacks one. */
function isFirstGap(model: Model, schema: SchemaModel, settings: Settings): boolean {
  const keys = tenancyOf(schema, settings).requiredKeysOf(model);
  return keys.every(({ target }) => target === model || !gapOf(target, schema, settings));
}

function gapOf(model: Model, schema: SchemaModel, settings: Settings): TenancyGap | null {
  const tenancy = tenancyOf(schema, settings);
  if (tenancy.tenants.length === 0 || tenancy.tenants.includes(model)) return null;
  const has = (trait: Trait): boolean =>
    traitsOf(schema, settings.traits).get(model.name)?.has(trait) === true;
  // Tenants share reference data; a log has entries of the system's own; a session chooses a tenant.
  if (["catalog" as const, "append-only" as const, "session" as const].some(has)) return null;
  if (isAuditTrail(model)) return null;
  const path = tenancy.pathFrom(model);
  if (path) {
    const through = path.slice(0, -1).map(({ target }) => target);
    return through.length > 0 ? { kind: "indirect", through } : null;
  }
  const key = optionalKey(model, schema, tenancy);
  if (key) return mayBeSomebodys(model, schema, settings) ? null : { kind: "optional", key };
  // People may belong to several tenants, which models of members say.
  const isAbroad = tenancy.isShared(model) || has("staff") || (has("person") && !has("patient"));
  if (isAbroad || tenancy.keysOf(model).length > 0) return null;
  return isProtected(model, schema, settings) ? { kind: "missing" } : null;
}

/** Whether a row without a tenant is a user's own: `userId?` beside `teamId?`. The user of a person is a login. */
function mayBeSomebodys(model: Model, schema: SchemaModel, settings: Settings): boolean {
  const traits = traitsOf(schema, settings.traits);
  const isPerson = (name: string): boolean => traits.get(name)?.has("person") === true;
  if (isPerson(model.name) || isProtected(model, schema, settings)) return false;
  return model.fields.some(({ relation, name }) => {
    const [key, ...others] = relation?.fields ?? [];
    if (!relation || !key || others.length > 0 || !isPerson(relation.target.name)) return false;
    return key.arity === "optional" && isOneOf(name, [relation.target.name, "owner"]);
  });
}

/** The one key to a tenant. Of two, to an organisation and to a project, a row has either. */
function optionalKey(model: Model, schema: SchemaModel, tenancy: Tenancy): Key | null {
  const isUsual = ({ field, target }: Key): boolean =>
    isOneOf(field.name, [usualKeyName(target, schema, tenancy)]);
  const [only, ...others] = tenancy.keysOf(model).filter(isUsual);
  return only && others.length === 0 ? only : null;
}
