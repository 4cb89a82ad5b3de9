import { join } from "node:path";

import rule from "../../../src/rules/client/require-rls-context.ts";
import { testOnCode } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Visit {
  id       String @id @db.Uuid
  tenantId String @db.Uuid

  @@map("visits")
}

model Clinic {
  id String @id @db.Uuid
}

model Note {
  id String @id @db.Uuid
}
`;

const MIGRATION = `CREATE TABLE "visits" (id uuid PRIMARY KEY, "tenantId" uuid NOT NULL);
CREATE TABLE "Clinic" (id uuid PRIMARY KEY);
CREATE TABLE "Note" (id uuid PRIMARY KEY);
ALTER TABLE "visits" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Note" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Note" DISABLE ROW LEVEL SECURITY;
CREATE POLICY p ON "visits" USING ("tenantId" = current_setting('app.t')::uuid);
`;

function projectOn(provider: string) {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA.replace("postgresql", provider),
    "prisma/migrations/20260101000000_init/migration.sql": MIGRATION,
  });
  return { "prisma-sentinel": { schema: join(folder, "prisma/schema.prisma") } };
}

const settings = projectOn("postgresql");

/** A case with the usual wrappers, in a module that imports its client. */
function wrapped(name: string, code: string) {
  return {
    name,
    settings,
    options: [{ wrappers: ["forTenant", "with*", "tenantDb", "tenantStorage"] }] as const,
    code: `import { prisma } from "./db.js";\n${code}`,
  };
}

const SET = "$executeRaw`SELECT set_config('app.t', ${id}, true)`";

testOnCode("require-rls-context", rule, {
  valid: [
    wrapped(
      "tables without row-level security",
      "prisma.clinic.findMany(); prisma.note.findMany();",
    ),
    wrapped("unknown models", "prisma.ghost.findMany()"),
    wrapped(
      "clients that come from a wrapper",
      `
forTenant(id).visit.findMany();
prisma.forTenant(id).visit.findMany();
this.prisma.tenantDb.visit.findMany();
(await forTenant(id)).visit.findMany();
prisma.$extends(forTenant(id)).visit.findMany();
const db = forTenant(id);
db.visit.findMany();
const { tenantDb: other } = ctx;
other.visit.findMany();
const extended = prisma.$extends(withContext(id));
extended.visit.findMany();
const { visit } = forTenant(id);
visit.findMany();
(isA ? forTenant(a) : forTenant(b)).visit.findMany();
(tenantDb ?? forTenant(b)).visit.findMany();
tenantDb.$transaction(async (tx) => { await tx.visit.count(); });
`,
    ),
    wrapped(
      "functions that a wrapper runs",
      `
withTenant(id, (tx) => tx.visit.findMany());
this.prisma.withRls(id, async (tx) => { for (const v of list) await tx.visit.delete(v); });
withTenant(id, () => prisma.visit.findMany());
withTenant(id, async (tenant) => { await prisma.visit.findMany(); });
tenantStorage.run(store, () => prisma.visit.findMany());
forTenant(id).run(() => list.map(() => prisma.visit.findMany()));
withTenant(id, () => prisma.$transaction(async (tx) => { await tx.visit.count(); }));
`,
    ),
    wrapped(
      "transactions that begin with the context",
      `
prisma.$transaction(async (tx) => { await tx.${SET}; return tx.visit.findMany(); });
prisma.$transaction(async (tx) => { if (id) { await tx.${SET}; } return list.map(() => tx.visit.findMany()); });
prisma.$transaction(async (tx) => { await tx.$executeRawUnsafe("SET LOCAL ROLE reader"); return tx.visit.findMany(); });
prisma.$transaction(async (tx) => { await tx.$executeRawUnsafe(CONTEXT, id); return tx.visit.findMany(); });
prisma.$transaction(async (tx) => { await withContext(tx, id); return tx.visit.findMany(); });
prisma.$transaction([prisma.${SET}, prisma.visit.findMany()]);
prisma.$transaction([setContext(id), prisma.visit.findMany()]);
prisma.$transaction([...before, prisma.visit.findMany()]);
prisma.$transaction([first, prisma.clinic.count(), prisma.visit.findMany()]);
`,
    ),
    wrapped(
      "clients of which nothing is known",
      `
