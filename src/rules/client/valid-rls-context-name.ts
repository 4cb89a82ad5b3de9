import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import { rawCall } from "../../model/client/calls.ts";
import type { RawCall } from "../../model/client/calls.ts";
import { unreadName } from "../../model/client/context-names.ts";
import type { UnreadName } from "../../model/client/context-names.ts";
import { isOwn, mentionsSettings, settingChanges } from "../../model/client/session-settings.ts";
import type { SettingChange } from "../../model/client/session-settings.ts";
import { settingsReadIn } from "../../model/migration/settings-read.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { ClientContext, ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";

type Types = {
  MessageIds: "misspelt" | "unread" | "rename";
  RuleOptions: [];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that settings of row-level security have the names that policies read",
      url: docsUrl("valid-rls-context-name"),
      presets: ["recommended", "hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [],
    messages: {
      misspelt:
        "Nothing in the migrations reads '{{name}}'; did you mean '{{meant}}'? Policies that read that find nothing set, and decide without knowing for whom the query runs.",
      unread:
        "Nothing in the migrations reads '{{name}}'; policies and functions read {{read}}. What is set here decides nothing.",
      rename: "Rename it to '{{meant}}'.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !mentionsSettings(text)) return {};
    const project = projectOf(context);
    if (!project.isPostgres) return {};
    const check = (node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression) => {
      const call = rawCall(node, scopes);
      const changes = call ? settingChanges(call, scopes, text).filter(isOwn) : [];
      if (!call || changes.length === 0) return;
      const read = settingsReadIn(project.migrations.map(({ script }) => script));
      for (const change of changes) {
        const unread = change.isNameKnown ? unreadName(change.name, read) : null;
        if (unread) report(context, call, change, unread);
      }
    };
    return { CallExpression: check, TaggedTemplateExpression: check };
  },
};

function report(
  context: ClientContext<Types>,
  { methodNode }: RawCall,
  { name, nameRange, isNameWritten }: SettingChange,
  { meant, read }: UnreadName,
): void {
  const place = nameRange ? { loc: placeOf(context.sourceCode, nameRange) } : { node: methodNode };
  if (meant === null) {
    context.report({ ...place, messageId: "unread", data: { name, read: listed(read) } });
    return;
  }
  const [start, end] = nameRange ?? [0, 0];
  const edit = { range: [start, end] as [number, number], text: meant };
  context.report({
    ...place,
    messageId: "misspelt",
    data: { name, meant },
    suggest: isNameWritten
      ? [{ messageId: "rename", data: { meant }, fix: (fixer) => apply(fixer, edit) }]
      : [],
  });
}

/** More names than these tell no more. */
const MAX_NAMES = 3;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((name) => `'${name}'`);
  return [...shown, ...(names.length > MAX_NAMES ? ["others"] : [])].join(", ");
}

export default rule;
