import rule from "../../../src/rules/schema/require-append-only.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const HEAD = "  id        String    @id\n  action    String\n";
const CREATED = "  createdAt DateTime  @default(now())\n";

testOnSchemas("require-append-only", rule, {
  valid: [
    `model AuditLog {\n${HEAD}${CREATED}}\n`,
    { name: "the time of the event", code: `model AuditLog {\n${HEAD}  at DateTime\n}\n` },
    { name: "no evidence", code: `model Order {\n${HEAD}  updatedAt DateTime @updatedAt\n}\n` },
    {
      name: "a log that is kept up to date is none",
      code: `model SyncLog {\n${HEAD}${CREATED}  updatedAt DateTime  @updatedAt\n}\n`,
    },
    {
      name: "findings of an audit are worked on",
      code: `model AuditFinding {\n${HEAD}${CREATED}  updatedAt DateTime  @updatedAt\n}\n`,
    },
    {
      name: "when the thing changed that it is about",
      code: `model AuditLog {\n${HEAD}${CREATED}  changedAt DateTime?\n}\n`,
    },
  ],
  invalid: [
    {
      code: `model AuditLog {\n${HEAD}${CREATED}  updatedAt DateTime  @updatedAt\n  deletedAt DateTime?\n}\n`,
      errors: [
        {
          message:
            "'AuditLog.updatedAt' says when a row last changed, and rows of 'AuditLog' are evidence that must not change.",
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 12,
          suggestions: [
            {
              messageId: "remove",
              data: { fields: "'updatedAt'" },
              output: `model AuditLog {\n${HEAD}${CREATED}  deletedAt DateTime?\n}\n`,
            },
          ],
        },
        {
          message:
            "'AuditLog.deletedAt' marks rows as deleted, and rows of 'AuditLog' are evidence that must stay.",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 12,
          suggestions: [
            {
              messageId: "remove",
              output: `model AuditLog {\n  id        String   @id\n  action    String\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n}\n`,
            },
          ],
        },
      ],
    },
    {
      name: "the flag goes with the timestamp, and a log by its looks is one too",
      code: "model OrderHistory {\n  id        String   @id\n  createdAt DateTime @default(now())\n\n  deletedAt DateTime?\n  isDeleted Boolean   @default(false)\n\n  @@index([createdAt])\n}\n",
      errors: [
        {
          messageId: "deletes",
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 12,
          suggestions: [
            {
              messageId: "remove",
              data: { fields: "'deletedAt' and 'isDeleted'" },
              output:
                "model OrderHistory {\n  id        String   @id\n  createdAt DateTime @default(now())\n\n  @@index([createdAt])\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "nothing is removed that an index names",
      code: `model AuditLog {\n${HEAD}${CREATED}  deletedAt DateTime?\n\n  @@index([deletedAt])\n}\n`,
      errors: [{ messageId: "deletes", line: 5, column: 3, endLine: 5, endColumn: 12 }],
    },
    {
      name: "nothing is removed that a comment speaks of",
      code: `model AuditLog {\n${HEAD}${CREATED}  /// Set by the purge.\n  deletedAt DateTime?\n}\n`,
      errors: [{ messageId: "deletes", line: 6, column: 3, endLine: 6, endColumn: 12 }],
    },
    {
      name: "no time at all",
      code: schema("model AccessLog {\n  id     String @id\n  userId String\n}"),
      output: schema(
        "model AccessLog {\n  id        String   @id\n  userId    String\n  createdAt DateTime @default(now()) @db.Timestamptz(3)\n}",
      ),
      errors: [
        {
          message:
            "'AccessLog' does not say when a row was written: an entry without its time proves nothing.",
          line: 5,
          column: 7,
          endLine: 5,
          endColumn: 16,
        },
      ],
    },
    {
      name: "a trait of the settings",
      code: "model Charge {\n  id        String   @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n}\n",
      settings: { "prisma-sentinel": { traits: { "append-only": ["Charge"] } } },
      errors: [
        {
          messageId: "changes",
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 12,
          suggestions: [
            {
              messageId: "remove",
              output:
                "model Charge {\n  id        String   @id\n  createdAt DateTime @default(now())\n}\n",
            },
          ],
        },
      ],
    },
  ],
});
