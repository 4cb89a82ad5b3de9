import { isCertain } from "../../model/catalog/certainty.ts";
import { duplicateIndexes } from "../../model/catalog/duplicate-indexes.ts";
import type { DuplicateIndex } from "../../model/catalog/duplicate-indexes.ts";
import { foundByPath } from "../../model/catalog/found-by-path.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Catalog, Table, TableIndex } from "../../model/catalog/types.ts";
import { allIndexes } from "../../model/schema/indexes.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
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
        const { catalog, schema, path } = project;
        for (const { table, index, by } of duplicatesMadeBy(catalog, schema, path))
          context.report({
            node: { range: index.origin.range },
            messageId: "duplicate",
            data: { table: table.name, index: index.name ?? "", by, name: nameOf(index, table) },
          });
      },
    };
  },
};

interface Duplicate extends DuplicateIndex {
  table: Table;
}

/** Those that a script makes. Two that the schema declares are no-redundant-index's. */
const duplicatesMadeBy = foundByPath(allDuplicates, ({ index }) => [index.origin.path]);

function* allDuplicates(catalog: Catalog, schema: SchemaModel | null): Generator<Duplicate> {
  const models = [...(schema?.models.values() ?? [])];
  for (const table of catalog.tables.values()) {
    if (table.indexes.length === 0 || !isCertain(catalog, "indexes", table)) continue;
    if (!isCertain(catalog, "constraints", table)) continue;
    const names = declaredNames(models.find((model) => tableOf(model, catalog) === table));
    for (const found of duplicateIndexes(table, ({ name }) => names.has(name)))
      if (!names.has(found.index.name) || !names.has(found.by)) yield { table, ...found };
  }
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
