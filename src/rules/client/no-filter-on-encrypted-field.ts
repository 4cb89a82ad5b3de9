import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { toHashCompanion } from "../../fixes/hash-companion.ts";
import type { Scopes } from "../../model/client/bindings.ts";
import { clientCall } from "../../model/client/calls.ts";
import { encryptedFilters } from "../../model/client/encrypted-filters.ts";
import type { EncryptedFilter } from "../../model/client/encrypted-filters.ts";
import { clientNames } from "../../model/client/receivers.ts";
import { companionOf } from "../../model/encryption/companions.ts";
import { searchingOf } from "../../model/encryption/searching.ts";
import type { Field } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";

type Types = {
  MessageIds: EncryptedFilter["kind"] | "askForHash";
  RuleOptions: [];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow searching, sorting and grouping by fields that are encrypted",
      url: docsUrl("no-filter-on-encrypted-field"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [],
    messages: {
      equality:
        "'{{model}}.{{field}}' is encrypted: its column holds ciphertext, which equals no plain value, and '{{operator}}' does not find the rows that it asks for. {{remedy}}",
      comparison:
        "'{{model}}.{{field}}' is encrypted: '{{operator}}' compares with ciphertext, and what it finds is chance. Decrypt the rows first, and compare then.",
      order:
        "'{{model}}.{{field}}' is encrypted: sorted by it, the rows come in an order that has nothing to do with its values. Decrypt the rows first, and sort then.",
      grouping:
        "'{{model}}.{{field}}' is encrypted, and each row has a ciphertext of its own: '{{operator}}' finds no two that are the same. {{remedy}}",
      askForHash: "Ask for the hash in '{{companion}}'.",
    },
  },
  create(context) {
    const project = projectOf(context);
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !project.schema) return {};
    const isClientName = clientNames(project.settings.clients);
    const reported = new Set<unknown>();
    const searching = (field: Field) => {
      const { registry } = project.encryption;
      return registry && searchingOf(field, registry, project.settings);
    };
    return {
      CallExpression(node) {
        const call = clientCall(node, scopes, project.schema, isClientName);
        for (const filter of call ? encryptedFilters(call, { scopes, searching }) : []) {
          // One `where` often serves two calls.
          if (reported.has(filter.node)) continue;
          reported.add(filter.node);
          const { field, kind, operator, node: token } = filter;
          const data = { model: field.model.name, field: field.name, operator };
          const companion = companionOf(field)?.name ?? "";
          const edit = companion === "" ? null : suggested(filter, companion, { scopes, text });
          context.report({
            node: token,
            messageId: kind,
            data: { ...data, remedy: remedyOf(companion) },
            suggest: edit
              ? [
                  {
                    messageId: "askForHash",
                    data: { companion },
                    fix: (fixer: RuleTextEditor) => apply(fixer, edit),
                  },
                ]
              : [],
          });
        }
      },
    };
  },
};

function remedyOf(companion: string): string {
  return companion === ""
    ? "Keep a keyed hash of it in a field of its own, and ask for that."
    : `Ask for its hash in '${companion}'.`;
}

function suggested(
  { kind, isOwn, node }: EncryptedFilter,
  companion: string,
  file: { scopes: Scopes; text: string },
): TextEdit | null {
  if (kind !== "equality" || !isOwn || node.parent?.type !== "Property") return null;
  return toHashCompanion(node.parent, companion, file);
}

export default rule;
