import { apply } from "../../fixes/edit.ts";
import { toRole } from "../../fixes/policies.ts";
import { openAlternatives } from "../../model/tenancy/open-when-unset.ts";
import type { PolicyCall } from "../../model/tenancy/policy-calls.ts";
import { idlePolicy } from "../../model/tenancy/policies.ts";
import type { IdlePolicy } from "../../model/tenancy/policies.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlContext, SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { reportCalls } from "./report-policy-calls.ts";
import { visitPolicies } from "./visit-policies.ts";
import type { WrittenExpression, WrittenPolicy } from "./visit-policies.ts";

type Types = {
  MessageIds:
    PolicyCall["fault"] | "perRowAll" | IdlePolicy["reason"] | "open" | "everybody" | "addRole";
  RuleOptions: [{ roles: string[] }];
};

type Context = Pick<SqlContext<Types>, "report" | "sourceCode">;

const rule: SqlRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description:
        "Require policies of row-level security that hold whatever is set, and are quick",
      url: docsUrl("valid-row-level-security-policy"),
      presets: ["hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "high",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          roles: {
            description:
              "Roles that queries run as; with any named here, policies must name theirs.",
            type: "array",
            items: { type: "string" },
            uniqueItems: true,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ roles: [] }],
    messages: {
      unset:
        "{{call}} raises an error where nothing has set it, and with it every query of '{{table}}' fails. With `true` as its second argument it is NULL, which no row matches.",
      empty:
        "Once a transaction has set {{call}} and ended, it is an empty text on that connection: the cast raises an error, and with it every query of '{{table}}' without a context fails. NULLIF(…, '') makes it NULL.",
      perRow:
        "{{call}} is called once for each row of '{{table}}' that a query looks at. In a sub-select, (SELECT …), PostgreSQL calls it once a query.",
      perRowAll:
        "{{count}} calls in the policy '{{policy}}', {{call}} the first, are made once for each row of '{{table}}' that a query looks at or writes. In a sub-select, (SELECT …), PostgreSQL makes each once a query.",
      open: "Where {{call}} is not set, '{{policy}}' lets every row of '{{table}}' through: a query that forgets its context sees the rows of all. Let who may see all of them have a role of its own.",
      noExpression:
        "'{{policy}}' has no {{clause}}: PostgreSQL passes it over, as if it were not there.",
      noUsing:
        "'{{policy}}' has WITH CHECK and no USING, and no other policy lets rows of '{{table}}' be {{verb}}: that finds none.",
      everybody:
        "'{{policy}}' is for every role. Name those that queries run as ({{roles}}), so that it opens nothing to others.",
      addRole: "Let it be for '{{role}}' alone.",
    },
  },
  create(context) {
    const [{ roles }] = context.options;
    return visitPolicies(context, (written, { catalog }) => {
      reportIdle(context, written);
      if (roles.length > 0) reportRoles(context, written, roles);
      for (const expression of [written.using, written.withCheck]) {
        if (expression === null) continue;
        reportOpen(context, written, expression);
      }
      reportCalls(context, written, catalog);
    });
  },
};

function reportIdle(context: Context, { policy, table, place }: WrittenPolicy): void {
  const idle = place && idlePolicy(policy, table);
  if (place === null || idle === null) return;
  context.report({
    loc: placeOf(context.sourceCode, place),
    messageId: idle.reason,
    data: { policy: policy.name, table: table.name, clause: idle.clause, verb: idle.verb },
  });
}

function reportRoles(context: Context, written: WrittenPolicy, roles: readonly string[]): void {
  const { policy, place, statement } = written;
  if (place === null || !policy.permissive || !policy.roles.includes("public")) return;
  context.report({
    loc: placeOf(context.sourceCode, place),
    messageId: "everybody",
    data: { policy: policy.name, roles: roles.join(", ") },
    suggest: roles.flatMap((role) => {
      const edit = statement && toRole(statement.tokens, role);
      if (!edit) return [];
      return [{ messageId: "addRole", data: { role }, fix: (fixer) => apply(fixer, edit) }];
    }),
  });
}

function reportOpen(
  context: Context,
  { policy, table }: WrittenPolicy,
  { node, placeOf: placeIn }: WrittenExpression,
): void {
  if (!policy.permissive) return;
  for (const open of openAlternatives(node)) {
    context.report({
      loc: placeOf(context.sourceCode, placeIn(open.node)),
      messageId: "open",
      data: { policy: policy.name, table: table.name, call: open.call },
    });
  }
}

export default rule;
