import { describe, expect, it } from "vitest";

import { mayReferTo } from "../../../src/model/schema/foreign-key-types.ts";
import rule from "../../../src/rules/schema/require-foreign-key-type-match.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { startPostgres } from "../../support/postgres.ts";

const CLINIC = "model Clinic {\n  id       String    @id @db.Uuid\n  patients Patient[]\n}\n";

testOnSchemas("require-foreign-key-type-match", rule, {
  valid: [
    schema(
      `${CLINIC}model Patient {\n  id       String @id\n  clinicId String @db.Uuid\n  clinic   Clinic @relation(fields: [clinicId], references: [id])\n}`,
    ),
    {
      name: "text and varchar compare",
      code: schema(
        "model A {\n  id String @id @db.VarChar(10)\n  bs B[]\n}\nmodel B {\n  id  String @id\n  aId String\n  a   A      @relation(fields: [aId], references: [id])\n}",
      ),
    },
    {
      name: "Prisma itself refuses different scalar types",
      code: schema(
        "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id  String @id\n  aId String\n  a   A      @relation(fields: [aId], references: [id])\n}",
      ),
    },
    {
      name: "no foreign key is made",
      code: `datasource db {\n  provider     = "postgresql"\n  relationMode = "prisma"\n}\n${CLINIC}model Patient {\n  id       String @id\n  clinicId String\n  clinic   Clinic @relation(fields: [clinicId], references: [id])\n}`,
    },
  ],
  invalid: [
    {
      code: schema(
        `${CLINIC}model Patient {\n  id       String @id\n  clinicId String\n  clinic   Clinic @relation(fields: [clinicId], references: [id])\n}`,
      ),
      output: schema(
        `${CLINIC}model Patient {\n  id       String @id\n  clinicId String @db.Uuid\n  clinic   Clinic @relation(fields: [clinicId], references: [id])\n}`,
      ),
      errors: [
        {
          message:
            "'Patient.clinicId' is text and refers to 'Clinic.id', which is uuid: Prisma accepts that, PostgreSQL refuses the foreign key and with it the migration.",
          line: 11,
          column: 12,
          endLine: 11,
          endColumn: 18,
        },
      ],
    },
    {
      name: "to the default type, and to one with a length",
      code: schema(
        'model A {\n  id    String @id\n  code  String @unique @db.Char(3)\n  b     B[] @relation("id")\n  c     B[] @relation("code")\n}\nmodel B {\n  id   String @id\n  aId  String @db.Uuid\n  aCode String @db.Uuid\n  a    A @relation("id", fields: [aId], references: [id])\n  c    A @relation("code", fields: [aCode], references: [code])\n}',
      ),
      output: schema(
        'model A {\n  id    String @id\n  code  String @unique @db.Char(3)\n  b     B[] @relation("id")\n  c     B[] @relation("code")\n}\nmodel B {\n  id   String @id\n  aId  String\n  aCode String @db.Char(3)\n  a    A @relation("id", fields: [aId], references: [id])\n  c    A @relation("code", fields: [aCode], references: [code])\n}',
      ),
      errors: [
        { messageId: "mismatch", line: 13, column: 15, endLine: 13, endColumn: 23 },
        { messageId: "mismatch", line: 14, column: 16, endLine: 14, endColumn: 24 },
      ],
    },
  ],
});

/** PostgreSQL's types by their short names, written out where they need a length. */
const TYPES = {
  int2: "int2",
  int4: "int4",
  int8: "int8",
  numeric: "numeric",
  money: "money",
  inet: "inet",
  oid: "oid",
  float4: "float4",
  float8: "float8",
  varchar: "varchar(9)",
  bpchar: "char(9)",
  text: "text",
  bytea: "bytea",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
  date: "date",
  time: "time",
  timetz: "timetz",
  bool: "bool",
  bit: "bit(3)",
  varbit: "varbit(3)",
  uuid: "uuid",
  jsonb: "jsonb",
};

describe("which types may refer to which", () => {
  it("is what PostgreSQL says of every pair", async () => {
    const database = await startPostgres();
    const wrong: string[] = [];
    for (const [target, targetType] of Object.entries(TYPES)) {
      await database.exec(`CREATE TABLE target (id ${targetType} PRIMARY KEY)`);
      for (const [referrer, type] of Object.entries(TYPES)) {
        const accepts = await database
          .exec(`CREATE TABLE referrer (id ${type} REFERENCES target (id)); DROP TABLE referrer`)
          .then(
            () => true,
            () => false,
          );
        if (accepts !== mayReferTo(referrer, target)) wrong.push(`${referrer} -> ${target}`);
      }
      await database.exec("DROP TABLE target");
    }
    await database.close();
    expect(wrong).toEqual([]);
  });
});
