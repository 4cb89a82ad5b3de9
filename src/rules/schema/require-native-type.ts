import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import { availableTypes, isStoredAs, writtenNativeType } from "../../model/schema/native-types.ts";
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

interface NativeTypeRequirement {
  models?: Selector;
  fields: Selector;
  /** Only fields of these types. */
  types?: string[];
  nativeType: string | string[];
  because?: string;
}

type Types = {
  MessageIds: "otherType" | "use" | "unusablePattern";
  RuleOptions: [{ require: NativeTypeRequirement[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require certain fields to be stored as certain native types",
      url: docsUrl("require-native-type"),
      presets: ["strict"],
      presetOptions: {
        strict: {
          require: [
            {
              fields:
                "/^(?:(?:client|remote|source|src|last|login|last_?login|signup|user|requester|peer)_?)?ip(?:_?addr(?:ess)?)?$/i",
              types: ["String"],
              nativeType: "Inet",
              because: "As text it takes anything, and no query can ask for a network.",
            },
          ],
        },
      },
      area: "integrity",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          require: {
            description: "How fields must be stored.",
            type: "array",
            items: {
              type: "object",
              properties: {
                models: { description: "In which models; all by default.", ...modelSelectorSchema },
                fields: { description: "Which fields.", ...fieldSelectorSchema },
                types: {
                  description: "Only fields of these types.",
                  type: "array",
                  items: { type: "string" },
                  minItems: 1,
                },
                nativeType: {
                  description: "The native type, or several that will do; the first is suggested.",
                  type: ["string", "array"],
                  items: { type: "string" },
                  minItems: 1,
                },
                because: { description: "Why; ends the finding.", type: "string" },
              },
              required: ["fields", "nativeType"],
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ require: [] }],
    messages: {
      otherType: "'{{model}}.{{field}}' should be stored as {{type}}. {{because}}",
      use: "Store it as {{type}}. The migration converts the rows that exist.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const requirements = context.options[0].require.map((requirement) => ({
      ...requirement,
      isIn: modelSelector(requirement.models),
      isMeant: fieldSelector(requirement.fields),
    }));
    const selectors = requirements.flatMap(({ models, fields }) => [models, fields]);
    return visitSelected(context, selectors, (model, schema, project) => {
      for (const { isIn, isMeant, types, nativeType, because } of requirements) {
        const natives = availableTypes(schema, [nativeType].flat());
        if (natives.length === 0 || !isIn(model, schema, project.settings)) continue;
        for (const field of model.fields) {
          if (field.kind !== "scalar" || !(types?.includes(field.type) ?? true)) continue;
          if (!isMeant(field, schema, project.settings)) continue;
          if (natives.some((native) => isStoredAs(field, native))) continue;
          // Ciphertext is text, whatever it hides.
          if (project.encryption.registry?.isEncrypted(field)) continue;
          const type = writtenNativeType(natives[0] ?? "");
          context.report({
            node: field.nativeType?.node ?? field.node.fieldType.name,
            messageId: "otherType",
            data: {
              model: model.name,
              field: field.name,
              type: natives.map(writtenNativeType).join(" or "),
              because: because ?? "This project's configuration asks for it.",
            },
            suggest: [
              {
                messageId: "use",
                data: { type },
                fix: (fixer) =>
                  apply(
                    fixer,
                    editFields(model.node, context.sourceCode.text, [changeTo(type, field)]),
                  ),
              },
            ],
          });
        }
      }
    });
  },
};

function changeTo(source: string, { node: field, nativeType }: Field): FieldChange {
  return nativeType
    ? { kind: "replaceAttribute", field, attribute: nativeType.node, source }
    : { kind: "insertAttribute", field, attribute: source };
}

export default rule;
