import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import {
  conventionalMap,
  conventionalName,
  lastColumn,
  timestampType,
} from "../../model/schema/conventions.ts";
import { traitsOf } from "../../model/schema/traits.ts";
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

/** Names that say when a row came to be, beside the configured ones: `signed_at` of a signature is one too. */
const CREATION =
  /^(?:created|inserted|added|recorded|logged|occurred|performed|issued|received|registered|uploaded|submitted|signed|started)_?(?:at|on|date|time)?$|^(?:timestamp|ts)$/iu;
const UPDATE =
  /^(?:updated|modified|changed|last_?(?:updated|modified|changed))_?(?:at|on|date|time)?$/iu;

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

function isCreated(field: Field, names: readonly string[]): boolean {
  if (names.includes(field.name)) return true;
  if (field.type !== "DateTime" || field.isUpdatedAt) return false;
  return isClock(field) || CREATION.test(field.name);
}

function isUpdated(field: Field, names: readonly string[]): boolean {
  if (names.includes(field.name) || field.isUpdatedAt) return true;
  return field.type === "DateTime" && UPDATE.test(field.name);
}

/** Filled in by Prisma or by the database when the row is written. */
function isClock({ default: value }: Field): boolean {
  if (value?.kind !== "function") return false;
  if (value.name === "now") return true;
  return (
    value.name === "dbgenerated" &&
    /\b(?:now|clock_timestamp|statement_timestamp)\s*\(|current_timestamp/iu.test(
      value.argument ?? "",
    )
  );
}

/** A database trigger may maintain it; that is what `dbgenerated` or a default by the clock hints at. */
function isMaintained(field: Field): boolean {
  return field.isUpdatedAt;
}

function checkModel(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  appendOnly: boolean,
): void {
  const [{ createdAt, updatedAt }] = context.options;
  const columns = model.fields.filter((field) => field.kind === "scalar");
  const updated = columns.find((field) => isUpdated(field, updatedAt));
  const created = columns.find((field) => field !== updated && isCreated(field, createdAt));
  const lacksUpdated = !updated && !appendOnly;

  if (!created || lacksUpdated) {
    reportMissing(
      context,
      model,
      schema,
      [
        ...(created ? [] : [newCreated(createdAt[0] ?? "createdAt", model, schema)]),
        ...(lacksUpdated ? [newUpdated(updatedAt[0] ?? "updatedAt", model, schema)] : []),
      ],
      !created ? (lacksUpdated ? "missingBoth" : "missingCreated") : "missingUpdated",
    );
  }
  if (
    created &&
    createdAt.includes(created.name) &&
    created.type === "DateTime" &&
    !created.default
  ) {
    reportAttribute(context, model, created, "noDefault", "@default(now())");
  }
  if (
    updated &&
    updatedAt.includes(updated.name) &&
    updated.type === "DateTime" &&
    !isMaintained(updated) &&
    !appendOnly
  ) {
    reportAttribute(context, model, updated, "notMaintained", "@updatedAt");
  }
}

type NewField = Extract<FieldChange, { kind: "insertField" }>["field"];

function newCreated(name: string, model: Model, schema: SchemaModel): NewField {
  return {
    name: conventionalName(name, model, schema),
    type: "DateTime",
    attributes: [
      "@default(now())",
      ...conventionalMap(name, model, schema),
      ...timestampType(schema),
    ],
  };
}

/** With a default as well: rows that are there already need a value when the column is added. */
function newUpdated(name: string, model: Model, schema: SchemaModel): NewField {
  const field = newCreated(name, model, schema);
  const [now = "@default(now())", ...rest] = field.attributes;
  return { ...field, attributes: [now, "@updatedAt", ...rest] };
}

function reportMissing(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  fields: readonly NewField[],
  messageId: MessageIds,
): void {
  const taken = fields.some((field) => model.field(field.name));
  context.report({
    node: model.node.name,
    messageId,
    data: { model: model.name },
    fix: taken
      ? null
      : (fixer) => {
          const after = lastColumn(model)?.node;
          const changes = fields.map((field): FieldChange => ({
            kind: "insertField",
            field,
            ...(after ? { after } : {}),
          }));
          const edit = editFields(model.node, context.sourceCode.text, changes);
          return apply(fixer, edit);
        },
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
      const edit = editFields(model.node, context.sourceCode.text, [
        { kind: "insertAttribute", field: field.node, attribute },
      ]);
      return apply(fixer, edit);
    },
  });
}

export default rule;
