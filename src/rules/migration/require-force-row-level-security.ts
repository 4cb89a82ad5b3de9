import { hasForcedRowSecurity, hasPolicy } from "../../model/catalog/certainty.ts";
import type { Catalog, Provenance, Table } from "../../model/catalog/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { visitRowSecurity } from "./visit-row-security.ts";

const rule: SqlRuleDefinition<{ MessageIds: "notForced"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that row-level security binds the owner of a table",
      url: docsUrl("require-force-row-level-security"),
      presets: ["hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    fixable: "code",
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      notForced:
        "The policies of {{tables}} do not bind the owner of the table, which Prisma usually connects as: its queries see every row. Say FORCE ROW LEVEL SECURITY too.",
    },
  },
  create(context) {
    return visitRowSecurity(context, ({ tables, project: { catalog }, blamedHere, writtenAt }) => {
      const unforced = tables.filter(
        (table) => table.rowSecurity.on && hasForcedRowSecurity(catalog, table) === "absent",
      );
      for (const { origin, tables, names } of blamedHere(unforced, originOf)) {
        const command = writtenAt(origin);
        const isOpen = tables.every((table) => isForceable(table, catalog));
        context.report({
          node: { range: [...origin.range] },
          messageId: "notForced",
          data: { tables: names },
          fix:
            command !== undefined && isOpen
              ? (fixer) => fixer.insertTextAfter(command, ", FORCE ROW LEVEL SECURITY")
              : null,
        });
      }
    });
  },
};

/** NO FORCE where that was said, else what turned row-level security on. */
function originOf({ forcedRowSecurity, rowSecurity }: Table): Provenance | null {
  return forcedRowSecurity.origin ?? rowSecurity.origin;
}

/** Without a policy, FORCE would lock the owner out as well; and who says NO FORCE means it. */
function isForceable(table: Table, catalog: Catalog): boolean {
  return table.forcedRowSecurity.origin === null && hasPolicy(catalog, table) === "known";
}

export default rule;
