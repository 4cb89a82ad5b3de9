import type { RuleTextEditor } from "@eslint/core";

import type { SqlCreatePolicyStmt } from "../../languages/postgresql/ast.ts";
import { indentationAt } from "../../fixes/sql-text.ts";
import { hasRowSecurity } from "../../model/catalog/certainty.ts";
import type { Provenance, Table } from "../../model/catalog/types.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlContext, SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { nameOfPolicy } from "./visit-policies.ts";
import { visitRowSecurity } from "./visit-row-security.ts";

type Types = { MessageIds: "idle" | "enable"; RuleOptions: [] };

const rule: SqlRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow policies on tables on which row-level security is off",
      url: docsUrl("no-policy-without-row-security"),
      presets: ["recommended", "hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      idle: "Row-level security of {{tables}} is off: PostgreSQL keeps the policies there and asks none, so every row is open to whoever can query the table.",
      enable: "Turn row-level security on, for the table's owner too.",
    },
  },
  create(context) {
    return visitRowSecurity(context, ({ tables, project, blamedHere, writtenAt }) => {
      const idle = tables.filter(
        (table) => table.policies.length > 0 && hasRowSecurity(project.catalog, table) === "absent",
      );
      for (const { origin, names } of blamedHere(idle, (table) => originOf(table, project))) {
        const statement = writtenAt(origin);
        const policy = statement?.type === "SqlCreatePolicyStmt" ? statement : null;
        context.report({
          loc: placeOf(context.sourceCode, policy ? nameOfPolicy(policy) : origin.range),
          messageId: "idle",
          data: { tables: names },
          suggest: policy ? enableBefore(policy, context) : [],
        });
      }
    });
  },
};

/** DISABLE where that was said, else the first of the policies; of both, what is not applied history. */
function originOf({ rowSecurity, policies }: Table, project: Project): Provenance | null {
  const origins = [rowSecurity.origin, ...policies.map(({ origin }) => origin)];
  const isOpen = (origin: Provenance | null) =>
    origin !== null && !project.isAppliedMigration(origin.path);
  return origins.find(isOpen) ?? null;
}

function enableBefore(policy: SqlCreatePolicyStmt, { sourceCode }: SqlContext<Types>) {
  const { text, lineBreak } = sourceCode;
  const next = `${lineBreak}${indentationAt(sourceCode, policy.range[0])}`;
  const table = text.slice(...policy.table.range);
  const statements = ["ENABLE", "FORCE"]
    .map((word) => `ALTER TABLE ${table} ${word} ROW LEVEL SECURITY;${next}`)
    .join("");
  return [
    {
      messageId: "enable" as const,
      fix: (fixer: RuleTextEditor) => fixer.insertTextBefore(policy, statements),
    },
  ];
}

export default rule;
