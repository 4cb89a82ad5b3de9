import { hasPolicy } from "../../model/catalog/certainty.ts";
import type { Table } from "../../model/catalog/types.ts";
import { modelOfTable } from "../../model/client/deleted-tables.ts";
import { needsRowSecurity } from "../../model/tenancy/row-security.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { visitRowSecurity } from "./visit-row-security.ts";

const rule: SqlRuleDefinition<{ MessageIds: "closed"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow row-level security on tables without a policy that lets anybody in",
      url: docsUrl("no-row-security-without-policy"),
      presets: ["strict"],
      area: "tenancy",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      closed:
        "{{tables}} is under row-level security, and no permissive policy lets anybody in: queries find no rows there and can write none, but for roles that pass all policies.",
    },
  },
  create(context) {
    return visitRowSecurity(context, ({ tables, project, blamedHere }) => {
      const closed = tables.filter((table) => isClosed(table, project));
      for (const { origin, names } of blamedHere(closed, (table) => table.rowSecurity.origin)) {
        context.report({
          node: { range: [...origin.range] },
          messageId: "closed",
          data: { tables: names },
        });
      }
    });
  },
};

/** Tables of tenants and patients that have no policy at all belong to `require-row-level-security`. */
function isClosed(table: Table, { catalog, schema, settings }: Project): boolean {
  if (!table.rowSecurity.on) return false;
  if (hasPolicy(catalog, table, ({ permissive }) => permissive) !== "absent") return false;
  const model = schema && modelOfTable(table, schema);
  return table.policies.length > 0 || !model || !needsRowSecurity(model, schema, settings);
}

export default rule;
