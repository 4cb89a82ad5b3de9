/** Which tables row-level security has to guard, and which of them it does not. */

import type { Settings } from "../../settings.ts";
import { hasPolicy, hasRowSecurity } from "../catalog/certainty.ts";
import { tableOf } from "../catalog/modelled.ts";
import type { Catalog, Table } from "../catalog/types.ts";
import { isProtected } from "../phi/protection.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import type { Model, SchemaModel } from "../schema/types.ts";
import { tenantOf, tenantPath } from "./tenant-path.ts";

/** A model whose rows anybody who can query the table can read. */
export interface Unguarded {
  model: Model;
  table: Table;
  /** `off`: no row-level security. `noPolicy`: it is on, and no policy says for whom. `idle`: policies, all turned off. */
  lack: "off" | "noPolicy" | "idle";
}

/** Whether each row, or most of them, is of one tenant. */
export function belongsToTenant(model: Model, schema: SchemaModel, settings: Settings): boolean {
  const traits = traitsOf(schema, settings.traits).get(model.name);
  return traits?.has("tenant-scoped") === true || tenantPath(model, schema, settings) !== null;
}

/** Whether a model's rows are of one tenant each, or records about patients. */
export function needsRowSecurity(model: Model, schema: SchemaModel, settings: Settings): boolean {
  if (model.kind !== "model" || model === tenantOf(schema, settings)) return false;
  if (isProtected(model, schema, settings)) return true;
  // Who logs in is found before the tenant is known.
  const isSession = traitsOf(schema, settings.traits).get(model.name)?.has("session") === true;
  return !isSession && belongsToTenant(model, schema, settings);
}

/**
 * What a model's table lacks; null when it is guarded, when no migration makes it, and when dynamic SQL may have
 * guarded it.
 */
export function unguarded(
  model: Model,
  schema: SchemaModel,
  catalog: Catalog,
  settings: Settings,
): Unguarded | null {
  const table = tableOf(model, catalog);
  const lack = table && lackOf(table, catalog);
  // What a model holds is asked last, for it takes the longest to tell.
  const isMeant = table && lack && needsRowSecurity(model, schema, settings);
  return isMeant ? { model, table, lack } : null;
}

function lackOf(table: Table, catalog: Catalog): Unguarded["lack"] | null {
  const isOn = hasRowSecurity(catalog, table);
  const hasAny = hasPolicy(catalog, table);
  if (isOn === "unknown" || hasAny === "unknown") return null;
  if (isOn === "known") return hasAny === "absent" ? "noPolicy" : null;
  return hasAny === "absent" ? "off" : "idle";
}
