import rule from "../../../src/rules/schema/no-set-null-on-required.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const notes = (field: string, actions: string) =>
  schema(
    `model Patient {\n  id    String @id\n  notes Note[]\n}\nmodel Note {\n  id        String @id\n  ${field}\n  patient   Patient? @relation(fields: [patientId], references: [id]${actions})\n}`,
  );

testOnSchemas("no-set-null-on-required", rule, {
  valid: [
    notes("patientId String?", ", onDelete: SetNull"),
    notes("patientId String", ", onDelete: Restrict"),
    notes("patientId String", ""),
  ],
  invalid: [
    {
      code: notes("patientId String", ", onDelete: SetNull"),
      errors: [
        {
          message:
            "onDelete: SetNull sets 'patientId' of 'Note' to null, and the column is required: PostgreSQL refuses to delete any row of 'Patient' that 'Note' refers to, with an error about null.",
          line: 12,
          column: 81,
          endLine: 12,
          endColumn: 88,
          suggestions: [
            {
              messageId: "useRestrict",
              data: { action: "onDelete" },
              output: notes("patientId String", ", onDelete: Restrict"),
            },
          ],
        },
      ],
    },
    {
      code: notes("patientId String", ", onUpdate: SetNull"),
      errors: [
        {
          messageId: "setNull",
          line: 12,
          column: 81,
          endLine: 12,
          endColumn: 88,
          suggestions: 1,
        },
      ],
    },
  ],
});
