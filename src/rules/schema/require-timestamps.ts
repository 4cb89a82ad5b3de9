import { apply } from "../../fixes/edit.ts";
import { insertFieldAttribute } from "../../fixes/prisma.ts";
import { addBookkeeping } from "../../fixes/timestamps.ts";
import { timestampsOf } from "../../model/schema/timestamps.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type MessageIds =
  "missingCreated" | "missingUpdated" | "missingBoth" | "noDefault" | "notMaintained";
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
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          createdAt: {
            description: "Names of the field that says when a row was created; the first is added.",
            type: "array",
            items: { type: "string" },
            minItems: 1,
          },
          updatedAt: {
            description:
              "Names of the field that says when it was last changed; the first is added.",
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
        "'{{model}}.{{field}}' is not maintained: without @updatedAt it keeps the time of its first writing.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, schema, project) => {
        const traits = traitsOf(schema, project.settings.traits).get(model.name);
        if (traits?.has("join") === true) return;
        checkModel(context, model, schema, traits?.has("append-only") === true);
      },
      { anyDatabase: true },
    );
  },
};

function checkModel(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  appendOnly: boolean,
): void {
  const [names] = context.options;
  const { created, updated, isCreatedUnset, isUpdatedUnset } = timestampsOf(model, names);
  reportMissing(context, model, schema, !created, !updated && !appendOnly);
  if (created && isCreatedUnset) {
    reportAttribute(context, model, created, "noDefault", "@default(now())");
  }
  if (updated && isUpdatedUnset && !appendOnly) {
    reportAttribute(context, model, updated, "notMaintained", "@updatedAt");
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
  const [{ createdAt, updatedAt }] = context.options;
  const now = "@default(now())";
  const fields = [
    ...(lacksCreated
      ? [{ name: createdAt[0] ?? "createdAt", type: "DateTime", attributes: [now] }]
      : []),
    // With a default as well: rows that are there already need a value when the column is added.
    ...(lacksUpdated
      ? [{ name: updatedAt[0] ?? "updatedAt", type: "DateTime", attributes: [now, "@updatedAt"] }]
      : []),
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

function reportAttribute(
  context: PrismaContext<Types>,
  model: Model,
  field: Field,
  messageId: MessageIds,
  attribute: string,
): void {
  context.report({
    node: field.node.name,
    messageId,
    data: { model: model.name, field: field.name },
    fix(fixer) {
      const { text } = context.sourceCode;
      return apply(fixer, insertFieldAttribute(field.node, model.node, text, attribute));
    },
  });
}

export default rule;
