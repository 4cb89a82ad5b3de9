import { join } from "node:path";

import rule from "../../../src/rules/schema/require-foreign-key-index.ts";
import { testOnSchemas, testOnSql } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const PATIENT = "model Patient {\n  id     String  @id\n  visits Visit[]\n}\n\n";
const RELATION = "  patient   Patient @relation(fields: [patientId], references: [id])\n";

function visit(attributes: string, idLine = "  id        String  @id\n"): string {
  return `${PATIENT}model Visit {\n${idLine}  patientId String\n${RELATION}${attributes}}\n`;
}

const PAIRS =
  "model Pair {\n  a Int\n  b Int\n  uses Use[]\n\n  @@id([a, b])\n}\n\nmodel Use {\n  id   Int  @id\n  a    Int\n  b    Int\n  pair Pair @relation(fields: [a, b], references: [a, b])\n";

testOnSchemas("require-foreign-key-index", rule, {
  valid: [
    visit("\n  @@index([patientId])\n"),
    visit("\n  @@index([patientId, id])\n"),
    visit("\n  @@unique([patientId, id])\n"),
    visit("\n  @@id([patientId, id])\n", "  id        String\n"),
    visit("\n  @@index([patientId], type: Hash)\n"),
    { name: "in any order", code: `${PAIRS}\n  @@index([b, a])\n}\n` },
    {
      name: "one-to-one",
      code: "model User {\n  id      String   @id\n  profile Profile?\n}\n\nmodel Profile {\n  id     String @id\n  userId String @unique\n  user   User   @relation(fields: [userId], references: [id])\n}\n",
    },
    {
      name: "MySQL indexes foreign keys itself",
      code: `datasource db {\n  provider = "mysql"\n}\n\n${visit("")}`,
    },
  ],
  invalid: [
    {
      code: visit(""),
      output: visit("\n  @@index([patientId])\n"),
      errors: [
        {
          messageId: "missingIndex",
          data: { table: "Visit", columns: "'patientId'", target: "Patient" },
          line: 9,
          column: 39,
          endLine: 9,
          endColumn: 50,
        },
      ],
    },
    {
      name: "not the first column",
      code: visit("\n  @@index([id, patientId])\n"),
      output: visit("\n  @@index([id, patientId])\n  @@index([patientId])\n"),
      errors: [{ messageId: "missingIndex", line: 9, column: 39, endLine: 9, endColumn: 50 }],
    },
    {
      name: "GIN does not serve lookups by value",
      code: visit("\n  @@index([patientId], type: Gin)\n"),
      output: visit("\n  @@index([patientId], type: Gin)\n  @@index([patientId])\n"),
      errors: [{ messageId: "missingIndex", line: 9, column: 39, endLine: 9, endColumn: 50 }],
    },
    {
      name: "half of a composite key",
      code: `${PAIRS}\n  @@index([a])\n}\n`,
      output: `${PAIRS}\n  @@index([a])\n  @@index([a, b])\n}\n`,
      errors: [
        {
          messageId: "missingIndex",
          data: { table: "Use", columns: "'a', 'b'", target: "Pair" },
          line: 13,
          column: 31,
          endLine: 13,
          endColumn: 37,
        },
      ],
    },
    {
      name: "two relations over one key are one finding, and @@map stays last",
      code: 'model A {\n  id String @id\n  b1 B[]    @relation("one")\n  b2 B[]    @relation("two")\n}\n\nmodel B {\n  id  String @id\n  aId String\n  a1  A      @relation("one", fields: [aId], references: [id])\n  a2  A      @relation("two", fields: [aId], references: [id])\n\n  @@map("b")\n}\n',
      output:
        'model A {\n  id String @id\n  b1 B[]    @relation("one")\n  b2 B[]    @relation("two")\n}\n\nmodel B {\n  id  String @id\n  aId String\n  a1  A      @relation("one", fields: [aId], references: [id])\n  a2  A      @relation("two", fields: [aId], references: [id])\n\n  @@index([aId])\n  @@map("b")\n}\n',
      errors: [{ messageId: "missingIndex", line: 10, column: 39, endLine: 10, endColumn: 44 }],
    },
  ],
});

const INIT = "prisma/migrations/20260101000000_init/migration.sql";
const TABLES = `CREATE TABLE "Patient" ("id" text PRIMARY KEY);
CREATE TABLE "Visit" ("id" text PRIMARY KEY, "patientId" text NOT NULL);
`;

