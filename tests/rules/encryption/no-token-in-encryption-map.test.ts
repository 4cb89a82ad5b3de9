import rule from "../../../src/rules/encryption/no-token-in-encryption-map.ts";
import { testOnSchemas } from "../../rule-tester.ts";
import { testOnMaps } from "./map-tester.ts";

testOnMaps("no-token-in-encryption-map", rule, {
  valid: [
    {
      name: "tokens of other services are read, not looked up",
      code: 'export const MAP = { User: ["googleRefreshToken"] };',
    },
    { name: "unique, and no credential", code: 'export const MAP = { User: ["email"] };' },
  ],
  invalid: [
    {
      code: 'export const MAP = {\n  User: [\n    "googleRefreshToken",\n    "passwordResetToken", // found by its value\n  ],\n};',
      output:
        'export const MAP = {\n  User: [\n    "googleRefreshToken",\n    // found by its value\n  ],\n};',
      errors: [
        {
          messageId: "token",
          data: { model: "User", field: "passwordResetToken" },
          line: 4,
          column: 5,
          endLine: 4,
          endColumn: 25,
        },
      ],
    },
    {
      code: 'export const MAP = { user: ["passwordResetToken"] };',
      output: "export const MAP = { user: [] };",
      errors: [{ messageId: "token", line: 1, column: 29, endLine: 1, endColumn: 49 }],
    },
  ],
});

testOnSchemas("no-token-in-encryption-map", rule, {
  valid: ["model User {\n  id String @id\n  /// @encrypted\n  googleRefreshToken String?\n}\n"],
  invalid: [
    {
      code: "model User {\n  id                 String  @id\n  /// @encrypted\n  passwordResetToken String? @unique\n}\n",
      errors: [
        {
          messageId: "annotatedToken",
          data: { model: "User", field: "passwordResetToken" },
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 21,
        },
      ],
    },
  ],
});
