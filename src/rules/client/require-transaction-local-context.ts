import type { SourceLocation } from "@eslint/core";
import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { rawCall } from "../../model/client/calls.ts";
import type { RawCall } from "../../model/client/calls.ts";
import type { Scopes } from "../../model/client/bindings.ts";
import {
  isContext,
  mentionsSettings,
  settingChanges,
} from "../../model/client/session-settings.ts";
import type { SettingChange } from "../../model/client/session-settings.ts";
import { runsAlone, runsInTransaction } from "../../model/client/transactions.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { ClientContext, ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "sessionContext" | "lostContext" | "makeLocal";
  RuleOptions: [{ allowIn: string[] }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that settings of row-level security end with the transaction",
      url: docsUrl("require-transaction-local-context"),
      presets: ["recommended", "hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("in which settings may outlive the transaction"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES] }],
    messages: {
      sessionContext:
        "'{{name}}' stays set when the connection goes back to the pool: whichever request gets it next runs as this one. Set it for the transaction alone, with {{local}} in the $transaction that runs the queries.",
      lostContext:
        "'{{name}}' is set for the transaction, which is over with this statement: the queries that follow run without it. Set it on the client of the $transaction that runs them.",
      makeLocal: "Set it for the transaction alone.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !mentionsSettings(text)) return {};
    const project = projectOf(context);
    if (!project.isPostgres || isAllowed(context.options[0].allowIn, project)) return {};
    const check = (node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression) => {
      const call = rawCall(node, scopes);
      if (call) checkCall(context, call, scopes);
    };
    return { CallExpression: check, TaggedTemplateExpression: check };
  },
};

function checkCall(context: ClientContext<Types>, call: RawCall, scopes: Scopes): void {
  const changes = settingChanges(call, scopes, context.sourceCode.text).filter(
    (change) => isContext(change) && !change.isCleared,
  );
  if (changes.length === 0) return;
  const isAlone = runsAlone(call, scopes);
  const isCertain = runsInTransaction(call, scopes);
  for (const change of changes) {
    // Where the query runs on its own, a setting that ends with it would be none.
    const edit = change.isLocal || isAlone ? null : toLocal(call, change);
    if (!change.isLocal) reportLeak(context, call, change, edit, isCertain);
  }
  const lost = isAlone && changes.find((change) => change.isLocal && change.isAlone);
  if (!lost) return;
  const { name } = lost;
  context.report({ ...whereSaid(context, call, lost), messageId: "lostContext", data: { name } });
}

/** The edit that makes a setting local; null when its text stands elsewhere, where other queries may use it. */
function toLocal({ node }: RawCall, { scopeRange, localText }: SettingChange): TextEdit | null {
  if (!scopeRange) return null;
  const [start, end] = scopeRange;
  const isHere = node.range[0] <= start && end <= node.range[1];
  return isHere ? { range: [start, end], text: localText } : null;
}

function reportLeak(
  context: ClientContext<Types>,
  call: RawCall,
  change: SettingChange,
  edit: TextEdit | null,
  isCertain: boolean,
): void {
  const { name, localText } = change;
  const local = localText === "true" ? "'true' as the third argument" : "SET LOCAL";
  context.report({
    ...whereSaid(context, call, change),
    messageId: "sessionContext",
    data: { name, local },
    fix: edit && isCertain ? (fixer) => apply(fixer, edit) : null,
    suggest:
      edit && !isCertain ? [{ messageId: "makeLocal", fix: (fixer) => apply(fixer, edit) }] : [],
  });
}

/** The words that say how long the setting holds, where the source has them. */
function whereSaid(
  { sourceCode }: ClientContext<Types>,
  { methodNode }: RawCall,
  { scopeRange }: SettingChange,
): { loc: SourceLocation } {
  return { loc: scopeRange ? placeOf(sourceCode, scopeRange) : methodNode.loc };
}

export default rule;
