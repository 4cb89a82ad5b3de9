import { expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { isNamedCiphertext } from "../../../src/model/encryption/ciphertext-names.ts";
import { buildSchemaModel } from "../../../src/model/schema/build.ts";

function fieldOf(line: string) {
  const text = `model Patient {\n  id String @id\n  ${line}\n}\n`;
  const schema = buildSchemaModel([{ path: "schema.prisma", text, ast: parseSchema(text) }]);
  const field = schema.models.get("Patient")?.fields[1];
  if (!field) throw new Error(line);
  return field;
}

it.each([
  "ssnEncrypted Bytes",
  "ssn_enc String",
  "memberIdCiphertext String?",
  "encryptedNotes String @db.Text",
])("%s holds ciphertext", (line) => {
  expect(isNamedCiphertext(fieldOf(line))).toBe(true);
});

it.each([
  "ssn String",
  "encrypted String",
  "isEncrypted String",
  "ssnEncrypted Boolean",
  "lastEncrypted DateTime",
  "encryptedPassword String",
  "encryptedDataKey Bytes",
  "encryptionVersion String",
])("%s does not say so", (line) => {
  expect(isNamedCiphertext(fieldOf(line))).toBe(false);
});
