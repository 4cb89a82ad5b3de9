import { isCertain } from "../../model/catalog/certainty.ts";
import { duplicateIndexes } from "../../model/catalog/duplicate-indexes.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Table, TableIndex } from "../../model/catalog/types.ts";
import { allIndexes } from "../../model/schema/indexes.ts";
import type { Model } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { quoteName } from "../../fixes/sql-text.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{ MessageIds: "duplicate"; RuleOptions: [] }> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow two indexes that are the same",
      url: docsUrl("no-duplicate-index"),
      presets: ["recommended", "hipaa", "strict"],
      area: "performance",
      controls: [],
      risk: "low",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      duplicate:
        "'{{index}}' on '{{table}}' does nothing that '{{by}}' does not do: each write keeps both up to date for no read. For a new migration: DROP INDEX IF EXISTS {{name}};",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return {
      SqlScript() {
        for (const { table, index, by } of duplicatesHere(project))
          context.report({
            node: { range: index.origin.range },
            messageId: "duplicate",
            data: { table: table.name, index: index.name ?? "", by, name: nameOf(index, table) },
          });
      },
    };
  },
};

/** Those that the linted script makes. Two that the schema declares are no-redundant-index's. */
function duplicatesHere(project: Project) {
  const { catalog, schema, path } = project;
  const tables = [...catalog.tables.values()].filter(
    (table) =>
      table.indexes.some(({ origin }) => origin.path === path) &&
      isCertain(catalog, "indexes", table) &&
      isCertain(catalog, "constraints", table),
  );
  return tables.flatMap((table) => {
    const model = [...(schema?.models.values() ?? [])].find(
      (one) => tableOf(one, catalog) === table,
    );
    const names = declaredNames(model);
    return duplicateIndexes(table, ({ name }) => names.has(name))
      .filter(
        ({ index, by }) => index.origin.path === path && !(names.has(index.name) && names.has(by)),
      )
      .map((duplicate) => ({ table, ...duplicate }));
  });
}

function declaredNames(model: Model | undefined): ReadonlySet<string | null> {
  return new Set(model ? allIndexes(model).map(({ databaseName }) => databaseName) : []);
}

function nameOf({ name }: TableIndex, { schema }: Table): string {
  return schema === "public"
    ? quoteName(name ?? "")
    : `${quoteName(schema)}.${quoteName(name ?? "")}`;
}

export default rule;
