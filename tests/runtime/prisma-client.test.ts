/** What messages and pages say that Prisma Client does, done by Prisma Client. */

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { PGliteAdapter } from "../support/pglite-adapter.ts";
import { Prisma, databaseOf } from "../support/prisma-client.ts";
import type { Args, QueryEvent, TestClient, TestDatabase } from "../support/prisma-client.ts";

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

model Clinic {
  id       String    @id
  patients Patient[]
}

model Patient {
  id        String    @id
  clinicId  String
  clinic    Clinic    @relation(fields: [clinicId], references: [id], onDelete: Cascade)
  ssn       String?   @unique
  ssnHash   String?
  deletedAt DateTime?
  visits    Visit[]
  programs  Program[]
}

model Visit {
  id        String  @id
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id], onDelete: Cascade)
  note      String?
}

model Program {
  id       String    @id
  patients Patient[]
}

model Consent {
  id        String   @id
  secret    String   @default("unknown")
  token     String   @default(uuid())
  code      String   @default(dbgenerated("gen_random_uuid()"))
  givenAt   DateTime @default(now())
  storedAt  DateTime @default(dbgenerated("now()"))
  editedAt  DateTime @default(now())
  changedAt DateTime @updatedAt
  kinds     String[]
  country   String?  @db.Char(3)
  total     BigInt?
}

model Letter {
  id String @id @default(ulid()) @db.Uuid
}

model Parcel {
  id String @id @default(cuid()) @db.Uuid
}

model Ticket {
  id String @id @default(nanoid()) @db.Uuid
}

model Legacy {
  id   String @id
  code String @ignore
}

model Code {
  id    String @id @default(uuid())
  cuid  String @default(cuid())
  cuid2 String @default(cuid(2))
  ulid  String @default(ulid())
  nano  String @default(nanoid())
}
`;

const POLICY = `
CREATE ROLE application;
GRANT ALL ON ALL TABLES IN SCHEMA public TO application;
ALTER TABLE "Visit" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_patient ON "Visit"
  USING ("patientId" = NULLIF(current_setting('app.patient_id', true), ''));
