import { describe, expect, it } from "vitest";

import { findEncryptionMaps } from "../../../src/model/encryption/discover.ts";
import { parseModule } from "../../../src/project/modules.ts";

const FIELDS: Record<string, ReadonlySet<string>> = {
  Client: new Set(["id", "ssn", "email", "name"]),
  client: new Set(["id", "ssn", "email", "name"]),
};

function find(file: string, text: string): string[] {
  const module = parseModule(text, file);
  if (!module.ok) throw new Error(module.message);
  const model = (name: string) => {
    const fields = FIELDS[name];
    return fields ? { fields } : null;
  };
  const specs = findEncryptionMaps(module.program, { model }, file);
  return specs.map(({ export: name, kind }) => `${name}:${kind}`);
}

describe("what speaks of encryption", () => {
  it.each([
    ["the name", "/app/fields.ts", 'const ENCRYPTED_FIELDS = { client: ["ssn"] };'],
    ["a word of the name", "/app/fields.ts", 'const phiByModel = { Client: ["ssn"] };'],
    ["another language", "/app/campos.ts", 'const CAMPOS_CRIPTOGRAFADOS = { Client: ["ssn"] };'],
    ["the file", "/app/phiEncryption.ts", 'const FIELDS = { Client: ["ssn"] };'],
    ["the folder", "/app/encryption/fields.ts", 'const FIELDS = { Client: ["ssn"] };'],
    ["a Map", "/app/x.ts", 'const PHI = new Map([["Client", new Set(["ssn"])]]);'],
    ["records", "/app/x.ts", 'const PHI = [{ model: "Client", fields: ["ssn"] }];'],
    ["paths", "/app/x.ts", 'const PHI = ["Client.ssn"];'],
    ["below a folder of tests", "/test/repo/src/app/x.ts", 'const PHI = ["Client.ssn"];'],
  ])("%s", (_, file, text) => {
    const [, name] = /const (\w+)/u.exec(text) ?? [];
    expect(find(file, text)).toEqual([`${name}:encrypted`]);
  });
});

describe("how a map is named", () => {
  it.each([
    ['export default { Client: ["ssn"] } satisfies Fields;', "default:encrypted"],
    ['module.exports = { Client: ["ssn"] };', "default:encrypted"],
    ['module.exports = { fields: { Client: ["ssn"] } };', "default.fields:encrypted"],
    ['exports.fields = { Client: ["ssn"] };', "fields:encrypted"],
    ['const HASHED = { Client: ["email"] };\nmodule.exports = { HASHED };', "HASHED:hash"],
    ['const A = { Client: ["ssn"] };\nexport const config = { fields: A };', "A:encrypted"],
  ])("%s", (text, spec) => {
    expect(find("/app/encryption.js", text)).toEqual([spec]);
  });
});

describe("look-alikes", () => {
  it.each([
    ["a select", "const phiSelect = { client: { ssn: true, email: true } };"],
    ["a nested select", "const phi = { client: { select: { ssn: true } } };"],
    ["a where", 'const phiWhere = { client: { email: "x" } };'],
    ["an omit", "const phiOmit = { client: { ssn: true } };"],
    ["labels", 'const PHI_LABELS = { client: { ssn: "SSN", email: "E-mail" } };'],
    ["redaction", 'const REDACTED_PHI = { client: ["ssn"] };'],
    ["rows", 'const PHI = { Client: [{ name: "Ann", ssn: "1" }] };'],
    ["a zod schema", "const phi = z.object({ client: z.object({ ssn: z.string() }) });"],
    ["tenancy", 'const PHI_TENANT_SCOPE = { Client: ["name"] };'],
    ["mostly other names", 'const PHI = { Client: ["ssn", "a", "b"] };'],
    ["no model", 'const PHI = { "/clients": ["ssn"] };'],
    ["another word", 'const graphicsOfSophia = { Client: ["ssn"] };'],
  ])("%s", (_, text) => {
    expect(find("/app/clients.ts", text)).toEqual([]);
  });

  it.each(["/app/__tests__/phi.ts", "/app/phi.test.ts", "/app/seeds/phi.ts", "/prisma/seed.ts"])(
    "a map in %s",
    (file) => {
      expect(find(file, 'const PHI = { Client: ["ssn"] };')).toEqual([]);
    },
  );
});
