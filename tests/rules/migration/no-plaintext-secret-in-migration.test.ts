import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-plaintext-secret-in-migration.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

const BCRYPT = "$2b$12$KIXQ4S1xS8q9u0S8q9u0SeKIXQ4S1xS8q9u0S8q9u0SeKIXQ4S1xS";
/** Put together here, so that no scanner takes this file for a leak. */
const STRIPE = ["sk_", "live_4eC39HqLyjWDarjtT1zdp7dc"].join("");

testOnSql("no-plaintext-secret-in-migration", rule, {
  valid: [
    ``,
    `INSERT INTO "User" ("email", "password") VALUES ('admin@clinic.org', '${BCRYPT}');`,
    `INSERT INTO "User" ("email", "passwordHash") VALUES ('admin@clinic.org', 'whatever-it-is');`,
    `INSERT INTO "User" ("email", "password") VALUES ($1, $2), ('b', NULL), ('c', ''), ('d', DEFAULT);`,
    `UPDATE "User" SET "password" = 'disabled', "apiKey" = NULL, "token" = gen_random_uuid()::text;`,
    `INSERT INTO "Role" ("name", "description") VALUES ('ADMIN', 'May change passwords');`,
    `INSERT INTO "Setting" ("tokenType", "passwordPolicy") VALUES ('bearer', 'at least 12 characters');`,
    `ALTER ROLE app PASSWORD NULL;`,
    `ALTER ROLE app PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy';`,
    `CREATE ROLE app LOGIN PASSWORD '\${APP_PASSWORD}';`,
    `CREATE ROLE app NOLOGIN;`,
    `CREATE USER MAPPING FOR app SERVER lab OPTIONS (user 'app', password ':lab_password');`,
    `CREATE SUBSCRIPTION s CONNECTION 'host=db user=app' PUBLICATION p;`,
    `SELECT pgp_sym_encrypt("ssn", current_setting('app.encryption_key')) FROM "Patient";`,
    `SELECT crypt("password", gen_salt('bf')) FROM "User";`,
    `SELECT encrypt('a', 'b');`,
    `SET lock_timeout = '5s'; SET app.tenant_id = 'hogwarts-school';`,
    `INSERT INTO "User" ("a") VALUES ('x') ON CONFLICT DO NOTHING;`,
    {
      name: "no table that the schema or a migration knows",
      code: `INSERT INTO "User" VALUES ('admin@clinic.org', 'hunter2');`,
    },
  ],
  invalid: [
    {
      code: `INSERT INTO "User" ("email", "password") VALUES\n  ('a@clinic.org', 'hunter2'),\n  ('b@clinic.org', '${BCRYPT}'),\n  ('c@clinic.org', 'hunter3'::text);`,
      errors: [
        {
          message:
            "'password' of 'User' is given a secret in clear: it stays in the repository's history, and every copy of this database begins with it. Store a hash, or set it at run time; and change this one.",
          ...at(2, 20, 9),
        },
        { messageId: "value", ...at(4, 20, 15) },
      ],
    },
    {
      name: "a password that works until someone changes it",
      code: `INSERT INTO "User" ("password") SELECT 'changeme';`,
      errors: [{ messageId: "value", ...at(1, 40, 10) }],
    },
    {
      code: `UPDATE "Integration" SET "apiKey" = 'a1b2c3d4e5f6' WHERE "id" = 1;`,
      errors: [{ messageId: "value", ...at(1, 37, 14) }],
    },
    {
      name: "what a conflict updates",
      code: `INSERT INTO "User" ("email") VALUES ('a') ON CONFLICT ("email") DO UPDATE SET "password" = 'hunter2';`,
      errors: [{ messageId: "value", ...at(1, 92, 9) }],
    },
    {
      name: "in a block",
      code: `DO $$ BEGIN\n  UPDATE "User" SET "password" = 'hunter2';\n  EXECUTE 'ALTER ROLE app PASSWORD ''hunter2''';\nEND $$;`,
      errors: [
        { messageId: "value", ...at(2, 34, 9) },
        { messageId: "role", ...at(3, 27, 8) },
      ],
    },
    {
      code: `CREATE ROLE app LOGIN PASSWORD 'hunter2';\nALTER USER CURRENT_USER WITH PASSWORD 'unknown';`,
      errors: [
        {
          message:
            "The password of role 'app' stands here in clear: it stays in the repository's history, and PostgreSQL may log it. Set it outside of the migrations, or give the SCRAM-SHA-256 verifier; and change this one.",
          ...at(1, 23, 8),
        },
        { messageId: "role", ...at(2, 30, 8) },
      ],
    },
    {
      code: `CREATE USER MAPPING FOR app SERVER lab OPTIONS (user 'app', password 'hunter2');`,
      errors: [
        {
          message:
            "'password' is given a secret in clear: it stays in the repository's history, and whoever reads the catalogs sees it. Set it outside of the migrations; and change this one.",
          ...at(1, 61, 8),
        },
      ],
    },
    {
      code: `CREATE SUBSCRIPTION s CONNECTION 'host=db password=hunter2' PUBLICATION p;`,
      errors: [{ messageId: "option", ...at(1, 34, 26) }],
    },
    {
      code: `ALTER DATABASE clinic SET app.jwt_secret = 'a1b2c3d4e5f6';`,
      errors: [{ messageId: "option", ...at(1, 44, 14) }],
    },
    {
      code: `UPDATE "User" SET "password" = crypt('hunter2', gen_salt('bf'));\nSELECT pgp_sym_decrypt("ssn", 'the key') FROM "Patient";`,
      errors: [
        {
          message:
            "crypt() is given a password or key as a constant: it stays in the repository's history, and what it protects is no longer protected. Compute the value outside of the migrations; and change the secret.",
          ...at(1, 38, 9),
        },
        { messageId: "argument", ...at(2, 31, 9) },
      ],
    },
    {
      name: "once, whatever the column is called",
      code: `INSERT INTO "Setting" ("apiKey", "value") VALUES ('${STRIPE}', 'postgresql://app:hunter2@db/clinic');`,
      errors: [
        {
          message:
            "This constant holds a Stripe key: it stays in the repository's history. Revoke it, and read it at run time from where secrets are kept.",
          ...at(1, 51, 34),
        },
        { messageId: "known", ...at(1, 87, 36) },
      ],
    },
  ],
});

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id        String  @id
  firstName String  @map("first_name")
  ssn       String?
  mrn       String?
  note      String?
  visits    Visit[]

  @@map("patients")
}

