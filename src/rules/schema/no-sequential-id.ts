import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import { unmodelledTables } from "../../model/catalog/modelled.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, SentinelRuleDefinition, SqlContext } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Types = { MessageIds: "sequentialId" | "sequentialKey" | "useUuid"; RuleOptions: [] };

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow primary keys that count up",
      url: docsUrl("no-sequential-id"),
      presets: ["hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA, POSTGRESQL],
    schema: [],
    messages: {
      sequentialId:
        "The id of '{{model}}' counts up: whoever sees one record's id can guess the next one's, and learns how many there are.",
      sequentialKey:
        "The primary key '{{column}}' of '{{table}}' counts up: whoever sees one row's key can guess the next one's, and learns how many there are.",
      useUuid: "Make the id a UUID; fields that refer to it need the same type.",
    },
  },
  create(context) {
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(
          schemaContext,
          (model, schema) => {
            checkModel(schemaContext, model, schema);
          },
          {
            anyDatabase: true,
          },
        ),
      postgresql: (sqlContext) => {
        const project = projectOf(sqlContext);
        if (!project.isPostgres || project.isApplied) return {};
        return {
          SqlScript: () => {
            checkTables(sqlContext, project);
          },
        };
      },
    });
  },
};

function checkModel(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  model: Model,
  schema: SchemaModel,
): void {
  for (const { name } of model.primaryKey?.fields ?? []) {
    const field = model.field(name);
    if (field?.default?.kind !== "function" || field.default.name !== "autoincrement") continue;
    const { node } = field.default;
    const isPostgres = (schema.datasource?.provider ?? "postgresql") === "postgresql";
    context.report({
      node: node.arguments?.[0] ?? node,
      messageId: "sequentialId",
      data: { model: model.name },
      suggest: [
        {
          messageId: "useUuid",
          fix(fixer) {
            const edit = editFields(model.node, context.sourceCode.text, [
              { kind: "replaceType", field: field.node, type: "String" },
              {
                kind: "replaceAttribute",
                field: field.node,
                attribute: node,
                source: "@default(uuid())",
              },
              ...(field.nativeType
                ? [
                    {
                      kind: "removeAttribute" as const,
                      field: field.node,
                      attribute: field.nativeType.node,
                    },
                  ]
                : []),
              ...(isPostgres
                ? [{ kind: "insertAttribute" as const, field: field.node, attribute: "@db.Uuid" }]
                : []),
            ]);
            return apply(fixer, edit);
          },
        },
      ],
    });
  }
}

function checkTables(context: Pick<SqlContext<Types>, "report">, project: Project): void {
  for (const table of unmodelledTables(project.catalog, project.schema, project.path)) {
    for (const name of table.primaryKey?.columns ?? []) {
      const column = table.columns.get(name);
      if (!column?.sequence || column.origin.path !== project.path) continue;
      context.report({
        node: { range: column.origin.range },
        messageId: "sequentialKey",
        data: { table: table.name, column: name },
      });
    }
  }
}

export default rule;
