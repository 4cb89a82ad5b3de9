import { join } from "node:path";

import rule from "../../../src/rules/client/no-raw-access-to-encrypted-model.ts";
import { schema, testOnCode } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const SCHEMA = schema(`model Patient {
  id       String  @id
  clinicId String
  ssn      String  @map("social_security_number")
  /// @encrypted
  email    String?
  phone    String?
  city     String?
  /// @encrypted?mode=readonly
  nickname String?

  @@map("patients")
}

model Visit {
  id        String @id
  patientId String
  phone     String
}`);

const folder = makeProject({
  "prisma/schema.prisma": SCHEMA,
  "src/encryption.ts": `export const ENCRYPTED_FIELDS = { Patient: ["ssn", "phone"] };\n`,
});

function settingsWith(more: Record<string, unknown> = {}) {
  const encryptionMaps = [{ file: "src/encryption.ts", export: "ENCRYPTED_FIELDS" }];
  const path = join(folder, "prisma/schema.prisma");
  return { "prisma-sentinel": { root: folder, schema: path, encryptionMaps, ...more } };
}

const settings = settingsWith();

/** A tagged query, and where something stands in it. */
function query(sql: string) {
  return { name: sql, code: `prisma.$queryRaw\`${sql}\``, settings };
}

function at(column: number, length: number) {
  return { line: 1, column, endLine: 1, endColumn: column + length };
}

/** The column of a part of a tagged query. */
function placeOf(sql: string, part: string) {
  return at(sql.indexOf(part) + "prisma.$queryRaw`".length + 1, part.length);
}

function wrong(messageId: "read" | "write" | "compare", sql: string, ...parts: string[]) {
  return { ...query(sql), errors: parts.map((part) => ({ messageId, ...placeOf(sql, part) })) };
}

