import rule from "../../../src/rules/encryption/require-encrypted-field-capacity.ts";
import { encryptedFields, testOnEncryptedSchemas } from "./map-tester.ts";

testOnEncryptedSchemas("require-encrypted-field-capacity", rule, {
  valid: [
    "model Patient {\n  id String @id\n  ssn String\n}\n",
    "model Patient {\n  id String @id\n  ssn String @db.Text\n}\n",
    "model Patient {\n  id String @id\n  ssn String @db.VarChar\n}\n",
    {
      name: "room for a number of 11 digits",
      code: "model Patient {\n  id String @id\n  ssn String @db.VarChar(66)\n}\n",
    },
    {
      name: "room enough for anything",
      code: "model Patient {\n  id String @id\n  notes String @db.VarChar(1000)\n}\n",
    },
    {
      name: "not encrypted",
      code: "model Patient {\n  id String @id\n  code String @db.VarChar(10)\n}\n",
    },
    {
      name: "half-typed",
      code: "model Patient {\n  id String @id\n  ssn String @db.VarChar(x)\n}\n",
    },
    {
      name: "another database",
      code: 'datasource db {\n  provider = "mysql"\n}\n\nmodel Patient {\n  id  String @id\n  ssn String @db.VarChar(11)\n}\n',
    },
    {
      name: "a format that is shorter",
      code: "model Patient {\n  id String @id\n  ssn String @db.VarChar(27)\n}\n",
      settings: encryptedFields({ ciphertext: { overheadBytes: 11 } }),
    },
  ],
  invalid: [
    {
      name: "a length that nobody knows",
      code: `model Patient {
  id   String @id
  mrn  String @unique @db.VarChar(100)
  name String
}
`,
      errors: [
        {
          messageId: "short",
          line: 3,
          column: 23,
          endLine: 3,
          endColumn: 39,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id   String @id
  mrn  String @unique @db.Text
  name String
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "lengths that are known",
      code: `model Patient {
  id    String @id
  ssn   String @db.VarChar(60)
  phone String @db.VarChar(90)
}
`,
      errors: [
        {
          messageId: "short",
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 31,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id    String @id
  ssn   String @db.Text
  phone String @db.VarChar(90)
}
`,
            },
          ],
        },
        {
          messageId: "short",
          line: 4,
          column: 16,
          endLine: 4,
          endColumn: 31,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id    String @id
  ssn   String @db.VarChar(60)
  phone String @db.Text
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "no room at all",
      code: `model Patient {
  id  String @id
  ssn String @db.VarChar(11)
  mrn String @db.Char
}
`,
      errors: [
        {
          messageId: "none",
          line: 3,
          column: 14,
          endLine: 3,
          endColumn: 29,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id  String @id
  ssn String @db.Text
  mrn String @db.Char
}
`,
            },
          ],
        },
        {
          messageId: "none",
          line: 4,
          column: 14,
          endLine: 4,
          endColumn: 22,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id  String @id
  ssn String @db.VarChar(11)
  mrn String @db.Text
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "another format",
      code: `model Patient {
  id  String @id
  ssn String @db.VarChar(80)
}
`,
      settings: encryptedFields({
        ciphertext: { cipher: "AES-256-CBC", encoding: "hex", overheadBytes: 60 },
      }),
      errors: [
        {
          messageId: "none",
          line: 3,
          column: 14,
          endLine: 3,
          endColumn: 29,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id  String @id
  ssn String @db.Text
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "an option",
      code: `model Patient {
  id    String @id
  notes String @db.VarChar(1000)
}
`,
      options: [{ enoughBytes: 1000 }],
      errors: [
        {
          messageId: "short",
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 33,
          suggestions: [
            {
              messageId: "useText",
              output: `model Patient {
  id    String @id
  notes String @db.Text
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "annotated",
      code: `model User {
  id  String @id
  /// @encrypted
  ssn String @db.VarChar(74)
}
`,
      errors: [
        {
          messageId: "short",
          line: 4,
          column: 14,
          endLine: 4,
          endColumn: 29,
          suggestions: [
            {
              messageId: "useText",
              output: `model User {
  id  String @id
  /// @encrypted
  ssn String @db.Text
}
`,
            },
          ],
        },
      ],
    },
  ],
});
