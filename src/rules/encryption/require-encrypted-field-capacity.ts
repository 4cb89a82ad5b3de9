import { apply } from "../../fixes/edit.ts";
import { replaceAttribute } from "../../fixes/prisma.ts";
import { shortColumn } from "../../model/encryption/capacity.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

type Types = {
  MessageIds: "short" | "none" | "useText";
  RuleOptions: [{ enoughBytes: number }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require columns of encrypted fields to have room for the ciphertext",
      url: docsUrl("require-encrypted-field-capacity"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          enoughBytes: {
            description:
              "Bytes of plain text that are room enough for a field of which nobody can tell how long its values get.",
            type: "integer",
            minimum: 1,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ enoughBytes: 512 }],
    messages: {
      short:
        "'{{model}}.{{field}}' holds ciphertext, and {{type}} has room for {{room}} bytes of plain text: {{needed}} bytes take {{length}} characters ({{format}}), and PostgreSQL refuses what is longer. Use @db.Text.",
      none: "'{{model}}.{{field}}' holds ciphertext, and {{type}} has room for none: {{needed}} bytes of plain text take {{length}} characters ({{format}}), and PostgreSQL refuses every row. Use @db.Text.",
      useText: "Store it as @db.Text.",
    },
  },
  create(context) {
    const [{ enoughBytes }] = context.options;
    const { text } = context.sourceCode;
    return visitModels(context, (model, _schema, { settings, encryption: { registry } }) => {
      for (const field of model.fields) {
        if (field.nativeType === null || registry?.holdsCiphertext(field) !== true) continue;
        const short = shortColumn(field, settings, enoughBytes);
        if (!short) continue;
        const { type, room, needed, length, format } = short;
        context.report({
          node: type.node,
          messageId: room > 0 ? "short" : "none",
          data: {
            model: model.name,
            field: field.name,
            type: `@db.${type.name}(${short.size})`,
            room,
            needed,
            length,
            format: format.description,
          },
          suggest: [
            {
              messageId: "useText",
              fix: (fixer) =>
                apply(fixer, replaceAttribute(type.node, field.node, model.node, text, "@db.Text")),
            },
          ],
        });
      }
    });
  },
};

export default rule;
