import { isCertain } from "../../model/catalog/certainty.ts";
import { unmodelledTables } from "../../model/catalog/modelled.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{ MessageIds: "missing"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require a primary key on tables that SQL alone knows",
      url: docsUrl("require-primary-key"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      missing:
        "'{{table}}' has no primary key: the same row can be there twice, nothing can refer to it, and logical replication refuses to update or delete it.",
    },
  },
  create(context) {
    const { catalog, schema, path, isPostgres, isApplied } = projectOf(context);
    if (!isPostgres || isApplied) return {};
    // A foreign table cannot have one.
    const foreign: [number, number][] = [];
    return {
      SqlCreateForeignTableStmt(node: { range: [number, number] }) {
        foreign.push(node.range);
      },
      "SqlScript:exit"() {
        for (const table of unmodelledTables(catalog, schema, path)) {
          const { origin, primaryKey, opaque } = table;
          if (primaryKey !== null || opaque || origin.path !== path) continue;
          if (!isCertain(catalog, "constraints", table)) continue;
          if (foreign.some(([start, end]) => start <= origin.range[0] && origin.range[1] <= end))
            continue;
          context.report({
            node: { range: origin.range },
            messageId: "missing",
            data: { table: table.name },
          });
        }
      },
    };
  },
};

export default rule;
