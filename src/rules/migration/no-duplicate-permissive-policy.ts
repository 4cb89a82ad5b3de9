import { sharedCommands } from "../../model/tenancy/policies.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { visitPolicies } from "./visit-policies.ts";

const rule: SqlRuleDefinition<{ MessageIds: "duplicate"; RuleOptions: [] }> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow several permissive policies for one role and command",
      url: docsUrl("no-duplicate-permissive-policy"),
      presets: ["strict"],
      area: "tenancy",
      controls: [],
      risk: "low",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      duplicate:
        "'{{policy}}' and {{others}} are both asked for {{commands}} on '{{table}}': a row passes when either lets it, and each costs time for each row. Make one policy of them, or say AS RESTRICTIVE where both must hold.",
    },
  },
  create(context) {
    return visitPolicies(context, ({ policy, table, place }) => {
      if (place === null) return;
      const earlier = table.policies.slice(0, table.policies.indexOf(policy));
      const others = earlier.filter((other) => sharedCommands(policy, other).length > 0);
      if (others.length === 0) return;
      const commands = others.flatMap((other) => sharedCommands(policy, other));
      context.report({
        loc: placeOf(context.sourceCode, place),
        messageId: "duplicate",
        data: {
          policy: policy.name,
          table: table.name,
          others: others.map(({ name }) => `'${name}'`).join(", "),
          commands: [...new Set(commands)].map((command) => command.toUpperCase()).join(", "),
        },
      });
    });
  },
};

export default rule;
