import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/no-plaintext-password-field.ts";
import { testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

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
    { name: "a length that bcrypt has", code: user("  password String @db.VarChar(60)") },
    {
      name: "an account of Better Auth",
      code: user("  accountId String\n  providerId String\n  password String?"),
    },
    {
      name: "an account of Auth.js that Better Auth has taken over",
      code: user("  provider String\n  providerAccountId String\n  password String?"),
    },
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
      name: "an account that a clinic keeps for a provider",
      code: 'model Login {\n  id String @id\n  accountId String\n  providerId String\n  provider Login @relation("p", fields: [providerId], references: [id])\n  logins Login[] @relation("p")\n  password String?\n}\n',
      errors: [{ messageId: "own", line: 7, column: 3, endLine: 7, endColumn: 11, suggestions: 1 }],
    },
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

describe("beside migrations", () => {
  async function linesFound(insert: string): Promise<number[]> {
    const folder = makeProject({
      "package.json": "{}",
      "prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n}\n\n${user('  name String\n  password String\n\n  @@map("user")')}`,
      "prisma/migrations/20260101000000_init/migration.sql": `CREATE TABLE "user" ("id" TEXT PRIMARY KEY, "name" TEXT NOT NULL, "password" TEXT NOT NULL);\n${insert}`,
    });
    const found = await lint(folder, { preset: "strict", patterns: ["**/*.prisma"] });
    return found
      .filter(({ rule: name }) => name === "no-plaintext-password-field")
      .map(({ line }) => line);
  }
  const insert = (table: string, value: string) =>
    `INSERT INTO "${table}" (id, name, password) VALUES ('1', 'admin', '${value}');`;

  it.each([
    "$2b$10$BUli0c.muyCW1ErNJc3jL.vFRFtFJWrT8/GcR4A.sUdCznaXiqFXa",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG",
    "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD",
    "pbkdf2_sha256$260000$c29tZXNhbHQ$RdescudvJCsgt3ub",
  ])("takes the hash that a migration inserts for proof: %s", async (hash) => {
    expect(await linesFound(insert("user", hash))).toEqual([]);
  });

  it("takes no other value, and no other table", async () => {
    expect(await linesFound(insert("user", "umami"))).toEqual([8]);
    const other = 'CREATE TABLE "other" (id TEXT PRIMARY KEY, name TEXT, password TEXT);\n';
    expect(await linesFound(other + insert("other", "$2b$10$BUli0c.muyCW1ErNJc3jL."))).toEqual([8]);
  });
});
