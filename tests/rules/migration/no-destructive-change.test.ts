import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/migration/no-destructive-change.ts";
import { testOnSql } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

const ALL = [{ allow: [] }];

testOnSql("no-destructive-change", rule, {
  valid: [
    ``,
    `ALTER TABLE "Visit" ADD COLUMN "note" TEXT;`,
    `ALTER TABLE "Visit" ALTER COLUMN "note" DROP NOT NULL;`,
    `DROP INDEX "Visit_idx"; ALTER TABLE "Visit" DROP CONSTRAINT "fk";`,
    `CREATE TABLE t (a INT); ALTER TABLE t DROP COLUMN a; DROP TABLE t;`,
    {
      name: "Prisma's own way to change an enum",
      code: `BEGIN;
CREATE TYPE "Role_new" AS ENUM ('A');
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`,
      options: ALL,
    },
    {
      name: "copied first",
      code: `UPDATE "Visit" SET "text" = "note"; ALTER TABLE "Visit" DROP COLUMN "note";`,
    },
    {
      code: `TRUNCATE "Visit"; DROP TABLE "Visit"; DROP SCHEMA s CASCADE;`,
      options: [{ allow: ["truncate", "dropTable", "dropSchema"] }],
    },
  ],
  invalid: [
    {
      code: `ALTER TABLE "Visit"\n  DROP COLUMN "note";`,
      errors: [
        {
          message:
            "DROP COLUMN removes all values of 'note' of 'Visit' for good, and code that still reads it fails at once. Stop reading it first, keep a copy, and drop it in a migration of its own.",
          ...at(2, 15, 6),
        },
      ],
    },
    {
      code: `ALTER TABLE "Visit" DROP COLUMN "note", ADD COLUMN "note" JSONB;`,
      errors: [
        {
          message:
            "'note' of 'Visit' is dropped and added again, and all its values are lost. Change it in place: ALTER COLUMN … TYPE … USING keeps them.",
          ...at(1, 33, 6),
        },
      ],
    },
    {
      code: `DROP TABLE "Visit", public."Bill" CASCADE;`,
      errors: [
        {
          message:
            "DROP TABLE removes 'Visit' and all its rows for good, and code that still reads it fails at once. Stop reading it first, keep a copy, and drop it in a migration of its own.",
          ...at(1, 12, 7),
        },
        { messageId: "dropTable", ...at(1, 21, 13) },
      ],
    },
    {
      code: `DROP SCHEMA billing CASCADE;\nDROP DATABASE clinic;`,
      errors: [
        {
          message:
            "DROP SCHEMA … CASCADE removes 'billing' with every table, type and function in it for good. Drop what is in it one by one, so that each can be reviewed.",
          ...at(1, 13, 7),
        },
        {
          message:
            "DROP DATABASE removes 'clinic' for good, backups aside, and fails in a transaction. It has no place in a migration.",
          ...at(2, 1, 13),
        },
      ],
    },
    {
      code: `ALTER TABLE "Visit" ALTER COLUMN "note" DROP NOT NULL;`,
      options: ALL,
      errors: [
        {
          message:
            "'note' of 'Visit' may be NULL from now on: code that was promised a value fails on the first one, and SET NOT NULL comes back only when all of them are filled. Deploy code that can take NULL first.",
          ...at(1, 34, 6),
        },
      ],
    },
    {
      code: `TRUNCATE "Visit";\nTRUNCATE "Bill" CASCADE;`,
      errors: [
        {
          message:
            "TRUNCATE removes all rows of 'Visit' for good, without a trigger for each. Delete the rows that are meant, by a condition.",
          ...at(1, 10, 7),
        },
        {
          message:
            "TRUNCATE … CASCADE removes all rows of 'Bill' for good, and those of every table that refers to it. Delete the rows that are meant, by a condition.",
          ...at(2, 10, 6),
        },
      ],
    },
    {
      name: "in a block",
      code: `DO $$ BEGIN\n  EXECUTE 'DROP TABLE "Visit"';\nEND $$;`,
      errors: [{ messageId: "dropTable", ...at(2, 23, 7) }],
    },
  ],
});

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id        String  @id
  firstName String
  ssn       String?
  visits    Visit[]

  @@map("patients")
}

