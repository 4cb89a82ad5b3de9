import { apply } from "../../fixes/edit.ts";
import { insertFieldAttribute } from "../../fixes/prisma.ts";
import { computedOnce } from "../../model/computed-once.ts";
import type { Field, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { isUniform } from "./report-together.ts";
import type { TogetherOptions } from "./report-together.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "storedAsText" | "allAsText" | "useUuid";
  RuleOptions: [TogetherOptions];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require UUIDs to be stored as uuid",
      url: docsUrl("require-native-uuid"),
      presets: ["strict"],
      area: "performance",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          each: {
            description:
              "Report each field by itself; else a schema that keeps nearly all its UUIDs as text gets one finding.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ each: false }],
    messages: {
      storedAsText:
        "'{{model}}.{{field}}' keeps a UUID as text: 37 bytes in every row and index that refers to it in place of 16, and any text is accepted.",
      allAsText:
        "This schema keeps UUIDs as text, {{count}} of them, '{{model}}.{{field}}' to begin with: 37 bytes in every row and index that refers to one in place of 16, and any text is accepted.",
      useUuid:
        "Store it as @db.Uuid; fields that refer to it need the same, and the migration converts the rows.",
    },
  },
  create(context) {
    const [{ each }] = context.options;
    return visitModels(context, (model, schema) => {
      const fields = model.fields.filter(isUuidAsText);
      const all = each || fields.length === 0 ? null : uniformTexts(schema);
      if (!all) for (const field of fields) reportField(context, field);
      else if (all[0]?.model === model) reportAll(context, all[0], all.length);
    });
  },
};

/** A cache: every model asks. */
const uniform = new WeakMap<SchemaModel, readonly Field[] | null>();

/** All UUIDs that are text, where they are many and next to none is native; else null. */
function uniformTexts(schema: SchemaModel): readonly Field[] | null {
  return computedOnce(uniform, schema, findUniformTexts);
}

function findUniformTexts(schema: SchemaModel): readonly Field[] | null {
  const fields = [...schema.models.values()].flatMap((model) => model.fields);
  const texts = fields.filter(isUuidAsText);
  const natives = fields.filter(({ nativeType }) => nativeType?.name === "Uuid");
  return isUniform(texts.length, natives.length) ? texts : null;
}

function reportAll(context: PrismaContext<Types>, first: Field, count: number): void {
  context.report({
    node: first.node.fieldType.name,
    messageId: "allAsText",
    data: { model: first.model.name, field: first.name, count: String(count) },
  });
}

function reportField(context: PrismaContext<Types>, { model, name, node }: Field): void {
  context.report({
    node: node.fieldType.name,
    messageId: "storedAsText",
    data: { model: model.name, field: name },
    suggest: [
      {
        messageId: "useUuid",
        fix(fixer) {
          const { text } = context.sourceCode;
          return apply(fixer, insertFieldAttribute(node, model.node, text, "@db.Uuid"));
        },
      },
    ],
  });
}

function isUuidAsText({ type, nativeType, default: value }: Field): boolean {
  return (
    type === "String" && nativeType === null && value?.kind === "function" && value.name === "uuid"
  );
}

export default rule;
