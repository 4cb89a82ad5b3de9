import type { Model } from "./types.ts";

/** The client's name for a model: the first letter lowered, `auditLog` for `AuditLog`. */
export function accessorOf(model: Model): string {
  return model.name.charAt(0).toLowerCase() + model.name.slice(1);
}
