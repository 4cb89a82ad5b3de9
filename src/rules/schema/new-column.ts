import { tableOf } from "../../model/catalog/modelled.ts";
import type { Table } from "../../model/catalog/types.ts";
import type { Field, Model } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";

/**
 * Whether no database has the column yet, so that its type can change freely. Without a folder of migrations
 * nobody can tell: `prisma db push` leaves no trace.
 */
export function isNewColumn(field: Field, project: Project): boolean {
  return isNewIn(project, field.model, (table) => {
    return !table.opaque && !table.columns.has(field.databaseName);
  });
}

/** Whether no database has the table yet. */
export function isNewTable(model: Model, project: Project): boolean {
  return isNewIn(project, model, () => false);
}

function isNewIn(project: Project, model: Model, isNew: (table: Table) => boolean): boolean {
  if (project.role === "alone") return true;
  const { catalog } = project;
  if (project.migrations.length === 0 || catalog.tainted) return false;
  const table = tableOf(model, catalog);
  return table === undefined || isNew(table);
}