`;

type Model =
  | "clinic"
  | "patient"
  | "visit"
  | "program"
  | "consent"
  | "letter"
  | "parcel"
  | "ticket"
  | "legacy"
  | "code";
type Client = TestClient<Model>;

let database: TestDatabase<Model>;
let adapter: PGliteAdapter;
let prisma: Client;

beforeAll(async () => {
  database = await databaseOf<Model>(SCHEMA);
  ({ adapter } = database);
  await database.postgres.exec(POLICY);
  prisma = new database.PrismaClient({ adapter });
});

afterAll(() => database.postgres.close());

beforeEach(async () => {
  await database.postgres.exec(`
    RESET ROLE; SET app.patient_id = '';
    TRUNCATE "Clinic", "Patient", "Visit", "Program", "Consent", "Legacy" CASCADE;
    INSERT INTO "Clinic" VALUES ('north');
  `);
  adapter.takeSent();
});

const SSN = "123-45-6789";
const KEY = randomBytes(32);

/** A fresh vector for each text, as every encryption worth its name has it: `vector:tag:text`. */
function encrypt(text: string): string {
  const vector = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", KEY, vector);
  const encrypted = Buffer.concat([cipher.update(text), cipher.final()]);
  return [vector, cipher.getAuthTag(), encrypted].map((part) => part.toString("base64")).join(":");
}

function decrypt(stored: string): string {
  const [vector = "", tag = "", text = ""] = stored.split(":");
  const decipher = createDecipheriv("aes-256-gcm", KEY, Buffer.from(vector, "base64"));
  decipher.setAuthTag(Buffer.from(tag, "base64"));
  return decipher.update(text, "base64", "utf8") + decipher.final("utf8");
}

function hash(text: string): string {
  return createHmac("sha256", KEY).update(text).digest("hex");
}

interface Call {
  model?: string;
  operation: string;
  args: Args;
  query: (args: Args) => Promise<unknown>;
}

type Hook = (call: Call) => Promise<unknown>;

/** An extension that encrypts what these operations write, as most projects write it. */
function encryption(...operations: string[]) {
  const hook: Hook = ({ args, query }) => query({ ...args, data: encryptData(args["data"]) });
  return { query: { patient: Object.fromEntries(operations.map((name) => [name, hook])) } };
}

function encryptData(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(encryptData);
  const { ssn, ...rest } = data as Args;
  return typeof ssn === "string" ? { ...rest, ssn: encrypt(ssn) } : data;
}

/** An extension that writes down which calls it is given. */
function listening(calls: string[]) {
  const $allOperations: Hook = ({ model, operation, args, query }) => {
    calls.push(model === undefined ? operation : `${model}.${operation}`);
    return query(args);
  };
  return { query: { $allOperations } };
}

/** What PostgreSQL has in the column. */
async function storedSsn(id = "a"): Promise<unknown> {
  const { rows } = await database.postgres.query<{ ssn: string | null }>(
    `SELECT ssn FROM "Patient" WHERE id = $1`,
    [id],
  );
  if (rows.length !== 1) throw new Error(`no patient '${id}'`);
  return rows[0]?.ssn;
}

const patient = (id: string, ssn: string | null = SSN) => ({ id, clinicId: "north", ssn });

/** Two patients with the same number, each encrypted on its own, and one without. */
async function encryptedPatients(): Promise<Client> {
  const client = prisma.$extends(encryption("create"));
  for (const id of ["a", "b"]) {
    await client.patient.create({ data: { ...patient(id), ssnHash: hash(SSN) } });
  }
  await client.patient.create({ data: patient("c", null) });
  return client;
}

describe("no-discarded-extends", () => {
  it("$extends returns a new client, and the old one is not extended", async () => {
    const extended = prisma.$extends(encryption("create"));
    expect(extended).not.toBe(prisma);
    await prisma.patient.create({ data: patient("a") });
    expect(await storedSsn("a")).toBe(SSN);
    await extended.patient.create({ data: patient("b") });
    expect(decrypt(String(await storedSsn("b")))).toBe(SSN);
  });

  it("$extends in a constructor extends nothing", async () => {
    class PrismaService extends database.PrismaClient {
      constructor() {
        super({ adapter });
        this.$extends(encryption("create"));
      }
    }
    await new PrismaService().patient.create({ data: patient("a") });
    expect(await storedSsn()).toBe(SSN);
  });

  it("a test that only reads back what it wrote does not notice", async () => {
    prisma.$extends(encryption("create"));
    await prisma.patient.create({ data: patient("a") });
    expect(await prisma.patient.findFirst({ where: { id: "a" } })).toMatchObject({ ssn: SSN });
  });

  it("there is no middleware any more", () => {
    expect(Reflect.get(prisma, "$use")).toBeUndefined();
  });
});

describe("no-nested-write-to-encrypted-model", () => {
  const OPERATIONS = [
    "create",
    "createMany",
    "createManyAndReturn",
    "update",
    "updateMany",
    "updateManyAndReturn",
    "upsert",
  ];
  const row = { id: "a", ssn: SSN };
  const nested: [kind: string, patients: Args, isThere: boolean][] = [
    ["create", { create: row }, false],
    ["createMany", { createMany: { data: [row] } }, false],
    ["connectOrCreate", { connectOrCreate: { where: { id: "a" }, create: row } }, false],
    ["upsert that creates", { upsert: { where: { id: "a" }, create: row, update: row } }, false],
    ["update", { update: { where: { id: "a" }, data: { ssn: SSN } } }, true],
    ["updateMany", { updateMany: { where: {}, data: { ssn: SSN } } }, true],
    ["upsert that updates", { upsert: { where: { id: "a" }, create: row, update: row } }, true],
  ];

  it.each(nested)("stores what a nested %s writes in plain text", async (_, patients, isThere) => {
    if (isThere) await prisma.patient.create({ data: patient("a", null) });
    const calls: string[] = [];
    const client = prisma.$extends(encryption(...OPERATIONS)).$extends(listening(calls));
    await client.clinic.update({ where: { id: "north" }, data: { patients } });
    expect(calls).toEqual(["Clinic.update"]);
    expect(await storedSsn()).toBe(SSN);
  });

  it("is so at any depth, and for what a new row brings along", async () => {
    const calls: string[] = [];
    const client = prisma.$extends(encryption(...OPERATIONS)).$extends(listening(calls));
    const visit = {
      id: "v",
      patient: { create: { ...row, clinic: { connect: { id: "north" } } } },
    };
    await client.visit.create({ data: visit });
    expect(calls).toEqual(["Visit.create"]);
    expect(await storedSsn()).toBe(SSN);
  });

  it("a call of its own in one transaction is encrypted", async () => {
    const client = prisma.$extends(encryption("create"));
    await client.$transaction(async (tx) => {
      await tx.clinic.create({ data: { id: "south" } });
      await tx.patient.create({ data: { id: "a", clinicId: "south", ssn: SSN } });
    });
    expect(decrypt(String(await storedSsn()))).toBe(SSN);
    expect(new Set(adapter.takeSent().map(({ transaction }) => transaction)).size).toBe(1);
  });
});

describe("require-complete-encryption-hook", () => {
  const where = { id: "a" };
  const data = patient("a");
  const bypassing: [operation: string, isThere: boolean, run: (client: Client) => unknown][] = [
    ["createMany", false, (client) => client.patient.createMany({ data: [data] })],
    [
      "createManyAndReturn",
      false,
      (client) => client.patient.createManyAndReturn({ data: [data] }),
    ],
    ["upsert", false, (client) => client.patient.upsert({ where, create: data, update: {} })],
    ["upsert", true, (client) => client.patient.upsert({ where, create: data, update: data })],
    ["updateMany", true, (client) => client.patient.updateMany({ where, data })],
    ["updateManyAndReturn", true, (client) => client.patient.updateManyAndReturn({ where, data })],
  ];

  it.each(bypassing)("hooks of create and update miss %s", async (_, isThere, run) => {
    if (isThere) await prisma.patient.create({ data: patient("a", null) });
    await run(prisma.$extends(encryption("create", "update")));
    expect(await storedSsn()).toBe(SSN);
  });

  it.each(bypassing)("a hook of %s is called for it", async (operation, isThere, run) => {
    if (isThere) await prisma.patient.create({ data: patient("a", null) });
    const calls: string[] = [];
    const hook: Hook = ({ operation: called, args, query }) => {
      calls.push(called, ...Object.keys(args));
      return query(args);
    };
    await run(prisma.$extends({ query: { patient: { [operation]: hook } } }));
    const keys = operation === "upsert" ? ["create", "update"] : ["data"];
    expect(calls).toEqual(expect.arrayContaining([operation, ...keys]));
    // An upsert has no 'data' that a test of it could find.
    expect(calls.includes("data")).toBe(operation !== "upsert");
  });

  it("a hook that looks at args.data alone misses upsert", async () => {
    const $allOperations: Hook = ({ args, query }) =>
      query("data" in args ? { ...args, data: encryptData(args["data"]) } : args);
    const client = prisma.$extends({ query: { $allOperations } });
    await client.patient.upsert({ where, create: data, update: data });
    expect(await storedSsn()).toBe(SSN);
    await client.patient.createMany({ data: [patient("b")] });
    expect(decrypt(String(await storedSsn("b")))).toBe(SSN);
  });

  it("hooks of the model and of all models are called, one after the other", async () => {
    const calls: string[] = [];
    const noting =
      (name: string): Hook =>
      ({ args, query }) => {
        calls.push(name);
        return query(args);
      };
    const client = prisma.$extends({
      query: {
        patient: { create: noting("patient.create"), $allOperations: noting("patient") },
        $allModels: { create: noting("all.create"), $allOperations: noting("all") },
      },
    });
    await client.patient.create({ data });
    expect(calls).toEqual(["patient.create", "patient", "all.create", "all"]);
  });
});

describe("no-raw-access-to-encrypted-model", () => {
  it("a raw query reads ciphertext", async () => {
    const client = await encryptedPatients();
    const [row] = await client.$queryRaw`SELECT ssn FROM "Patient" WHERE id = ${"a"}`;
    expect(row?.["ssn"]).not.toBe(SSN);
    expect(decrypt(String(row?.["ssn"]))).toBe(SSN);
  });

  it("a raw query writes plain text", async () => {
    const client = await encryptedPatients();
    const inserted = client.$executeRaw`INSERT INTO "Patient" VALUES ('d', 'north', ${SSN})`;
    expect(await inserted).toBe(1);
    expect(await storedSsn("d")).toBe(SSN);
    const other = "987-65-4321";
    await client.$executeRaw`UPDATE "Patient" SET ssn = ${other} WHERE id = 'a'`;
    expect(await storedSsn("a")).toBe(other);
  });

  it("a raw query compares with ciphertext", async () => {
    const client = await encryptedPatients();
    expect(await client.$queryRaw`SELECT id FROM "Patient" WHERE ssn = ${SSN}`).toEqual([]);
    const byHash = client.$queryRaw`SELECT id FROM "Patient" WHERE "ssnHash" = ${hash(SSN)}`;
    expect(await byHash).toHaveLength(2);
  });

  it("no hook of a model hears of it", async () => {
    const calls: string[] = [];
    const client = prisma.$extends(listening(calls));
    await client.$executeRaw`UPDATE "Patient" SET ssn = NULL`;
    await client.$queryRawUnsafe(`SELECT * FROM "Patient"`);
    expect(calls).toEqual(["$executeRaw", "$queryRawUnsafe"]);
  });
});

describe("no-filter-on-encrypted-field", () => {
  it.each([
    ["a value", { ssn: SSN }],
    ["equals", { ssn: { equals: SSN } }],
    ["in", { ssn: { in: [SSN] } }],
    ["contains", { ssn: { contains: "123-45" } }],
    ["startsWith", { ssn: { startsWith: "123" } }],
    ["AND and OR", { AND: [{ OR: [{ ssn: SSN }] }] }],
    ["a relation", { clinic: { patients: { some: { ssn: SSN } } } }],
  ])("finds nothing by %s", async (_, where) => {
    const client = await encryptedPatients();
    expect(await client.patient.findMany({ where })).toEqual([]);
  });

  it("excludes nothing by not", async () => {
    const client = await encryptedPatients();
    expect(await client.patient.findMany({ where: { ssn: { not: SSN } } })).toHaveLength(2);
  });

  it("finds NULL, which is not encrypted, and the hash", async () => {
    const client = await encryptedPatients();
    expect(await client.patient.findMany({ where: { ssn: null } })).toMatchObject([{ id: "c" }]);
    const byHash = await client.patient.findMany({ where: { ssnHash: hash(SSN) } });
    expect(byHash.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("sorts by ciphertext", async () => {
    const client = prisma.$extends(encryption("create"));
    const numbers = Array.from({ length: 30 }, (_, index) => String(100 + index));
    for (const ssn of numbers) await client.patient.create({ data: patient(ssn, ssn) });
    const rows = await client.patient.findMany({ orderBy: { ssn: "asc" } });
    const ciphertexts = rows.map(({ ssn }) => String(ssn));
    expect(ciphertexts.map(decrypt)).not.toEqual(numbers);
    const bySql = await database.postgres.query<{ ssn: string }>(
      `SELECT ssn FROM "Patient" ORDER BY ssn`,
    );
    expect(ciphertexts).toEqual(bySql.rows.map(({ ssn }) => ssn));
  });

  it("finds no two that are the same when it groups", async () => {
    const client = await encryptedPatients();
    const where = { ssn: { not: null } };
    expect(await client.patient.groupBy({ by: ["ssn"], where })).toHaveLength(2);
    expect(await client.patient.findMany({ distinct: ["ssn"], where })).toHaveLength(2);
  });

  it("lets duplicates past a unique index, as no-index-on-encrypted-field says", async () => {
    await encryptedPatients();
    expect(decrypt(String(await storedSsn("a")))).toBe(decrypt(String(await storedSsn("b"))));
  });
});

describe("no-extra-prisma-client", () => {
  it("another client has nothing of what was added to the first", async () => {
    await encryptedPatients();
    const other = new database.PrismaClient({ adapter });
    const read = await other.patient.findFirst({ where: { id: "a" } });
    expect(decrypt(String(read?.["ssn"]))).toBe(SSN);
    await other.patient.create({ data: patient("d") });
    expect(await storedSsn("d")).toBe(SSN);
  });

  it("another client opens another pool, an extended one does not", async () => {
    await prisma.$extends(encryption("create")).patient.findMany();
    const before = adapter.pools;
    await prisma.$extends(listening([])).patient.findMany();
    expect(adapter.pools).toBe(before);
    await new database.PrismaClient({ adapter }).patient.findMany();
    expect(adapter.pools).toBe(before + 1);
  });
});

describe("no-query-parameter-logging", () => {
  it("prints queries without their parameters, raw ones with the values in their text", async () => {
    const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
    try {
      const client = new database.PrismaClient({ adapter, log: ["query"] });
      await client.patient.create({ data: patient("a") });
      await client.$queryRaw`SELECT id FROM "Patient" WHERE ssn = ${SSN}`;
      const printed = () => print.mock.calls.flat().join("\n");
      expect(printed()).toContain('INSERT INTO "public"."Patient"');
      expect(printed()).toContain("ssn = $1");
      expect(printed()).not.toContain(SSN);
      await client.$queryRawUnsafe(`SELECT id FROM "Patient" WHERE ssn = '${SSN}'`);
      expect(printed()).toContain(SSN);
    } finally {
      print.mockRestore();
    }
  });

  it("gives the parameters to who listens: what is written and asked for", async () => {
    const events: QueryEvent[] = [];
    const client = new database.PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] });
    client.$on("query", (event) => events.push(event));
    await client.patient.create({ data: patient("a") });
    expect(events.splice(0).map(({ params }) => params)).toContainEqual(
      expect.stringContaining(SSN),
    );
    await client.patient.findMany({ where: { ssn: { startsWith: "123-45" } } });
    const [event] = events;
    expect(event?.query).not.toContain("123-45");
    expect(event?.params).toContain("123-45");
    // Of the rows that it found, nothing.
    expect(event?.params).not.toContain(SSN);
  });

  it("gives what an extension encrypts as ciphertext", async () => {
    const events: QueryEvent[] = [];
    const client = new database.PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] });
    client.$on("query", (event) => events.push(event));
    await client.$extends(encryption("create")).patient.create({ data: patient("a") });
    expect(JSON.stringify(events)).toContain(await storedSsn());
    expect(JSON.stringify(events)).not.toContain(SSN);
  });
});

describe("no-unsafe-raw-query", () => {
  const input = "' OR 1 = 1 --";
  const text = `SELECT id FROM "Patient" WHERE ssn = '${input}'`;
  const ids = [{ id: "a" }, { id: "b" }];

  beforeEach(async () => {
    await prisma.patient.createMany({ data: [patient("a", "1"), patient("b", "2")] });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["$queryRawUnsafe", () => prisma.$queryRawUnsafe(text)],
    ["Prisma.raw", () => prisma.$queryRaw`${Prisma.raw(text)}`],
    ["Prisma.sql of a list", () => prisma.$queryRaw(Prisma.sql([text]))],
    ["a list with a raw property", () => prisma.$queryRaw(Object.assign([text], { raw: [text] }))],
  ])("%s takes input for SQL", async (_, run) => {
    expect(await run()).toEqual(ids);
  });

  it("writes with what stands behind a semicolon, when no values are sent apart", async () => {
    const update = `'; UPDATE "Patient" SET "clinicId" = 'north', ssn = id; --`;
    await prisma.$executeRawUnsafe(`UPDATE "Patient" SET ssn = NULL WHERE ssn = '${update}'`);
    expect(await storedSsn("a")).toBe("a");
    const sent = prisma.$executeRawUnsafe(
      `UPDATE "Patient" SET ssn = $1 WHERE ssn = '${update}'`,
      "x",
    );
    await expect(sent).rejects.toThrow("cannot insert multiple commands");
  });

  it("sends the values of a tagged template apart from its text", async () => {
    expect(await prisma.$queryRaw`SELECT id FROM "Patient" WHERE ssn = ${input}`).toEqual([]);
    expect(adapter.takeSent().at(-1)).toMatchObject({
      sql: 'SELECT id FROM "Patient" WHERE ssn = $1',
      values: [input],
    });
    const list = Prisma.join([input, "2"]);
    const found = await prisma.$queryRaw`SELECT id FROM "Patient" WHERE ssn IN (${list})`;
    expect(found).toEqual([{ id: "b" }]);
    const parts = Prisma.join([Prisma.sql`TRUE`, Prisma.sql`ssn = ${input}`], " AND ");
    expect(await prisma.$queryRaw`SELECT id FROM "Patient" WHERE ${parts}`).toEqual([]);
    expect(await prisma.$queryRawUnsafe('SELECT id FROM "Patient" WHERE ssn = $1', input)).toEqual(
      [],
    );
  });

  it("cannot send a value apart in SET, and can in set_config", async () => {
    await expect(prisma.$executeRaw`SET app.patient_id = ${"a"}`).rejects.toThrow("syntax error");
    await prisma.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, true)`;
  });
});

describe("row-level security", () => {
  const context = async (client: Pick<Client, "$queryRaw"> = prisma) => {
    const [row] = await client.$queryRaw`SELECT current_setting('app.patient_id', true) AS id`;
    return row?.["id"];
  };

  beforeEach(async () => {
    for (const id of ["a", "b"]) {
      await prisma.patient.create({ data: { ...patient(id, null), visits: { create: { id } } } });
    }
    await database.postgres.exec("SET ROLE application");
    adapter.takeSent();
  });

  describe("require-transaction-local-context", () => {
    it("each call outside of a transaction is free to take any connection", async () => {
      await prisma.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, false)`;
      await prisma.visit.findMany();
      const sent = adapter.takeSent();
      expect(sent.map(({ transaction }) => transaction)).toEqual([null, null]);
    });

    it.each<
      [string, (client: Pick<Client, "$executeRaw" | "$executeRawUnsafe">) => Promise<unknown>]
    >([
      [
        "set_config(…, false)",
        (tx) => tx.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, false)`,
      ],
      ["SET", (tx) => tx.$executeRawUnsafe("SET app.patient_id = 'a'")],
    ])("%s stays on the connection after the transaction", async (_, set) => {
      await prisma.$transaction(async (tx) => {
        await set(tx);
      });
      expect(await context()).toBe("a");
      expect(await prisma.visit.findMany()).toMatchObject([{ id: "a" }]);
    });

    it("SET ROLE in a list of calls stays too", async () => {
      await database.postgres.exec("RESET ROLE");
      await prisma.$transaction([
        prisma.$executeRawUnsafe("SET ROLE application"),
        prisma.visit.findMany(),
      ]);
      expect(await prisma.$queryRaw`SELECT current_user::text AS name`).toEqual([
        { name: "application" },
      ]);
    });

    it.each<[string, () => Promise<unknown>]>([
      [
        "set_config(…, true)",
        () => prisma.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, true)`,
      ],
      ["SET LOCAL", () => prisma.$executeRawUnsafe("SET LOCAL app.patient_id = 'a'")],
    ])("%s by a call of its own is gone with it", async (_, set) => {
      await set();
      expect(await context()).toBe("");
      expect(await prisma.visit.findMany()).toEqual([]);
    });

    it("a local setting holds for the transaction, and no longer", async () => {
      const visits = await prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, true)`;
        return tx.visit.findMany();
      });
      expect(visits).toMatchObject([{ id: "a" }]);
      expect(await context()).toBe("");
      const [, listed] = await prisma.$transaction([
        prisma.$executeRaw`SELECT set_config('app.patient_id', ${"b"}, true)`,
        prisma.visit.findMany(),
      ]);
      expect(listed).toMatchObject([{ id: "b" }]);
      expect(await context()).toBe("");
    });

    it("an extension of the transaction's client does not leave the transaction", async () => {
      const client = prisma.$extends(listening([]));
      await client.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, true)`;
        expect(await tx.visit.findMany()).toHaveLength(1);
      });
    });
  });

  describe("require-rls-context", () => {
    it("a call without a context sees nothing, and with an exempt role everything", async () => {
      expect(await prisma.visit.findMany()).toEqual([]);
      await database.postgres.exec("RESET ROLE");
      expect(await prisma.visit.findMany()).toHaveLength(2);
    });

    it("a call past the transaction's client runs without its context", async () => {
      await prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.patient_id', ${"a"}, true)`;
        adapter.takeSent();
        // The connection is the only one here; in a pool this call gets another.
        await prisma.visit.findMany();
      });
      expect(adapter.takeSent().map(({ transaction }) => transaction)).toEqual([null]);
    });
  });
});

