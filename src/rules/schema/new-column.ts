import { tableOf } from "../../model/catalog/modelled.ts";
import type { Field } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";

/**
 * Whether no database has the column yet, so that its type can change freely. Without a folder of migrations
 * nobody can tell: `prisma db push` leaves no trace.
 */
export function isNewColumn(field: Field, project: Project): boolean {
  if (project.role === "alone") return true;
  const { catalog } = project;
  if (project.migrations.length === 0 || catalog.tainted) return false;
  const table = tableOf(field.model, catalog);
  return table === undefined || (!table.opaque && !table.columns.has(field.databaseName));
}
