import { apply } from "../../fixes/edit.ts";
import { removeFields } from "../../fixes/prisma-removal.ts";
import { addBookkeeping } from "../../fixes/timestamps.ts";
import { isAuditTrail } from "../../model/phi/audit-trails.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import { allIndexes } from "../../model/schema/indexes.ts";
import { softDeleteFields } from "../../model/schema/soft-delete.ts";
import { timestampsOf } from "../../model/schema/timestamps.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import { isOneOf } from "../../text/same-name.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "noTime" | "changes" | "deletes" | "remove";
  RuleOptions: [];
};

const NAMES = { createdAt: ["createdAt"], updatedAt: ["updatedAt"] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require models of audit logs to be written once",
      url: docsUrl("require-append-only"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(b)"],
      risk: "high",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      noTime:
        "'{{model}}' does not say when a row was written: an entry without its time proves nothing.",
      changes:
        "'{{model}}.{{field}}' says when a row last changed, and rows of '{{model}}' are evidence that must not change.",
      deletes:
        "'{{model}}.{{field}}' marks rows as deleted, and rows of '{{model}}' are evidence that must stay.",
      remove: "Remove {{fields}}; the migration drops what stands there.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, schema, project) => {
        const traits = traitsOf(schema, project.settings.traits).get(model.name);
        if (traits?.has("append-only") !== true && !isAuditTrail(model)) return;
        const { created, updated } = timestampsOf(model, NAMES);
        const { timestamp, flag } = softDeleteFields(model, project.settings);
        const marks = [timestamp, flag].filter((field) => field !== null);
        if (!created && !hasTime(model)) reportMissing(context, model, schema);
        if (updated && isMaintained(updated)) reportFields(context, model, "changes", [updated]);
        reportFields(context, model, "deletes", marks);
      },
      { anyDatabase: true },
    );
  },
};

/** Not the `changedAt` of an entry, which says when the thing changed that the entry is about. */
function isMaintained({ name, isUpdatedAt }: Field): boolean {
  return isUpdatedAt || isOneOf(name, NAMES.updatedAt);
}

/** A point in time of any name that every row has. */
function hasTime({ fields }: Model): boolean {
  return fields.some(({ type, arity, isUpdatedAt }) => {
    return type === "DateTime" && arity === "required" && !isUpdatedAt;
  });
}

function reportMissing(context: PrismaContext<Types>, model: Model, schema: SchemaModel): void {
  const field = { name: "createdAt", type: "DateTime", attributes: ["@default(now())"] };
  context.report({
    node: model.node.name,
    messageId: "noTime",
    data: { model: model.name },
    fix: model.field(field.name)
      ? null
      : (fixer) => apply(fixer, addBookkeeping(model, schema, [field], context.sourceCode.text)),
  });
}

/** One finding for fields that mean one thing; it stands at the first of them. */
function reportFields(
  context: PrismaContext<Types>,
  model: Model,
  messageId: "changes" | "deletes",
  fields: readonly Field[],
): void {
  const [first] = fields;
  if (!first) return;
  const nodes = fields.map(({ node }) => node);
  const isFree = fields.every((field) => !isUsed(field));
  const edit = isFree ? removeFields(model.node, context.sourceCode.text, nodes) : null;
  const names = fields.map(({ name }) => `'${name}'`).join(" and ");
  context.report({
    node: first.node.name,
    messageId,
    data: { model: model.name, field: first.name },
    suggest: edit
      ? [{ messageId: "remove", data: { fields: names }, fix: (fixer) => apply(fixer, edit) }]
      : [],
  });
}

/** In an index or a key, which would have to change with it. */
function isUsed({ name, model }: Field): boolean {
  return allIndexes(model).some((index) => index.fields.some((field) => field.name === name));
}

export default rule;
