import rule from "../../../src/rules/encryption/no-index-on-encrypted-field.ts";
import { encryptedFields, testOnEncryptedSchemas } from "./map-tester.ts";

testOnEncryptedSchemas("no-index-on-encrypted-field", rule, {
  valid: [
    {
      name: "plain fields",
      code: "model Patient {\n  id       String @id\n  clinicId String\n  mrnHash  String @unique\n  mrn      String\n\n  @@index([clinicId, mrnHash])\n}\n",
    },
    {
      name: "of another model",
      code: "model Clinic {\n  id  String @id\n  mrn String @unique\n}\n",
    },
    {
      name: "unique for the client, beside an annotated hash that is",
      code: "model User {\n  id        String  @id\n  email     String  @unique /// @encrypted\n  emailHash String? @unique /// @encryption:hash(email)\n}\n",
    },
    {
      name: "deterministic encryption",
      code: "model Patient {\n  id  String @id\n  mrn String @unique\n}\n",
      settings: encryptedFields({ ciphertext: { deterministic: true } }),
    },
    {
      name: "half-typed",
      code: "model Patient {\n  id  String @id\n  mrn String\n\n  @@index([mrn2, ])\n  @@unique()\n}\n",
    },
  ],
  invalid: [
    {
      name: "by its name",
      code: "model Clinic {\n  id           String @id\n  taxEncrypted Bytes  @unique\n}\n",
      errors: [
        {
          messageId: "unique",
          line: 3,
          column: 23,
          endLine: 3,
          endColumn: 30,
          suggestions: [
            {
              messageId: "addHash",
              output:
                "model Clinic {\n  id           String  @id\n  taxEncrypted Bytes\n  taxHash      String? @unique\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "unique, without a companion",
      code: `model Patient {
  id  String @id
  mrn String @unique
  age Int
}
`,
      errors: [
        {
          messageId: "unique",
          line: 3,
          column: 14,
          endLine: 3,
          endColumn: 21,
          suggestions: [
            {
              messageId: "addHash",
              output: `model Patient {
  id      String  @id
  mrn     String
  mrnHash String? @unique
  age     Int
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "unique, with a companion",
      code: `model Patient {
  id      String  @id
  mrn     String  @unique(map: "patient_mrn")
  mrnHash String?
}
`,
      errors: [
        {
          messageId: "unique",
          line: 3,
          column: 19,
          endLine: 3,
          endColumn: 46,
          suggestions: [
            {
              messageId: "moveToHash",
              output: `model Patient {
  id      String  @id
  mrn     String
  mrnHash String? @unique
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "in keys and indexes of the block",
      code: `model Patient {
  id       String @id
  clinicId String
  mrn      String
  ssn      String

  @@unique([clinicId, mrn])
  @@index([ssn(sort: Desc), clinicId])
  @@index([mrn])
}
`,
      errors: [
        {
          messageId: "unique",
          line: 7,
          column: 23,
          endLine: 7,
          endColumn: 26,
          suggestions: [
            {
              messageId: "addHash",
              output: `model Patient {
  id       String  @id
  clinicId String
  mrn      String
  mrnHash  String?
  ssn      String

  @@unique([clinicId, mrnHash])
  @@index([ssn(sort: Desc), clinicId])
  @@index([mrn])
}
`,
            },
          ],
        },
        {
          messageId: "index",
          line: 8,
          column: 12,
          endLine: 8,
          endColumn: 15,
          suggestions: [
            {
              messageId: "addHash",
              output: `model Patient {
  id       String  @id
  clinicId String
  mrn      String
  ssn      String
  ssnHash  String?

  @@unique([clinicId, mrn])
  @@index([ssnHash(sort: Desc), clinicId])
  @@index([mrn])
}
`,
            },
          ],
        },
        {
          messageId: "index",
          line: 9,
          column: 12,
          endLine: 9,
          endColumn: 15,
          suggestions: [
            {
              messageId: "addHash",
              output: `model Patient {
  id       String  @id
  clinicId String
  mrn      String
  mrnHash  String?
  ssn      String

  @@unique([clinicId, mrn])
  @@index([ssn(sort: Desc), clinicId])
  @@index([mrnHash])
}
`,
            },
            {
              messageId: "drop",
              output: `model Patient {
  id       String @id
  clinicId String
  mrn      String
  ssn      String

  @@unique([clinicId, mrn])
  @@index([ssn(sort: Desc), clinicId])
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "an id",
      code: `model Patient {
  clinicId String
  mrn      String

  @@id([clinicId, mrn])
}

model Note {
  body String @id
}
`,
      errors: [
        {
          messageId: "id",
          line: 5,
          column: 19,
          endLine: 5,
          endColumn: 22,
        },
        {
          messageId: "id",
          line: 9,
          column: 15,
          endLine: 9,
          endColumn: 18,
        },
      ],
    },
    {
      name: "an annotated field whose hash is not unique",
      code: `model User {
  id        String  @id
  email     String  @unique /// @encrypted
  emailHash String? /// @encryption:hash(email)
}
`,
      errors: [
        {
          messageId: "unique",
          line: 3,
          column: 21,
          endLine: 3,
          endColumn: 28,
          suggestions: [
            {
              messageId: "moveToHash",
              output: `model User {
  id        String  @id
  email     String  @unique /// @encrypted
  emailHash String? @unique /// @encryption:hash(email)
}
`,
            },
          ],
        },
      ],
    },
    {
      name: "the companion stands in the index already",
      code: `model Patient {
  id      String  @id
  ssn     String
  ssnHash String?

  @@index([ssn, ssnHash])
}
`,
      errors: [
        {
          messageId: "index",
          line: 6,
          column: 12,
          endLine: 6,
          endColumn: 15,
        },
      ],
    },
  ],
});
