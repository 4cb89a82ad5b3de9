import type { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/naming-convention.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

/** A schema whose fields are mostly in camelCase, and its models in PascalCase. */
const CAMEL = `model LabResult {
  id          String @id
  patientName String
  takenAt     String
  resultCode  String
  resultText  String
  labName     String
  signedBy    String
}
`;

const options = (...conventions: object[]) => [{ conventions }];
const MAPPED = options(
  { kinds: "table", case: "snake_case", number: "plural", derived: true },
  { kinds: "column", case: "snake_case", derived: true },
);

testOnSchemas("naming-convention", rule, {
  valid: [
    schema(CAMEL),
    {
      name: "too few names to tell",
      code: schema("model User {\n  id String @id\n  first_name String\n  lastName String\n}"),
    },
    {
      name: "a model with a habit of its own",
      code: schema(
        `${CAMEL}\nmodel Job {\n  id String @id\n  run_at String\n  run_by String\n  run_on String\n  run_to String\n  run_in String\n}`,
      ),
    },
    {
      name: "a relation named by the formatter",
      code: schema(
        `${CAMEL}\nmodel Room {\n  id String @id\n  RoomPlan RoomPlan[]\n}\nmodel RoomPlan {\n  id String @id\n  roomId String\n  room Room @relation(fields: [roomId], references: [id])\n}`,
      ),
    },
    {
      name: "what Auth.js calls its fields",
      code: schema(`${CAMEL}\nmodel Account {\n  id String @id\n  refresh_token String\n}`),
    },
    {
      name: "digits and acronyms by either way",
      code: schema(
        'model AddressLine {\n  line2Text String @map("line_2_text")\n  s3Key String @map("s3_key")\n  userID String @id @map("user_id")\n\n  @@map("address_lines")\n}',
      ),
      options: MAPPED,
    },
    {
      code: schema('model GraphQLQuery {\n  id String @id\n\n  @@map("graphql_queries")\n}'),
      options: [{ ...MAPPED[0], compoundWords: ["GraphQL"] }],
    },
    {
      code: schema('model Corpus {\n  id String @id\n\n  @@map("corpora")\n}'),
      options: [{ ...MAPPED[0], plurals: { corpus: "corpora" } }],
    },
    {
      code: schema('model DbUser {\n  id String @id\n\n  @@map("user")\n}'),
      options: options({ kinds: "table", case: "snake_case", derived: true, trimPrefix: ["Db"] }),
    },
    {
      name: "a later convention overrides an earlier one",
      code: schema("model legacy_user {\n  id String @id\n}"),
      options: options(
        { kinds: ["model"], case: "PascalCase" },
        { kinds: "model", names: "legacy_*", case: "any" },
      ),
    },
  ],
  invalid: [
    {
      name: "one field of a schema in another case",
      code: schema(
        `${CAMEL}\nmodel Visit {\n  id       String @id\n  visit_no Int\n\n  @@index([visit_no])\n}`,
      ),
      errors: [
        {
          message:
            "The field 'visit_no' of 'Visit' is not in camelCase, as nearly all others are: whoever needs it has to look it up. Call it 'visitNo'.",
          line: 17,
          column: 3,
          endLine: 17,
          endColumn: 11,
          suggestions: [
            {
              messageId: "rename",
              data: { expected: "visitNo" },
              output: schema(
                `${CAMEL}\nmodel Visit {\n  id      String @id\n  visitNo Int    @map("visit_no")\n\n  @@index([visitNo])\n}`,
              ),
            },
          ],
        },
      ],
    },
    {
      name: "tables and columns in snake_case, in the plural",
      code: schema(
        "model UserRole {\n  id       String @id\n  roleName String @unique\n  level    Int\n}",
      ),
      options: MAPPED,
      output: schema(
        'model UserRole {\n  id       String @id\n  roleName String @unique\n  level    Int\n\n  @@map("user_roles")\n}',
      ).replace("@unique", '@unique @map("role_name")'),
      errors: [
        {
          message:
            "The table 'UserRole' of 'UserRole' is not named after 'UserRole': call it 'user_roles'.",
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 15,
        },
        { messageId: "notDerived", line: 7, column: 3, endLine: 7, endColumn: 11 },
      ],
    },
    {
      name: "a map that is written",
      code: schema(
        'model User {\n  id   String @id\n  name String @map("Name")\n\n  @@map("user")\n}',
      ),
      options: MAPPED,
      output: schema(
        'model User {\n  id   String @id\n  name String @map("name")\n\n  @@map("users")\n}',
      ),
      errors: [
        { messageId: "notDerived", line: 9, column: 9, endLine: 9, endColumn: 15 },
        { messageId: "notDerived", line: 7, column: 20, endLine: 7, endColumn: 26 },
      ].reverse(),
    },
    {
      name: "a model is renamed with all fields of its type",
      code: schema(
        "model users {\n  id    String  @id\n  posts posts[]\n}\n\nmodel posts {\n  id     String @id\n  userId String\n  user   users  @relation(fields: [userId], references: [id])\n}",
      ),
      options: options({ kinds: "model", case: "PascalCase", models: "users", number: "singular" }),
      errors: [
        {
          messageId: "wrongCase",
          data: { what: "model 'users'", wanted: "PascalCase", expected: "Users" },
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 12,
          suggestions: [
            {
              messageId: "rename",
              output: schema(
                'model Users {\n  id    String  @id\n  posts posts[]\n\n  @@map("users")\n}\n\nmodel posts {\n  id     String @id\n  userId String\n  user   Users  @relation(fields: [userId], references: [id])\n}',
              ),
            },
          ],
        },
      ],
    },
    {
      name: "a key is renamed where it is referred to",
      code: schema(
        "model User {\n  user_id String @id\n  posts   Post[]\n}\n\nmodel Post {\n  id     String @id\n  userId String\n  user   User   @relation(fields: [userId], references: [user_id])\n}",
      ),
      options: options({ kinds: "field", case: "camelCase" }),
      errors: [
        {
          messageId: "wrongCase",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 10,
          suggestions: [
            {
              messageId: "rename",
              output: schema(
                'model User {\n  userId String @id @map("user_id")\n  posts  Post[]\n}\n\nmodel Post {\n  id     String @id\n  userId String\n  user   User   @relation(fields: [userId], references: [userId])\n}',
              ),
            },
          ],
        },
      ],
    },
    {
      name: "lists in the plural",
      code: schema('model User {\n  id    String   @id\n  email String[] @map("email")\n}'),
      options: options({ kinds: "field", fields: "@list", number: "plural" }),
      errors: [
        {
          message: "The field 'email' of 'User' is not in the plural: call it 'emails'.",
          line: 7,
          column: 3,
          endLine: 7,
          endColumn: 8,
          suggestions: [
            {
              messageId: "rename",
              output: schema(
                'model User {\n  id     String   @id\n  emails String[] @map("email")\n}',
              ),
            },
          ],
        },
      ],
    },
    {
      name: "enums and their values",
      code: schema(
        "enum user_role {\n  admin\n  READER\n}\n\nmodel A {\n  id   String    @id\n  role user_role\n}",
      ),
      options: options(
        { kinds: "enum", case: "PascalCase" },
        { kinds: "enumValue", case: "UPPER_CASE" },
      ),
      errors: [
        {
          messageId: "wrongCase",
          line: 5,
          column: 6,
          endLine: 5,
          endColumn: 15,
          suggestions: [
            {
              messageId: "rename",
              output: schema(
                'enum UserRole {\n  admin\n  READER\n\n  @@map("user_role")\n}\n\nmodel A {\n  id   String   @id\n  role UserRole\n}',
              ),
            },
          ],
        },
        {
          messageId: "wrongCase",
          data: { what: "value 'admin' of 'user_role'", wanted: "UPPER_CASE", expected: "ADMIN" },
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 8,
        },
      ],
    },
    {
      name: "prefixes, and the names of constraints",
      code: schema(
        'model User {\n  id String @id\n  tbl String\n\n  @@index([tbl], map: "User_by_tbl")\n}',
      ),
      options: options(
        { kinds: "index", case: "snake_case", suffix: ["_idx"] },
        { kinds: "model", prefix: ["Db"] },
        { kinds: "field", forbidPrefix: ["tbl", "fld"] },
      ),
      errors: [
        {
          message: "The model 'User' should begin or end with 'Db'.",
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 11,
        },
        {
          message: "The field 'tbl' of 'User' should not begin or end with 'tbl'.",
          line: 7,
          column: 3,
          endLine: 7,
          endColumn: 6,
        },
        { messageId: "wrongCase", line: 9, column: 23, endLine: 9, endColumn: 36 },
      ],
    },
    {
      name: "longer than the database allows",
      code: schema(`model ${"Long".repeat(16)} {\n  id String @id\n}`),
      errors: [
        {
          messageId: "tooLong",
          data: {
            what: `table '${"Long".repeat(16)}' of '${"Long".repeat(16)}'`,
            bytes: "64",
            limit: "63",
          },
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 71,
        },
      ],
    },
  ],
});

describe("what a database has already", () => {
  const SCHEMA = schema(
    "model User {\n  id       String @id\n  lastSeen String\n  lastRole String\n}",
  );
  const MIGRATION =
    'CREATE TABLE "User" ("id" TEXT NOT NULL PRIMARY KEY, "lastSeen" TEXT NOT NULL);\n';
  const project = () =>
    makeProject({
      "prisma/schema.prisma": SCHEMA,
      "prisma/migrations/20260101000000_init/migration.sql": MIGRATION,
    });
  const also = (fixExisting: boolean): Linter.Config[] => [
    {
      files: ["**/*.prisma"],
      rules: {
        "prisma-sentinel/naming-convention": [
          "warn",
          { conventions: [{ kinds: "column", case: "snake_case" }], fixExisting },
        ],
      },
    },
  ];

  it("is not mapped by --fix, and what is new is", async () => {
    const folder = project();
    const found = await lint(folder, { patterns: ["**/*.prisma"], fix: true, also: also(false) });
    const names = found.filter(({ rule: name }) => name === "naming-convention");
    expect(names.map(({ line }) => line)).toEqual([7]);
  });

  it("is mapped where that is wanted", async () => {
    const folder = project();
    const found = await lint(folder, { patterns: ["**/*.prisma"], fix: true, also: also(true) });
    expect(found.filter(({ rule: name }) => name === "naming-convention")).toEqual([]);
  });
});
