import { join } from "node:path";

import rule from "../../../src/rules/client/no-filter-on-encrypted-field.ts";
import { schema, testOnCode } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const SCHEMA = schema(`model Clinic {
  id       String    @id
  name     String
  patients Patient[]
  staff    Staff[]
}

model Patient {
  id        String  @id
  clinicId  String
  clinic    Clinic  @relation(fields: [clinicId], references: [id])
  email     String?
  emailHash String?
  ssn       String
  history   Json?
  visits    Visit[]

  @@unique([clinicId, ssn])
}

model Visit {
  id        String  @id
  startsAt  DateTime
  notes     String
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id])
}

model Staff {
  id        String  @id
  clinicId  String
  clinic    Clinic  @relation(fields: [clinicId], references: [id])
  /// @encrypted
  phone     String
  /// @encryption:hash(phone)
  phoneHash String?
  /// @encrypted
  address   String
  /// @encrypted?mode=readonly
  nickname  String
}`);

const MAP = `export const ENCRYPTED_FIELDS = {
  Patient: ["email", "ssn", "history"],
  Visit: ["notes"],
};
`;

const folder = makeProject({
  "prisma/schema.prisma": SCHEMA,
  "src/encryption.ts": MAP,
});

function settingsWith(more: Record<string, unknown> = {}) {
  const encryptionMaps = [{ file: "src/encryption.ts", export: "ENCRYPTED_FIELDS" }];
  return {
    "prisma-sentinel": {
      root: folder,
      schema: join(folder, "prisma/schema.prisma"),
      encryptionMaps,
      ...more,
    },
  };
}

const settings = settingsWith();
const deterministic = settingsWith({ ciphertext: { deterministic: true } });

