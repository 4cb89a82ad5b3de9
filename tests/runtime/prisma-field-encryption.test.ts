/** What messages and pages say of prisma-field-encryption, done by it: it is the judge of its annotations. */

import { createHash, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import type * as FieldEncryption from "prisma-field-encryption";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseOf } from "../support/prisma-client.ts";
import type { Args, TestClient, TestDatabase } from "../support/prisma-client.ts";
import { engineDocument } from "../support/prisma-engine.ts";

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

model Clinic {
  id       String    @id
  patients Patient[]
}

model Patient {
  id        String  @id
  clinicId  String?
  clinic    Clinic? @relation(fields: [clinicId], references: [id])
  ssn       String? /// @encrypted
  email     String? /// @encrypted
  first     String? /// @encryption:hash(email)
  emailHash String? /// @encryption:hash(email)?normalize=lowercase
  nickname  String? /// @encrypted?mode=readonly
  // @encrypted
  phone     String?
  /// @Encrypted
  address   String?
  aliases   String[] /// @encrypted
  remark    String? @default("none") /// @encrypted
  mark      String? /// @encrypted:hash(email)
  code      String? /// @encrypted
  codeHash  String? /// @encryption:hash(code)?algorithm=sha512-256
}
`;

type Model = "clinic" | "patient";

// The package is CommonJS, and its named exports cannot be seen from ES modules.
const { fieldEncryptionExtension } = createRequire(import.meta.url)(
  "prisma-field-encryption",
) as typeof FieldEncryption;

const encryptionKey = `k1.aesgcm256.${randomBytes(32).toString("base64url")}=`;

type Document = Awaited<ReturnType<typeof engineDocument>>;

function extensionFor(dmmf: Document): object {
  return fieldEncryptionExtension({ encryptionKey, dmmf });
}

let database: TestDatabase<Model>;
let prisma: TestClient<Model>;

beforeAll(async () => {
  database = await databaseOf<Model>(SCHEMA);
  const { PrismaClient, adapter, document } = database;
  prisma = new PrismaClient({ adapter }).$extends(extensionFor(document));
});

afterAll(() => database.postgres.close());

beforeEach(async () => {
  await database.postgres.exec(`TRUNCATE "Clinic", "Patient"`);
});

afterEach(() => vi.restoreAllMocks());

const SSN = "123-45-6789";
const EMAIL = "Jane@example.org";
const CIPHERTEXT: unknown = expect.stringMatching(/^v1\.aesgcm256\./u);

async function stored(id = "a"): Promise<unknown> {
  const { rows } = await database.postgres.query(`SELECT * FROM "Patient" WHERE id = $1`, [id]);
  return rows[0];
}

describe("valid-encryption-annotation", () => {
  it("reads three slashes and its own spelling, and passes over all else in silence", async () => {
    const complaints = vi.spyOn(console, "warn");
    await prisma.patient.create({ data: { id: "a", ssn: SSN, phone: "555", address: "12 Elm" } });
    expect(await stored()).toMatchObject({ ssn: CIPHERTEXT, phone: "555", address: "12 Elm" });
    expect(complaints).not.toHaveBeenCalled();
  });

  it("encrypts nothing in mode readonly", async () => {
    await prisma.patient.create({ data: { id: "a", nickname: "Jo" } });
    expect(await stored()).toMatchObject({ nickname: "Jo" });
  });

  it("keeps one hash of a field, the later of two", async () => {
    await prisma.patient.create({ data: { id: "a", email: EMAIL } });
    const emailHash: unknown = expect.stringMatching(/^[0-9a-f]{64}$/u);
    expect(await stored()).toMatchObject({ email: CIPHERTEXT, first: null, emailHash });
  });

  it("makes the same hash of the same value for everyone, unless it has a salt", async () => {
    const { postgres } = database;
    await prisma.patient.create({ data: { id: "a", email: EMAIL } });
    const { rows } = await postgres.query(
      `SELECT id FROM "Patient" WHERE "emailHash" = encode(sha256($1::bytea), 'hex')`,
      [Buffer.from(EMAIL.toLowerCase())],
    );
    expect(rows).toEqual([{ id: "a" }]);
  });

  it.each([
    ["@encrypted on another type", "born DateTime? /// @encrypted"],
    ["a hash on another type", "ssn String /// @encrypted\n  n Int /// @encryption:hash(ssn)"],
    ["a hash of a field that does not exist", "h String /// @encryption:hash(ssn)"],
    ["a hash of a plain field", "ssn String\n  h String /// @encryption:hash(ssn)"],
  ])("throws as soon as the client is extended: %s", async (_, fields) => {
    const model = `model Patient {\n  id String @id\n  ${fields}\n}`;
    const document = await engineDocument([["schema.prisma", model]]);
    expect(() => extensionFor(document)).toThrow("Patient");
  });

  it("takes '@encrypted:hash(…)' for '@encrypted'", async () => {
    await prisma.patient.create({ data: { id: "a", email: EMAIL, mark: "plain" } });
    expect(await stored()).toMatchObject({ mark: CIPHERTEXT });
  });

  it("reads an option as far as letters, digits and '_' go", async () => {
    await prisma.patient.create({ data: { id: "a", code: "x" } });
    const sha512 = createHash("sha512").update("x").digest("hex");
    expect(await stored()).toMatchObject({ codeHash: sha512 });
  });

  it.each<[string, unknown]>([
    ["list", ["Jo", "Jay"]],
    ["'set' of a list", { set: ["Jo", "Jay"] }],
  ])("encrypts nothing of a %s", async (_, aliases) => {
    await prisma.patient.create({ data: { id: "a", aliases } });
    expect(await stored()).toMatchObject({ aliases: ["Jo", "Jay"] });
  });
});

describe("no-nested-write-to-encrypted-model", () => {
  const row = { id: "a", ssn: SSN };
  it.each<[string, Args]>([
    ["create", { create: row }],
    ["createMany", { createMany: { data: [row] } }],
    ["connectOrCreate", { connectOrCreate: { where: { id: "a" }, create: row } }],
    ["upsert", { upsert: { where: { id: "a" }, create: row, update: row } }],
  ])("a nested %s is encrypted", async (_, patients) => {
    await prisma.clinic.create({ data: { id: "north" } });
    await prisma.clinic.update({ where: { id: "north" }, data: { patients } });
    expect(await stored()).toMatchObject({ ssn: CIPHERTEXT });
  });

  it.each<[string, Args]>([
    ["update", { update: { where: { id: "a" }, data: { ssn: SSN } } }],
    ["updateMany", { updateMany: { where: {}, data: { ssn: SSN } } }],
  ])("a nested %s is encrypted", async (_, patients) => {
    await prisma.clinic.create({ data: { id: "north", patients: { create: { id: "a" } } } });
    await prisma.clinic.update({ where: { id: "north" }, data: { patients } });
    expect(await stored()).toMatchObject({ ssn: CIPHERTEXT });
  });
});

describe("no-filter-on-encrypted-field", () => {
  beforeEach(async () => {
    await prisma.patient.create({ data: { id: "a", ssn: SSN, email: EMAIL } });
  });

  it.each<[string, Args]>([
    ["a value", { email: EMAIL }],
    ["equals", { email: { equals: EMAIL } }],
  ])("asks for the hash in place of %s", async (_, where) => {
    expect(await prisma.patient.findMany({ where })).toMatchObject([{ id: "a", email: EMAIL }]);
  });

  it("asks for the hash in place of not", async () => {
    expect(await prisma.patient.findMany({ where: { email: { not: EMAIL } } })).toEqual([]);
  });

  it.each<[string, Args]>([
    ["in", { email: { in: [EMAIL] } }],
    ["contains", { email: { contains: "Jane" } }],
    ["a value, where there is no hash", { ssn: SSN }],
  ])("finds nothing by %s", async (_, where) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    expect(await prisma.patient.findMany({ where })).toEqual([]);
  });

  it("leaves sorting by an encrypted field out of the query", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    database.adapter.takeSent();
    await prisma.patient.findMany({ orderBy: { ssn: "asc" } });
    expect(database.adapter.takeSent()[0]?.sql).not.toContain("ORDER BY");
  });
});

it("no-default-on-encrypted-field: a default is stored in clear", async () => {
  await prisma.patient.create({ data: { id: "a" } });
  expect(await stored()).toMatchObject({ remark: "none" });
});
