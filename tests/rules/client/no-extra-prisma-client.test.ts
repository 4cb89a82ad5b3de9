import { join } from "node:path";

import rule from "../../../src/rules/client/no-extra-prisma-client.ts";
import { testOnCode } from "../../rule-tester.ts";
import { makeProject, writeIn } from "../../support/temporary-project.ts";

const IMPORT = `import { PrismaClient } from "@prisma/client";\n`;
const SHARED = `${IMPORT}export const prisma = new PrismaClient();\n`;
const OWN = `${IMPORT}const prisma = new PrismaClient();
export async function users() { return prisma.user.findMany(); }
export const close = () => prisma.$disconnect();
`;

/** A case in a package of its own, with the linted file among its files. */
function inPackage(
  name: string,
  files: Record<string, string>,
  path: string,
  more: Record<string, unknown> = {},
) {
  const folder = makeProject({ "package.json": "{}", ...files });
  const code = files[path] ?? "";
  writeIn(folder, path, code);
  const settings = { "prisma-sentinel": { root: folder, ...more } };
  return { name, code, filename: join(folder, path), settings };
}

const extra = { messageId: "extra", line: 2, column: 20, endLine: 2, endColumn: 32 } as const;
const several = { ...extra, messageId: "several" } as const;

/** What a module says that shares its client in one way or another. */
const SHARING = [
  "export default new PrismaClient();",
  "const prisma = new PrismaClient().$extends(audit()); export { prisma };",
  "export const prisma = globalThis.prisma ?? new PrismaClient();",
  "const make = () => new PrismaClient().$extends(audit()); export const db = globalThis.db ?? make();",
  "let prisma; if (isProduction) prisma = new PrismaClient(); else { globalThis.p = new PrismaClient(); prisma = globalThis.p; } export default prisma;",
  "export function getPrisma() { if (!client) client = new PrismaClient(); return client; } let client;",
  "export const prisma = singleton('prisma', () => new PrismaClient());",
  "export const prisma = new Proxy(new PrismaClient(), handler);",
  "module.exports = { prisma: new PrismaClient() };",
  "exports.prisma = new PrismaClient();",
  "export class Database { static client = new PrismaClient(); }",
  "export class PrismaService extends PrismaClient {}",
  "class Service extends PrismaClient {} export const prisma = new Service();",
];