model Visit {
  id        String  @id
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id])
}

model Product {
  id   String @id
  name String
}
`;

const INIT = `CREATE TABLE "patients" ("id" TEXT PRIMARY KEY, "firstName" TEXT NOT NULL, "ssn" TEXT, "email" TEXT);
CREATE TABLE "Visit" ("id" TEXT PRIMARY KEY, "patientId" TEXT NOT NULL REFERENCES "patients" ("id"), "room" TEXT, "joinToken" TEXT);
CREATE TABLE "Allergy" ("id" TEXT PRIMARY KEY, "patientId" TEXT NOT NULL REFERENCES "patients" ("id"), "text" TEXT);
CREATE TABLE "Product" ("id" TEXT PRIMARY KEY, "name" TEXT);
CREATE TABLE "Price" ("id" TEXT PRIMARY KEY, "productId" TEXT REFERENCES "Product" ("id"));
CREATE TABLE "Rebate" ("id" TEXT PRIMARY KEY, "priceId" TEXT REFERENCES "Price" ("id"));`;

async function findings(sql: string): Promise<string[]> {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA,
    "prisma/migrations/migration_lock.toml": `provider = "postgresql"\n`,
    "prisma/migrations/20260101000000_init/migration.sql": INIT,
    "prisma/migrations/20260102000000_next/migration.sql": sql,
  });
  const all = await lint(folder, { preset: "hipaa", patterns: ["**/20260102*/*.sql"] });
  return all
    .filter((finding) => finding.rule === "no-destructive-change")
    .map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
}

describe("no-destructive-change: what is about patients", () => {
  it("says so of tables, by the names that the database has", async () => {
    expect(await findings(`TRUNCATE "patients";\nDROP TABLE "Visit";`)).toEqual([
      "1:10 'patients' holds health information, and TRUNCATE removes it for good: what a record said can no longer be shown. Move the rows to an archive in an earlier migration, and check them there.",
      expect.stringMatching(/^2:12 'Visit' holds health information, and DROP TABLE /u),
    ]);
  });

  it("says so of tables that the schema no longer has", async () => {
    expect(await findings(`DROP TABLE "Allergy";\nDROP TABLE "Price";`)).toEqual([
      expect.stringMatching(/^1:12 'Allergy' holds health information/u),
      expect.stringMatching(/^2:12 DROP TABLE removes 'Price'/u),
    ]);
  });

  it("says so of columns", async () => {
    expect(await findings(`ALTER TABLE "patients" DROP COLUMN "email";`)).toEqual([
      "1:36 'email' belongs to 'patients', which holds health information, and is removed for good: what a record said can no longer be shown. Move the values to an archive in an earlier migration, and check them there.",
    ]);
    expect(await findings(`ALTER TABLE "Product" DROP COLUMN "name";`)).toEqual([
      expect.stringMatching(/^1:35 DROP COLUMN removes/u),
    ]);
  });

  it("asks for no archive of credentials", async () => {
    expect(
      await findings(`ALTER TABLE "Visit" DROP COLUMN "joinToken", DROP COLUMN "room";`),
    ).toEqual([
      expect.stringMatching(/^1:33 DROP COLUMN removes all values of 'joinToken' of 'Visit'/u),
      expect.stringMatching(/^1:58 'room' belongs to 'Visit'/u),
    ]);
  });

  it("names what TRUNCATE … CASCADE empties besides", async () => {
    const [message] = await findings(`TRUNCATE "Product" CASCADE;`);
    expect(message).toContain("every table that refers to it ('Price', 'Rebate').");
  });
});
