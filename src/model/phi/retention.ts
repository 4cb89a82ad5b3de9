/** Which models keep their rows when they are deleted. */

import type { Settings } from "../../settings.ts";
import { isProtected } from "./protection.ts";
import { softDeleteFields } from "../schema/soft-delete.ts";
import type { Model, SchemaModel } from "../schema/types.ts";

/** `timestamp` is the name of the field that marks a row as deleted. */
export type Retention = { kind: "softDeletable"; timestamp: string } | { kind: "protected" };

/** Why the rows of a model are to be kept; null when they are not. */
export function retentionOf(
  model: Model,
  schema: SchemaModel,
  settings: Settings,
): Retention | null {
  if (model.kind !== "model") return null;
  const { timestamp } = softDeleteFields(model, settings);
  if (timestamp) return { kind: "softDeletable", timestamp: timestamp.name };
  return isProtected(model, schema, settings) ? { kind: "protected" } : null;
}