testOnCode("no-extra-prisma-client", rule, {
  valid: [
    ...SHARING.map((code) =>
      inPackage(
        `the shared one: ${code}`,
        { "src/db.ts": IMPORT + code, "src/users.ts": OWN },
        "src/db.ts",
      ),
    ),
    inPackage(
      "the shared one beside what it was compiled to",
      { "src/index.ts": SHARED, "src/index.js": SHARED, "src/users.ts": OWN },
      "src/index.ts",
    ),
    ...[
      "new PrismaClient({ adapter: adapterFor(process.env.DATABASE_URL_REPLICA) }); export const n = await replica.user.count();",
      "new PrismaClient({ adapter: new PrismaPg({ connectionString: env('READ_DATABASE_URL') }) }); export const n = await replica.user.count();",
      "new PrismaClient({ adapter: adapterFor(other) }); export const db = base.$extends(readReplicas({ replicas: [replica] }));",
    ].map((code) =>
      inPackage(
        `a replica's: ${code}`,
        { "src/db.ts": SHARED, "src/replica.ts": `${IMPORT}const replica = ${code}` },
        "src/replica.ts",
      ),
    ),
    inPackage("the only one", { "src/users.ts": OWN }, "src/users.ts"),
    inPackage(
      "the one that the settings name",
      { "src/lib/prisma.ts": SHARED, "src/other.ts": OWN },
      "src/other.ts",
      { clientModule: "src/other.ts" },
    ),
    ...["src/users.test.ts", "tests/users.ts", "prisma/seed.ts", "scripts/report.ts"].map((path) =>
      inPackage(`allowed in ${path}`, { "src/db.ts": SHARED, [path]: OWN }, path),
    ),
    {
      ...inPackage("an option", { "src/db.ts": SHARED, "src/jobs/a.ts": OWN }, "src/jobs/a.ts"),
      options: [{ allowIn: ["**/jobs/**"] }] as const,
    },
    inPackage(
      "a script that ends by itself",
      {
        "src/db.ts": SHARED,
        "check.js": `const { PrismaClient } = require("@prisma/client");
const prisma = new PrismaClient();
main().finally(() => prisma.$disconnect());`,
      },
      "check.js",
    ),
    inPackage(
      "databases of their own",
      {
        "src/db.ts": SHARED,
        "src/other.ts": `${IMPORT}const a = new PrismaClient({ datasourceUrl: url });
const b = new PrismaClient({ datasources: { db: { url } } });
export const replica = new PrismaClient({ adapter });`,
      },
      "src/other.ts",
    ),
    inPackage(
      "the client of another schema",
      {
        "src/db.ts": SHARED.replace("@prisma/client", "./generated/main/index.js"),
        "src/other.ts": OWN.replace("@prisma/client", "../generated/tenants"),
      },
      "src/other.ts",
    ),
    inPackage(
      "another package",
      {
        "packages/a/package.json": "{}",
        "packages/a/db.ts": SHARED,
        "packages/b/package.json": "{}",
        "packages/b/users.ts": OWN,
      },
      "packages/b/users.ts",
    ),
    inPackage(
      "a class of the same name",
      {
        "src/db.ts": SHARED,
        "src/other.ts": "class PrismaClient {}\nexport const a = [new PrismaClient()];",
      },
      "src/other.ts",
    ),
    inPackage(
      "only tests and scripts beside it",
      { "src/users.ts": OWN, "scripts/a.ts": OWN, "src/b.test.ts": OWN },
      "src/users.ts",
    ),
  ],
  invalid: [
    {
      ...inPackage(
        "a service",
        { "src/lib/prisma.ts": SHARED, "src/users.ts": OWN },
        "src/users.ts",
      ),
      errors: [extra],
    },
    {
      ...inPackage(
        "several in one module, by other names",
        {
          "src/prisma.ts": SHARED,
          "src/users.ts": `import { PrismaClient as Client } from "@prisma/client";
import * as all from "@prisma/client";
class Own extends Client {}
export const run = (list) => [new Client().user, new all.PrismaClient({ adapter }).user, new Own().user];
export class ClientService { prisma = new Client(); }
export const users = new Users(new Client());`,
        },
        "src/users.ts",
      ),
      errors: [
        { messageId: "extra", line: 4, column: 35, endLine: 4, endColumn: 41 },
        { messageId: "extra", line: 4, column: 54, endLine: 4, endColumn: 70 },
        { messageId: "extra", line: 4, column: 94, endLine: 4, endColumn: 97 },
        { messageId: "extra", line: 5, column: 43, endLine: 5, endColumn: 49 },
        { messageId: "extra", line: 6, column: 36, endLine: 6, endColumn: 42 },
      ],
    },
    {
      ...inPackage(
        "a service beside a class that is the client",
        {
          "src/prisma.service.ts": `${IMPORT}export class PrismaService extends PrismaClient {}`,
          "src/users.ts": OWN,
        },
        "src/users.ts",
      ),
      errors: [extra],
    },
    {
      ...inPackage(
        "the one of two that fewer import",
        {
          "src/lib/prisma.ts": SHARED,
          "src/utils/db.ts": `${IMPORT}const prisma = new PrismaClient();\nexport default prisma;`,
          "src/a.ts": `import { prisma } from "./lib/prisma.js";`,
          "src/b.ts": `import { prisma } from './lib/prisma';`,
          "src/c.ts": `import prisma from "./utils/db";`,
        },
        "src/utils/db.ts",
      ),
      errors: [extra],
    },
    {
      ...inPackage(
        "the same generated client by another path",
        {
          "src/db.ts": SHARED.replace("@prisma/client", "./generated/client/index.js"),
          "src/api/users.ts": OWN.replace("@prisma/client", "@/generated/client"),
        },
        "src/api/users.ts",
      ),
      errors: [extra],
    },
    {
      ...inPackage(
        "all but the one that the settings name",
        { "src/lib/prisma.ts": SHARED, "src/users.ts": OWN },
        "src/users.ts",
        { clientModule: "src/main.ts" },
      ),
      errors: [extra],
    },
    {
      ...inPackage(
        "none is shared",
        { "src/a.ts": OWN, "src/b.ts": OWN, "c.test.ts": OWN },
        "src/a.ts",
      ),
      errors: [several],
    },
    {
      ...inPackage(
        "a server",
        {
          "src/db.ts": SHARED,
          "src/server.js": `const { PrismaClient } = require("@prisma/client");
const prisma = new PrismaClient();
app.listen(3000, () => {});
process.on("SIGTERM", () => prisma.$disconnect());`,
        },
        "src/server.js",
      ),
      errors: [extra],
    },
  ],
});