model Visit {
  id        String  @id
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id])
}

model Product {
  id        String @id
  firstName String
}

model User {
  id       String @id
  email    String
  password String
}
`;

async function findings(sql: string): Promise<string[]> {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA,
    "prisma/migrations/migration_lock.toml": `provider = "postgresql"\n`,
    "prisma/migrations/20260101000000_init/migration.sql": `CREATE TABLE "User" ("id" TEXT, "email" TEXT, "password" TEXT);`,
    "prisma/migrations/20260102000000_rows/migration.sql": sql,
  });
  const all = await lint(folder, { preset: "hipaa", patterns: ["**/20260102*/*.sql"] });
  return all
    .filter((finding) => finding.rule === "no-plaintext-secret-in-migration")
    .map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
}

describe("no-plaintext-secret-in-migration in a project", () => {
  it("knows the order of a table's columns", async () => {
    expect(await findings(`INSERT INTO "User" VALUES ('1', 'a@clinic.org', 'hunter2');`)).toEqual([
      expect.stringMatching(/^1:49 'password' of 'User' /u),
    ]);
  });

  it("reports rows of patients", async () => {
    const sql = `INSERT INTO "patients" ("id", "first_name", "ssn", "mrn") VALUES\n  ('p1', 'Marguerite', '123-45-6789', NULL),\n  ('p2', 'Unknown', '', 'n/a');`;
    expect(await findings(sql)).toEqual([
      "2:10 'first_name' of 'patients' holds health information, and this value looks like that of a real person: it stays in the repository's history. Load such rows from outside of the migrations.",
      expect.stringMatching(/^2:24 'ssn' of 'patients' /u),
    ]);
  });

  it("takes what goes into many rows for a default, unless it identifies someone", async () => {
    const sql = `UPDATE "patients" SET "first_name" = 'Someone', "ssn" = '123-45-6789';\nINSERT INTO "patients" ("id", "first_name") SELECT "id", 'Someone' FROM "Product";`;
    expect(await findings(sql)).toEqual([expect.stringMatching(/^1:57 'ssn' of 'patients' /u)]);
  });

  it("is silent about what is no patient's", async () => {
    expect(await findings(`INSERT INTO "Product" VALUES ('p', 'Marguerite');`)).toEqual([]);
  });
});
