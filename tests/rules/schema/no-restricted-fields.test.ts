import rule from "../../../src/rules/schema/no-restricted-fields.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const PATIENT = schema("model Patient {\n  id   String  @id\n  ssn  String\n  tags Json?\n}");

testOnSchemas("no-restricted-fields", rule, {
  valid: [
    { name: "nothing is unwanted by itself", code: PATIENT },
    { code: PATIENT, options: [{ restrict: [{ models: "!Patient", fields: "ssn" }] }] },
    { code: PATIENT, options: [{ restrict: [{ fields: "ssn", types: ["Int"] }] }] },
    {
      name: "whatever the database",
      code: 'datasource db {\n  provider = "mysql"\n}\n\nmodel A {\n  id String @id\n}\n',
      options: [{ restrict: [{ fields: "ssn" }] }],
    },
  ],
  invalid: [
    {
      code: PATIENT,
      options: [{ restrict: [{ fields: "ssn", message: "Keep the last four digits." }] }],
      errors: [
        {
          message: "'Patient' may not have a field 'ssn'. Keep the last four digits.",
          line: 7,
          column: 3,
          endLine: 7,
          endColumn: 6,
        },
      ],
    },
    {
      name: "one finding for a field, and the first of two restrictions",
      code: PATIENT,
      options: [{ restrict: [{ fields: "@optional", types: ["Json"] }, { fields: ["tags"] }] }],
      errors: [
        {
          messageId: "restricted",
          data: {
            model: "Patient",
            field: "tags",
            message: "This project's configuration forbids it.",
          },
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 7,
        },
      ],
    },
    {
      name: "an expression that is none is a finding, and the others hold",
      code: PATIENT,
      options: [{ restrict: [{ fields: ["/(/", "ssn"] }] }],
      errors: [
        {
          messageId: "unusablePattern",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 16,
        },
        { messageId: "restricted", line: 7, column: 3, endLine: 7, endColumn: 6 },
      ],
    },
  ],
});
