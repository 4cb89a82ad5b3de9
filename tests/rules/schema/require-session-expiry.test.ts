import rule from "../../../src/rules/schema/require-session-expiry.ts";
import { testOnSchemas } from "../../rule-tester.ts";

const model = (name: string, ...fields: string[]) =>
  `model ${name} {\n  id String @id\n${fields.map((field) => `  ${field}\n`).join("")}}\n`;
const LOGIN =
  "model Session {\n  id        String    @id\n  userId    String\n  tokenHash String    @unique\n";
const EXPIRES = "  expiresAt DateTime\n";
const REVOKED = "  revokedAt DateTime?\n";

const BETTER_AUTH = `${model("Session", "userId String", "token String", "expiresAt DateTime", "userAgent String?", "@@unique([token])")}
${model("Account", "accountId String", "providerId String", "password String?")}
`;
const VERIFICATION = model(
  "Verification",
  "identifier String",
  "value String",
  "expiresAt DateTime",
);

testOnSchemas("require-session-expiry", rule, {
  valid: [
    `${LOGIN}${EXPIRES}${REVOKED}}\n`,
    `${LOGIN}${EXPIRES}  isActive Boolean\n}\n`,
    {
      name: "snake case, seconds",
      code: `${LOGIN}  expires_at Int\n  logged_out_at DateTime?\n}\n`,
    },
    {
      name: "a session of Auth.js ends when its row is deleted",
      code: model("Session", "sessionToken String", "userId String", "expires DateTime"),
    },
    {
      name: "as does one of Better Auth",
      code: BETTER_AUTH + VERIFICATION,
    },
    {
      name: "a token for one use",
      code: model("PasswordResetToken", "token String", "expires DateTime"),
    },
    { name: "a therapy session", code: model("Session", "patientId String", "startsAt DateTime") },
    { name: "a connection", code: model("WorkerSession", "ipAddress String", "machineId String") },
    {
      name: "logging out deletes the row",
      code: `${LOGIN}${EXPIRES}}\n`,
      options: [{ revocation: false }],
    },
  ],
  invalid: [
    {
      name: "without its verifications it is not known to be Better Auth's",
      code: BETTER_AUTH,
      errors: [
        {
          messageId: "notRevocable",
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 14,
          suggestions: 1,
        },
      ],
    },
    {
      code: `${LOGIN}${REVOKED}}\n`,
      errors: [
        {
          message:
            "Rows of 'Session' never expire: who finds an old token, in a backup or a browser, is logged in.",
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 14,
          suggestions: [
            {
              messageId: "add",
              data: { field: "expiresAt", type: "DateTime" },
              output: `${LOGIN}${REVOKED}  expiresAt DateTime  @db.Timestamptz(3)\n}\n`,
            },
          ],
        },
      ],
    },
    {
      name: "a session that somebody's device holds",
      code: "model Session {\n  id        String  @id\n  userId    String\n  userAgent String\n  revoked   Boolean\n}\n",
      errors: [
        {
          messageId: "noExpiry",
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 14,
          suggestions: [
            {
              messageId: "add",
              output:
                "model Session {\n  id        String   @id\n  userId    String\n  userAgent String\n  revoked   Boolean\n  expiresAt DateTime @db.Timestamptz(3)\n}\n",
            },
          ],
        },
      ],
    },
    {
      code: `${LOGIN}${EXPIRES}  lastActiveAt DateTime?\n}\n`,
      errors: [
        {
          message:
            "A session of 'Session' cannot be revoked: until it expires, a stolen token opens the account, and a deleted row leaves no proof that it was open.",
          line: 1,
          column: 7,
          endLine: 1,
          endColumn: 14,
          suggestions: [
            {
              messageId: "add",
              data: { field: "revokedAt", type: "DateTime?" },
              output: `${LOGIN}${EXPIRES}  lastActiveAt DateTime?\n  revokedAt DateTime? @db.Timestamptz(3)\n}\n`,
            },
          ],
        },
      ],
    },
    {
      code: `${LOGIN}  expiresAt DateTime?\n${REVOKED}}\n`,
      errors: [
        {
          message:
            "'Session.expiresAt' may be missing, and a session without it never expires: whoever finds its token is logged in.",
          line: 5,
          column: 13,
          endLine: 5,
          endColumn: 22,
          suggestions: [
            {
              messageId: "makeRequired",
              data: { field: "expiresAt" },
              output: `${LOGIN}${EXPIRES}${REVOKED}}\n`,
            },
          ],
        },
      ],
    },
  ],
});
