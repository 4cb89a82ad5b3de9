import rule from "../../../src/rules/client/require-transaction-local-context.ts";
import { testOnCode } from "../../rule-tester.ts";

/** A module that imports its client. */
function withImport(code: string): string {
  return `import { prisma } from "./db.js";\n${code}`;
}

const LOCAL = "SELECT set_config('app.tenant_id', ${id}, true)";
const SESSION = "SELECT set_config('app.tenant_id', ${id}, false)";

testOnCode("require-transaction-local-context", rule, {
  valid: [
    `prisma.$transaction(async (tx) => { await tx.$executeRaw\`${LOCAL}\`; return tx.visit.findMany() })`,
    `prisma.$transaction([prisma.$executeRaw\`${LOCAL}\`, prisma.visit.findMany()])`,
    {
      name: "a service that sets it in its transaction",
      code: `
class PrismaService extends PrismaClient {
  async withTenant(id, run) {
    return this.$transaction(async (tx) => {
      await tx.$executeRaw\`${LOCAL}\`;
      return run(tx);
    });
  }
}
`,
    },
    {
      name: "settings that tell nothing of a tenant",
      code: withImport(`
await prisma.$executeRawUnsafe("SET statement_timeout = 5000");
await prisma.$executeRawUnsafe("SET LOCAL lock_timeout = '1s'");
await prisma.$executeRaw\`SELECT set_config('search_path', 'app', false)\`;
await prisma.$executeRaw\`SELECT set_config('hnsw.ef_search', '100', false)\`;
await prisma.$executeRaw\`SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY\`;
`),
    },
    {
      name: "a setting that is taken away",
      code: withImport(`
await prisma.$executeRaw\`RESET app.tenant_id\`;
await prisma.$executeRaw\`RESET ROLE\`;
await prisma.$executeRaw\`SET app.tenant_id TO DEFAULT\`;
await prisma.$executeRaw\`SET app.tenant_id = ''\`;
await prisma.$executeRaw\`SET ROLE NONE\`;
await prisma.$executeRaw\`SELECT set_config('app.tenant_id', '', false)\`;
await prisma.$executeRaw\`SELECT set_config('app.tenant_id', NULL, false)\`;
await prisma.$executeRawUnsafe("SELECT set_config('app.tenant_id', $1, false)", "");
`),
    },
    {
      name: "settings of functions, roles and databases",
      code: withImport(`
await prisma.$executeRawUnsafe("ALTER ROLE app SET app.tenant_id = 'x'");
await prisma.$executeRawUnsafe("ALTER DATABASE app SET app.tenant_id = 'x'");
await prisma.$executeRawUnsafe("ALTER FUNCTION f() SET app.tenant_id = 'x'");
await prisma.$executeRawUnsafe("CREATE FUNCTION f() RETURNS int LANGUAGE sql SET app.t = 'x' AS 'SELECT 1'");
`),
    },
    {
      name: "what is not written",
      code: withImport(`
await prisma.$executeRaw\`SELECT set_config(\${name}, \${id}, false)\`;
await prisma.$executeRaw\`SELECT set_config('app.tenant_id', \${id}, \${isLocal})\`;
await prisma.$executeRawUnsafe(setTenant);
await prisma.$executeRaw\`SELECT set_config('app.tenant_id')\`;
await prisma.$executeRaw\`SET app.tenant_id =\`;
`),
    },
    {
      name: "a local setting that the statement itself uses",
      code: withImport(`
await prisma.$queryRaw\`SELECT set_config('app.tenant_id', \${id}, true), count(*) FROM visits\`;
await prisma.$queryRaw\`WITH c AS (SELECT set_config('app.tenant_id', \${id}, true)) SELECT * FROM c, visits\`;
await prisma.$queryRawUnsafe("DO $$ BEGIN PERFORM set_config('app.t', 'x', true); UPDATE a SET b = 1; END $$");
await prisma.$executeRawUnsafe("BEGIN; SET LOCAL app.tenant_id = 'x'; UPDATE a SET b = 1; COMMIT");
`),
    },
    {
      name: "clients that may be of a transaction",
      code: withImport(`
import { tx as db, transactionClient } from "./db.js";
async function setTenant(client: PrismaClient, id: string) { await client.$executeRaw\`${LOCAL}\`; }
async function f(ctx) { await ctx.prisma.$executeRaw\`${LOCAL}\`; }
async function g() { await getPrisma().$executeRaw\`${LOCAL}\`; }
async function h() { const client = store.getStore(); await client.$executeRaw\`${LOCAL}\`; }
await db.$executeRaw\`${LOCAL}\`;
await transactionClient.$executeRaw\`${LOCAL}\`;
const proxied = new Proxy(prisma, {});
await proxied.$executeRaw\`${LOCAL}\`;
let client; function use(other) { client = other; }
await client.$executeRaw\`${LOCAL}\`;
await unknown.$executeRaw\`${LOCAL}\`;
await (db ?? prisma).$executeRaw\`${LOCAL}\`;
const run = prisma.$executeRawUnsafe; await run("SET LOCAL app.t = 'x'");
`),
    },
    {
      name: "fields that may hold a transaction",
      code: `
class Repository extends Base {
  tx: PrismaClient;
  either: PrismaClient | Prisma.TransactionClient;
  db: Db;
  constructor(private client: Prisma.TransactionClient, private untyped, plain: PrismaClient) {}
  async f() {
    await this.inherited.$executeRaw\`${LOCAL}\`;
    await this.tx.$executeRaw\`${LOCAL}\`;
    await this.either.$executeRaw\`${LOCAL}\`;
    await this.db.$executeRaw\`${LOCAL}\`;
    await this.client.$executeRaw\`${LOCAL}\`;
    await this.untyped.$executeRaw\`${LOCAL}\`;
    await this.plain.$executeRaw\`${LOCAL}\`;
    await this.host.tx.$executeRaw\`${LOCAL}\`;
    await this.$executeRaw\`${LOCAL}\`;
  }
}
`,
    },
    {
      name: "a promise that is handed on",
      code: withImport(`
export const setTenant = (id) => prisma.$executeRaw\`${LOCAL}\`;
export function set(id) { return prisma.$executeRaw\`${LOCAL}\`; }
const first = prisma.$executeRaw\`${LOCAL}\`;
await prisma.$transaction([first, prisma.visit.findMany()]);
await run(prisma.$executeRaw\`${LOCAL}\`);
`),
    },
    {
      name: "a method that a decorator puts into a transaction",
      code: `
class Visits {
  constructor(private prisma: PrismaService) {}
  @Transactional() async f(id) { await this.prisma.$executeRaw\`${LOCAL}\`; }
}
`,
    },
    { code: `await tx.$executeRaw\`${SESSION}\``, filename: "src/tenant.test.ts" },
    {
      code: `await tx.$executeRaw\`${SESSION}\``,
      filename: "src/jobs/rotate.ts",
      options: [{ allowIn: ["src/jobs/*"] }],
    },
    {
      name: "another database",
      code: `await tx.$executeRaw\`${SESSION}\``,
      settings: { "prisma-sentinel": { schema: "tests/fixtures/client/mysql.prisma" } },
    },
  ],
  invalid: [
    {
      name: "in a transaction it is made local",
      code: `prisma.$transaction(async (tx) => { await tx.$executeRaw\`${SESSION}\`; });`,
      output: `prisma.$transaction(async (tx) => { await tx.$executeRaw\`${LOCAL}\`; });`,
      errors: [
        {
          messageId: "sessionContext",
          data: { name: "app.tenant_id", local: "'true' as the third argument" },
          line: 1,
          column: 100,
          endLine: 1,
          endColumn: 105,
        },
      ],
    },
    {
      name: "SET in a transaction",
      code: `
await db.$transaction(async (t) => {
  await t.$executeRawUnsafe(\`SET app.tenant_id = '\${id}'\`);
  await t.$executeRawUnsafe(\`set session role tenant\`);
  await t.$executeRawUnsafe(\`SET SESSION AUTHORIZATION tenant\`);
});
`,
      output: `
await db.$transaction(async (t) => {
  await t.$executeRawUnsafe(\`SET LOCAL app.tenant_id = '\${id}'\`);
  await t.$executeRawUnsafe(\`SET LOCAL role tenant\`);
  await t.$executeRawUnsafe(\`SET LOCAL SESSION AUTHORIZATION tenant\`);
});
`,
      errors: [
        {
          messageId: "sessionContext",
          data: { name: "app.tenant_id", local: "SET LOCAL" },
          line: 3,
          column: 30,
          endLine: 3,
          endColumn: 33,
        },
        { messageId: "sessionContext", line: 4, column: 30, endLine: 4, endColumn: 41 },
        { messageId: "sessionContext", line: 5, column: 30, endLine: 5, endColumn: 33 },
      ],
    },
    {
      name: "in a list that is run as a transaction",
      code: `prisma.$transaction([prisma.$executeRaw\`${SESSION}\`, prisma.visit.findMany()]);`,
      output: `prisma.$transaction([prisma.$executeRaw\`${LOCAL}\`, prisma.visit.findMany()]);`,
      errors: [{ messageId: "sessionContext", line: 1, column: 83, endLine: 1, endColumn: 88 }],
    },
    {
      name: "several, and by name",
      code: `prisma.$transaction(async (tx) => {
  await tx.$queryRaw(Prisma.sql\`
    SELECT pg_catalog.set_config('app.user', \${a}, FALSE::boolean),
      set_config(is_local => false, setting_name => 'role', new_value => \${b}::text)
  \`);
});`,
      output: `prisma.$transaction(async (tx) => {
  await tx.$queryRaw(Prisma.sql\`
    SELECT pg_catalog.set_config('app.user', \${a}, true),
      set_config(is_local => true, setting_name => 'role', new_value => \${b}::text)
  \`);
});`,
      errors: [
        { messageId: "sessionContext", line: 3, column: 52, endLine: 3, endColumn: 66 },
        { messageId: "sessionContext", line: 4, column: 30, endLine: 4, endColumn: 35 },
      ],
    },
    {
      name: "on a client that may be of a transaction it is a suggestion",
      code: `async function setTenant(tx, id) { await tx.$executeRaw\`${SESSION}\`; }`,
      errors: [
        {
          messageId: "sessionContext",
          line: 1,
          column: 99,
          endLine: 1,
          endColumn: 104,
          suggestions: [
            {
              messageId: "makeLocal",
              output: `async function setTenant(tx, id) { await tx.$executeRaw\`${LOCAL}\`; }`,
            },
          ],
        },
      ],
    },
    {
      name: "a promise that may become part of a transaction",
      code: withImport(`const setTenant = (id) => prisma.$executeRawUnsafe("SET app.t = 'x'");`),
      errors: [
        {
          messageId: "sessionContext",
          line: 2,
          column: 53,
          endLine: 2,
          endColumn: 56,
          suggestions: [
            {
              messageId: "makeLocal",
              output: withImport(
                `const setTenant = (id) => prisma.$executeRawUnsafe("SET LOCAL app.t = 'x'");`,
              ),
            },
          ],
        },
      ],
    },
    {
      name: "outside of a transaction, where a local one would be none",
      code: withImport(`await prisma.$executeRaw\`${SESSION}\`;`),
      errors: [{ messageId: "sessionContext", line: 2, column: 68, endLine: 2, endColumn: 73 }],
    },
    {
      name: "names in constants, and parameters",
      code: `
const TENANT = "app.tenant_id";
await tx.$executeRaw\`SELECT set_config(\${TENANT}, \${id}, false)\`;
await tx.$executeRawUnsafe("SELECT set_config($1, $2, false)", TENANT, id);
await tx.$executeRawUnsafe(\`SET \${TENANT} = '\${id}'\`);
`,
      errors: [
        {
          messageId: "sessionContext",
          data: { name: "app.tenant_id", local: "'true' as the third argument" },
          line: 3,
          column: 58,
          endLine: 3,
          endColumn: 63,
          suggestions: [
            {
              messageId: "makeLocal",
              output: `
const TENANT = "app.tenant_id";
await tx.$executeRaw\`SELECT set_config(\${TENANT}, \${id}, true)\`;
await tx.$executeRawUnsafe("SELECT set_config($1, $2, false)", TENANT, id);
await tx.$executeRawUnsafe(\`SET \${TENANT} = '\${id}'\`);
`,
            },
          ],
        },
        {
          messageId: "sessionContext",
          line: 4,
          column: 55,
          endLine: 4,
          endColumn: 60,
          suggestions: [
            {
              messageId: "makeLocal",
              output: `
const TENANT = "app.tenant_id";
await tx.$executeRaw\`SELECT set_config(\${TENANT}, \${id}, false)\`;
await tx.$executeRawUnsafe("SELECT set_config($1, $2, true)", TENANT, id);
await tx.$executeRawUnsafe(\`SET \${TENANT} = '\${id}'\`);
`,
            },
          ],
        },
        {
          messageId: "sessionContext",
          line: 5,
          column: 29,
          endLine: 5,
          endColumn: 32,
          suggestions: [
            {
              messageId: "makeLocal",
              output: `
const TENANT = "app.tenant_id";
await tx.$executeRaw\`SELECT set_config(\${TENANT}, \${id}, false)\`;
await tx.$executeRawUnsafe("SELECT set_config($1, $2, false)", TENANT, id);
await tx.$executeRawUnsafe(\`SET LOCAL \${TENANT} = '\${id}'\`);
`,
            },
          ],
        },
      ],
    },
    {
      name: "a text that other queries may use is left as it is",
      code: `
const QUERY = "SELECT set_config('app.tenant_id', $1, false)";
await tx.$executeRawUnsafe(QUERY, id);
`,
      errors: [{ messageId: "sessionContext", line: 2, column: 55, endLine: 2, endColumn: 60 }],
    },
    {
      name: "a name of which only the beginning is written",
      code: "await tx.$executeRawUnsafe(`SELECT set_config('app.${key}', '${id}', false)`);",
      errors: [
        {
          messageId: "sessionContext",
          data: { name: "app.${key}", local: "'true' as the third argument" },
          line: 1,
          column: 70,
          endLine: 1,
          endColumn: 75,
          suggestions: [
            {
              messageId: "makeLocal",
              output:
                "await tx.$executeRawUnsafe(`SELECT set_config('app.${key}', '${id}', true)`);",
            },
          ],
        },
      ],
    },
    {
      name: "in a block",
      code: `prisma.$transaction((tx) => tx.$executeRawUnsafe("DO $$ BEGIN PERFORM set_config('app.t', 'x', false); SET app.u = 'y'; END $$"));`,
      output: `prisma.$transaction((tx) => tx.$executeRawUnsafe("DO $$ BEGIN PERFORM set_config('app.t', 'x', true); SET LOCAL app.u = 'y'; END $$"));`,
      errors: [
        { messageId: "sessionContext", line: 1, column: 96, endLine: 1, endColumn: 101 },
        { messageId: "sessionContext", line: 1, column: 104, endLine: 1, endColumn: 107 },
      ],
    },
    {
      name: "a local setting on its own",
      code: withImport(`
export const setTenant = async (id: string) => {
  await prisma.$executeRawUnsafe(\`SET LOCAL app.tenant_id = '\${id}';\`);
};
`),
      errors: [
        {
          messageId: "lostContext",
          data: { name: "app.tenant_id" },
          line: 4,
          column: 35,
          endLine: 4,
          endColumn: 44,
        },
      ],
    },
    {
      name: "once for several settings",
      code: withImport(
        "await prisma.$executeRaw`SELECT set_config('app.a', ${a}, true), set_config('app.b', ${b}, true)::text`",
      ),
      errors: [{ messageId: "lostContext", line: 2, column: 59, endLine: 2, endColumn: 63 }],
    },
    {
      name: "clients of a module",
      code: `
import * as db from "./db.js";
import client from "./client.js";
const globalForPrisma = globalThis as { prisma?: PrismaClient };
const prisma = globalForPrisma.prisma ?? new PrismaClient();
let other: PrismaClient;
if (isProduction) { other = new PrismaClient(); } else { other = globalForPrisma.prisma!; }
async function f(id) {
  const own = new PrismaClient();
  const alias = this_is(prisma) ?? prisma;
  const bound = prisma as any;
  await db.prisma.$executeRaw\`${LOCAL}\`;
  await client!.$executeRaw\`${LOCAL}\`;
  await prisma.$executeRaw\`${LOCAL}\`.catch(() => null);
  await (other as any).$executeRaw\`${LOCAL}\`;
  await own.$executeRaw\`${LOCAL}\`;
  await bound.$executeRaw\`${LOCAL}\`;
  await prisma.$extends(x).$executeRaw\`${LOCAL}\`;
  await (prisma ?? other).$executeRaw\`${LOCAL}\`;
  await alias.$executeRaw\`${LOCAL}\`;
}
`,
      errors: [
        { messageId: "lostContext", line: 12, column: 73, endLine: 12, endColumn: 77 },
        { messageId: "lostContext", line: 13, column: 71, endLine: 13, endColumn: 75 },
        { messageId: "lostContext", line: 14, column: 70, endLine: 14, endColumn: 74 },
        { messageId: "lostContext", line: 15, column: 78, endLine: 15, endColumn: 82 },
        { messageId: "lostContext", line: 16, column: 67, endLine: 16, endColumn: 71 },
        { messageId: "lostContext", line: 17, column: 69, endLine: 17, endColumn: 73 },
        { messageId: "lostContext", line: 18, column: 82, endLine: 18, endColumn: 86 },
        { messageId: "lostContext", line: 19, column: 81, endLine: 19, endColumn: 85 },
      ],
    },
    {
      name: "clients of a class",
      code: `
import { prisma } from "@clinic/db";
class Tenants {
  readonly client = prisma;
  private own: PrismaClient;
  #db: Db.ExtendedPrismaClient;
  constructor(private readonly prisma: PrismaService, other: PrismaClient) {}
  async f(id) {
    await this.client.$executeRawUnsafe(
      \`SET LOCAL app.tenant_id = '\${id}';\`,
    );
    await this.own.$executeRaw\`${LOCAL}\`;
    await this.#db.$executeRaw\`${LOCAL}\`;
    await this.prisma.$executeRaw\`${LOCAL}\`;
    await this.prisma.client.$executeRaw\`${LOCAL}\`;
  }
}
class Service extends PrismaClient {
  f = async (id) => { await this.$executeRaw\`${LOCAL}\`; };
}
`,
      errors: [
        { messageId: "lostContext", line: 10, column: 8, endLine: 10, endColumn: 17 },
        { messageId: "lostContext", line: 12, column: 74, endLine: 12, endColumn: 78 },
        { messageId: "lostContext", line: 13, column: 74, endLine: 13, endColumn: 78 },
        { messageId: "lostContext", line: 14, column: 77, endLine: 14, endColumn: 81 },
        { messageId: "lostContext", line: 15, column: 84, endLine: 15, endColumn: 88 },
        { messageId: "lostContext", line: 19, column: 88, endLine: 19, endColumn: 92 },
      ],
    },
    {
      name: "text that cannot be followed to its place",
      code: withImport(`
const HEAD = "SET LO";
await prisma.$executeRawUnsafe(HEAD + "CAL app.tenant_id = 'x'");
`),
      errors: [{ messageId: "lostContext", line: 4, column: 14, endLine: 4, endColumn: 31 }],
    },
  ],
});
