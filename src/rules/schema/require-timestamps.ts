import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { insertFieldAttribute } from "../../fixes/prisma.ts";
import { addBookkeeping, createdField, updatedField } from "../../fixes/timestamps.ts";
import { isWrittenOnceByName } from "../../model/phi/append-only.ts";
import { timestampNames } from "../../model/schema/timestamp-names.ts";
import { timestampsOf } from "../../model/schema/timestamps.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type MessageIds =
  "missingCreated" | "missingUpdated" | "missingBoth" | "noDefault" | "notMaintained" | "maintain";
type Types = {
  MessageIds: MessageIds;
  RuleOptions: [{ createdAt: string[]; updatedAt: string[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require models to record when a row was created and last changed",
      url: docsUrl("require-timestamps"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(b)"],
      risk: "medium",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          createdAt: {
            description:
              "Names of the field that says when a row was created; the first, or what other models call it, is added.",
            type: "array",
            items: { type: "string" },
            minItems: 1,
          },
          updatedAt: {
            description:
              "Names of the field that says when it was last changed; the first, or what other models call it, is added.",
            type: "array",
            items: { type: "string" },
            minItems: 1,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ createdAt: ["createdAt"], updatedAt: ["updatedAt"] }],
    messages: {
      missingBoth:
        "'{{model}}' records neither when a row was created nor when it last changed; without both no audit can be reconstructed.",
      missingCreated: "'{{model}}' does not record when a row was created.",
      missingUpdated: "'{{model}}' does not record when a row last changed.",
      noDefault:
        "'{{model}}.{{field}}' has no default: a row written without it has no time of creation.",
      notMaintained:
        "'{{model}}.{{field}}' has no @updatedAt: it says when a row last changed only if each write in the code sets it.",
      maintain:
        "Add @updatedAt: from then on each update through the client sets the field that does not set it itself.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, schema, project) => {
        const traits = traitsOf(schema, project.settings.traits).get(model.name);
        if (traits?.has("join") === true) return;
        const columns = model.fields.map(({ name }) => name);
        const isWrittenOnce =
          traits?.has("append-only") === true || isWrittenOnceByName(model.name, columns);
        checkModel(context, model, schema, isWrittenOnce);
      },
      { anyDatabase: true },
    );
  },
};

function checkModel(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  writtenOnce: boolean,
): void {
  const [names] = context.options;
  const { created, updated, isCreatedUnset, isUpdatedUnset } = timestampsOf(model, names);
  reportMissing(context, model, schema, !created, !updated && !writtenOnce);
  if (created && isCreatedUnset) {
    const edit = attributeOf(context, model, created, "@default(now())");
    context.report({
      node: created.node.name,
      messageId: "noDefault",
      data: { model: model.name, field: created.name },
      fix: (fixer) => apply(fixer, edit),
    });
  }
  if (updated && isUpdatedUnset && !writtenOnce) {
    const edit = attributeOf(context, model, updated, "@updatedAt");
    context.report({
      node: updated.node.name,
      messageId: "notMaintained",
      data: { model: model.name, field: updated.name },
      // Code may set it on purpose: where a row is published, and not where its counter is raised.
      suggest: [{ messageId: "maintain", fix: (fixer) => apply(fixer, edit) }],
    });
  }
}

function reportMissing(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  lacksCreated: boolean,
  lacksUpdated: boolean,
): void {
  if (!lacksCreated && !lacksUpdated) return;
  const names = timestampNames(model, schema, context.options[0]);
  const fields = [
    ...(lacksCreated ? [createdField(names.created)] : []),
    ...(lacksUpdated ? [updatedField(names.updated)] : []),
  ];
  const isTaken = fields.some(({ name }) => model.field(name));
  const { text } = context.sourceCode;
  context.report({
    node: model.node.name,
    messageId: !lacksUpdated ? "missingCreated" : !lacksCreated ? "missingUpdated" : "missingBoth",
    data: { model: model.name },
    fix: isTaken ? null : (fixer) => apply(fixer, addBookkeeping(model, schema, fields, text)),
  });
}

function attributeOf(
  { sourceCode }: PrismaContext<Types>,
  model: Model,
  { node }: Field,
  attribute: string,
): TextEdit {
  return insertFieldAttribute(node, model.node, sourceCode.text, attribute);
}

export default rule;
