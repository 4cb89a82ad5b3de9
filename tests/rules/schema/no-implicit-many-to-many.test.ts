import rule from "../../../src/rules/schema/no-implicit-many-to-many.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const patients = (line: string, other: string) =>
  schema(
    `model Patient {\n  id String @id\n  firstName String\n  birthDate DateTime\n  ${line}\n}\nmodel Tag {\n  id String @id\n  ${other}\n}`,
  );

testOnSchemas("no-implicit-many-to-many", rule, {
  valid: [
    patients(
      "tagId String?\n  tag Tag? @relation(fields: [tagId], references: [id])",
      "patients Patient[]",
    ),
    schema(
      "model Post {\n  id String @id\n  tags Tag[]\n}\nmodel Tag {\n  id String @id\n  posts Post[]\n}",
    ),
  ],
  invalid: [
    {
      code: patients("tags Tag[]", "patients Patient[]"),
      errors: [
        {
          message:
            "Prisma keeps who belongs to whom between 'Patient' and 'Tag' in a table of its own, '_PatientToTag', with two columns: there is no room for a tenant, for who added it and when, or for a soft delete. Make it a model.",
          line: 9,
          column: 3,
          endLine: 9,
          endColumn: 7,
        },
      ],
    },
  ],
});
