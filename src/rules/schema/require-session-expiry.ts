import { apply } from "../../fixes/edit.ts";
import { replaceFieldType } from "../../fixes/prisma.ts";
import type { NewField } from "../../fixes/prisma.ts";
import { addBookkeeping } from "../../fixes/timestamps.ts";
import { expiryOf, isRevocable } from "../../model/phi/login-sessions.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "noExpiry" | "optionalExpiry" | "notRevocable" | "add" | "makeRequired";
  RuleOptions: [{ revocation: boolean }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require sessions to expire and to be revocable",
      url: docsUrl("require-session-expiry"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iii)"],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          revocation: {
            description:
              "Also ask for a field that revokes a session; false where logging out deletes the row.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ revocation: true }],
    messages: {
      noExpiry:
        "Rows of '{{model}}' never expire: who finds an old token, in a backup or a browser, is logged in.",
      optionalExpiry:
        "'{{model}}.{{field}}' may be missing, and a session without it never expires: whoever finds its token is logged in.",
      notRevocable:
        "A session of '{{model}}' cannot be revoked: until it expires, a stolen token opens the account, and a deleted row leaves no proof that it was open.",
      add: "Add '{{field}} {{type}}'.",
      makeRequired: "Make '{{field}}' required; the migration fails while a row has none.",
    },
  },
  create(context) {
    const [{ revocation }] = context.options;
    return visitModels(
      context,
      (model, schema, { settings }) => {
        if (traitsOf(schema, settings.traits).get(model.name)?.has("session") !== true) return;
        const expiry = expiryOf(model);
        if (!expiry) reportMissing(context, model, schema, "noExpiry", EXPIRES_AT);
        else if (expiry.arity === "optional") reportOptional(context, model, expiry);
        if (revocation && !isRevocable(model, schema)) {
          reportMissing(context, model, schema, "notRevocable", REVOKED_AT);
        }
      },
      { anyDatabase: true },
    );
  },
};

const EXPIRES_AT: NewField = { name: "expiresAt", type: "DateTime", attributes: [] };
const REVOKED_AT: NewField = { name: "revokedAt", type: "DateTime?", attributes: [] };

function reportMissing(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  messageId: "noExpiry" | "notRevocable",
  field: NewField,
): void {
  const { text } = context.sourceCode;
  context.report({
    node: model.node.name,
    messageId,
    data: { model: model.name },
    suggest: [
      {
        messageId: "add",
        data: { field: field.name, type: field.type },
        fix: (fixer) => apply(fixer, addBookkeeping(model, schema, [field], text)),
      },
    ],
  });
}

function reportOptional(context: PrismaContext<Types>, model: Model, field: Field): void {
  const { text } = context.sourceCode;
  context.report({
    node: field.node.fieldType,
    messageId: "optionalExpiry",
    data: { model: model.name, field: field.name },
    suggest: [
      {
        messageId: "makeRequired",
        data: { field: field.name },
        fix: (fixer) => apply(fixer, replaceFieldType(field.node, model.node, text, field.type)),
      },
    ],
  });
}

export default rule;
