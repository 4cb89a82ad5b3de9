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
  const hasField = (name: string) => ["ssn", "email", "name"].includes(name);
  const specs = findEncryptionMaps(module.program, { model, hasField }, file);
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

describe("flat lists of fields", () => {
  const LIST = 'const ENCRYPTED_FIELDS = new Set(["ssn", "email"]);';
  const WALK =
    "function walk(data) { for (const key in data) if (ENCRYPTED_FIELDS.has(key)) data[key] = encrypt(data[key]); }";
  const HOOK =
    "const extension = Prisma.defineExtension({ query: { $allModels: { async $allOperations({ model, operation, args, query }) { if (!model) return query(args); walk(args.data); return query(args); } } } });";

  it.each([
    ["asked by an extension", `${LIST}\n${WALK}\n${HOOK}`],
    ["exported", `export ${LIST}\n${WALK}\n${HOOK}`],
    ["an array", `${LIST.replace("new Set(", "").replace(")", " as const")}\n${WALK}\n${HOOK}`],
    [
      "asked by a predicate",
      `${LIST}\nconst isListed = (key) => ENCRYPTED_FIELDS.has(key);\n${WALK.replace("ENCRYPTED_FIELDS.has", "isListed")}\n${HOOK}`,
    ],
    [
      "handed on",
      `${LIST}\nclient.$extends({ query: { $allOperations: ({ args, query }) => query(encryptFields(args, ENCRYPTED_FIELDS)) } });`,
    ],
    [
      "handlers by name",
      `${LIST}\n${WALK}\nconst create = ({ args, query }) => { walk(args.data); return query(args); };\nclient.$extends({ query: { $allModels: { create, upsert: create } } });`,
    ],
    [
      "a middleware",
      `${LIST}\n${WALK}\nprisma.$use(async (params, next) => { if (params.action === "create") walk(params.args.data); return next(params); });`,
    ],
    [
      "methods of a class",
      `${LIST}\nclass Service { middleware() { return async (params, next) => { if (params.action === "create") this.walk(params.args.data); return next(params); }; } walk(data) { for (const key of ENCRYPTED_FIELDS) data[key] = this.cipher.encrypt(data[key]); } }`,
    ],
  ])("%s", (_, text) => {
    expect(find("/app/phi.ts", text)).toEqual(["ENCRYPTED_FIELDS:encrypted"]);
  });

  it.each([
    ["nobody asks", LIST],
    ["what logs", `${LIST}\n${WALK.replaceAll("encrypt(", "redact(")}\n${HOOK}`],
    ["what decrypts", `${LIST}\n${WALK.replaceAll("encrypt(", "decrypt(")}\n${HOOK}`],
    ["a service of its own", `${LIST}\n${WALK}\nexport const save = (data) => walk(data);`],
    ["an extension of one model", `${LIST}\n${WALK}\n${HOOK.replace("$allModels", "patient")}`],
    [
      "an extension that goes by the model",
      `${LIST}\n${WALK}\n${HOOK.replace("!model", "!MODELS.has(model)")}`,
    ],
    [
      "one model of a middleware",
      `${LIST}\n${WALK}\nprisma.$use(async (params, next) => { if (params.model === "Client" && params.action === "create") walk(params.args.data); return next(params); });`,
    ],
    [
      "an extension that asks another list",
      `${LIST}\nconst OTHERS = ["x"];\n${WALK.replace("ENCRYPTED_FIELDS", "OTHERS")}\n${HOOK}`,
    ],
    ["other names", `${LIST.replace('"email"', '"a", "b"')}\n${WALK}\n${HOOK}`],
    ...[
      "PHI_FIELDS",
      "UNENCRYPTED_FIELDS",
      "NOT_ENCRYPTED",
      "DECRYPTED_FIELDS",
      "ENCRYPTED_LOG_FIELDS",
      "ENCRYPTED_SEARCH_FIELDS",
    ].map((name) => [
      `a list called ${name}`,
      `${LIST}\n${WALK}\n${HOOK}`.replaceAll("ENCRYPTED_FIELDS", name),
    ]),
  ])("%s", (_, text) => {
    expect(find("/app/phi.ts", text)).toEqual([]);
  });
});
