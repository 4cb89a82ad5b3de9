import { fieldSelectorSchema, modelSelectorSchema } from "../../model/schema/selectors.ts";

/** The JSON schema of one required key; `more` are properties beside those that all have. */
export function keyOptions(
  more: Record<string, { description: string; type: string | string[] }> = {},
) {
  return {
    type: "array" as const,
    items: {
      type: "object" as const,
      properties: {
        models: { description: "In which models; all by default.", ...modelSelectorSchema },
        fields: {
          description: "For each place in the key, which field.",
          type: "array" as const,
          items: fieldSelectorSchema,
          minItems: 1,
        },
        because: { description: "Why; ends the finding.", type: "string" as const },
        ...more,
      },
      required: ["fields"],
      additionalProperties: false,
    },
  };
}
