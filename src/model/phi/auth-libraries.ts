/** The tables that libraries for logging in (Auth.js, Better Auth) bring, told by their fields: what is in them the library sees to. */

import type { Model, SchemaModel } from "../schema/types.ts";

/** Of one way of logging in, at a provider or with a password; Better Auth keeps the hash of that here. */
export function isLibraryAccount(model: Model): boolean {
  return (
    (holds(model, "providerAccountId") &&
      (holds(model, "provider") || holds(model, "providerId"))) ||
    (holds(model, "accountId") && holds(model, "providerId"))
  );
}

/** A session that ends when its row is deleted: that of Auth.js, or that of Better Auth beside its other tables. */
export function isLibrarySession(model: Model, schema: SchemaModel): boolean {
  if (holds(model, "sessionToken")) return true;
  if (model.field("token")?.isUnique !== true || !holds(model, "expiresAt")) return false;
  const models = [...schema.models.values()];
  return models.some(isLibraryAccount) && models.some(isVerification);
}

function isVerification(model: Model): boolean {
  return ["identifier", "value", "expiresAt"].every((name) => holds(model, name));
}

/** A column of that name that is no key of ours: in a clinic a provider is a person. */
function holds(model: Model, name: string): boolean {
  return model.field(name)?.foreignKeys.length === 0;
}
