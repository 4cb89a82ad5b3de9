/** Schemas on which prisma-lint's rules and ours agree, and those on which they differ on purpose. */

interface Rules {
  theirs: string;
  theirOptions?: object;
  ours: string;
  options?: object;
}

export interface Agreement extends Rules {
  wrong: readonly string[];
  right: readonly string[];
}

export interface Difference extends Rules {
  why: string;
  reportedBy: "us" | "them";
  schema: string;
}

const model = (...lines: string[]): string =>
  `model User {\n  id String @id @default(uuid())\n${lines.map((line) => `  ${line}\n`).join("")}}`;

const named = (...conventions: object[]): object => ({ conventions });

export const AGREEMENTS: readonly Agreement[] = [
  {
    theirs: "ban-unbounded-string-type",
    theirOptions: {},
    ours: "no-unbounded-string",
    wrong: [model("name String"), model("name String @db.Text")],
    right: ["model User {\n  id String @id @db.VarChar(30)\n  name String @db.VarChar(100)\n}"],
  },
  {
    theirs: "ban-unbounded-string-type",
    theirOptions: { allowNativeTextType: true },
    ours: "no-unbounded-string",
    options: { allowText: true },
    wrong: [model("name String")],
    right: ["model User {\n  id Int @id\n  name String @db.Text\n}"],
  },
  {
    theirs: "enum-name-pascal-case",
    ours: "naming-convention",
    options: named({ kinds: "enum", case: "PascalCase" }),
    wrong: ["enum user_role {\n  ADMIN\n}"],
    right: ["enum UserRole {\n  ADMIN\n}"],
  },
  {
    theirs: "enum-value-case",
    theirOptions: { style: "snake", case: "upper" },
    ours: "naming-convention",
    options: named({ kinds: "enumValue", case: "UPPER_CASE" }),
    wrong: ["enum Role {\n  admin\n}", "enum Role {\n  SuperAdmin\n}"],
    right: ["enum Role {\n  SUPER_ADMIN\n}"],
  },
  {
    theirs: "enum-value-snake-case",
    ours: "naming-convention",
    options: named({ kinds: "enumValue", case: "snake_case" }),
    wrong: ["enum Role {\n  superAdmin\n}"],
    right: ["enum Role {\n  super_admin\n}"],
  },
  {
    theirs: "field-name-camel-case",
    ours: "naming-convention",
    options: named({ kinds: "field", case: "camelCase" }),
    wrong: [model("first_name String"), model("FirstName String")],
    right: [model("firstName String")],
  },
  {
    theirs: "field-name-grammatical-number",
    theirOptions: { ifList: "plural" },
    ours: "naming-convention",
    options: named({ kinds: "field", fields: "@list", number: "plural" }),
    wrong: [model("email String[]")],
    right: [model("emails String[]"), model("email String")],
  },
  {
    theirs: "field-name-mapping-snake-case",
    ours: "naming-convention",
    options: named({ kinds: "column", case: "snake_case", derived: true }),
    wrong: [model("firstName String"), model('firstName String @map("first")')],
    right: [model('firstName String @map("first_name")', "name String")],
  },
  {
    theirs: "field-order",
    theirOptions: { order: ["id", "...", "createdAt"] },
    ours: "field-order",
    options: { orders: [{ order: ["id", "...", "createdAt"] }] },
    wrong: [model("createdAt DateTime", "name String")],
    right: [model("name String", "createdAt DateTime"), model("name String")],
  },
  {
    theirs: "forbid-field",
    theirOptions: { forbid: ["uuid", "/^legacy/"] },
    ours: "no-restricted-fields",
    options: { restrict: [{ fields: ["uuid", "/^legacy/"] }] },
    wrong: [model("uuid String"), model("legacyId Int")],
    right: [model("uuidText String")],
  },
  {
    theirs: "forbid-required-ignored-field",
    ours: "no-required-ignored-field",
    wrong: [model("old String @ignore")],
    right: [model("old String? @ignore"), model('old String @default("") @ignore')],
  },
  {
    theirs: "model-name-grammatical-number",
    theirOptions: { style: "singular", allowlist: ["Settings"] },
    ours: "naming-convention",
    options: named(
      { kinds: "model", number: "singular" },
      { kinds: "model", names: "Settings", number: "any" },
    ),
    wrong: [model().replace("User", "Users")],
    right: [model(), model().replace("User", "Settings")],
  },
  {
    theirs: "model-name-mapping-snake-case",
    theirOptions: { pluralize: true, trimPrefix: "Db" },
    ours: "naming-convention",
    options: named({
      kinds: "table",
      case: "snake_case",
      number: "plural",
      derived: true,
      trimPrefix: ["Db"],
    }),
    wrong: [model(), model('@@map("user")'), model('@@map("db_users")').replace("User", "DbUser")],
    right: [model('@@map("users")'), model('@@map("users")').replace("User", "DbUser")],
  },
  {
    theirs: "model-name-pascal-case",
    ours: "naming-convention",
    options: named({ kinds: "model", case: "PascalCase" }),
    wrong: [model().replace("User", "db_user")],
    right: [model()],
  },
  {
    theirs: "model-name-prefix",
    theirOptions: { prefix: "Db" },
    ours: "naming-convention",
    options: named({ kinds: "model", prefix: ["Db"] }),
    wrong: [model()],
    right: [model().replace("User", "DbUser")],
  },
  {
    theirs: "require-default-empty-arrays",
    ours: "require-default-empty-list",
    wrong: [model("tags String[]")],
    right: [model("tags String[] @default([])")],
  },
  {
    theirs: "require-field",
    theirOptions: { require: ["createdAt", { name: "currencyCode", ifSibling: "/Amount$/" }] },
    ours: "require-fields",
    options: {
      require: [
        {
          models: "*",
          fields: ["createdAt", { name: "currencyCode", ifSibling: "/Amount$/" }],
        },
      ],
    },
    wrong: [model(), model("createdAt DateTime", "totalAmount Int")],
    right: [
      model("createdAt DateTime"),
      model("createdAt DateTime", "totalAmount Int", "currencyCode String"),
    ],
  },
  {
    theirs: "require-field-index",
    theirOptions: { forNames: ["/At$/"] },
    ours: "require-index",
    options: { indexes: [{ fields: ["/At$/"], each: true }] },
    wrong: [model("createdAt DateTime"), model("aAt DateTime", "bAt DateTime", "@@index([aAt])")],
    right: [model("createdAt DateTime", "@@index([createdAt, id])"), model("name String")],
  },
  {
    theirs: "require-field-index",
    theirOptions: { forAllRelations: true },
    ours: "require-foreign-key-index",
    wrong: [
      model(
        "bossId String",
        'boss User @relation("b", fields: [bossId], references: [id])',
        'all User[] @relation("b")',
      ),
    ],
    right: [
      model(
        "bossId String",
        'boss User @relation("b", fields: [bossId], references: [id])',
        'all User[] @relation("b")',
        "@@index([bossId])",
      ),
    ],
  },
  {
    theirs: "require-field-type",
    theirOptions: { require: [{ ifName: "/At$/", type: "DateTime", nativeType: "Timestamptz" }] },
    ours: "require-fields",
    options: {
      require: [
        {
          models: "*",
          fields: [{ name: "/At$/", each: true, type: "DateTime", nativeType: "Timestamptz" }],
        },
      ],
    },
    wrong: [
      model("createdAt String"),
      model("createdAt DateTime"),
      model("aAt DateTime @db.Timestamptz", "bAt DateTime"),
    ],
    right: [model("createdAt DateTime @db.Timestamptz"), model("name String")],
  },
];