testOnCode("no-filter-on-encrypted-field", rule, {
  valid: [
    ...[
      "prisma.patient.findMany({ where: { id, clinicId }, orderBy: { id: 'asc' }, distinct: ['clinicId'] })",
      "prisma.patient.findMany({ where: { emailHash: hash(email) } })",
      "prisma.patient.findMany({ where: { email: null, ssn: undefined, history: Prisma.DbNull } })",
      "prisma.patient.findMany({ where: { email: { not: null } } })",
      "prisma.patient.findMany({ where: { NOT: { email: null }, ssn: { isSet: true } } })",
      "prisma.patient.findMany({ where: { email: { equals: null }, ssn: { equals: undefined } } })",
      "const none = null; prisma.patient.findMany({ where: { email: none } })",
      "prisma.patient.findMany({ where: { email: Prisma.skip } })",
      "prisma.patient.findMany({ where: { email: { ...filter } } })",
      "prisma.patient.findMany({ where: { [column]: value } })",
      "prisma.patient.findMany(args)",
      "prisma.patient.findMany()",
      "prisma.patient.findMany({ where })",
      "prisma.visit.findMany({ where: { patient: { id, clinic: { name } } } })",
      "prisma.clinic.findMany({ where: { patients: { some: { email: null } }, name: email } })",
      "prisma.patient.groupBy({ by: ['clinicId'], having: { email: { _count: { gt: 1 } } } })",
      "prisma.patient.update({ where: { id }, data: { email, ssn } })",
      "prisma.patient.create({ data: { email, visits: { create: { notes } } } })",
      "prisma.patient.findMany({ select: { email: true, visits: { select: { notes: true } } } })",
      "cache.patient.findFirst({ where: { email } })",
      "prisma.ghost.findFirst({ where: { email } })",
    ].map((code) => ({ code, settings })),
    ...[
      "prisma.patient.findFirst({ where: { email: encrypt(email) } })",
      "prisma.patient.findFirst({ where: { email: await cipher.encrypt(email) } })",
      "prisma.patient.findFirst({ where: { email: encryptedEmail } })",
      "prisma.patient.findFirst({ where: { email: this.emailHash } })",
      "const key = encryptDeterministic(email); prisma.patient.findFirst({ where: { email: key } })",
      "prisma.patient.findMany({ where: { email: { in: emails.map(encrypt) } } })",
      "prisma.patient.findMany({ where: { email: { in: emails.map((one) => encrypt(one)) } } })",
      "prisma.patient.findMany({ where: { email: { in: [encrypt(a), encrypt(b)] } } })",
    ].map((code) => ({ name: `encrypted already: ${code}`, code, settings })),
    ...[
      "prisma.patient.findFirst({ where: { email } })",
      "prisma.patient.findFirst({ where: { email: { in: emails } } })",
      "prisma.patient.findUnique({ where: { clinicId_ssn: { clinicId, ssn } } })",
      "prisma.patient.groupBy({ by: ['email'] })",
    ].map((code) => ({ name: `deterministic: ${code}`, code, settings: deterministic })),
    ...[
      "prisma.staff.findFirst({ where: { phone } })",
      "prisma.staff.findFirst({ where: { phone: { equals: phone } } })",
      "prisma.clinic.findFirst({ where: { staff: { some: { phone: { not: phone } } } } })",
      "prisma.staff.findFirst({ where: { nickname: { contains: 'a' } }, orderBy: { nickname: 'asc' } })",
    ].map((code) => ({ name: `prisma-field-encryption: ${code}`, code, settings })),
    {
      name: "no schema",
      code: "prisma.patient.findFirst({ where: { email } })",
      settings: { "prisma-sentinel": { schema: "tests/fixtures/client/none.prisma" } },
    },
  ],
  invalid: [
    {
      code: "prisma.patient.findFirst({ where: { ssn: value } })",
      settings,
      errors: [
        {
          messageId: "equality",
          data: {
            model: "Patient",
            field: "ssn",
            operator: "equals",
            remedy: "Keep a keyed hash of it in a field of its own, and ask for that.",
          },
          line: 1,
          column: 37,
          endLine: 1,
          endColumn: 40,
          suggestions: null,
        },
      ],
    },
    {
      name: "the hash companion, by a function of the module",
      code: `import { hashForLookup } from "./hash.js";
prisma.patient.findFirst({ where: { /* the one */ email } });`,
      settings,
      errors: [
        {
          messageId: "equality",
          data: {
            model: "Patient",
            field: "email",
            operator: "equals",
            remedy: "Ask for its hash in 'emailHash'.",
          },
          line: 2,
          column: 51,
          endLine: 2,
          endColumn: 56,
          suggestions: [
            {
              messageId: "askForHash",
              data: { companion: "emailHash" },
              output: `import { hashForLookup } from "./hash.js";
prisma.patient.findFirst({ where: { /* the one */ emailHash: hashForLookup(email) } });`,
            },
          ],
        },
      ],
    },
    {
      name: "the hash companion, where no such function is known",
      code: `prisma.patient.update({ where: { id, email: input.email as string }, data: {} });`,
      settings,
      errors: [
        {
          messageId: "equality",
          line: 1,
          column: 38,
          endLine: 1,
          endColumn: 43,
          suggestions: [
            {
              messageId: "askForHash",
              output: `prisma.patient.update({ where: { id, emailHash: hash(input.email as string) }, data: {} });`,
            },
          ],
        },
      ],
    },
    {
      name: "operators",
      code: `prisma.patient.findMany({ where: {
  email: { contains: q, mode: "insensitive" },
  ssn: { in: list },
  history: { path: ["a"], equals: 1 },
  OR: [{ email: { startsWith: q } }, { NOT: { ssn: { not: q } } }],
} })`,
      settings,
      errors: [
        {
          messageId: "comparison",
          data: { operator: "contains", model: "Patient", field: "email" },
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: 8,
        },
        {
          messageId: "equality",
          data: {
            operator: "in",
            model: "Patient",
            field: "ssn",
            remedy: "Keep a keyed hash of it in a field of its own, and ask for that.",
          },
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 6,
        },
        { messageId: "comparison", line: 4, column: 3, endLine: 4, endColumn: 10 },
        { messageId: "comparison", line: 5, column: 10, endLine: 5, endColumn: 15 },
        { messageId: "equality", line: 5, column: 47, endLine: 5, endColumn: 50 },
      ],
    },
    {
      name: "through relations",
      code: `prisma.visit.findMany({ where: { patient: { ssn: value } } });
prisma.visit.findMany({ where: { patient: { is: { ssn: value } } } });
prisma.clinic.findMany({ where: { patients: { some: { visits: { none: { notes: { contains: q } } } } } } });
prisma.clinic.findMany({ include: { patients: { where: { ssn: value }, orderBy: { ssn: "asc" } } } });
prisma.clinic.findMany({ select: { _count: { select: { patients: { where: { ssn: value } } } } } });
prisma.visit.findMany({ orderBy: [{ startsAt: "asc" }, { patient: { ssn: "asc" } }] });
prisma.clinic.update({ where: { id }, data: { patients: { updateMany: { where: { ssn: value }, data: { clinicId } }, deleteMany: { ssn: value } } } });`,
      settings,
      errors: [
        { messageId: "equality", line: 1, column: 45, endLine: 1, endColumn: 48 },
        { messageId: "equality", line: 2, column: 51, endLine: 2, endColumn: 54 },
        { messageId: "comparison", line: 3, column: 73, endLine: 3, endColumn: 78 },
        { messageId: "equality", line: 4, column: 58, endLine: 4, endColumn: 61 },
        { messageId: "order", line: 4, column: 83, endLine: 4, endColumn: 86 },
        { messageId: "equality", line: 5, column: 77, endLine: 5, endColumn: 80 },
        { messageId: "order", line: 6, column: 69, endLine: 6, endColumn: 72 },
        { messageId: "equality", line: 7, column: 82, endLine: 7, endColumn: 85 },
        { messageId: "equality", line: 7, column: 132, endLine: 7, endColumn: 135 },
      ],
    },
    {
      name: "compound keys, cursors, order and groups",
      code: `prisma.patient.findUnique({ where: { clinicId_ssn: { clinicId, ssn } } });
prisma.patient.findMany({ cursor: { clinicId_ssn: { clinicId, ssn } }, take: 1 });
prisma.patient.findMany({ orderBy: { ssn: { sort: "asc", nulls: "last" } }, distinct: ["clinicId", "ssn"] });
prisma.patient.groupBy({ by: "ssn", having: { ssn: { _min: { gt: "a" } } } });
prisma.patient.findMany({ distinct: [Prisma.PatientScalarFieldEnum.ssn] });`,
      settings,
      errors: [
        { messageId: "equality", line: 1, column: 64, endLine: 1, endColumn: 67 },
        { messageId: "equality", line: 2, column: 63, endLine: 2, endColumn: 66 },
        {
          messageId: "order",
          data: { model: "Patient", field: "ssn" },
          line: 3,
          column: 38,
          endLine: 3,
          endColumn: 41,
        },
        {
          messageId: "grouping",
          data: {
            model: "Patient",
            field: "ssn",
            operator: "distinct",
            remedy: "Keep a keyed hash of it in a field of its own, and ask for that.",
          },
          line: 3,
          column: 100,
          endLine: 3,
          endColumn: 105,
        },
        { messageId: "grouping", line: 4, column: 30, endLine: 4, endColumn: 35 },
        { messageId: "comparison", line: 4, column: 47, endLine: 4, endColumn: 50 },
        { messageId: "grouping", line: 5, column: 38, endLine: 5, endColumn: 71 },
      ],
    },
    {
      name: "conditions that are put around those there are",
      code: `async function find(ssn, notes, history) {
  let where: Prisma.PatientWhereInput = { ssn };
  if (notes) where = { AND: [where, { visits: { some: { notes } } }] };
  if (history) where = { OR: [where, { ...where, history }] };
  where.NOT = where;
  const visible = { OR: [where, { clinicId }] };
  where = { AND: [visible] };
  return prisma.patient.findMany({ where });
}`,
      settings,
      errors: [
        { messageId: "equality", line: 2, column: 43, endLine: 2, endColumn: 46 },
        { messageId: "equality", line: 3, column: 57, endLine: 3, endColumn: 62 },
        { messageId: "equality", line: 4, column: 50, endLine: 4, endColumn: 57 },
      ],
    },
    {
      name: "conditions that are put together, reported once",
      code: `async function find(search, ssn) {
  const filters = [];
  filters.push({ ssn });
  const where: Prisma.PatientWhereInput = { ...(search && { history: { string_contains: search } }) };
  where.AND = filters;
  where.ssn = ssn;
  let other = {};
  other = ssn ? { ssn } : { id };
  return [await prisma.patient.findMany({ where }), await prisma.patient.count({ where }), await prisma.patient.count({ where: other })];
}`,
      settings,
      errors: [
        { messageId: "equality", line: 3, column: 18, endLine: 3, endColumn: 21 },
        { messageId: "comparison", line: 4, column: 61, endLine: 4, endColumn: 68 },
        { messageId: "equality", line: 6, column: 9, endLine: 6, endColumn: 12 },
        { messageId: "equality", line: 8, column: 19, endLine: 8, endColumn: 22 },
      ],
    },
    {
      name: "what no encryption makes comparable",
      code: "prisma.patient.findMany({ where: { email: { gte: a } }, orderBy: { email: 'asc' } })",
      settings: deterministic,
      errors: [
        { messageId: "comparison", line: 1, column: 36, endLine: 1, endColumn: 41 },
        { messageId: "order", line: 1, column: 68, endLine: 1, endColumn: 73 },
      ],
    },
    {
      name: "what prisma-field-encryption does not turn into a test of the hash",
      code: `prisma.staff.findMany({ where: { phone: { in: list } } });
prisma.staff.findMany({ where: { phone: { contains: q } } });
prisma.staff.findMany({ distinct: ["phone"] });
prisma.staff.findMany({ where: { address } });`,
      settings,
      errors: [
        { messageId: "equality", line: 1, column: 34, endLine: 1, endColumn: 39 },
        { messageId: "comparison", line: 2, column: 34, endLine: 2, endColumn: 39 },
        { messageId: "grouping", line: 3, column: 36, endLine: 3, endColumn: 43 },
        { messageId: "equality", line: 4, column: 34, endLine: 4, endColumn: 41 },
      ],
    },
  ],
});
