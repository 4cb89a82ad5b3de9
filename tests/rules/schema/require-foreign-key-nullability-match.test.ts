import rule from "../../../src/rules/schema/require-foreign-key-nullability-match.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const visits = (fields: string, more = "") =>
  schema(
    `model Clinic {\n  id String @id\n  visits Visit[]\n}\nmodel Room {\n  clinicId String\n  number String\n  visits Visit[]\n  @@id([clinicId, number])\n}\nmodel Visit {\n  id String @id\n${fields}\n  room Room? @relation(fields: [clinicId, number], references: [clinicId, number])\n${more}}`,
  );

testOnSchemas("require-foreign-key-nullability-match", rule, {
  valid: [
    visits("  clinicId String\n  number String"),
    visits("  clinicId String?\n  number String?"),
    {
      name: "a key of its own checks the required field",
      code: visits(
        "  clinicId String\n  number String?",
        "  clinic Clinic @relation(fields: [clinicId], references: [id])\n",
      ),
    },
  ],
  invalid: [
    {
      code: visits("  clinicId String\n  number String?"),
      errors: [
        {
          message:
            "The foreign key of 'Visit.room' mixes required and optional fields: PostgreSQL checks nothing as long as 'number' is null, so that 'clinicId' may hold what 'Room' does not have. Make all optional, or none, or add a foreign key over 'clinicId' alone.",
          line: 19,
          column: 32,
          endLine: 19,
          endColumn: 50,
        },
      ],
    },
  ],
});
