import type { Catalog } from "../../model/catalog/types.ts";
import { unqualifiedNames } from "../../model/migration/unqualified-names.ts";
import type { UnqualifiedName } from "../../model/migration/unqualified-names.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{
  MessageIds: "unqualified" | "qualify";
  RuleOptions: [{ always: boolean }];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require names with their schema, in databases of several schemas",
      url: docsUrl("require-schema-qualified-name"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          always: {
            description: "Require the schema also where all tables are in one.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ always: false }],
    messages: {
      unqualified:
        "'{{name}}' is named without its schema: which one is meant depends on the search_path of the connection that runs the script.",
      qualify: "Write {{qualified}}.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const [{ always }] = context.options;
    return {
      SqlScript(script) {
        const names = unqualifiedNames(script);
        if (names.length === 0 || !(always || hasSeveralSchemas(project))) return;
        const schemas = schemasOfTables(project.catalog);
        for (const unqualified of names) report(unqualified, schemas.get(unqualified.name) ?? null);
      },
    };

    function report({ name, range }: UnqualifiedName, schema: string | null): void {
      const prefix = `"${schema ?? ""}".`;
      context.report({
        loc: placeOf(context.sourceCode, range),
        messageId: "unqualified",
        data: { name },
        suggest:
          schema === null
            ? []
            : [
                {
                  messageId: "qualify",
                  data: { qualified: prefix + context.sourceCode.text.slice(...range) },
                  fix: (fixer) => fixer.insertTextBeforeRange(range, prefix),
                },
              ],
      });
    }
  },
};

function hasSeveralSchemas({ catalog, schema }: Project): boolean {
  const schemas = new Set([...catalog.tables.values()].map((table) => table.schema));
  for (const { databaseSchema } of schema?.models.values() ?? [])
    if (databaseSchema !== null) schemas.add(databaseSchema);
  return schemas.size > 1;
}

/** The schema of each table by its name; null where several tables have the same. */
function schemasOfTables(catalog: Catalog): Map<string, string | null> {
  const schemas = new Map<string, string | null>();
  for (const { name, schema } of catalog.tables.values())
    schemas.set(name, schemas.has(name) ? null : schema);
  return schemas;
}

export default rule;
