import rule from "../../../src/rules/schema/require-soft-delete.ts";
import { testOnSchemas } from "../../rule-tester.ts";

const PATIENT =
  "model Patient {\n  id          String    @id\n  dateOfBirth DateTime\n  diagnosis   String\n  deletedAt   DateTime?\n  visits      Visit[]\n}\n\n";

testOnSchemas("require-soft-delete", rule, {
  valid: [
    PATIENT.replace("  visits      Visit[]\n", ""),
    {
      name: "snake case",
      code: "model patient {\n  id         String    @id\n  ssn        String\n  deleted_at DateTime?\n}\n",
    },
    {
      name: "nothing about a patient",
      code: "model Product {\n  id    String @id\n  price Int\n}\n",
    },
    {
      name: "an alias of the settings",
      code: "model Patient {\n  id         String    @id\n  ssn        String\n  archivedAt DateTime?\n}\n",
      settings: { "prisma-sentinel": { softDelete: { aliases: ["archivedAt"] } } },
    },
    {
      name: "a log is never deleted from, and the other has it",
      code: "model AuditLog {\n  id        String   @id\n  action    String\n  createdAt DateTime @default(now())\n}\n\nmodel Product {\n  id        String    @id\n  deletedAt DateTime?\n}\n",
      options: [{ models: "all" }],
    },
  ],
  invalid: [
    {
      name: "linked to a patient",
      code: `${PATIENT}model Visit {\n  id        String  @id\n  patientId String\n  patient   Patient @relation(fields: [patientId], references: [id])\n}\n`,
      output: `${PATIENT}model Visit {\n  id        String    @id\n  patientId String\n  deletedAt DateTime? @db.Timestamptz(3)\n  patient   Patient   @relation(fields: [patientId], references: [id])\n}\n`,
      errors: [
        {
          messageId: "missing",
          data: { model: "Visit", timestamp: "deletedAt" },
          line: 9,
          column: 7,
          endLine: 9,
          endColumn: 12,
        },
      ],
    },
    {
      name: "all the fields that the settings ask for",
      code: "model Patient {\n  id  String @id\n  ssn String\n}\n",
      output:
        "model Patient {\n  id          String    @id\n  ssn         String\n  removedAt   DateTime? @db.Timestamptz(3)\n  isRemoved   Boolean   @default(false)\n  removedById String?\n}\n",
      settings: {
        "prisma-sentinel": {
          softDelete: { timestamp: "removedAt", flag: "isRemoved", actor: "removedById" },
        },
      },
      errors: [{ messageId: "missing", line: 1, column: 7, endLine: 1, endColumn: 14 }],
    },
    {
      name: "another name is not guessed",
      code: "model Patient {\n  id         String    @id\n  ssn        String\n  archivedAt DateTime?\n}\n",
      errors: [
        {
          messageId: "otherName",
          data: { model: "Patient", timestamp: "deletedAt", found: "archivedAt" },
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 14,
        },
      ],
    },
    {
      name: "the flag alone is missing",
      code: "model Patient {\n  id        String    @id\n  ssn       String\n  deletedAt DateTime?\n}\n",
      output:
        "model Patient {\n  id        String    @id\n  ssn       String\n  deletedAt DateTime?\n  isDeleted Boolean   @default(false)\n}\n",
      settings: { "prisma-sentinel": { softDelete: { flag: "isDeleted" } } },
      errors: [
        {
          messageId: "missingPart",
          data: { model: "Patient", part: "isDeleted" },
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 14,
        },
      ],
    },
    {
      code: "model Product {\n  id    String @id\n  price Int\n}\n",
      output:
        "model Product {\n  id        String    @id\n  price     Int\n  deletedAt DateTime? @db.Timestamptz(3)\n}\n",
      options: [{ models: "all" }],
      errors: [{ messageId: "missing", line: 1, column: 7, endLine: 1, endColumn: 14 }],
    },
    {
      name: "traits of the settings",
      code: "model Chart {\n  id   String @id\n  hash String\n}\n",
      output:
        "model Chart {\n  id        String    @id\n  hash      String\n  deletedAt DateTime? @db.Timestamptz(3)\n}\n",
      settings: { "prisma-sentinel": { traits: { "patient-linked": ["Chart"] } } },
      errors: [{ messageId: "missing", line: 1, column: 7, endLine: 1, endColumn: 12 }],
    },
  ],
});
