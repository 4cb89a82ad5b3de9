import { isRevokedFromPublicAlone, permittedChanges } from "../../model/audit/refusals.ts";
import { tableOf, unmodelledTables } from "../../model/catalog/modelled.ts";
import type { Catalog, Table } from "../../model/catalog/types.ts";
import { isEvidence } from "../../model/phi/audit-trails.ts";
import { projectOf } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { SentinelRuleDefinition } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";

const rule: SentinelRuleDefinition<{
  MessageIds: "changeable" | "revokedFromPublic";
  RuleOptions: [];
}> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require the database to refuse changes of audit logs",
      url: docsUrl("require-append-only-grants"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(b)", "164.312(c)(1)"],
      risk: "high",
    },
    languages: [PRISMA, POSTGRESQL],
    schema: [],
    messages: {
      changeable:
        "Nothing in the database refuses {{changes}} on '{{table}}': who may write this log may also rewrite it. Refuse it in a trigger, or revoke the privilege from the role that writes.",
      revokedFromPublic:
        "REVOKE FROM PUBLIC changes nothing about {{changes}} on '{{table}}': PUBLIC has no privilege on tables by default, and the role that writes this log may still rewrite it. Revoke it from that role, or refuse it in a trigger.",
    },
  },
  create(context) {
    const check = (table: Table, catalog: Catalog, range: [number, number]): void => {
      const changes = permittedChanges(table, catalog);
      if (changes.length === 0) return;
      const isFromPublic = changes.every((change) => isRevokedFromPublicAlone(change, table));
      context.report({
        node: { range },
        messageId: isFromPublic ? "revokedFromPublic" : "changeable",
        data: {
          table: table.name,
          changes: changes.map((change) => change.toUpperCase()).join(" and "),
        },
      });
    };
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(schemaContext, (model, _schema, { catalog, settings }) => {
          const table = isEvidence(model, settings) ? tableOf(model, catalog) : undefined;
          if (table) check(table, catalog, model.node.name.range);
        }),
      postgresql: (sqlContext) => {
        const project = projectOf(sqlContext);
        const { catalog, schema, path, settings } = project;
        if (!project.isPostgres || project.isApplied) return {};
        return {
          SqlScript() {
            for (const table of unmodelledTables(catalog, schema, path))
              if (table.origin.path === path && isEvidence(table, settings))
                check(table, catalog, table.origin.range);
          },
        };
      },
    });
  },
};

export default rule;
