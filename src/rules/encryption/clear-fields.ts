import type { EncryptionRegistry } from "../../model/encryption/registry.ts";
import { phiFields } from "../../model/phi/schema-fields.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";

/**
 * The fields of a model that hold PHI in clear. None where a map leaves open what it holds of the model, and none that
 * code encrypts where it writes them.
 *
 * @param minConfidence how sure the classifier must be, from 0 to 1
 */
export function clearFields(
  model: Model,
  schema: SchemaModel,
  project: Project,
  registry: EncryptionRegistry,
  minConfidence: number,
): ReturnType<typeof phiFields> {
  if (registry.isOpen(model)) return [];
  return phiFields(model, schema, project.settings, minConfidence).filter(
    ({ field }) => !registry.isEncrypted(field) && !project.isEncryptedInCode(field),
  );
}