describe("no-hard-delete", () => {
  /** An extension that turns deletes of visits into updates. */
  function softDelete(client: Client): Client {
    const mark: Hook = ({ args }) =>
      client.visit.updateMany({ where: args["where"], data: { note: "deleted" } });
    return client.$extends({ query: { visit: { delete: mark, deleteMany: mark } } });
  }

  const visits = async () => (await prisma.visit.findMany()).map(({ note }) => note);

  beforeEach(async () => {
    const data = { ...patient("a"), visits: { create: { id: "v", note: "said" } } };
    await prisma.patient.create({ data });
  });

  it("an extension hears of delete and deleteMany", async () => {
    await softDelete(prisma).visit.delete({ where: { id: "v" } });
    expect(await visits()).toEqual(["deleted"]);
    await softDelete(prisma).visit.deleteMany();
    expect(await visits()).toEqual(["deleted"]);
  });

  it.each<[string, Args]>([
    ["delete", { delete: { id: "v" } }],
    ["deleteMany", { deleteMany: {} }],
  ])("an extension does not hear of a nested %s", async (_, change) => {
    const client = softDelete(prisma);
    await client.patient.update({ where: { id: "a" }, data: { visits: change } });
    expect(await visits()).toEqual([]);
  });

  it("nor of a DELETE in a raw query", async () => {
    await softDelete(prisma).$executeRaw`DELETE FROM "Visit" WHERE id = ${"v"}`;
    expect(await visits()).toEqual([]);
  });

  it("nor of a cascade, as no-cascade-to-protected-model says", async () => {
    const calls: string[] = [];
    const client = softDelete(prisma).$extends(listening(calls));
    await client.clinic.delete({ where: { id: "north" } });
    expect(calls).toEqual(["Clinic.delete"]);
    expect(await visits()).toEqual([]);
  });
});

