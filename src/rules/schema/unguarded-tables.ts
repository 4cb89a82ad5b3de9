import { rowSecuritySql } from "../../fixes/row-security.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { unguarded } from "../../model/tenancy/row-security.ts";
import type { Unguarded } from "../../model/tenancy/row-security.ts";
import { tenantSettingName } from "../../model/tenancy/setting-name.ts";
import { tenantPath } from "../../model/tenancy/tenant-path.ts";
import { isMigration } from "../../project/migrations.ts";
import type { Project } from "../../project/snapshot.ts";

/** The tables without row-level security that the linted file is to be blamed for. */
export function unguardedHere(
  models: Iterable<Model>,
  schema: SchemaModel,
  project: Project,
): Unguarded[] {
  return [...models]
    .map((model) => unguarded(model, schema, project.catalog, project.settings))
    .filter((found) => found !== null)
    .filter((found) => homeOf(found, schema, project) === project.path);
}

/**
 * The one file that a finding belongs to: a migration if a policy can be written there, one that is known to be new
 * and makes the table, else an empty one; for all others the schema. Null when another rule speaks of the table.
 */
function homeOf(found: Unguarded, schema: SchemaModel, project: Project): string | null {
  if (found.lack === "idle" && !isHistory(found, project)) return null;
  const ownMigration = newMigrationOf(found, project);
  if (ownMigration !== null && isWritableAfter(ownMigration, found, schema, project))
    return ownMigration;
  const empty = emptyMigration(project);
  return empty !== null && isWritableAfter(empty, found, schema, project)
    ? empty
    : found.model.file.path;
}

/** Whether `no-policy-without-row-security` has no file left in which to speak of policies that are turned off. */
function isHistory({ table }: Unguarded, project: Project): boolean {
  return [table.rowSecurity, ...table.policies].every(
    ({ origin }) => origin === null || project.isAppliedMigration(origin.path),
  );
}

/** The migration that makes the table, if the settings tell that it is not applied. */
function newMigrationOf({ table }: Unguarded, project: Project): string | null {
  const { path } = table.origin;
  const isKnown = project.settings.baseline !== undefined && isMigration(path);
  return isKnown && !project.isAppliedMigration(path) ? path : null;
}

/** The last migration when it is empty, as `prisma migrate dev --create-only` leaves it. */
export function emptyMigration({ migrations }: Project): string | null {
  const last = migrations.findLast(({ path }) => isMigration(path));
  return last?.script.body.length === 0 ? last.path : null;
}

function isWritableAfter(
  path: string,
  found: Unguarded,
  schema: SchemaModel,
  { migrations, history, settings }: Project,
): boolean {
  const index = migrations.findIndex((file) => file.path === path);
  return (
    found.lack === "off" && sqlFor(found, schema, settings, history.before(index + 1)) !== null
  );
}

function sqlFor(
  { model }: Unguarded,
  schema: SchemaModel,
  settings: Project["settings"],
  catalog: Catalog,
  setting = "app.tenant_id",
): readonly string[] | null {
  const path = tenantPath(model, schema, settings);
  return path && rowSecuritySql(model, path, catalog, setting);
}

/** The policies that tables lack, to be written into the linted migration, and the setting that they read. */
export function missingPolicies(
  tables: readonly Unguarded[],
  schema: SchemaModel,
  project: Project,
): { setting: string; blocks: string[] } {
  const { settings, catalog, catalogAfter, migrations } = project;
  const scripts = migrations.map(({ script }) => script);
  const setting = tenantSettingName({ schema, settings, catalog, scripts });
  const blocks = tables
    .map((found) => sqlFor(found, schema, settings, catalogAfter, setting))
    .filter((lines) => lines !== null);
  return { setting, blocks: blocks.map((lines) => lines.join("\n")) };
}
