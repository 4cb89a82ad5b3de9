import type { Field, Model, Relation } from "../schema/types.ts";

/** How a model's rows are known to be of one tenant. */
export interface TenantPath {
  /** The model whose rows are the tenants. */
  tenant: Model;
  /** The relations to follow to the model that has `field`, first to last; empty when the model has it itself. */
  parents: readonly Relation[];
  /** The column with the tenant's key. */
  field: Field;
}
