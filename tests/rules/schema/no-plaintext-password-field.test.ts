import rule from "../../../src/rules/schema/no-plaintext-password-field.ts";
import { testOnSchemas } from "../../rule-tester.ts";

function user(fields: string): string {
  return `model User {\n  id String @id\n${fields}\n}\n`;
}

testOnSchemas("no-plaintext-password-field", rule, {
  valid: [
    user("  passwordHash String"),
    user("  hashedPassword String"),
    user("  password_digest String"),
    { name: "a column that says it", code: user('  password String @map("password_hash")') },
    { name: "documentation", code: user("  /// bcrypt, cost 12\n  password String") },
    { name: "documentation behind it", code: user("  password String /// argon2id hash") },
    { name: "a length that says it", code: user("  password String @db.Char(60)") },
    { name: "an annotation", code: user("  /// @encrypted\n  smtpPassword String") },
    { name: "ciphertext", code: user("  encryptedPassword String\n  passwordEnc String") },
    {
      name: "no password",
      code: user(
        "  passwordChangedAt DateTime\n  passwordResetToken String\n  passwordHint String",
      ),
    },
    {
      name: "no text",
      code: user("  password Boolean\n  passwords String[]\n  passphrase Bytes"),
    },
  ],
  invalid: [
    {
      code: user("  email    String\n  password String"),
      errors: [
        {
          messageId: "own",
          data: { model: "User", field: "password", hashed: "passwordHash" },
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 11,
          suggestions: [
            {
              messageId: "documentHash",
              output: user(
                "  email    String\n  /// Holds a hash, never the password itself.\n  password String",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "another spelling, and a length that no hash has",
      code: user("  user_passwd String? @db.VarChar(255)"),
      errors: [
        {
          message:
            "'User.user_passwd' is a password, and nothing says that it is hashed: in plain text it opens every account to whoever reads the table or a backup. Name it 'user_passwd_hash', and store nothing but a hash in it.",
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 14,
          suggestions: [
            {
              messageId: "documentHash",
              output: user(
                "  /// Holds a hash, never the password itself.\n  user_passwd String? @db.VarChar(255)",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "the password of a service",
      code: user("  smtpPassword String"),
      errors: [
        {
          messageId: "service",
          data: { model: "User", field: "smtpPassword" },
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 15,
          suggestions: [
            {
              messageId: "documentEncryption",
              output: user("  /// @encrypted\n  smtpPassword String"),
            },
          ],
        },
      ],
    },
    {
      name: "the password of a connection",
      code: "model LabConfig {\n  id String @id\n  password String\n}\n",
      errors: [
        {
          messageId: "service",
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 11,
          suggestions: [
            {
              messageId: "documentEncryption",
              output:
                "model LabConfig {\n  id String @id\n  /// @encrypted\n  password String\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "another database",
      code: `datasource db {\n  provider = "mysql"\n}\n${user("  passphrase String")}`,
      errors: [
        {
          messageId: "own",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 13,
          suggestions: [
            {
              messageId: "documentHash",
              output: `datasource db {\n  provider = "mysql"\n}\n${user("  /// Holds a hash, never the password itself.\n  passphrase String")}`,
            },
          ],
        },
      ],
    },
  ],
});
