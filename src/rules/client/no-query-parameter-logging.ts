import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import { redact, withoutElement } from "../../fixes/redact.ts";
import { methodCall } from "../../model/client/expressions.ts";
import {
  mentionsQueryLog,
  parameterUses,
  printedQueries,
} from "../../model/client/query-logging.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "printed" | "parameters" | "event" | "leaveOut" | "redact" | "queryAlone";
  RuleOptions: [{ allowIn: string[] }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow logging queries and their parameters in production",
      url: docsUrl("no-query-parameter-logging"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.502(b)"],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("that may log queries"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES] }],
    messages: {
      printed:
        "The client prints every query, in production too. Prisma leaves the parameters out, but not the values that raw queries put into their text.",
      parameters:
        "'{{text}}' holds the parameters of every query: whatever is written to the database or asked of it, past every mask.",
      event:
        "'{{text}}' is logged with the parameters of the query: whatever is written to the database or asked of it, past every mask.",
      leaveOut: "Leave queries out of the log.",
      redact: 'Write "[redacted]" in its place.',
      queryAlone: "Log the text of the query alone.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !mentionsQueryLog(text)) return {};
    const project = projectOf(context);
    const [{ allowIn }] = context.options;
    if (isAllowed(allowIn, project)) return {};
    return {
      NewExpression(node) {
        for (const entry of printedQueries(node, scopes)) {
          const edit = withoutElement(entry, text);
          context.report({
            node: entry,
            messageId: "printed",
            suggest: edit ? [{ messageId: "leaveOut", fix: (fixer) => apply(fixer, edit) }] : [],
          });
        }
      },
      CallExpression(node) {
        for (const { node: use, isWholeEvent } of parameterUses(node, scopes)) {
          const written = context.sourceCode.getText(use);
          const suggestion = isWholeEvent
            ? ({
                messageId: "queryAlone",
                edit: { range: use.range, text: `${written}.query` },
              } as const)
            : ({ messageId: "redact", edit: redact(use) } as const);
          const isNeeded = use.parent?.type === "SpreadElement" || isParsed(use);
          context.report({
            node: use,
            messageId: isWholeEvent ? "event" : "parameters",
            data: { text: written },
            suggest: isNeeded
              ? []
              : [
                  {
                    messageId: suggestion.messageId,
                    fix: (fixer) => apply(fixer, suggestion.edit),
                  },
                ],
          });
        }
      },
    };
  },
};

/** `JSON.parse(event.params)`: what stands there instead has to be JSON. */
function isParsed({ parent }: TSESTree.Node): boolean {
  return parent !== undefined && methodCall(parent)?.method === "parse";
}

export default rule;
