import { fieldSelectorSchema, modelSelectorSchema } from "../../model/schema/selectors.ts";
import type { ModelRequirement } from "../../model/schema/required-fields.ts";
import { AUDIT_LOGS } from "./audit-logs.ts";

const texts = (description: string) => ({
  description,
  type: ["string" as const, "array" as const],
  items: { type: "string" as const },
  minItems: 1,
  minLength: 1,
});

const fields = (description: string) => ({
  description,
  type: "array" as const,
  items: {
    type: ["string" as const, "object" as const],
    minLength: 1,
    properties: {
      name: texts("The name, or several that will do; globs and expressions between slashes too."),
      type: texts("Its type, named as the schema names it, or several that will do."),
      nativeType: texts("How it is stored: `Timestamptz`, `VarChar(64)`."),
      list: { description: "Whether it is a list.", type: "boolean" as const },
      nullable: { description: "Whether it is optional.", type: "boolean" as const },
      default: {
        description: "Its default as written; true for any, false for none.",
        type: ["string" as const, "boolean" as const],
      },
      relation: { description: "The models that it leads to.", ...modelSelectorSchema },
      each: {
        description: "That every field of that name is so, if there is any.",
        type: "boolean" as const,
      },
      ifSibling: { description: "Only where the model has such a field.", ...fieldSelectorSchema },
    },
    required: ["name"],
    additionalProperties: false,
  },
  minItems: 1,
});

/** The JSON schema of the options of `require-fields`. */
export const requireFieldsOptions = {
  type: "object" as const,
  properties: {
    require: {
      description: "What models must have.",
      type: "array" as const,
      items: {
        type: "object" as const,
        properties: {
          models: { description: "Which models.", ...modelSelectorSchema },
          exists: { description: "That there is such a model.", type: "boolean" as const },
          fields: fields("Fields that they must have."),
          anyOf: fields("Fields of which they must have some."),
          atLeast: {
            description: "How many of `anyOf`; one by default.",
            type: "integer" as const,
            minimum: 1,
          },
          because: { description: "Why; ends the finding.", type: "string" as const },
        },
        required: ["models"],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** What the preset `hipaa` asks of models that can be nothing else. */
export const requiredForHealthData: ModelRequirement[] = [
  {
    models: AUDIT_LOGS,
    fields: [
      {
        name: [
          "actorId",
          "/actor|user|staff|member|account|performed|principal|client|admin|accessed|requested|initiated|created_?by|changed_?by|^by|^who/i",
        ],
      },
    ],
    because: "An audit trail has to tell who did it.",
  },
  {
    models: AUDIT_LOGS,
    fields: [
      { name: ["action", "/action|event|operation|activity|type|verb|method|command|category/i"] },
    ],
    because: "An audit trail has to tell what was done.",
  },
  {
    models: AUDIT_LOGS,
    fields: [
      {
        name: [
          "resourceId",
          "/resource|entity|target|table|model|record|object|subject|document|patient|client|item|path|url|endpoint/i",
        ],
      },
    ],
    because: "An audit trail has to tell what it was done to.",
  },
  {
    models:
      "@consent @patient-linked !@join !@append-only !/(?:template|type|form|config|settings?|version|definition|request|token|document|item|category)s?$/i",
    anyOf: [
      "/revo|withdr|cancel|expir|valid|until|end|status|state|active|opt|decision|granted|given|accepted/i",
    ],
    because: "Consent can be withdrawn: the record has to tell whether it still holds.",
  },
  {
    models:
      "@patient-linked /^(?:patient|client)?_?(?:contact_?(?:method|point)|phone_?(?:number)?|telecom)s?$/i",
    fields: [
      {
        name: [
          "voicemailAllowed",
          "/voice_?mail|message|safe|permission|preference|consent|allow|may|ok|can|do_?not|opt/i",
        ],
        ifSibling: "/phone|number|mobile|telephone|value/i",
      },
    ],
    because:
      "Whether a message may be left there is the patient's to say: somebody else may listen.",
  },
  {
    models: "@session /sessions?$/i",
    fields: [
      {
        name: [
          "userId",
          "/user|account|actor|member|staff|patient|client|customer|provider|clinician|person|owner|identity|principal|subject|^sub|^sess$|^sid$|^data$|value|payload/i",
        ],
      },
    ],
    because: "A session has to tell whose it is, so that all of a person's can be ended.",
  },
];
