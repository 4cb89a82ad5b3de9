import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { dropIndex, moveToCompanion } from "../../fixes/ciphertext-index.ts";
import { companionOf } from "../../model/encryption/companions.ts";
import { ciphertextIndexes } from "../../model/encryption/indexes.ts";
import type { CiphertextIndex } from "../../model/encryption/indexes.ts";
import type { Index } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

type MessageIds = "id" | "unique" | "index" | "moveToHash" | "addHash" | "drop";
type Types = { MessageIds: MessageIds; RuleOptions: [] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow keys and indexes on encrypted fields",
      url: docsUrl("no-index-on-encrypted-field"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      id: "'{{model}}.{{field}}' is encrypted with a random vector and stands in {{key}}: the same value is another text each time, so no row is found by it. Keep it out of the key.",
      unique:
        "'{{model}}.{{field}}' is encrypted with a random vector: equal values become different texts, and {{key}} lets every duplicate in. Make a hash of the value unique.",
      index:
        "'{{model}}.{{field}}' is encrypted with a random vector: no lookup by its value can use {{key}}, which every write keeps up to date. Index a hash of the value.",
      moveToHash: "Put '{{companion}}' in its place.",
      addHash:
        "Add '{{companion}}' for a hash of the value, and put it in its place; the code has to fill it in, for rows that exist too.",
      drop: "Remove the index.",
    },
  },
  create(context) {
    // Equal values are equal texts then, and only ranges and orders mean nothing.
    if (projectOf(context).settings.ciphertext?.deterministic === true) return {};
    const { text } = context.sourceCode;
    return visitModels(
      context,
      (model, _schema, { encryption: { registry } }) => {
        if (!registry) return;
        for (const found of ciphertextIndexes(model, (field) => registry.holdsCiphertext(field))) {
          const { field, index, node } = found;
          context.report({
            node,
            messageId: messageOf(index),
            data: { model: model.name, field: field.name, key: written(index) },
            suggest: suggestionsFor(found, text),
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

function messageOf({ kind }: Index): "id" | "unique" | "index" {
  return kind === "fulltext" ? "index" : kind;
}

/** `@unique`, `@@index([a, b])`. */
function written({ kind, fields, node }: Index): string {
  if (node.type === "PrismaAttribute") return `@${kind}`;
  return `@@${kind}([${fields.map(({ name }) => name).join(", ")}])`;
}

interface Suggestion {
  messageId: MessageIds;
  data: Record<string, string>;
  fix: (fixer: RuleTextEditor) => ReturnType<typeof apply>;
}

function suggestionsFor(found: CiphertextIndex, text: string): Suggestion[] {
  const moved = moveToCompanion(found, text);
  const dropped = dropIndex(found, text);
  const companion = moved?.companion ?? "";
  const suggestion = (messageId: MessageIds, edit: TextEdit | undefined | null) =>
    edit
      ? [{ messageId, data: { companion }, fix: (fixer: RuleTextEditor) => apply(fixer, edit) }]
      : [];
  return [
    ...suggestion(companionOf(found.field) ? "moveToHash" : "addHash", moved?.edit),
    ...suggestion("drop", dropped),
  ];
}

export default rule;
