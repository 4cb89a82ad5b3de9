import { NAME_KINDS } from "../../model/schema/names.ts";
import { fieldSelectorSchema, modelSelectorSchema } from "../../model/schema/selectors.ts";
import { NAME_CASES } from "../../text/name-case.ts";

const texts = (description: string) => ({
  description,
  type: "array" as const,
  items: { type: "string" as const, minLength: 1 },
  minItems: 1,
});

/** The JSON schema of the options of `naming-convention`. */
export const namingOptions = {
  type: "object",
  properties: {
    conventions: {
      description: "What names shall be; later ones override earlier ones.",
      type: "array",
      items: {
        type: "object",
        properties: {
          kinds: {
            description: "Names of what.",
            anyOf: [
              { enum: [...NAME_KINDS] },
              { type: "array", items: { enum: [...NAME_KINDS] }, minItems: 1 },
            ],
          },
          models: { description: "In which models; all by default.", ...modelSelectorSchema },
          fields: { description: "Of which fields; all by default.", ...fieldSelectorSchema },
          names: {
            description: "Which names: as written, globs, or expressions between slashes.",
            type: ["string", "array"],
            items: { type: "string" },
          },
          case: {
            description: "The case, or several; `consistent` is what nearly all others are in.",
            anyOf: [
              { enum: [...NAME_CASES, "consistent", "any"] },
              { type: "array", items: { enum: [...NAME_CASES] }, minItems: 1 },
            ],
          },
          number: { description: "Of the last word.", enum: ["singular", "plural", "any"] },
          prefix: texts("Names begin with one of these."),
          suffix: texts("Names end with one of these."),
          forbidPrefix: texts("Names begin with none of these."),
          forbidSuffix: texts("Names end with none of these."),
          derived: {
            description: "A table, column or enum type is named after its source.",
            type: "boolean",
          },
          trimPrefix: texts("What a derived name leaves out."),
        },
        required: ["kinds"],
        additionalProperties: false,
      },
    },
    compoundWords: texts("Words that are one whatever their capitals: `GraphQL`."),
    plurals: {
      description: "Plurals by their singular, where English does otherwise.",
      type: "object",
      additionalProperties: { type: "string" },
    },
    fixExisting: {
      description: "Let `--fix` map tables and columns that the database has already.",
      type: "boolean",
    },
  },
  additionalProperties: false,
};
