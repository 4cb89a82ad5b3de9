import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import {
  fieldSelector,
  fieldSelectorSchema,
  modelSelector,
  modelSelectorSchema,
} from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

type Types = {
  MessageIds: "unbounded" | "bound" | "unusablePattern";
  RuleOptions: [{ models?: Selector; fields?: Selector; allowText: boolean; length: number }];
};

/** Native types of text; all others have a length by nature, as `Uuid` and `Inet` do. */
const TEXT_TYPES: ReadonlySet<string> = new Set(["Text", "VarChar", "Citext"]);

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow strings of any length",
      url: docsUrl("no-unbounded-string"),
      presets: [],
      area: "quality",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          models: { description: "In which models; all by default.", ...modelSelectorSchema },
          fields: { description: "Which fields; all by default.", ...fieldSelectorSchema },
          allowText: { description: "Let `@db.Text` pass where it is written.", type: "boolean" },
          length: { description: "The length that is suggested.", type: "integer", minimum: 1 },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowText: false, length: 255 }],
    messages: {
      unbounded:
        "'{{model}}.{{field}}' may be of any length: one request can store a gigabyte in it. Say how long it may be.",
      bound: "Allow {{length}} characters. The migration fails where a row has more.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const { models, fields, allowText, length } = context.options[0];
    const isIn = modelSelector(models);
    const isMeant = fieldSelector(fields);
    return visitSelected(context, [models, fields], (model, schema, project) => {
      if (!project.isPostgres || !isIn(model, schema, project.settings)) return;
      for (const field of model.fields) {
        if (!isUnbounded(field, allowText) || !isMeant(field, schema, project.settings)) continue;
        // How long ciphertext gets is for the cipher to say.
        if (project.encryption.registry?.isEncrypted(field)) continue;
        const attribute = `@db.VarChar(${length})`;
        context.report({
          node: field.nativeType?.node ?? field.node.fieldType.name,
          messageId: "unbounded",
          data: { model: model.name, field: field.name },
          suggest: [
            {
              messageId: "bound",
              data: { length: String(length) },
              fix: (fixer) =>
                apply(
                  fixer,
                  editFields(model.node, context.sourceCode.text, [
                    field.nativeType
                      ? {
                          kind: "replaceAttribute",
                          field: field.node,
                          attribute: field.nativeType.node,
                          source: attribute,
                        }
                      : { kind: "insertAttribute", field: field.node, attribute },
                  ]),
                ),
            },
          ],
        });
      }
    });
  },
};

function isUnbounded(field: Field, allowText: boolean): boolean {
  const { type, kind, nativeType, foreignKeys } = field;
  if (type !== "String" || kind !== "scalar") return false;
  // A generated id is as long as its generator makes it, and a key as long as what it refers to.
  if (field.default?.kind === "function" || foreignKeys.length > 0) return false;
  if (nativeType === null) return true;
  if (nativeType.name === "Text" && allowText) return false;
  return TEXT_TYPES.has(nativeType.name) && nativeType.arguments.length === 0;
}

export default rule;
