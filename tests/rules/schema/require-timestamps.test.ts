import rule from "../../../src/rules/schema/require-timestamps.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

testOnSchemas("require-timestamps", rule, {
  valid: [
    "model Note {\n  id        String   @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n}\n",
    {
      name: "other names that plainly say the same",
      code: "model Note {\n  id       String   @id\n  issuedOn DateTime @default(now())\n  touched  DateTime @updatedAt\n}\n",
    },
    {
      name: "snake case",
      code: 'model note {\n  id         String   @id\n  created_at DateTime @default(dbgenerated("now()"))\n  updated_at DateTime @updatedAt\n}\n',
    },
    {
      name: "an append-only model never changes",
      code: "model AuditLog {\n  id        String   @id\n  action    String\n  actorId   String\n  createdAt DateTime @default(now())\n}\n",
    },
    {
      name: "copies and entries are written once",
      code: "model NoteRevision {\n  id        String   @id\n  status    String\n  body      String\n  createdAt DateTime @default(now())\n}\n\nmodel VitalsReading {\n  id         String   @id\n  recordedAt DateTime @default(now())\n}\n\nmodel InventoryTransaction {\n  id        String   @id\n  quantity  Int\n  createdAt DateTime @default(now())\n}\n",
    },
    {
      name: "a join model",
      code: "model Post {\n  id        String    @id\n  createdAt DateTime  @default(now())\n  updatedAt DateTime  @updatedAt\n  tags      PostTag[]\n}\n\nmodel Tag {\n  id        String    @id\n  createdAt DateTime  @default(now())\n  updatedAt DateTime  @updatedAt\n  posts     PostTag[]\n}\n\nmodel PostTag {\n  postId String\n  tagId  String\n  post   Post   @relation(fields: [postId], references: [id])\n  tag    Tag    @relation(fields: [tagId], references: [id])\n\n  @@id([postId, tagId])\n}\n",
    },
    { name: "views have no rows of their own", code: "view Totals {\n  id Int @unique\n}\n" },
    {
      code: "model Note {\n  id String   @id\n  a  DateTime @default(now())\n  b  DateTime @updatedAt\n}\n",
      options: [{ createdAt: ["a"], updatedAt: ["b"] }],
    },
  ],
  invalid: [
    {
      name: "a transaction that is moved through its states",
      code: "model Transaction {\n  id        String   @id\n  status    String\n  createdAt DateTime @default(now()) @db.Timestamptz(3)\n}\n",
      output:
        "model Transaction {\n  id        String   @id\n  status    String\n  createdAt DateTime @default(now()) @db.Timestamptz(3)\n  updatedAt DateTime @default(now()) @updatedAt @db.Timestamptz(3)\n}\n",
      errors: [{ messageId: "missingUpdated", line: 1, column: 7, endLine: 1, endColumn: 18 }],
    },
    {
      code: "model Note {\n  id   String @id\n  text String\n}\n",
      output:
        "model Note {\n  id        String   @id\n  text      String\n  createdAt DateTime @default(now()) @db.Timestamptz(3)\n  updatedAt DateTime @default(now()) @updatedAt @db.Timestamptz(3)\n}\n",
      errors: [
        {
          messageId: "missingBoth",
          data: { model: "Note" },
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 11,
        },
      ],
    },
    {
      name: "beside the other timestamp, with the map that the others have",
      code: schema(
        'model Note {\n  id        String   @id\n  noteText  String   @map("note_text")\n  createdAt DateTime @default(now()) @map("created_at") @db.Timestamptz(6)\n  authorId  String   @map("author_id")\n}',
      ),
      output: schema(
        'model Note {\n  id        String   @id\n  noteText  String   @map("note_text")\n  createdAt DateTime @default(now()) @map("created_at") @db.Timestamptz(6)\n  updatedAt DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz(6)\n  authorId  String   @map("author_id")\n}',
      ),
      errors: [{ messageId: "missingUpdated", line: 5, column: 7, endLine: 5, endColumn: 11 }],
    },
    {
      name: "in snake case where the model is",
      code: "model note {\r\n  id         String   @id\r\n  updated_at DateTime @updatedAt\r\n  author_id  String\r\n}\r\n",
      output:
        "model note {\r\n  id         String   @id\r\n  updated_at DateTime @updatedAt\r\n  created_at DateTime @default(now()) @db.Timestamptz(3)\r\n  author_id  String\r\n}\r\n",
      errors: [{ messageId: "missingCreated", line: 1, column: 7, endLine: 1, endColumn: 11 }],
    },
    {
      code: "model Note {\n  id        String   @id\n  createdAt DateTime\n  updatedAt DateTime @db.Timestamptz\n}\n",
      output:
        "model Note {\n  id        String   @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @db.Timestamptz\n}\n",
      errors: [
        {
          messageId: "noDefault",
          data: { model: "Note", field: "createdAt" },
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 12,
        },
        {
          messageId: "notMaintained",
          data: { model: "Note", field: "updatedAt" },
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 12,
          // Code may set it when it publishes the row, and not when it raises a counter.
          suggestions: [
            {
              messageId: "maintain",
              output:
                "model Note {\n  id        String   @id\n  createdAt DateTime\n  updatedAt DateTime @updatedAt @db.Timestamptz\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "called as in the other models, and as the other timestamp asks for",
      code: schema(
        "model Team {\n  id        String   @id\n  createdOn DateTime @default(now()) @db.Timestamptz(3)\n  updatedOn DateTime @updatedAt @db.Timestamptz(3)\n}\n\nmodel User {\n  id        String   @id\n  createdOn DateTime @default(now()) @db.Timestamptz(3)\n}\n\nmodel Note {\n  id   String @id\n  text String\n}",
      ),
      output: schema(
        "model Team {\n  id        String   @id\n  createdOn DateTime @default(now()) @db.Timestamptz(3)\n  updatedOn DateTime @updatedAt @db.Timestamptz(3)\n}\n\nmodel User {\n  id        String   @id\n  createdOn DateTime @default(now()) @db.Timestamptz(3)\n  updatedOn DateTime @default(now()) @updatedAt @db.Timestamptz(3)\n}\n\nmodel Note {\n  id        String   @id\n  text      String\n  createdOn DateTime @default(now()) @db.Timestamptz(3)\n  updatedOn DateTime @default(now()) @updatedAt @db.Timestamptz(3)\n}",
      ),
      errors: [
        { messageId: "missingUpdated", line: 11, column: 7, endLine: 11, endColumn: 11 },
        { messageId: "missingBoth", line: 16, column: 7, endLine: 16, endColumn: 11 },
      ],
    },
    {
      name: "as the options say, whatever other models call it",
      code: schema(
        "model Team {\n  id        String   @id\n  createdOn DateTime @default(now())\n  updatedOn DateTime @updatedAt\n}\n\nmodel User {\n  id        String   @id\n  createdOn DateTime @default(now())\n}",
      ),
      options: [{ createdAt: ["madeAt"], updatedAt: ["changedAt"] }],
      output: schema(
        "model Team {\n  id        String   @id\n  createdOn DateTime @default(now())\n  updatedOn DateTime @updatedAt\n}\n\nmodel User {\n  id        String   @id\n  createdOn DateTime @default(now())\n  changedAt DateTime @default(now()) @updatedAt @db.Timestamptz(3)\n}",
      ),
      errors: [{ messageId: "missingUpdated", line: 11, column: 7, endLine: 11, endColumn: 11 }],
    },
    {
      name: "in the schema's case where an adapter's model is in both",
      code: schema(
        "model User {\n  id        String   @id\n  fullName  String\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n  avatarUrl String?\n  lastSeen  DateTime?\n}\n\nmodel Account {\n  id                String  @id\n  userId            String\n  providerAccountId String\n  refresh_token     String?\n  access_token      String?\n  id_token          String?\n}",
      ),
      output: schema(
        "model User {\n  id        String   @id\n  fullName  String\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n  avatarUrl String?\n  lastSeen  DateTime?\n}\n\nmodel Account {\n  id                String   @id\n  userId            String\n  providerAccountId String\n  refresh_token     String?\n  access_token      String?\n  id_token          String?\n  createdAt         DateTime @default(now()) @db.Timestamptz(3)\n  updatedAt         DateTime @default(now()) @updatedAt @db.Timestamptz(3)\n}",
      ),
      errors: [{ messageId: "missingBoth", line: 14, column: 7, endLine: 14, endColumn: 14 }],
    },
    {
      name: "no native type on SQLite",
      code: 'datasource db {\n  provider = "sqlite"\n}\n\nmodel Note {\n  id        String   @id\n  createdAt DateTime @default(now())\n}\n',
      output:
        'datasource db {\n  provider = "sqlite"\n}\n\nmodel Note {\n  id        String   @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @default(now()) @updatedAt\n}\n',
      errors: [{ messageId: "missingUpdated", line: 5, column: 7, endLine: 5, endColumn: 11 }],
    },
  ],
});