/** The schema without an index, in a project whose migration makes this one. */
function besideIndex(index: string) {
  const code = `datasource db {\n  provider = "postgresql"\n}\n\n${visit("")}`;
  const folder = makeProject({ "prisma/schema.prisma": code, [INIT]: `${TABLES}${index}\n` });
  return { name: index, code, filename: join(folder, "prisma/schema.prisma") };
}

const MISSING = { messageId: "missingIndex", line: 13, column: 39, endLine: 13, endColumn: 50 };

testOnSchemas("require-foreign-key-index, beside indexes that SQL alone makes", rule, {
  valid: [
    besideIndex(`CREATE INDEX ON "Visit" ("patientId");`),
    besideIndex(`CREATE INDEX ON "Visit" ("patientId", lower("id"));`),
    besideIndex(`CREATE INDEX ON "Visit" ("patientId" DESC) INCLUDE ("id");`),
    besideIndex(`CREATE INDEX ON "Visit" ("patientId") WHERE "patientId" IS NOT NULL;`),
    besideIndex(`ALTER TABLE "Visit" ADD UNIQUE ("patientId", "id");`),
  ],
  invalid: [
    `CREATE INDEX ON "Visit" ("patientId") WHERE "id" IS NOT NULL;`,
    `CREATE INDEX ON "Visit" ("patientId") WHERE "patientId" IS NOT NULL AND "id" > '5';`,
    `CREATE INDEX ON "Visit" ("patientId") WHERE "patientId" IS NULL;`,
    `CREATE INDEX ON "Visit" (lower("patientId"));`,
    `CREATE INDEX ON "Visit" USING gin ("patientId");`,
    `CREATE INDEX "i" ON "Visit" ("patientId"); DROP INDEX "i";`,
  ].map((index) => {
    const beside = besideIndex(index);
    const output = beside.code.replace(/(Visit \{[^}]*\n)\}/u, "$1\n  @@index([patientId])\n}");
    return { ...beside, output, errors: [MISSING] };
  }),
});

/** A migration of a project whose model has the column, and no relation over it. */
function ofModel(code: string, relation = "") {
  const schema = `datasource db {
  provider = "postgresql"
}

model Patient {
  id     String  @id
${relation === "" ? "" : "  visits Visit[]\n"}}

model Visit {
  id        String @id
  patientId String
${relation}}
`;
  const folder = makeProject({ "prisma/schema.prisma": schema, [INIT]: code });
  return { code, filename: join(folder, INIT) };
}

const KEY = `ALTER TABLE "Visit" ADD CONSTRAINT "v" FOREIGN KEY ("patientId") REFERENCES "Patient"("id");\n`;

testOnSql("require-foreign-key-index", rule, {
  valid: [
    { name: "of a relation: the schema's matter", ...ofModel(TABLES + KEY, RELATION) },
    {
      name: "of a model without a relation, indexed",
      ...ofModel(`${TABLES}${KEY}CREATE INDEX ON "Visit" ("patientId");\n`),
    },
    {
      name: "with values alone",
      code: "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a(id));\nCREATE INDEX ON b (a_id) WHERE a_id IS NOT NULL;\n",
    },
    "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a(id));\nCREATE INDEX ON b (a_id);\n",
    "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int PRIMARY KEY REFERENCES a(id));\n",
    {
      name: "gone again at the end",
      code: "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a(id));\nDROP TABLE b;\n",
    },
  ],
  invalid: [
    {
      name: "of a model, where SQL alone knows the key",
      ...ofModel(TABLES + KEY),
      errors: [
        {
          messageId: "missingIndex",
          data: { table: "Visit", columns: "'patientId'", target: "Patient" },
          line: 3,
          column: 25,
          endLine: 3,
          endColumn: 92,
        },
      ],
    },
    {
      code: "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a(id));\n",
      errors: [
        {
          messageId: "missingIndex",
          data: { table: "b", columns: "'a_id'", target: "a" },
          line: 2,
          column: 26,
          endLine: 2,
          endColumn: 42,
        },
      ],
    },
    {
      code: "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int);\nCREATE INDEX b_some ON b (a_id) WHERE a_id > 0;\nALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a(id);\n",
      errors: [{ messageId: "missingIndex", line: 4, column: 19, endLine: 4, endColumn: 69 }],
    },
  ],
});
