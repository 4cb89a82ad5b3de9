import type { RuleTextEditor } from "@eslint/core";

import { apply, mergeEdits } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import type { Model, ReferentialAction, Relation } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { areTogether, dataOfFields, eachSchema } from "./report-together.ts";
import type { TogetherOptions } from "./report-together.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "implicit" | "implicits" | "write" | "writeAll";
  RuleOptions: [TogetherOptions];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require each relation to say what a delete does",
      url: docsUrl("require-referential-action"),
      presets: ["strict"],
      area: "relations",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [{ type: "object", properties: { each: eachSchema }, additionalProperties: false }],
    defaultOptions: [{ each: false }],
    messages: {
      implicit:
        "'{{model}}.{{field}}' does not say what becomes of it when its '{{target}}' is deleted; by default that is {{action}}, and changes with the key's nullability.",
      implicits:
        "{{count}} relations of '{{model}}' do not say what becomes of its rows when the other side is deleted, {{fields}}; the default follows from the key's nullability, and changes with it.",
      write: "Write onDelete: {{action}}.",
      writeAll: "Write what each does now.",
    },
  },
  create(context) {
    const [options] = context.options;
    return visitModels(
      context,
      (model) => {
        const relations = model.fields.flatMap(({ relation }) =>
          relation && isImplicit(relation) ? [relation] : [],
        );
        if (areTogether(relations, options)) reportAll(context, model, relations);
        else for (const relation of relations) report(context, relation);
      },
      { anyDatabase: true },
    );
  },
};

function isImplicit({ node, fields, onDelete }: Relation): boolean {
  return node !== null && fields.length > 0 && onDelete === null;
}

function write(relation: Relation, action: ReferentialAction): TextEdit | null {
  const last = relation.node?.arguments?.at(-1);
  return last ? { range: [last.range[1], last.range[1]], text: `, onDelete: ${action}` } : null;
}

function report(context: PrismaContext<Types>, relation: Relation): void {
  context.report({
    node: relation.field.node.name,
    messageId: "implicit",
    data: {
      model: relation.field.model.name,
      field: relation.field.name,
      target: relation.target.name,
      action: relation.effectiveOnDelete,
    },
    suggest: choices(relation).flatMap((action) => {
      const edit = write(relation, action);
      if (!edit) return [];
      const fix = (fixer: RuleTextEditor) => apply(fixer, edit);
      return [{ messageId: "write" as const, data: { action }, fix }];
    }),
  });
}

function reportAll(
  context: PrismaContext<Types>,
  model: Model,
  relations: readonly Relation[],
): void {
  const { text } = context.sourceCode;
  const edits = relations.flatMap((relation) => write(relation, relation.effectiveOnDelete) ?? []);
  context.report({
    node: model.node.name,
    messageId: "implicits",
    data: dataOfFields(
      model,
      relations.map(({ field }) => field),
    ),
    suggest: [{ messageId: "writeAll", fix: (fixer) => apply(fixer, mergeEdits(text, edits)) }],
  });
}

/** The default first: writing it changes nothing. */
function choices({ effectiveOnDelete, fields }: Relation): ReferentialAction[] {
  const all: ReferentialAction[] = fields.some(({ arity }) => arity === "required")
    ? ["Restrict", "Cascade"]
    : ["SetNull", "Restrict", "Cascade"];
  return [effectiveOnDelete, ...all.filter((action) => action !== effectiveOnDelete)];
}

export default rule;
