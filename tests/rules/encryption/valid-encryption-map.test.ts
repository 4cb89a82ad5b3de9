import rule from "../../../src/rules/encryption/valid-encryption-map.ts";
import { mapSettings, testOnMaps } from "./map-tester.ts";

testOnMaps("valid-encryption-map", rule, {
  valid: [
    'export const MAP = { Patient: ["ssn", "firstName"], User: ["email"] };',
    {
      name: "the accessor and the table",
      code: 'export const MAP = { patient: ["ssn"], patients: ["firstName"] };',
    },
    {
      name: "a hash with its companion",
      code: 'export const MAP = { User: ["email"] };',
      settings: mapSettings("hash"),
    },
    { name: "no map", code: "export const OTHER = 1;\nexport const MAP = {};" },
  ],
  invalid: [
    {
      code: 'export const MAP = { Pateint: ["ssn"] };',
      errors: [
        {
          messageId: "unknownModel",
          data: { model: "Pateint", hint: " Did you mean 'Patient'?" },
          line: 1,
          column: 22,
          endLine: 1,
          endColumn: 29,
          suggestions: [
            {
              messageId: "rename",
              data: { name: "Patient" },
              output: 'export const MAP = { Patient: ["ssn"] };',
            },
            { messageId: "remove", output: "export const MAP = {  };" },
          ],
        },
      ],
    },
    {
      code: "export const MAP = {\n  Patient: ['ssn', 'firstname'],\n};",
      errors: [
        {
          messageId: "unknownField",
          data: { model: "Patient", field: "firstname", hint: " Did you mean 'firstName'?" },
          line: 2,
          column: 20,
          endLine: 2,
          endColumn: 31,
          suggestions: [
            {
              messageId: "rename",
              data: { name: "firstName" },
              output: "export const MAP = {\n  Patient: ['ssn', 'firstName'],\n};",
            },
            { messageId: "remove", output: "export const MAP = {\n  Patient: ['ssn'],\n};" },
          ],
        },
      ],
    },
    {
      code: 'export const MAP = { Patient: ["ssn", "firstName", "ssn"] };',
      output: 'export const MAP = { Patient: ["ssn", "firstName"] };',
      errors: [{ messageId: "duplicateField", line: 1, column: 52, endLine: 1, endColumn: 57 }],
    },
    {
      code: 'export const MAP = { Patient: ["ssn"], Patient: ["firstName"] };',
      errors: [
        {
          messageId: "duplicateModel",
          line: 1,
          column: 22,
          endLine: 1,
          endColumn: 29,
          suggestions: [
            { messageId: "remove", output: 'export const MAP = { Patient: ["firstName"] };' },
          ],
        },
      ],
    },
    {
      name: "types and keys that cannot be ciphertext",
      code: 'export const MAP = { Patient: ["age", "id", "clinicId", "clinic"] };',
      errors: [
        {
          messageId: "cannotHold",
          data: { model: "Patient", field: "age", type: "of type Int" },
          line: 1,
          column: 32,
          endLine: 1,
          endColumn: 37,
          suggestions: [
            {
              messageId: "remove",
              output: 'export const MAP = { Patient: ["id", "clinicId", "clinic"] };',
            },
          ],
        },
        {
          messageId: "key",
          data: { model: "Patient", field: "id", type: "the model's id" },
          line: 1,
          column: 39,
          endLine: 1,
          endColumn: 43,
          suggestions: [
            {
              messageId: "remove",
              output: 'export const MAP = { Patient: ["age", "clinicId", "clinic"] };',
            },
          ],
        },
        {
          messageId: "key",
          line: 1,
          column: 45,
          endLine: 1,
          endColumn: 55,
          suggestions: [
            {
              messageId: "remove",
              output: 'export const MAP = { Patient: ["age", "id", "clinic"] };',
            },
          ],
        },
        {
          messageId: "cannotHold",
          data: { model: "Patient", field: "clinic", type: "a relation to Clinic" },
          line: 1,
          column: 57,
          endLine: 1,
          endColumn: 65,
          suggestions: [
            {
              messageId: "remove",
              output: 'export const MAP = { Patient: ["age", "id", "clinicId"] };',
            },
          ],
        },
      ],
    },
    {
      code: 'export const MAP = { Patient: ["ssn"] };',
      settings: mapSettings("hash"),
      errors: [
        {
          messageId: "noCompanion",
          data: { model: "Patient", field: "ssn", companion: "ssnHash" },
          line: 1,
          column: 32,
          endLine: 1,
          endColumn: 37,
          suggestions: [{ messageId: "remove", output: "export const MAP = { Patient: [] };" }],
        },
      ],
    },
    {
      name: "what only running the code could tell",
      code: 'export const MAP = { Patient: load("patient") };',
      errors: [{ messageId: "dynamic", line: 1, column: 31, endLine: 1, endColumn: 46 }],
    },
  ],
});
