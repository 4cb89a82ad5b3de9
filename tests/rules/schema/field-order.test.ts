import rule from "../../../src/rules/schema/field-order.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const user = (...lines: string[]) =>
  schema(`model User {\n${lines.map((line) => (line === "" ? "\n" : `  ${line}\n`)).join("")}}`);
const order = (...entries: string[]) => [{ orders: [{ order: entries }] }];

testOnSchemas("field-order", rule, {
  valid: [
    user("name String", "id String @id"),
    {
      code: user("id String @id", "name String", "createdAt DateTime"),
      options: order("id", "...", "createdAt"),
    },
    {
      name: "what is not there is not missed",
      code: user("id String @id"),
      options: order("tenantId", "id"),
    },
    {
      name: "without dots the rest comes last",
      code: user("id String @id", "x Int"),
      options: order("id"),
    },
    {
      name: "the first that fits a model",
      code: user("name String", "id String @id"),
      options: [{ orders: [{ models: "User", order: ["...", "id"] }, { order: ["id", "..."] }] }],
    },
  ],
  invalid: [
    {
      name: "a line moves with its comments, and the columns of both tables follow",
      code: user(
        "name String // as on the card",
        "/// Who it is.",
        "// Never shown.",
        "identifier String @id @default(uuid()) // a key",
        "",
        "email String?  @unique",
        "at    DateTime",
      ).replace("name String", "name       String"),
      options: order("identifier", "...", "name"),
      output: user(
        "/// Who it is.",
        "// Never shown.",
        "identifier String @id @default(uuid()) // a key",
        "",
        "email String?  @unique",
        "at    DateTime",
        "name  String // as on the card",
      ),
      errors: [
        {
          message: "'name' of 'User' is not in its place. The order is: identifier, ..., name.",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 7,
        },
      ],
    },
    {
      name: "relations last, in the fewest moves",
      code: user(
        "id     String @id",
        'parent User?  @relation("p", fields: [userId], references: [id])',
        "userId String",
        'users  User[] @relation("p")',
        "count  Int",
      ),
      options: order("@id", "!@relation", "@relation"),
      output: user(
        "id     String @id",
        "userId String",
        "count  Int",
        'parent User?  @relation("p", fields: [userId], references: [id])',
        'users  User[] @relation("p")',
      ),
      errors: [{ messageId: "misplaced", line: 7, column: 3, endLine: 7, endColumn: 9 }],
    },
    {
      name: "what is not aligned stays so",
      code: user("name String", "id String @id"),
      options: order("id"),
      output: user("id String @id", "name String"),
      errors: [{ messageId: "misplaced", line: 6, column: 3, endLine: 6, endColumn: 7 }],
    },
    {
      name: "a block attribute between the fields is no place to move past",
      code: user("name String", "@@index([name])", "id String @id"),
      options: order("id"),
      errors: [{ messageId: "misplaced", line: 6, column: 3, endLine: 6, endColumn: 7 }],
    },
    {
      name: "a heading is not left without its fields",
      code: user("name String", "", "// ---- Keys", "", "id String @id"),
      options: order("id"),
      errors: [{ messageId: "misplaced", line: 6, column: 3, endLine: 6, endColumn: 7 }],
    },
  ],
});
