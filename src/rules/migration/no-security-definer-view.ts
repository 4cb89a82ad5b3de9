import { qualifiedName } from "../../fixes/sql-text.ts";
import { exposedTable } from "../../model/catalog/exposing-views.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

/** The first major version whose views can be read with the rights of who asks. */
const SECURITY_INVOKER = 15;

const rule: SqlRuleDefinition<{ MessageIds: "definer" | "definerBefore15"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow views that show rows which row-level security hides",
      url: docsUrl("no-security-definer-view"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(1)"],
      risk: "high",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      definer:
        "'{{view}}' reads '{{table}}' with the rights of its owner, whom row-level security does not bind: who may read the view sees the rows of all tenants. For a new migration: ALTER VIEW {{name}} SET (security_invoker = true);",
      definerBefore15:
        "'{{view}}' reads '{{table}}' with the rights of its owner, whom row-level security does not bind: who may read the view sees the rows of all tenants. Force row-level security on '{{table}}'; from PostgreSQL 15 on a view can have security_invoker.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const { catalog, path, settings } = project;
    const isOld = (settings.postgresVersion ?? 13) < SECURITY_INVOKER;
    return {
      SqlScript() {
        for (const view of catalog.views.values()) {
          const table = view.origin.path === path ? exposedTable(view, catalog) : null;
          if (!table) continue;
          const schema = view.schema === "public" ? null : view.schema;
          const data = { view: view.name, table: table.name };
          context.report({
            node: { range: view.origin.range },
            ...(isOld
              ? { messageId: "definerBefore15", data }
              : {
                  messageId: "definer",
                  data: { ...data, name: qualifiedName({ schema, name: view.name }) },
                }),
          });
        }
      },
    };
  },
};

export default rule;
