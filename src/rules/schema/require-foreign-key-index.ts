import { apply } from "../../fixes/edit.ts";
import { insertBlockAttribute } from "../../fixes/prisma.ts";
import { isKeyIndexed } from "../../model/catalog/foreign-key-indexes.ts";
import { tableOf, unmodelledForeignKeys } from "../../model/catalog/modelled.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import { namedArgument } from "../../model/schema/arguments.ts";
import { foreignKeyIndex } from "../../model/schema/indexes.ts";
import type { Model, Relation } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "./visit-models.ts";
import type { PrismaContext, SentinelRuleDefinition, SqlContext } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";

type Types = { MessageIds: "missingIndex"; RuleOptions: [] };

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require an index on every foreign key",
      url: docsUrl("require-foreign-key-index"),
      presets: ["recommended", "hipaa", "strict"],
      area: "performance",
      controls: [],
      risk: "high",
    },
    fixable: "code",
    languages: [PRISMA, POSTGRESQL],
    schema: [],
    messages: {
      missingIndex:
        "No index of '{{table}}' begins with {{columns}}: PostgreSQL makes none for a foreign key, so each join and each delete from '{{target}}' reads the whole table.",
    },
  },
  create(context) {
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(schemaContext, (model, _schema, project) => {
          for (const relation of uncovered(model, project)) {
            reportRelation(schemaContext, model, relation);
          }
        }),
      postgresql: (sqlContext) => {
        const project = projectOf(sqlContext);
        if (!project.isPostgres || project.isApplied) return {};
        return { SqlScript: () => checkKeys(sqlContext, project) };
      },
    });
  },
};

/** The relations of a model whose key no index covers, one per key. */
function uncovered(model: Model, project: Project): Relation[] {
  const seen = new Set<string>();
  return model.fields
    .map(({ relation }) => relation)
    .filter((relation) => relation !== null)
    .filter((relation) => {
      if (relation.fields.length === 0 || foreignKeyIndex(relation)) return false;
      const key = columnsOf(relation).toSorted().join();
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew && !isIndexedByMigrations(relation, project.catalog);
    });
}

function columnsOf(relation: Relation): string[] {
  return relation.fields.map((field) => field.databaseName);
}

/** An index that was written by hand, in SQL alone, serves as well. */
function isIndexedByMigrations(relation: Relation, catalog: Catalog): boolean {
  const table = tableOf(relation.field.model, catalog);
  return table !== undefined && isKeyIndexed(table, columnsOf(relation));
}

function list(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}

function reportRelation(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  model: Model,
  relation: Relation,
): void {
  const names = relation.fields.map((field) => field.name);
  context.report({
    node: namedArgument(relation.node ?? undefined, "fields") ?? relation.field.node.name,
    messageId: "missingIndex",
    data: { table: model.name, columns: list(names), target: relation.target.name },
    fix(fixer) {
      const attribute = `@@index([${names.join(", ")}])`;
      const edit = insertBlockAttribute(model.node, context.sourceCode.text, attribute);
      return apply(fixer, edit);
    },
  });
}

function checkKeys(context: Pick<SqlContext<Types>, "report">, project: Project): void {
  const { catalog, schema, path } = project;
  for (const { table, key } of unmodelledForeignKeys(catalog, schema, path)) {
    if (isKeyIndexed(table, key.columns)) continue;
    context.report({
      node: { range: [...key.origin.range] },
      messageId: "missingIndex",
      data: {
        table: table.name,
        columns: list(key.columns),
        target: key.references.table,
      },
    });
  }
}

export default rule;