describe("defaults and types of fields", () => {
  const consent = () => prisma.consent.create({ data: { id: "a" } });
  /** What the client says of the row; the database fills in the rest. */
  const insertOfConsent = () => {
    const sent = adapter.takeSent().find(({ sql }) => sql.startsWith("INSERT"));
    const [columns = ""] = sent?.sql.split("VALUES") ?? [];
    return { columns, values: sent?.values ?? [] };
  };

  it("no-default-on-encrypted-field: defaults are filled in behind the extension", async () => {
    const given: unknown[] = [];
    const hook: Hook = ({ args, query }) => {
      given.push(args["data"]);
      return query(args);
    };
    const client = prisma.$extends({ query: { consent: { create: hook } } });
    const row = await client.consent.create({ data: { id: "a" } });
    expect(given).toEqual([{ id: "a" }]);
    const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/u);
    expect(row).toMatchObject({ secret: "unknown", token: uuid, code: uuid });
    const { columns } = insertOfConsent();
    expect(columns).toContain('"secret"');
    expect(columns).toContain('"token"');
    expect(columns).not.toContain('"code"');
  });

  it("require-database-clock: the client sends now(), and leaves dbgenerated() alone", async () => {
    const { givenAt } = await consent();
    const { columns, values } = insertOfConsent();
    expect(columns).toContain('"givenAt"');
    expect(values.map(String)).toContain(String(givenAt));
    expect(columns).not.toContain('"storedAt"');
  });

  it("require-timestamps: @updatedAt is maintained, now() is not, and raw queries maintain neither", async () => {
    const { changedAt, editedAt } = await consent();
    const later = new Date(Date.now() + 60_000);
    vi.useFakeTimers({ now: later, toFake: ["Date"] });
    try {
      await prisma.$executeRaw`UPDATE "Consent" SET secret = 'raw'`;
      expect(await prisma.consent.findFirst()).toMatchObject({ changedAt, editedAt });
      await prisma.consent.updateMany({ data: { secret: "x" } });
      expect(await prisma.consent.findFirst()).toMatchObject({ changedAt: later, editedAt });
    } finally {
      vi.useRealTimers();
    }
  });

  it("require-default-empty-list: a list that is not written is null, shown as empty, and not found", async () => {
    await consent();
    const { rows } = await database.postgres.query(`SELECT kinds FROM "Consent"`);
    expect(rows).toEqual([{ kinds: null }]);
    expect(await prisma.consent.findFirst()).toMatchObject({ kinds: [] });
    expect(await prisma.consent.findMany({ where: { kinds: { isEmpty: true } } })).toEqual([]);
  });

  it("no-char-type: what is shorter comes back padded", async () => {
    await prisma.consent.create({ data: { id: "a", country: "AT" } });
    expect(await prisma.consent.findFirst({ where: { country: "AT" } })).toMatchObject({
      country: "AT ",
    });
  });

  it("prefer-bigint: a BigInt field gives a bigint, which JSON refuses", async () => {
    const row = await prisma.consent.create({ data: { id: "a", total: 7 } });
    expect(row["total"]).toBe(7n);
    expect(() => JSON.stringify(row)).toThrow(TypeError);
  });

  it.each(["letter", "parcel", "ticket"] as const)(
    "no-incompatible-id-default: PostgreSQL refuses each %s",
    async (model) => {
      await expect(prisma[model].create({ data: {} })).rejects.toThrow(/uuid/iu);
    },
  );

  it("no-incompatible-id-default: generated ids have the lengths that it counts with", async () => {
    const { id, cuid, cuid2, ulid, nano } = await prisma.code.create({ data: {} });
    const lengths = [id, cuid, cuid2, ulid, nano].map((value) => String(value).length);
    expect(lengths).toEqual([36, 25, 24, 26, 21]);
  });

  it("no-required-ignored-field: no row can be created", async () => {
    const attempts = [{ id: "a" }, { id: "a", code: "x" }];
    for (const data of attempts) await expect(prisma.legacy.create({ data })).rejects.toThrow();
  });

  it("no-implicit-many-to-many: links are kept in a table that no hook hears of", async () => {
    await prisma.patient.create({ data: patient("a") });
    const calls: string[] = [];
    const client = prisma.$extends(listening(calls));
    await client.program.create({ data: { id: "p", patients: { connect: { id: "a" } } } });
    expect(calls).toEqual(["Program.create"]);
    const { rows } = await database.postgres.query(`SELECT * FROM "_PatientToProgram"`);
    expect(rows).toEqual([{ A: "a", B: "p" }]);
  });
});
