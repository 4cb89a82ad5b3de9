import rule from "../../../src/rules/encryption/valid-encryption-annotation.ts";
import { testOnSchemas } from "../../rule-tester.ts";
import { encryptedFields } from "./map-tester.ts";

/** A model with these lines between its id and its end. */
function patient(...lines: string[]): string {
  return ["model Patient {", "  id String @id", ...lines.map((line) => `  ${line}`), "}", ""].join(
    "\n",
  );
}

/** A report at a piece of the fourth line and later: lines and columns from 1, on one line. */
function at(messageId: string, line: number, column: number, length: number) {
  return { messageId, line, column, endLine: line, endColumn: column + length };
}

const SSN = "ssn String /// @encrypted";
const EMAIL = "email String /// @encrypted";

testOnSchemas("valid-encryption-annotation", rule, {
  valid: [
    { name: "nothing annotated", code: patient("ssn String // of the patient") },
    { name: "annotated behind", code: patient("ssn String? /// @encrypted <- can be optional") },
    { name: "annotated above", code: patient("/// @encrypted?mode=strict", "ssn String") },
    { name: "older modes", code: patient("ssn String /// @encrypted?strict") },
    {
      name: "a hash, and options of it",
      code: patient(
        EMAIL,
        "emailHash String? @unique /// @encryption:hash(email)?algorithm=sha512&normalize=lowercase&normalize=trim",
      ),
    },
    {
      name: "a salted hash of few values",
      code: patient(SSN, "ssnHash String? /// @encryption:hash(ssn)?saltEnv=SSN_SALT"),
    },
    {
      name: "a hash of few values, where the environment has the salt",
      code: patient(SSN, "ssnHash String? /// @encryption:hash(ssn)"),
      options: [{ globalSalt: true }],
    },
    {
      name: "a hash before its source",
      code: patient("emailHash String? /// @encryption:hash(email)", EMAIL),
    },
    {
      name: "a cursor",
      code: patient("number String @unique /// @encryption:cursor", EMAIL),
    },
    {
      name: "a remark that speaks of annotations",
      code: patient(
        "ssn String // becomes @encrypted next month",
        "/// to be decrypted by @ops",
        "a Int",
      ),
    },
    {
      name: "a remark beside an annotation",
      code: patient("// @encrypted since March", "/// @encrypted", "ssn String"),
    },
    {
      name: "a remark on a field that the map has",
      code: patient("ssn String // @encrypted"),
      settings: encryptedFields(),
    },
    {
      name: "other tags",
      code: patient("/// @decrypted @deprecated @zod.email() @encoded", "a String"),
    },
    {
      name: "punctuation",
      code: patient("/// @encrypted?mode=strict.", SSN, "/// (@encrypted)", "a String"),
    },
    { name: "half-typed", code: "model Patient {\n  id String @id\n  ssn String /// @encr\n" },
  ],
  invalid: [
    {
      name: "two slashes",
      code: patient("ssn String // @encrypted"),
      errors: [
        {
          ...at("slashes", 3, 14, 13),
          data: { model: "Patient", field: "ssn", annotation: "@encrypted" },
          suggestions: [{ messageId: "correct", output: patient("ssn String /// @encrypted") }],
        },
      ],
    },
    {
      name: "two slashes above, and before a hash",
      code: patient(
        "// @phi @encrypted?mode=strict",
        "ssn String",
        "hash String? // @encryption:hash(ssn)",
      ),
      errors: [
        {
          ...at("slashes", 3, 3, 30),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "/// @phi @encrypted?mode=strict",
                "ssn String",
                "hash String? // @encryption:hash(ssn)",
              ),
            },
          ],
        },
        {
          ...at("slashes", 5, 16, 24),
          data: { model: "Patient", field: "hash", annotation: "@encryption:hash" },
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "// @phi @encrypted?mode=strict",
                "ssn String",
                "hash String? /// @encryption:hash(ssn)",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "an annotation that documents nothing",
      code: patient("/// @encrypted", "", "/// The number.", "ssn String", "/// @phi @encrypted"),
      errors: [at("stray", 3, 7, 10), at("stray", 7, 12, 10)],
    },
    ...[
      ["@encypted", "@encrypted"],
      ["@Encrypted", "@encrypted"],
      ["@encrypt", "@encrypted"],
      ["@encripted", "@encrypted"],
      ["@encyption:hash(email)", "@encryption:hash(email)"],
      ["@encrypt:hash(email)", "@encryption:hash(email)"],
    ].map(([typo = "", meant = ""]) => ({
      name: `a typo: ${typo}`,
      code: patient(EMAIL, `a String? /// @phi ${typo}`),
      errors: [
        {
          ...at("typo", 4, 22, typo.length),
          suggestions: [
            { messageId: "correct", output: patient(EMAIL, `a String? /// @phi ${meant}`) },
          ],
        },
      ],
    })),
    ...[
      "@encrypted:hash(email)",
      "@encryption:hash( email )",
      "@encryption:Hash(email)",
      "@encryption.hash(email)",
      "@encryption: hash(email)",
    ].map((form) => ({
      name: `no form of a hash: ${form}`,
      code: patient(EMAIL, `a String? /// ${form}`),
      errors: [
        {
          ...at("hashForm", 4, 17, form.length),
          suggestions: [
            {
              messageId: "correct",
              output: patient(EMAIL, "a String? /// @encryption:hash(email)"),
            },
          ],
        },
      ],
    })),
    {
      name: "a hash of nothing",
      code: patient("a String? /// @encryption:hash()", "b String? /// @encryption:hash"),
      errors: [at("hashForm", 3, 17, 18), at("hashForm", 4, 17, 16)],
    },
    {
      name: "what no text is",
      code: patient(
        "born DateTime /// @encrypted",
        "answers Json /// @encrypted",
        EMAIL,
        "emailHash Int? /// @encryption:hash(email)",
      ),
      errors: [
        {
          ...at("type", 3, 21, 10),
          data: { model: "Patient", field: "born", annotation: "@encrypted", type: "DateTime" },
        },
        at("type", 4, 20, 10),
        at("type", 6, 22, 23),
      ],
    },
    {
      name: "a list, which is not encrypted",
      code: patient("phones String[] /// @encrypted"),
      errors: [{ ...at("list", 3, 23, 10), data: { model: "Patient", field: "phones" } }],
    },
    {
      name: "decrypted alone",
      code: patient(
        "/// Not any more. @encrypted?mode=readonly",
        "ssn String",
        "a String /// @encrypted?readonly",
      ),
      errors: [
        {
          ...at("readonly", 3, 21, 24),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "/// Not any more. @encrypted",
                "ssn String",
                "a String /// @encrypted?readonly",
              ),
            },
          ],
        },
        {
          ...at("readonly", 5, 16, 19),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "/// Not any more. @encrypted?mode=readonly",
                "ssn String",
                "a String /// @encrypted",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "options that nobody reads",
      code: patient("ssn String /// @encrypted?mod=strict", "a String /// @encrypted?mode=Strict"),
      errors: [
        {
          ...at("unknownOption", 3, 29, 3),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "ssn String /// @encrypted?mode=strict",
                "a String /// @encrypted?mode=Strict",
              ),
            },
          ],
        },
        {
          ...at("unknownValue", 4, 32, 6),
          data: { key: "mode", written: "Strict", hint: " Did you mean 'strict'?" },
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "ssn String /// @encrypted?mod=strict",
                "a String /// @encrypted?mode=strict",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "options of a hash that nobody reads",
      code: patient(
        EMAIL,
        "a String? /// @encryption:hash(email)?normalise=trim&outputEncoding=base58",
      ),
      errors: [
        {
          ...at("unknownOption", 4, 41, 9),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                EMAIL,
                "a String? /// @encryption:hash(email)?normalize=trim&outputEncoding=base58",
              ),
            },
          ],
        },
        {
          ...at("unknownValue", 4, 71, 6),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                EMAIL,
                "a String? /// @encryption:hash(email)?normalise=trim&outputEncoding=base64",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "an option cut short",
      code: patient(EMAIL, "a String? /// @encryption:hash(email)?algorithm=sha512-256 <- shorter"),
      errors: [
        {
          ...at("cutShort", 4, 40, 21),
          data: {
            model: "Patient",
            field: "a",
            source: "email",
            query: "?algorithm=sha512",
            cut: "-256",
          },
        },
      ],
    },
    {
      name: "hashes of what is not there, and of what is in clear",
      code: patient(
        EMAIL,
        "phone String",
        "a String? /// @encryption:hash(emai)",
        "b String? /// @encryption:hash(nobody)",
        "c String? /// @encryption:hash(phone)?salt=x",
      ),
      errors: [
        {
          ...at("unknownSource", 5, 34, 4),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                EMAIL,
                "phone String",
                "a String? /// @encryption:hash(email)",
                "b String? /// @encryption:hash(nobody)",
                "c String? /// @encryption:hash(phone)?salt=x",
              ),
            },
          ],
        },
        at("unknownSource", 6, 34, 6),
        at("plainSource", 7, 34, 5),
      ],
    },
    {
      name: "two hashes of one field",
      code: patient(
        EMAIL,
        "a String? /// @encryption:hash(email)",
        "b String? /// @encryption:hash(email)",
      ),
      errors: [
        {
          ...at("sameSource", 5, 34, 5),
          data: { model: "Patient", field: "b", source: "email", earlier: "a" },
        },
      ],
    },
    {
      name: "hashes without a salt, of values that can be tried out",
      code: patient(
        "homePhone String /// @encrypted",
        "a String? /// @encryption:hash(homePhone)?normalize=spaces",
        SSN,
        "b String? /// @encryption:hash(ssn)",
      ),
      errors: [
        {
          ...at("unsalted", 4, 17, 44),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "homePhone String /// @encrypted",
                "a String? /// @encryption:hash(homePhone)?normalize=spaces&saltEnv=PRISMA_FIELD_ENCRYPTION_HASH_SALT",
                SSN,
                "b String? /// @encryption:hash(ssn)",
              ),
            },
          ],
        },
        {
          ...at("unsalted", 6, 17, 21),
          suggestions: [
            {
              messageId: "correct",
              output: patient(
                "homePhone String /// @encrypted",
                "a String? /// @encryption:hash(homePhone)?normalize=spaces",
                SSN,
                "b String? /// @encryption:hash(ssn)?saltEnv=PRISMA_FIELD_ENCRYPTION_HASH_SALT",
              ),
            },
          ],
        },
      ],
    },
  ],
});