async function f(tx: Prisma.TransactionClient, prisma: PrismaClient) {
  await tx.visit.findMany();
  await prisma.visit.findMany();
}
getPrisma().visit.findMany();
ctx.db.visit.findMany();
class Visits { constructor(private db) {} f() { return this.db.visit.findMany(); } }
store.client.$transaction(async (tx) => { await tx.visit.count(); });
`,
    ),
    { ...wrapped("another database", "prisma.visit.findMany()"), settings: projectOn("mysql") },
    { ...wrapped("no schema", "prisma.visit.findMany()"), settings: {} },
    { ...wrapped("tests", "prisma.visit.findMany()"), filename: "src/visits.test.ts" },
    {
      ...wrapped("files of the option", "prisma.visit.findMany()"),
      filename: "src/admin/visits.ts",
      options: [{ wrappers: [], allowIn: ["src/admin/**"] }],
    },
  ],
  invalid: [
    {
      ...wrapped("a bare client", "export const all = () => prisma.visit.findMany();"),
      errors: [
        {
          messageId: "bare",
          data: {
            table: "visits",
            method: "findMany",
            ways: "'forTenant' or 'with*' or 'tenantDb' or 'tenantStorage' or a $transaction that begins with set_config(…, true)",
          },
          line: 2,
          column: 26,
          endLine: 2,
          endColumn: 32,
        },
      ],
    },
    {
      name: "without wrappers",
      settings,
      code: `
class Visits {
  constructor(private readonly db: PrismaService) {}
  find = (id) => this.db.visit.findUnique({ where: { id } });
}
class Client extends PrismaClient { count() { return this.visit.count(); } }
`,
      errors: [
        {
          messageId: "bare",
          data: {
            table: "visits",
            method: "findUnique",
            ways: "a $transaction that begins with set_config(…, true)",
          },
          line: 4,
          column: 23,
          endLine: 4,
          endColumn: 25,
        },
        { messageId: "bare", line: 6, column: 54, endLine: 6, endColumn: 58 },
      ],
    },
    {
      ...wrapped(
        "the bare client beside the one that a wrapper hands over",
        "withTenant(id, async (tx) => { await tx.visit.count(); await prisma.visit.count(); });",
      ),
      errors: [{ messageId: "bare", line: 2, column: 62, endLine: 2, endColumn: 68 }],
    },
    {
      ...wrapped(
        "what follows on a query of a wrapper",
        "forTenant(id).clinic.count().then(() => prisma.visit.count());",
      ),
      errors: [{ messageId: "bare", line: 2, column: 41, endLine: 2, endColumn: 47 }],
    },
    {
      ...wrapped(
        "either of two clients",
        "const db = isAdmin ? prisma : forTenant(id); (tenantDb ?? prisma).visit.count(); (prisma ?? prisma).visit.count();",
      ),
      errors: [{ messageId: "bare", line: 2, column: 83, endLine: 2, endColumn: 99 }],
    },
    {
      ...wrapped(
        "a transaction without a context, or where it comes too late",
        `prisma.$transaction(async (tx) => {
  await tx.visit.count();
  await tx.$executeRaw\`SET LOCAL statement_timeout = 100\`;
  await audit(tx);
  await prisma.${SET};
  await tx.visit.count();
  await tx.${SET};
  await tx.visit.count();
});`,
      ),
      errors: [
        {
          messageId: "unprepared",
          data: { table: "visits", method: "count" },
          line: 3,
          column: 9,
          endLine: 3,
          endColumn: 11,
        },
        { messageId: "unprepared", line: 7, column: 9, endLine: 7, endColumn: 11 },
      ],
    },
    {
      ...wrapped(
        "a list without a context, or where it comes too late",
        `prisma.$transaction([prisma.visit.count(), prisma.${SET}]);
prisma.$transaction([prisma.clinic.count(), prisma.$executeRaw\`SET LOCAL lock_timeout = 1\`, , prisma.visit.count()]);`,
      ),
      errors: [
        { messageId: "bare", line: 2, column: 22, endLine: 2, endColumn: 28 },
        { messageId: "bare", line: 3, column: 95, endLine: 3, endColumn: 101 },
      ],
    },
  ],
});
