import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import { toExtendedDeclaration } from "../../fixes/extends.ts";
import { extensionOf, isDiscarded } from "../../model/client/discarded-extends.ts";
import { methodCall, unwrap } from "../../model/client/expressions.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";

type Types = {
  MessageIds: "discarded" | "extendHere";
  RuleOptions: [];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow throwing away the client that `$extends()` returns",
      url: docsUrl("no-discarded-extends"),
      presets: ["recommended", "hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [],
    messages: {
      discarded:
        "'$extends' returns a new client, which is thrown away here: the old one is not extended, and what the extension encrypts, filters or records is not. Use the client that it returns.",
      extendHere: "Extend the client where it is made.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !text.includes("$extends")) return {};
    return {
      CallExpression(node) {
        if (methodCall(node)?.method !== "$extends" || !isDiscarded(node, scopes)) return;
        const extension = extensionOf(node, scopes);
        const edit = extension && toExtendedDeclaration(extension, text);
        const callee = unwrap(node.callee);
        context.report({
          node: callee.type === "MemberExpression" ? callee.property : callee,
          messageId: "discarded",
          suggest: edit
            ? [
                {
                  messageId: "extendHere",
                  fix: (fixer: RuleTextEditor) => apply(fixer, edit),
                },
              ]
            : [],
        });
      },
    };
  },
};

export default rule;
