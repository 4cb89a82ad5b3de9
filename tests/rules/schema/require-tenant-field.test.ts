import rule from "../../../src/rules/schema/require-tenant-field.ts";
import { testOnSchemas } from "../../rule-tester.ts";

const CLINIC =
  "model Clinic {\n  id       String    @id @db.Uuid\n  bookings Booking[]\n  patients Patient[]\n  staff    Worker[]\n}\n\n";
const own = (name: string, key = "String  @db.Uuid", clinic = "Clinic ") =>
  `model ${name} {\n  id       String  @id\n  clinicId ${key}\n  clinic   ${clinic} @relation(fields: [clinicId], references: [id])\n}\n\n`;
const OWNED = `${CLINIC}${own("Booking")}${own("Patient")}${own("Worker")}`;
/** A house that is not called as tenants are, and within it what is. */
const FACILITY = `${OWNED}model Workspace {\n  id       String  @id\n  clinicId String\n}\n\n`
  .replaceAll("Clinic", "Facility")
  .replaceAll("clinic", "facility");
const VISIT =
  "model Visit {\n  id        String  @id\n  patientId String\n  patient   Patient @relation(fields: [patientId], references: [id])\n}\n";

testOnSchemas("require-tenant-field", rule, {
  valid: [
    OWNED,
    { name: "through its patient", code: OWNED + VISIT },
    {
      name: "a key of the tenant's name without a relation, with the name copied beside it",
      code: `${OWNED}model Visit {\n  id         String @id\n  ssn        String\n  clinicId   String\n  clinicName String\n}\n`,
    },
    { name: "the facility that all others need, patients among them", code: FACILITY },
    { name: "no tenants", code: "model Patient {\n  id  String @id\n  ssn String\n}\n" },
    {
      name: "nothing that needs an owner",
      code: `${OWNED}model Country {\n  id   String @id\n  name String\n}\n`,
    },
    {
      name: "reference data of all, or of one",
      code: `${OWNED}model DiagnosisCode {\n  id String @id\n  code String\n  description String\n  clinicId String? @db.Uuid\n  clinic Clinic? @relation(fields: [clinicId], references: [id])\n}\n`,
    },
    {
      name: "a choice, not an owner",
      code: `${OWNED}model Preference {\n  id String @id\n  defaultClinicId String? @db.Uuid\n  defaultClinic Clinic? @relation(fields: [defaultClinicId], references: [id])\n}\n`,
    },
    {
      name: "entries of the system's own",
      code: `${OWNED}model AuditLog {\n  id String @id\n  clinicId String? @db.Uuid\n  at DateTime\n}\n`,
    },
    {
      name: "either of two",
      code: `${OWNED}model Organization {\n  id String @id\n}\nmodel A {\n  id String @id\n  organizationId String\n}\nmodel B {\n  id String @id\n  organizationId String\n}\nmodel C {\n  id String @id\n  organizationId String\n}\nmodel Key {\n  id String @id\n  organizationId String?\n  organization Organization? @relation(fields: [organizationId], references: [id])\n  clinicId String? @db.Uuid\n  clinic Clinic? @relation(fields: [clinicId], references: [id])\n}\n`,
    },
    {
      name: "a user's own, or a clinic's",
      code: `${OWNED}model User {\n  id String @id\n  email String\n  links Link[]\n}\nmodel Link {\n  id String @id\n  url String\n  clinicId String? @db.Uuid\n  clinic Clinic? @relation(fields: [clinicId], references: [id])\n  userId String?\n  user User? @relation(fields: [userId], references: [id])\n}\n`,
    },
    {
      name: "patients of several clinics",
      code: `${CLINIC}${own("Booking")}${own("Worker")}model Patient {\n  id  String @id\n  ssn String\n}\n\nmodel Registration {\n  id String @id\n  clinicId String @db.Uuid\n  patientId String\n  clinic Clinic @relation(fields: [clinicId], references: [id])\n  patient Patient @relation(fields: [patientId], references: [id])\n}\n`,
    },
  ],
  invalid: [
    {
      name: "the patient alone, and not what is its patient's",
      code: `${OWNED.replace(own("Patient"), own("Patient", "String? @db.Uuid", "Clinic?"))}${VISIT}`,
      errors: [
        { messageId: "optional", line: 16, column: 12, endLine: 16, endColumn: 19, suggestions: 1 },
      ],
    },
    {
      name: "the first of those that lack a tenant",
      code: `${CLINIC}${own("Booking")}${own("Worker")}${own("Room")}model Patient {\n  id  String @id\n  ssn String\n}\n\n${VISIT}`,
      errors: [{ messageId: "missing", line: 26, column: 7, endLine: 26, endColumn: 14 }],
    },
    {
      name: "a key to a facility that all others need",
      code: `${FACILITY}model Shelf {\n  id         String    @id\n  facilityId String?\n  facility   Facility? @relation(fields: [facilityId], references: [id])\n}\n`,
      errors: [
        { messageId: "optional", line: 33, column: 14, endLine: 33, endColumn: 21, suggestions: 1 },
      ],
    },
    {
      name: "both of two that need each other",
      code: `${OWNED}model Chart {\n  id String @id\n  patientId String?\n  patient Patient? @relation(fields: [patientId], references: [id])\n  title String\n  notes String\n  coverId String\n  cover Cover @relation(fields: [coverId], references: [id])\n}\n\nmodel Cover {\n  id String @id\n  patientId String?\n  patient Patient? @relation(fields: [patientId], references: [id])\n  title String\n  notes String\n  chartId String\n  chart Chart @relation(fields: [chartId], references: [id])\n}\n`,
      errors: [
        { messageId: "missing", line: 26, column: 7, endLine: 26, endColumn: 12, suggestions: 1 },
        { messageId: "missing", line: 36, column: 7, endLine: 36, endColumn: 12, suggestions: 1 },
      ],
    },
    {
      code: OWNED.replace(own("Booking"), own("Booking", "String? @db.Uuid", "Clinic?")),
      errors: [
        {
          message:
            "'Booking.clinicId' is optional: a row without its 'Clinic' is nobody's, and a query or policy that does not think of that shows it to no one or to all.",
          line: 10,
          column: 12,
          endLine: 10,
          endColumn: 19,
          suggestions: [
            {
              messageId: "makeRequired",
              data: { field: "clinicId" },
              output: OWNED.replace(
                own("Booking"),
                "model Booking {\n  id       String @id\n  clinicId String @db.Uuid\n  clinic   Clinic @relation(fields: [clinicId], references: [id])\n}\n\n",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "what a delete shall do instead of setting it to null is not guessed",
      code: OWNED.replace(
        own("Booking"),
        own("Booking", "String? @db.Uuid", "Clinic?").replace("])", "], onDelete: SetNull)"),
      ),
      errors: [{ messageId: "optional", line: 10, column: 12, endLine: 10, endColumn: 19 }],
    },
    {
      name: "a key without a relation, named in the settings",
      code: `${OWNED}model Note {\n  id       String  @id\n  clinic_id String?\n}\n`,
      settings: { "prisma-sentinel": { tenant: { model: "Clinic", field: "clinicId" } } },
      errors: [
        {
          messageId: "optional",
          line: 28,
          column: 13,
          endLine: 28,
          endColumn: 20,
          suggestions: [
            {
              messageId: "makeRequired",
              output: `${OWNED}model Note {\n  id       String  @id\n  clinic_id String\n}\n`,
            },
          ],
        },
      ],
    },
    {
      name: "nothing leads to a tenant, not even through an optional patient",
      code: `${OWNED}model Intake {\n  id        String   @id\n  ssn       String\n  patientId String?\n  patient   Patient? @relation(fields: [patientId], references: [id])\n}\n`,
      errors: [
        {
          message:
            "No required relation leads from 'Intake' to 'Clinic', so nothing tells whose its rows are, and any tenant may come to read them.",
          line: 26,
          column: 7,
          endLine: 26,
          endColumn: 13,
          suggestions: [
            {
              messageId: "addKey",
              data: { field: "clinicId" },
              output: `${OWNED.replace(
                "  staff    Worker[]\n",
                "  staff    Worker[]\n  intakes  Intake[]\n",
              )}model Intake {\n  id        String   @id\n  clinicId  String   @db.Uuid\n  ssn       String\n  patientId String?\n  patient   Patient? @relation(fields: [patientId], references: [id])\n  clinic    Clinic   @relation(fields: [clinicId], references: [id])\n}\n`,
            },
          ],
        },
      ],
    },
    {
      name: "a key of its own, if asked for",
      code: OWNED + VISIT,
      options: [{ direct: true }],
      errors: [
        {
          message:
            "'Visit' has no key to 'Clinic' of its own, only through 'Patient': each policy and each query has to join to tell whose a row is.",
          line: 26,
          column: 7,
          endLine: 26,
          endColumn: 12,
          suggestions: [
            {
              messageId: "addKey",
              output: `${OWNED.replace(
                "  staff    Worker[]\n",
                "  staff    Worker[]\n  visits   Visit[]\n",
              )}${VISIT.replace("@id\n", "@id\n  clinicId  String  @db.Uuid\n").replace("}\n", "  clinic    Clinic  @relation(fields: [clinicId], references: [id])\n}\n")}`,
            },
          ],
        },
      ],
    },
  ],
});
