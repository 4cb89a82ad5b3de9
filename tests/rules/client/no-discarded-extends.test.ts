import rule from "../../../src/rules/client/no-discarded-extends.ts";
import { testOnCode } from "../../rule-tester.ts";

/** The token `$extends`. */
function at(line: number, column: number) {
  const endColumn = column + "$extends".length;
  return { messageId: "discarded", line, column, endLine: line, endColumn } as const;
}

testOnCode("no-discarded-extends", rule, {
  valid: [
    "export const prisma = base.$extends(encryption());",
    "export default new PrismaClient().$extends(encryption());",
    "const prisma = base.$extends(encryption()); export default prisma;",
    "const prisma = base.$extends(encryption()); module.exports = { prisma };",
    "let prisma = new PrismaClient(); prisma = prisma.$extends(encryption()); run(prisma);",
    "let prisma; prisma = base.$extends(encryption()) as PrismaClient; export { prisma };",
    "prisma ??= base.$extends(encryption());",
    "globalThis.prisma = base.$extends(encryption());",
    "Object.assign(this, this.$extends(encryption()));",
    "register(base.$extends(encryption()));",
    "base.$extends(encryption()).user.findMany();",
    "await base.$extends(encryption()).$connect();",
    "const make = () => base.$extends(encryption());",
    "function make() { return base.$extends(encryption()); }",
    "class Service { client = base.$extends(encryption()); }",
    "class Service { constructor() { this.client = base.$extends(encryption()); } }",
    "class Service extends PrismaClient { constructor() { super(); return this.$extends(encryption()) as this; } }",
    "const db = isTest ? base : base.$extends(encryption()); run(db);",
    "const { client } = { client: base.$extends(encryption()) };",
    "const list = [base.$extends(encryption())];",
    "export const read = () => [prisma, prisma.$extends(x)];",
    "Prisma.defineExtension((client) => client.$extends({ query }));",
    "if (base.$extends(x)) run();",
    "base.$extends(x) ? a() : b();",
    "const types = typeof base.$extends(x);",
    "function f() { const db = base.$extends(x); return () => db.user.count(); }",
    "expect(() => { base.$extends(wrong); }).toThrow();",
    "expect(() => base.$extends(wrong)).toThrow();",
    "user.extends(x);",
    "base.$extends;",
  ],
  invalid: [
    {
      name: "a client that is made and exported",
      code: `import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

// Add encryption
prisma.$extends(
  fieldEncryptionExtension({
    encryptionKey: process.env.KEY,
  }),
);

export default prisma;
`,
      errors: [
        {
          ...at(6, 8),
          data: {},
          suggestions: [
            {
              messageId: "extendHere",
              output: `import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient().$extends(
  fieldEncryptionExtension({
    encryptionKey: process.env.KEY,
  }),
);

// Add encryption

export default prisma;
`,
            },
          ],
        },
      ],
    },
    {
      name: "with a type, exported, on one line",
      code: `export const prisma: PrismaClient = makeClient(); prisma.$extends(withAudit); start();`,
      errors: [
        {
          ...at(1, 58),
          suggestions: [
            {
              messageId: "extendHere",
              output: `export const prisma = makeClient().$extends(withAudit);  start();`,
            },
          ],
        },
      ],
    },
    {
      name: "inside of a function, with what stands further down as a declaration",
      code: `function make() {
  let client = new PrismaClient();
  client.$extends(audit(client => client, limit()));
  return client;
}
function audit() {}
const limit = function () {};`,
      errors: [{ ...at(3, 10), suggestions: null }],
    },
    {
      name: "where a suggestion would not hold",
      code: `const prisma = new PrismaClient();
const extension = encryption();
prisma.$extends(extension);
const other = new PrismaClient();
other.$on("query", log);
other.$extends(encryption());
const shared = globalThis.prisma ?? new PrismaClient();
shared.$extends(encryption());
imported.$extends(encryption());
class Service extends PrismaClient { constructor() { super(); this.$extends(encryption()); } }
const late = new PrismaClient();
if (isProduction) { late.$extends(encryption()); }
export { late, other, prisma, shared };`,
      errors: [
        { ...at(3, 8), suggestions: null },
        { ...at(6, 7), suggestions: null },
        { ...at(8, 8), suggestions: null },
        { ...at(9, 10), suggestions: null },
        { ...at(10, 68), suggestions: null },
        { ...at(12, 26), suggestions: null },
      ],
    },
    {
      name: "values that nobody reads",
      code: `void base.$extends(x);
isProduction && base.$extends(x);
isProduction ? base.$extends(x) : null;
(base.$extends(x), run());
async function f() { await base.$extends(x); const db = base.$extends(x); }
base.$extends(x).$extends(y);
base?.$extends(x)!;
run(() => { base.$extends(x); });
Prisma.defineExtension((client) => { client.$extends({ query }); });`,
      errors: [
        at(1, 11),
        at(2, 22),
        at(3, 21),
        at(4, 7),
        at(5, 33),
        at(5, 62),
        at(6, 18),
        at(7, 7),
        at(8, 18),
        at(9, 45),
      ],
    },
  ],
});
