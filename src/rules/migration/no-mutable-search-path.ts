import { isCertain } from "../../model/catalog/certainty.ts";
import { nodeField } from "../../model/catalog/tree.ts";
import type { CatalogFunction } from "../../model/catalog/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{
  MessageIds: "definer" | "invoker";
  RuleOptions: [{ functions: "definer" | "all" }];
}> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow functions that find their objects by the search path of the caller",
      url: docsUrl("no-mutable-search-path"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          functions: {
            description:
              "`definer`: functions that run with the rights of their owner; `all`: those that run with the caller's, too.",
            enum: ["definer", "all"],
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ functions: "definer" }],
    messages: {
      definer:
        "'{{name}}' runs with the rights of its owner and finds tables and functions by the search path of the caller, who can have it use his own in place of yours. Add SET search_path = '' and name each object with its schema.",
      invoker:
        "'{{name}}' finds tables and functions by the search path of the caller: it does something else where that differs. Add SET search_path = '' and name each object with its schema.",
    },
  },
  create(context) {
    const [{ functions }] = context.options;
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const { catalog, path } = project;
    return {
      SqlScript() {
        if (!isCertain(catalog, "functions")) return;
        for (const made of catalog.functions.values()) {
          if (made.origin.path !== path || !isMutable(made)) continue;
          if (!made.securityDefiner && functions === "definer") continue;
          context.report({
            node: { range: made.origin.range },
            messageId: made.securityDefiner ? "definer" : "invoker",
            data: { name: made.name },
          });
        }
      },
    };
  },
};

/** A body of SQL's own syntax (BEGIN ATOMIC) is bound when it is made; one of C has no names to find. */
function isMutable({ searchPath, language, node }: CatalogFunction): boolean {
  const isBound = nodeField(node, "sql_body") !== null;
  return searchPath === null && !isBound && language !== "c" && language !== "internal";
}

export default rule;
