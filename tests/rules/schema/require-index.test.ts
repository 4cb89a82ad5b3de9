import rule from "../../../src/rules/schema/require-index.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const log = (...lines: string[]) =>
  schema(
    `model AuditLog {\n${["id         String @id", "resourceId String", "actorId    String", ...lines].map((line) => (line === "" ? "\n" : `  ${line}\n`)).join("")}}`,
  );
const indexes = (...all: object[]) => [{ indexes: all }];

testOnSchemas("require-index", rule, {
  valid: [
    log(),
    {
      code: log("", "@@index([resourceId, actorId])"),
      options: indexes({ fields: ["resourceId"] }),
    },
    {
      code: log("", "@@unique([actorId, resourceId])"),
      options: indexes({ fields: ["resourceId", "/^actor/"], anyOrder: true }),
    },
    { name: "the key", code: log(), options: indexes({ fields: ["@id"] }) },
    { name: "no such field", code: log(), options: indexes({ fields: ["resourceId", "at"] }) },
  ],
  invalid: [
    {
      code: log("", "@@index([actorId, resourceId])"),
      options: indexes(
        {
          models: "@consent /^Audit/",
          fields: ["resourceId"],
          because: "Reviews go by it.",
        },
        { models: "AuditLog", fields: ["resourceId"], because: "Reviews go by it." },
      ),
      output: log("", "@@index([actorId, resourceId])", "@@index([resourceId])"),
      errors: [
        {
          message:
            "No index of 'AuditLog' begins with 'resourceId': finding a row by it reads the whole table. Reviews go by it.",
          line: 7,
          column: 3,
          endLine: 7,
          endColumn: 13,
        },
      ],
    },
    {
      name: "in this order, over all rows, in a tree",
      code: log(
        "",
        "@@index([actorId, resourceId])",
        '@@index([resourceId, actorId], where: raw("x"))',
        "@@index([resourceId, actorId], type: Brin)",
      ),
      options: indexes({ fields: ["resourceId", "actorId"] }),
      output: log(
        "",
        "@@index([actorId, resourceId])",
        '@@index([resourceId, actorId], where: raw("x"))',
        "@@index([resourceId, actorId], type: Brin)",
        "@@index([resourceId, actorId])",
      ),
      errors: [{ messageId: "notIndexed", line: 7, column: 3, endLine: 7, endColumn: 13 }],
    },
  ],
});
