import rule from "../../../src/rules/schema/require-native-type.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const visit = (line: string) => schema(`model Login {\n  id        String @id\n  ${line}\n}`);
const INET = [
  {
    require: [
      { fields: "/^ip/i", types: ["String"], nativeType: "Inet", because: "It is checked." },
    ],
  },
];

testOnSchemas("require-native-type", rule, {
  valid: [
    visit("ipAddress String"),
    { code: visit("ipAddress String @db.Inet"), options: INET },
    { code: visit("ipCount   Int"), options: INET },
    {
      name: "a type that MySQL lacks",
      code: visit("ipAddress String").replace("postgresql", "mysql"),
      options: INET,
    },
    { name: "ciphertext", code: visit("/// @encrypted\n  ipAddress String"), options: INET },
    {
      name: "by default, and with a length of its own",
      code: visit("name      String"),
      options: [{ require: [{ fields: "@scalar", nativeType: ["VarChar(5)", "Text"] }] }],
    },
  ],
  invalid: [
    {
      code: visit("ipAddress String"),
      options: INET,
      errors: [
        {
          message: "'Login.ipAddress' should be stored as @db.Inet. It is checked.",
          line: 7,
          column: 13,
          endLine: 7,
          endColumn: 19,
          suggestions: [
            {
              messageId: "use",
              data: { type: "@db.Inet" },
              output: visit("ipAddress String @db.Inet"),
            },
          ],
        },
      ],
    },
    {
      name: "a type that is written, and one of two that will do",
      code: visit("ipAddress String @db.VarChar(45)"),
      options: [
        {
          require: [{ models: "Login", fields: "ipAddress", nativeType: ["VarChar(39)", "Inet"] }],
        },
      ],
      errors: [
        {
          messageId: "otherType",
          data: {
            model: "Login",
            field: "ipAddress",
            type: "@db.VarChar(39) or @db.Inet",
            because: "This project's configuration asks for it.",
          },
          line: 7,
          column: 20,
          endLine: 7,
          endColumn: 35,
          suggestions: [{ messageId: "use", output: visit("ipAddress String @db.VarChar(39)") }],
        },
      ],
    },
  ],
});
