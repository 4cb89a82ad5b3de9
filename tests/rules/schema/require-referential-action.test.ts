import rule from "../../../src/rules/schema/require-referential-action.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const notes = (key: string, actions: string) =>
  schema(
    `model Patient {\n  id String @id\n  notes Note[]\n}\nmodel Note {\n  id String @id\n  patientId ${key}\n  patient Patient? @relation(fields: [patientId], references: [id]${actions})\n}`,
  );

testOnSchemas("require-referential-action", rule, {
  valid: [notes("String", ", onDelete: Restrict"), notes("String?", ", onDelete: NoAction")],
  invalid: [
    {
      code: notes("String", ""),
      errors: [
        {
          message:
            "'Note.patient' does not say what becomes of it when its 'Patient' is deleted; by default that is Restrict, and changes with the key's nullability.",
          line: 12,
          column: 3,
          endLine: 12,
          endColumn: 10,
          suggestions: [
            {
              messageId: "write",
              data: { action: "Restrict" },
              output: notes("String", ", onDelete: Restrict"),
            },
            {
              messageId: "write",
              data: { action: "Cascade" },
              output: notes("String", ", onDelete: Cascade"),
            },
          ],
        },
      ],
    },
    {
      code: notes("String?", ", onUpdate: Cascade"),
      errors: [
        {
          messageId: "implicit",
          line: 12,
          column: 3,
          endLine: 12,
          endColumn: 10,
          suggestions: [
            {
              messageId: "write",
              data: { action: "SetNull" },
              output: notes("String?", ", onUpdate: Cascade, onDelete: SetNull"),
            },
            {
              messageId: "write",
              data: { action: "Restrict" },
              output: notes("String?", ", onUpdate: Cascade, onDelete: Restrict"),
            },
            {
              messageId: "write",
              data: { action: "Cascade" },
              output: notes("String?", ", onUpdate: Cascade, onDelete: Cascade"),
            },
          ],
        },
      ],
    },
  ],
});
