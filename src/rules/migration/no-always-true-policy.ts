import type { Policy, Table } from "../../model/catalog/types.ts";
import { modelOfTable } from "../../model/client/deleted-tables.ts";
import { openClause } from "../../model/tenancy/policies.ts";
import { needsRowSecurity } from "../../model/tenancy/row-security.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { visitPolicies } from "./visit-policies.ts";

type Types = { MessageIds: "rows" | "newRows"; RuleOptions: [{ roles: string[] }] };

const rule: SqlRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow policies that let every row through",
      url: docsUrl("no-always-true-policy"),
      presets: ["recommended", "hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "high",
    },
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          roles: {
            description:
              "Roles that queries run as, whose policies are judged like those for PUBLIC.",
            type: "array",
            items: { type: "string" },
            uniqueItems: true,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ roles: ["anon", "authenticated"] }],
    messages: {
      rows: "'{{policy}}' lets every row of '{{table}}' be {{deeds}}, whosever it is: row-level security guards nothing there.",
      newRows:
        "'{{policy}}' lets any row be written into '{{table}}', also in another's name: its WITH CHECK holds for all.",
    },
  },
  create(context) {
    const [{ roles }] = context.options;
    return visitPolicies(context, ({ policy, table, using, withCheck }, project) => {
      const clause = openClause(policy, table, roles);
      const written = clause === "USING" ? using : withCheck;
      if (clause === null || written === null) return;
      if (mayBeMeant(policy) && !isOfSomebody(table, project)) return;
      context.report({
        loc: placeOf(context.sourceCode, written.placeOf(written.node)),
        messageId: clause === "USING" ? "rows" : "newRows",
        data: { policy: policy.name, table: table.name, deeds: DEEDS[policy.command] },
      });
    });
  },
};

const DEEDS: Readonly<Record<Policy["command"], string>> = {
  all: "read, changed and deleted",
  select: "read",
  insert: "added",
  update: "changed",
  delete: "deleted",
};

/** What everybody may read, as a list of countries, or tell, as a contact form. */
function mayBeMeant({ command }: Policy): boolean {
  return command === "select" || command === "insert";
}

function isOfSomebody(table: Table, { schema, settings }: Project): boolean {
  const model = schema && modelOfTable(table, schema);
  return schema !== null && model !== null && needsRowSecurity(model, schema, settings);
}

export default rule;
