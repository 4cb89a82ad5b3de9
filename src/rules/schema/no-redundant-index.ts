import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import { removeAttribute, removeBlockAttribute } from "../../fixes/prisma.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { redundantIndexes } from "../../model/schema/redundant-indexes.ts";
import type { RedundantIndex } from "../../model/schema/redundant-indexes.ts";
import type { Index, Model } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{
  MessageIds: "redundant" | "smaller" | "remove";
  RuleOptions: [];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow indexes that another one makes superfluous",
      url: docsUrl("no-redundant-index"),
      presets: ["recommended", "hipaa", "strict"],
      area: "performance",
      controls: [],
      risk: "low",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      redundant:
        "{{index}} of '{{model}}' adds nothing to {{by}}, which serves the same lookups: each write keeps it up to date for no read.",
      smaller:
        "{{index}} of '{{model}}' serves no lookup that {{by}} does not, and each write keeps both up to date. It is worth that only where the wide text in the other makes reading slow.",
      remove: "Remove it.",
    },
  },
  create(context) {
    return visitModels(context, (model) => {
      const redundant = redundantIndexes(model);
      for (const one of redundant) {
        // Of a chain (a, ab, abc) each is removed on its own: what serves is never removed with it.
        const edit = isKept(one, redundant)
          ? removalOf(one.index, model, context.sourceCode.text)
          : null;
        const fix = edit && ((fixer: RuleTextEditor) => apply(fixer, edit));
        context.report({
          node: one.index.node,
          messageId: one.isWider ? "smaller" : "redundant",
          data: { model: model.name, index: written(one.index), by: written(one.by) },
          fix: one.isWider ? null : fix,
          suggest: one.isWider && fix ? [{ messageId: "remove", fix }] : [],
        });
      }
    });
  },
};

function isKept({ by }: RedundantIndex, redundant: readonly RedundantIndex[]): boolean {
  return !redundant.some(({ index }) => index === by);
}

function removalOf({ node }: Index, model: Model, text: string): TextEdit | null {
  if (node.type === "PrismaBlockAttribute") return removeBlockAttribute(model.node, text, node);
  const field = model.fields.find((candidate) => candidate.node.attributes.includes(node));
  return field ? removeAttribute(node, field.node, model.node, text) : null;
}

/** `@@index([a, b])`, `@id`. */
function written({ kind, fields, node }: Index): string {
  if (node.type === "PrismaAttribute") return `@${kind} on '${fields[0]?.name ?? ""}'`;
  return `@@${kind}([${fields.map(({ name }) => name).join(", ")}])`;
}

export default rule;