testOnCode("no-raw-access-to-encrypted-model", rule, {
  valid: [
    ...[
      `SELECT id, city FROM patients WHERE "clinicId" = \${id}`,
      "SELECT count(*), count(email) FROM patients WHERE phone IS NOT NULL AND email IS NULL",
      'SELECT * FROM \\"Visit\\"',
      'SELECT phone FROM \\"Visit\\"',
      'SELECT v.phone FROM patients p JOIN \\"Visit\\" v ON v.\\"patientId\\" = p.id',
      'SELECT v.* FROM patients p JOIN \\"Visit\\" v ON v.\\"patientId\\" = p.id',
      "SELECT phone FROM patients, legacy_patients",
      "SELECT nickname FROM patients",
      "SELECT 1 WHERE EXISTS (SELECT * FROM patients WHERE id = ${id})",
      "SELECT pgp_sym_decrypt(email, ${key}) FROM patients",
      "SELECT x.* FROM (SELECT id FROM patients) x",
      "WITH patients AS (SELECT 1 AS email) SELECT email FROM patients",
      "SELECT id FROM patients WHERE email = ${encrypt(email)}",
      "SELECT id FROM patients WHERE email = ${emailHash}::text",
      "INSERT INTO patients (id, city) VALUES (${id}, ${city})",
      "INSERT INTO patients (id, email, phone) VALUES (${id}, ${encrypt(email)}, NULL)",
      "INSERT INTO patients (id, email) VALUES (${id}, pgp_sym_encrypt(${email}, 'k'))",
      "INSERT INTO archive SELECT * FROM patients",
      "INSERT INTO patients (id, email) SELECT id, email FROM patients_old",
      "INSERT INTO patients (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET email = EXCLUDED.email",
      "UPDATE patients SET city = ${city}, email = NULL, phone = phone WHERE id = ${id}",
      "UPDATE patients SET email = ${cipher}",
      "DELETE FROM patients WHERE id = ${id} RETURNING id",
      "TRUNCATE patients",
      "SELECT broken FROM",
      "CREATE VIEW v AS SELECT * FROM patients",
    ].map((sql) => query(sql.replaceAll('\\"', '"'))),
    { name: "no raw query", code: "pool.query('SELECT * FROM patients')", settings },
    { name: "a text that nobody sees", code: "prisma.$queryRawUnsafe(sql, id)", settings },
    {
      name: "a part that nobody sees",
      code: "prisma.$queryRaw`SELECT ${columns} FROM patients`",
      settings,
    },
    {
      name: "rows that are decrypted",
      code: `async function all() {
  const rows = await run((tx) => tx.$queryRaw\`SELECT * FROM patients\`);
  return rows.map(decryptPatient);
}`,
      settings,
    },
    {
      name: "a test",
      code: "prisma.$queryRaw`SELECT email FROM patients`",
      filename: "src/patients.test.ts",
      settings,
    },
    {
      name: "an option",
      code: "prisma.$queryRaw`SELECT email FROM patients`",
      filename: "src/backfill.ts",
      options: [{ allowIn: ["src/*"] }],
      settings,
    },
    {
      ...query("SELECT id FROM patients WHERE email = ${email}"),
      name: "ciphertext that is always the same",
      settings: settingsWith({ ciphertext: { deterministic: true } }),
    },
  ],
  invalid: [
    {
      ...query("SELECT id, email FROM patients"),
      errors: [
        {
          messageId: "read",
          data: { fields: "'email'", model: "Patient", accessor: "patient" },
          ...placeOf("SELECT id, email FROM patients", "email"),
        },
      ],
    },
    {
      ...query("SELECT * FROM patients"),
      errors: [
        {
          messageId: "read",
          data: { fields: "'ssn', 'email', 'phone'", model: "Patient", accessor: "patient" },
          ...placeOf("SELECT * FROM patients", "*"),
        },
      ],
    },
    wrong("read", `SELECT p.* FROM patients p JOIN "Visit" v ON v."patientId" = p.id`, "*"),
    wrong(
      "read",
      "SELECT p.social_security_number FROM public.patients p",
      "social_security_number",
    ),
    wrong("read", "WITH x AS (SELECT phone FROM patients) SELECT id FROM x", "phone"),
    wrong("read", "SELECT lower(email) AS e FROM patients", "email"),
    wrong("read", "UPDATE patients SET city = 'x' RETURNING email", "email"),
    wrong("read", "DELETE FROM patients WHERE id = ${id} RETURNING *", "*"),
    wrong("compare", "SELECT id FROM patients WHERE email = ${email}", "email"),
    wrong("compare", "SELECT id FROM patients ORDER BY phone", "phone"),
    wrong(
      "compare",
      "SELECT 1 WHERE EXISTS (SELECT * FROM patients WHERE phone LIKE ${q})",
      "phone",
    ),
    wrong(
      "compare",
      `SELECT v.id FROM "Visit" v WHERE EXISTS (SELECT 1 FROM patients p WHERE p.phone = v.phone)`,
      "phone",
    ),
    wrong("write", "INSERT INTO patients (id, email) VALUES (${id}, ${email})", "email"),
    wrong("write", "INSERT INTO patients (id, email) VALUES (1, NULL), (2, 'a@b.c')", "email"),
    wrong(
      "write",
      "INSERT INTO patients (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET phone = ${phone}",
      "phone",
    ),
    wrong("write", "UPDATE patients SET email = ${email}::text WHERE id = ${id}", "email"),
    {
      name: "a text with parameters beside it",
      code: `const SQL = "UPDATE patients SET email = $2, city = $3 WHERE id = $1";
prisma.$executeRawUnsafe(SQL, id, email, city);
prisma.$executeRawUnsafe("SELECT id FROM patients WHERE phone = $1", encrypted);`,
      settings,
      errors: [
        {
          messageId: "write",
          data: { fields: "'email'", model: "Patient", accessor: "patient" },
          line: 1,
          column: 34,
          endLine: 1,
          endColumn: 39,
        },
      ],
    },
  ],
});
