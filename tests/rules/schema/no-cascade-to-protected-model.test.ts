import rule from "../../../src/rules/schema/no-cascade-to-protected-model.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const notes = (child: string, action: string) =>
  schema(
    `model Patient {\n  id String @id\n  firstName String\n  birthDate DateTime\n  rows ${child}[]\n}\nmodel ${child} {\n  id String @id\n  text String\n  patientId String\n  patient Patient @relation(fields: [patientId], references: [id]${action})\n}`,
  );

testOnSchemas("no-cascade-to-protected-model", rule, {
  valid: [
    notes("ClinicalNote", ""),
    notes("ClinicalNote", ", onDelete: Restrict"),
    {
      name: "nobody's record",
      code: schema(
        "model Post {\n  id String @id\n  likes Comment[]\n}\nmodel Comment {\n  id String @id\n  postId String\n  post Post @relation(fields: [postId], references: [id], onDelete: Cascade)\n}",
      ),
    },
  ],
  invalid: [
    {
      code: notes("ClinicalNote", ", onDelete: Cascade"),
      errors: [
        {
          message:
            "Deleting a row of 'Patient' deletes all that it has of 'ClinicalNote', for good and past every soft delete: the database does it by itself, and no code sees it.",
          line: 15,
          column: 78,
          endLine: 15,
          endColumn: 85,
          suggestions: [
            {
              messageId: "useRestrict",
              data: { target: "Patient", model: "ClinicalNote" },
              output: notes("ClinicalNote", ", onDelete: Restrict"),
            },
          ],
        },
      ],
    },
    {
      name: "Prisma stands in for foreign keys",
      code: notes("ClinicalNote", ", onDelete: Cascade").replace(
        'provider = "postgresql"',
        'provider = "postgresql"\n  relationMode = "prisma"',
      ),
      errors: [
        {
          message:
            "Deleting a row of 'Patient' deletes all that it has of 'ClinicalNote', for good and past every soft delete: Prisma does it by itself, and no code sees it.",
          line: 16,
          column: 78,
          endLine: 16,
          endColumn: 85,
          suggestions: 1,
        },
      ],
    },
  ],
});
