import type { Catalog, Table } from "../../model/catalog/types.ts";
import { computedOnce } from "../../model/computed-once.ts";
import { unqualifiedNames } from "../../model/migration/unqualified-names.ts";
import type { UnqualifiedName } from "../../model/migration/unqualified-names.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

/** Where a name without a schema is looked up, unless the search path says otherwise. */
const DEFAULT_SCHEMA = "public";

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
            description: "Require the schema also where Prisma writes none.",
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
        const isEachWanted = always || namesSchemas(project);
        const schemas = schemasByName(project.catalog);
        if (!isEachWanted && !schemas.hasOthers) return;
        for (const unqualified of unqualifiedNames(script)) {
          const candidates = schemas.byName.get(unqualified.name) ?? [];
          if (isEachWanted || candidates.some((schema) => schema !== DEFAULT_SCHEMA))
            report(unqualified, candidates);
        }
      },
    };

    function report({ name, range }: UnqualifiedName, schemas: readonly string[]): void {
      const [schema = "", ...others] = schemas;
      const prefix = `"${schema}".`;
      context.report({
        loc: placeOf(context.sourceCode, range),
        messageId: "unqualified",
        data: { name },
        suggest:
          schema === "" || others.length > 0
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

/** Whether the models have `@@schema`; Prisma writes the schema before each name then. */
function namesSchemas({ schema }: Project): boolean {
  return [...(schema?.models.values() ?? [])].some(({ databaseSchema }) => databaseSchema !== null);
}

/** The schemas that tables are in. */
interface Schemas {
  /** Those in which there is a table of each name. */
  byName: ReadonlyMap<string, readonly string[]>;
  /** Whether there is one beside the default. */
  hasOthers: boolean;
}

/** A cache: each script of a project asks about the same catalog. */
const known = new WeakMap<Catalog, Schemas>();

function schemasByName(catalog: Catalog): Schemas {
  return computedOnce(known, catalog, ({ tables }) => schemasOf([...tables.values()]));
}

function schemasOf(tables: readonly Table[]): Schemas {
  const byName = new Map<string, string[]>();
  for (const { name, schema } of tables) byName.set(name, [...(byName.get(name) ?? []), schema]);
  return { byName, hasOthers: tables.some(({ schema }) => schema !== DEFAULT_SCHEMA) };
}

export default rule;
