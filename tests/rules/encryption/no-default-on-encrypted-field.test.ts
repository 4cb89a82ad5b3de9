import rule from "../../../src/rules/encryption/no-default-on-encrypted-field.ts";
import { testOnEncryptedSchemas } from "./map-tester.ts";

testOnEncryptedSchemas("no-default-on-encrypted-field", rule, {
  valid: [
    "model Patient {\n  id String @id\n  ssn String\n}\n",
    'model Patient {\n  id String @id\n  age String @default("unknown")\n}\n',
    {
      name: "an empty text",
      code: 'model Patient {\n  id String @id\n  notes String @default("")\n}\n',
    },
    {
      name: "an empty document",
      code: 'model Patient {\n  id String @id\n  answers Json @default("{ }")\n}\n',
    },
    {
      name: "an empty list",
      code: "model Patient {\n  id String @id\n  notes String[] @default([])\n}\n",
    },
    { name: "half-typed", code: "model Patient {\n  id String @id\n  ssn String @default(\n}\n" },
  ],
  invalid: [
    {
      name: "a literal",
      code: `model Patient {
  id    String @id
  phone String @default("unknown") @db.Text
}
`,
      errors: [
        {
          messageId: "literal",
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 35,
          suggestions: [
            {
              messageId: "remove",
              output: `model Patient {
  id    String @id
  phone String @db.Text
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "values that are made behind the code",
      code: `model Patient {
  id  String @id
  mrn String @default(cuid())
  ssn String @default(dbgenerated("next_ssn()"))
}
`,
      errors: [
        {
          messageId: "generated",
          line: 3,
          column: 14,
          endLine: 3,
          endColumn: 30,
          suggestions: [
            {
              messageId: "remove",
              output: `model Patient {
  id  String @id
  mrn String
  ssn String @default(dbgenerated("next_ssn()"))
}
`,
            },
          ],
        },
        {
          messageId: "generated",
          line: 4,
          column: 14,
          endLine: 4,
          endColumn: 49,
          suggestions: [
            {
              messageId: "remove",
              output: `model Patient {
  id  String @id
  mrn String @default(cuid())
  ssn String
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "a document and a list",
      code: `model Patient {
  id      String   @id
  answers Json     @default("{ \\"smokes\\": true }")
  notes   String[] @default(["none"])
}
`,
      errors: [
        {
          messageId: "literal",
          line: 3,
          column: 20,
          endLine: 3,
          endColumn: 52,
          suggestions: [
            {
              messageId: "remove",
              output: `model Patient {
  id      String   @id
  answers Json
  notes   String[] @default(["none"])
}
`,
            },
          ],
        },
        {
          messageId: "literal",
          line: 4,
          column: 20,
          endLine: 4,
          endColumn: 38,
          suggestions: [
            {
              messageId: "remove",
              output: `model Patient {
  id      String   @id
  answers Json     @default("{ \\"smokes\\": true }")
  notes   String[]
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
  id   String @id
  code String @default("0000") /// @encrypted
}
`,
      errors: [
        {
          messageId: "literal",
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 31,
          suggestions: [
            {
              messageId: "remove",
              output: `model User {
  id   String @id
  code String /// @encrypted
}
`,
            },
          ],
        },
      ],
    },
  ],
});
