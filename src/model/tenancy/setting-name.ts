/** The name of the setting that tells policies for which tenant a query runs. */

import type { SqlNode, SqlScript } from "../../languages/postgresql/ast.ts";
import type { Settings } from "../../settings.ts";
import {
  calledFunction,
  columnParts,
  constantText,
  forEachNode,
  isA,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import type { Catalog } from "../catalog/types.ts";
import { settingsReadIn } from "../migration/settings-read.ts";
import type { SchemaModel } from "../schema/types.ts";
import { tenantFields, tenantOf } from "./tenant-path.ts";

/** Where a name may already be in use. */
export interface NameSources {
  schema: SchemaModel;
  settings: Settings;
  catalog: Catalog;
  scripts: Iterable<SqlScript>;
}

/**
 * What the policies there are compare a tenant's key with; else a setting that SQL reads and that is called after the
 * tenant; else `app.<tenant>_id`.
 */
export function tenantSettingName(sources: NameSources): string {
  const tenant = tenantOf(sources.schema, sources.settings)?.name ?? "tenant";
  return comparedName(sources) ?? readName(tenant, sources) ?? `app.${snakeCase(tenant)}_id`;
}

/** The setting that policies most often hold a tenant's key against. */
function comparedName({ schema, settings, catalog }: NameSources): string | null {
  const keys = new Set(tenantFields(schema, settings).map(({ databaseName }) => databaseName));
  const counts = new Map<string, number>();
  const count = (node: SqlNode) => {
    const name = comparison(node, keys);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const { policies } of catalog.tables.values()) {
    for (const { using, withCheck } of policies) {
      forEachNode(using?.node, count);
      forEachNode(withCheck?.node, count);
    }
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? null;
}

/** The setting of `"clinicId" = current_setting('app.clinic_id')`; null for anything else. */
function comparison(node: SqlNode, keys: ReadonlySet<string>): string | null {
  if (!isA(node, "SqlA_Expr") || textField(node, "kind") !== "AEXPR_OP") return null;
  const sides = [nodeField(node, "lexpr"), nodeField(node, "rexpr")];
  const isKey = (side: SqlNode | null) => keys.has(columnParts(uncast(side))?.at(-1) ?? "");
  const key = sides.find(isKey);
  const names: string[] = [];
  if (key === undefined) return null;
  forEachNode(
    sides.filter((side) => side !== key),
    (inner) => {
      const name = settingRead(inner);
      if (name !== null) names.push(name);
    },
  );
  return names[0] ?? null;
}

function uncast(node: SqlNode | null): SqlNode | null {
  return isA(node, "SqlTypeCast") && node !== null ? uncast(nodeField(node, "arg")) : node;
}

/** The name in `current_setting('app.clinic_id', …)`; null for anything else, computed names included. */
function settingRead(node: SqlNode): string | null {
  if (calledFunction(node) !== "current_setting") return null;
  return constantText(nodesField(node, "args")[0] ?? null);
}

/** `app.org_id` is called after `Organization`, and `app.current_tenant` after any tenant. */
function readName(tenant: string, { scripts }: NameSources): string | null {
  const subjects = ["tenant", ...snakeCase(tenant).split("_").slice(-1)];
  const isMeant = (name: string) =>
    wordsOf(name).some((word) =>
      subjects.some((subject) => subject === word || (word.length > 2 && subject.startsWith(word))),
    );
  const names = [...settingsReadIn(scripts).names.values()].filter((name) => name.includes("."));
  return names.find(isMeant) ?? null;
}

/** The words of what stands behind the prefix. */
function wordsOf(name: string): string[] {
  return snakeCase(name.slice(name.indexOf(".") + 1)).split("_");
}

function snakeCase(name: string): string {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase();
}