const PARENT = (lines: string): string =>
  `model Parent {\n  p Int\n  q Int\n  children Child[]\n\n  @@id([p, q])\n}\n\nmodel Child {\n${lines}}`;
const RELATION = "  parent Parent @relation(fields: [p, q], references: [p, q])\n";
const FOREIGN_KEYS = {
  theirs: "require-field-index",
  theirOptions: { forAllRelations: true },
  ours: "require-foreign-key-index",
};

export const DIFFERENCES: readonly Difference[] = [
  {
    ...FOREIGN_KEYS,
    why: "one index serves both columns of a key",
    reportedBy: "them",
    schema: PARENT(`  id Int @id\n  p Int\n  q Int\n${RELATION}\n  @@index([p, q])\n`),
  },
  {
    ...FOREIGN_KEYS,
    why: "a primary key is an index",
    reportedBy: "them",
    schema: PARENT(`  p Int\n  q Int\n${RELATION}\n  @@id([p, q])\n`),
  },
  {
    ...FOREIGN_KEYS,
    why: "an index over the second column alone does not find a pair",
    reportedBy: "us",
    schema: PARENT(
      `  id Int @id\n  p Int\n  q Int\n  r Int\n${RELATION}\n  @@index([p, r])\n  @@index([q, r])\n`,
    ),
  },
  {
    ...FOREIGN_KEYS,
    why: "a partial index leaves rows out",
    reportedBy: "us",
    schema:
      'model A {\n  id Int @id\n  bId Int\n  b B @relation(fields: [bId], references: [id])\n\n  @@index([bId], where: raw("x IS NULL"))\n}\nmodel B {\n  id Int @id\n  as A[]\n}',
  },
  {
    theirs: "require-default-empty-arrays",
    ours: "require-default-empty-list",
    why: "the default of a list may be another one",
    reportedBy: "them",
    schema: model('tags String[] @default(["new"])'),
  },
  {
    theirs: "field-name-mapping-snake-case",
    ours: "naming-convention",
    options: named({ kinds: "column", case: "snake_case", derived: true }),
    why: "an acronym is one word",
    reportedBy: "them",
    schema: model('userID String @map("user_id")'),
  },
  {
    theirs: "ban-unbounded-string-type",
    theirOptions: {},
    ours: "no-unbounded-string",
    why: "an id is as long as its generator makes it",
    reportedBy: "them",
    schema: model(),
  },
  {
    theirs: "ban-unbounded-string-type",
    theirOptions: {},
    ours: "no-unbounded-string",
    why: "a VARCHAR without a length has none",
    reportedBy: "us",
    schema: "model User {\n  id Int @id\n  name String @db.VarChar\n}",
  },
];
